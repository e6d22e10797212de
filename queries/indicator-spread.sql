-- How do the councils spread on an indicator in one period, the latest unless one is chosen? One
-- row for each council with a value; with the median and quartiles of those compared, and how many
-- councils of the kinds that deliver the service were there in the period.
with figures as (
    from query_table($indicator_rows)
    where if($year is null, latest, period = replace($year, '/', '-'))
),

middle as (
    select
        count(*)::integer as compared_with,
        quantile_cont(value, [0.25, 0.5, 0.75]) as quartiles
    from figures
    where compared
),

delivering as (
    select count(*)::integer as councils
    from councils
    inner join (select any_value(first_day) as first_day, any_value(last_day) as last_day from figures)
        on (end_date is null or end_date >= first_day) and (start_date is null or start_date <= last_day)
    where authority_type in (select authority_type from query_table($indicator_rows))
)

select
    figures.council_code,
    figures.council,
    figures.authority_type,
    figures.region,
    figures.period,
    figures.value,
    indicators.unit,
    indicators.polarity,
    figures.displayed as selected,
    figures.compared,
    round(middle.quartiles[1], 4) as lower_quartile,
    round(middle.quartiles[2], 4) as median,
    round(middle.quartiles[3], 4) as upper_quartile,
    middle.compared_with,
    indicators.indicator_code,
    indicators.indicator_name as indicator,
    sources.title as source,
    sources.address as source_address,
    'published' as basis,
    figures.leads,
    figures.kind,
    delivering.councils as delivering
from figures
cross join middle
cross join delivering
inner join indicators on indicators.indicator_code = $indicator
left join sources using (source)
order by figures.council, figures.council_code;
