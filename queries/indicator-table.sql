-- What is each council's value of an indicator, how has it changed, and in which quarter of the
-- councils compared is it? The period is the latest unless one is chosen; the earlier value is the
-- council's latest of those three to five years older. Rows are the display group, or all councils
-- with a value where nobody is chosen.
with figures as (
    from query_table($indicator_standing)
    where displayed
        or coalesce($council, $region, $patch, $type, $control) is null
),

earlier as (
    select
        earlier.council_code,
        arg_max(earlier.period, earlier.last_day) as earlier_period,
        arg_max(earlier.value, earlier.last_day) as earlier_value
    from query_table($indicator_rows) as earlier
    inner join figures using (council_code)
    where figures.starts - earlier.starts between 3 and 5
    group by earlier.council_code
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
    earlier_period,
    earlier_value,
    round(value - earlier_value, 4) as value_change,
    lower_quartile,
    median,
    upper_quartile,
    compared_with,
    indicator_code,
    indicator,
    source,
    source_address,
    'published' as basis
from figures
inner join indicators_described on indicator_code = $indicator
left join earlier using (council_code)
order by council, council_code;
