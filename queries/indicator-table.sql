-- What is each council's value of an indicator, how has it changed, and in which quarter of the
-- councils compared is it? The period is the latest unless one is chosen; the earlier value is the
-- council's latest of those three to five years older. Rows are the display group, or all councils
-- with a value where nobody is chosen.
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

earlier as (
    select
        earlier.council_code,
        arg_max(earlier.period, earlier.last_day) as earlier_period,
        arg_max(earlier.value, earlier.last_day) as earlier_value
    from query_table($indicator_rows) as earlier
    inner join figures using (council_code)
    where year(figures.first_day) - year(earlier.first_day) between 3 and 5
    group by earlier.council_code
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
    earlier.earlier_period,
    earlier.earlier_value,
    round(figures.value - earlier.earlier_value, 4) as value_change,
    round(middle.quartiles[1], 4) as lower_quartile,
    round(middle.quartiles[2], 4) as median,
    round(middle.quartiles[3], 4) as upper_quartile,
    middle.compared_with,
    indicators.indicator_code,
    indicators.indicator_name as indicator,
    sources.title as source,
    sources.address as source_address,
    'published' as basis
from figures
cross join middle
inner join indicators on indicators.indicator_code = $indicator
left join earlier using (council_code)
left join sources using (source)
where figures.displayed
    or coalesce($council, $region, $patch, $type, $control) is null
order by figures.council, figures.council_code;
