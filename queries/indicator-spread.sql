-- How do the councils spread on an indicator in one period, the latest unless one is chosen? One
-- row for each council with a value; with the median and quartiles of those compared, and how many
-- councils of the kinds that deliver the service were there in the period.
with delivering as (
    select count(*)::integer as councils
    from councils
    inner join (
        select any_value(first_day) as first_day, any_value(last_day) as last_day
        from query_table($indicator_standing)
    )
        on (end_date is null or end_date >= first_day) and (start_date is null or start_date <= last_day)
    where authority_type in (select authority_type from query_table($indicator_rows))
)

select
    council_code,
    council,
    authority_type,
    region,
    period,
    value,
    unit,
    polarity,
    displayed as selected,
    compared,
    lower_quartile,
    median,
    upper_quartile,
    compared_with,
    indicator_code,
    indicator,
    source,
    source_address,
    'published' as basis,
    leads,
    kind,
    delivering.councils as delivering
from query_table($indicator_standing)
cross join delivering
inner join indicators_described on indicator_code = $indicator
order by council, council_code;
