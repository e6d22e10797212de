-- What is the improvement offer said to have saved, year by year, beside what was promised? Totals
-- count no money twice (savings_totals); a year without one keeps its place. Amounts over several
-- years stand by themselves and are in no total.
with offer as (
    select
        savings.* replace (sources.title as source),
        sources.address as source_address,
        how_firm_words(how_firm, qualifier) as firmness
    from savings
    inner join sources using (source)
    where scheme = 'Improvement offer'
),

counted as (
    select
        first_year as financial_year,
        string_agg(distinct firmness, '; ' order by firmness) as how_firm,
        string_agg(distinct who_says, '; ' order by who_says) as who_says,
        arg_min(quote, claim) as quote,
        arg_min(source, claim) as source,
        arg_min(source_address, claim) as source_address
    from offer
    where claim in (select claim from savings_counted)
    group by first_year
),

parts as (
    select first_year as financial_year, count(*)::integer as claims
    from offer
    where scope = 'part' and first_year = last_year
    group by first_year
),

years as (
    select distinct financial_year
    from council_years
    where financial_year between
        (select min(first_year) from offer) and (select max(first_year) from offer)
),

single_years as (
    select
        'Total' as "group",
        years.financial_year,
        years.financial_year as period,
        years.financial_year as first_year,
        years.financial_year as last_year,
        'Total' as programme_area,
        totals.gbp_million,
        totals.published_wording,
        if(totals.whole, counted.how_firm, null) as how_firm,
        if(totals.whole, counted.who_says, null) as who_says,
        if(totals.whole, counted.quote, null) as quote,
        if(totals.whole, 'published', null) as basis,
        if(totals.whole, counted.source, null) as source,
        if(totals.whole, counted.source_address, null) as source_address,
        coalesce(parts.claims, 0) as claims_of_parts
    from years
    left join savings_totals as totals
        on years.financial_year = totals.financial_year
            and totals.scheme = 'Improvement offer'
            and totals.whole
    left join counted on years.financial_year = counted.financial_year
    left join parts on years.financial_year = parts.financial_year
),

others as (
    select
        if(kind = 'commitment', 'Commitment', 'Several years') as "group",
        if(first_year = last_year, first_year, null) as financial_year,
        period,
        first_year,
        last_year,
        programme_area,
        estimated_saving_gbp_million as gbp_million,
        qualifier as published_wording,
        firmness as how_firm,
        who_says,
        quote,
        'published' as basis,
        source,
        source_address,
        note
    from offer
    where (kind = 'commitment' or first_year < last_year)
        and claim not in (select claim from claim_links where relation = 'same figure')
)

select *
from (from single_years union all by name from others)
order by "group" = 'Several years', first_year, "group" = 'Commitment', last_year, gbp_million;
