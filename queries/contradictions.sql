-- Which published figures are about the same fact? Figures of one table, year and measure are, and
-- those that `same_facts` pairs; whether they contradict one another is worked out from the rows.
with figures as (
    select
        'deliveries' as held_in, year, deliveries.measure, delivery_measures.label as fact,
        case when basis in ('target', 'forecast', 'to-date') then basis else 'actual' end as kind,
        value, unit, qualifier, note, source
    from deliveries
    inner join delivery_measures using (measure)
    union all
    select
        'published_take_up', year, published_take_up.offer_code,
        offers.name || ': share of councils'
        || case dimension when 'all' then '' else ' (' || "group" || ')' end,
        'actual', value, 'percent', qualifier, note, published_take_up.source
    from published_take_up
    inner join offers using (offer_code)
    where published_take_up.measure = 'percent_of_councils'
    union all
    select
        'perceptions', survey_year, statement,
        statement || ' (' || replace(audience, '_', ' ') || ')',
        'actual', percent, 'percent', qualifier, note, source
    from perceptions
    union all
    select
        'polling', field_month, question, 'Residents: ' || replace(question, '_', ' '),
        measure, percent, 'percent', 'exact', note, source
    from polling
    where measure = 'net_positive' and field_month is not null
    union all
    select
        'savings', year, programme_area, 'Savings: ' || programme_area,
        case when basis in ('target', 'forecast', 'to-date') then basis else 'actual' end,
        estimated_saving_gbp_million, 'gbp_million', qualifier, note, source
    from savings
    union all
    select
        'funding', year, item, replace(item, '_', ' '), 'actual', gbp_million, 'gbp_million',
        qualifier, note, source
    from funding
    union all
    select 'shared_services', as_at, measure, measure, 'actual', value, unit, qualifier, note, source
    from shared_services
    where value is not null
)

select
    coalesce(same_facts.fact, figures.fact) as subject,
    coalesce(same_facts.period, figures.year) as claim_period,
    case
        when same_facts.fact is not null and figures.kind = 'to-date' then 'actual'
        else figures.kind
    end as kind,
    figures.year as stated_for,
    figures.measure,
    figures.fact as measure_label,
    coalesce(same_facts.differs_in, 'value') as differs_in,
    figures.value,
    figures.unit,
    figures.qualifier as published_wording,
    coalesce(same_facts.note, figures.note) as note,
    figures.held_in,
    'published' as basis,
    sources.title as source,
    sources.address as source_address
from figures
left join same_facts
    on figures.held_in = same_facts.held_in
    and figures.year = same_facts.year
    and figures.measure = same_facts.measure
inner join sources on figures.source = sources.source
order by claim_period, subject, figures.held_in, figures.value desc, sources.title;
