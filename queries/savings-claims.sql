-- Every claim of savings: how much, when, what sort of money, who says so, how firmly, which other
-- claims it overlaps with or contradicts, and whether a total counts it (savings_counted).
with named as (
    select
        savings.*,
        if(qualifier = 'exact', '', qualifier || ' ')
            || case
                when estimated_saving_gbp_million >= 1000
                    then format('£{:g} billion', estimated_saving_gbp_million / 1000)
                when estimated_saving_gbp_million < 1
                    then format('£{:,}', (1000000 * estimated_saving_gbp_million)::integer)
                else format('£{:g} million', estimated_saving_gbp_million)
            end
            || ', ' || regexp_replace(programme_area, ' [(].*[)]', '') || ', ' || period
            || if(starts_with(who_says, 'Local Government Association'), '', ', ' || who_says)
            as name
    from savings
),

-- Each link is told at both of its ends; its reason at the end that gives way, and both ends of a
-- contradiction.
ends as (
    select claim, other, relation, reason, if(relation = 'part of', 'Part of', null) as part
    from claim_links
    union all
    select other, claim, relation,
        if(relation = 'contradicts', reason, null),
        if(relation = 'part of', 'Includes', null)
    from claim_links
),

told as (
    select
        ends.claim,
        ends.relation = 'contradicts' as contradicts,
        coalesce(ends.part, upper(left(ends.relation, 1)) || ends.relation[2:] || ' as') as how,
        string_agg(named.name, '; ' order by named.estimated_saving_gbp_million desc, named.name)
            as names,
        string_agg(distinct ends.reason, ' ' order by ends.reason) as reasons
    from ends
    inner join named on ends.other = named.claim
    group by ends.claim, contradicts, how
),

links as (
    select
        claim,
        string_agg(how || ': ' || names, '. ' order by how, names) filter (not contradicts)
            || '.' as overlaps,
        string_agg(names, '; ' order by names) filter (contradicts) as contradicts,
        string_agg(distinct reasons, ' ' order by reasons) as link_reasons
    from told
    group by claim
),

counted_instead as (
    select
        savings_overlaps.claim,
        min(named.name) as name,
        bool_or(claim_links.relation = 'part of') as as_a_part
    from savings_overlaps
    inner join named on savings_overlaps.other = named.claim
    left join claim_links
        on savings_overlaps.claim = claim_links.claim
            and savings_overlaps.other = claim_links.other
    where named.claim in (select claim from savings_counted)
    group by savings_overlaps.claim
)

select
    claims.claim,
    claims.period,
    if(claims.first_year = claims.last_year, claims.first_year, null) as financial_year,
    claims.programme_area,
    claims.estimated_saving_gbp_million as gbp_million,
    claims.qualifier as published_wording,
    claims.kind,
    how_firm_words(claims.how_firm, claims.qualifier) as how_firm,
    claims.who_says,
    case
        when counted.claim is not null then 'Yes'
        when counted_instead.as_a_part then 'No: it is part of “' || counted_instead.name || '”'
        when not kinds.adds then 'No: ' || lower(left(kinds.reason, 1)) || kinds.reason[2:]
        when claims.first_year = claims.last_year
            then 'No: the money is in “' || counted_instead.name || '”'
        else 'No: it covers several years'
    end as counted,
    links.overlaps,
    links.contradicts,
    links.link_reasons,
    claims.scheme,
    claims.note,
    claims.quote,
    'published' as basis,
    sources.title as source,
    sources.address as source_address,
    claims.first_year,
    claims.last_year,
    totals.gbp_million as total_gbp_million,
    totals.published_wording as total_wording,
    totals.whole as total_whole
from savings as claims
inner join claim_kinds as kinds using (kind)
inner join sources on claims.source = sources.source
left join savings_counted as counted on claims.claim = counted.claim
left join savings_totals as totals
    on counted.financial_year = totals.financial_year and counted.scheme = totals.scheme
left join links on claims.claim = links.claim
left join counted_instead on claims.claim = counted_instead.claim
order by
    claims.scheme <> 'Improvement offer',
    claims.scheme,
    claims.last_year desc,
    counted.claim is null,
    claims.scope = 'part',
    claims.estimated_saving_gbp_million desc,
    claims.claim;
