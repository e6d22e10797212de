-- How do a council's indicators stand beside those of its similar councils? For each indicator its
-- latest value, an earlier one to compare it with (the latest that is three to five years older),
-- and what the similar councils have in the same period. A value counts only where its period and
-- the life of its council overlap, so nothing passes from a council to the one that replaced it.
with among as (
    select council_code, start_date, end_date, council_code = list_extract($council, 1) as own
    from councils
    where len($council) = 1 and (
        council_code = list_extract($council, 1) or council_code in (
            select similar_code
            from similar_councils
            where council_code = list_extract($council, 1)
        )
    )
),

-- Periods are years from April (2016-17), calendar years (2016) and spans of them (2016-2018).
lives as (
    select
        council_code,
        own,
        period,
        starts,
        max(starts) over (partition by council_code, len(period)) - 5 as recently
    from (select distinct period, left(period, 4)::integer as starts from indicator_periods)
    cross join among
    where (end_date is null or end_date >= make_date(starts, if(len(period) = 7, 4, 1), 1))
        and (start_date is null or start_date <= if(
            len(period) = 7,
            make_date(starts + 1, 3, 31),
            make_date(right(period, 4)::integer, 12, 31)
        ))
),

-- Values lie by period, so the last six years are read first, and those before only for indicators
-- that have no value in the last of them.
recent as (
    select indicator_code, period, starts, recently, value
    from indicator_values
    inner join lives using (council_code, period)
    where own and period in (select period from lives where own and starts >= recently)
),

further as (
    select indicator_code
    from indicators
    anti join (
        select indicator_code
        from recent
        group by indicator_code
        having max(starts - recently) >= 5
    ) using (indicator_code)
),

figures as (
    select indicator_code, period, starts, value
    from recent
    union all
    select indicator_code, period, starts, value
    from indicator_values
    inner join lives using (council_code, period)
    where own
        and starts < recently
        and period in (select period from lives where own and starts < recently)
        and indicator_code in (from further)
),

latest as (
    select
        indicator_code,
        max(starts) as starts,
        max(period) as period,
        arg_max(value, starts) as value
    from figures
    group by indicator_code
),

earlier as (
    select
        indicator_code,
        max(figures.period) as earlier_period,
        arg_max(figures.value, figures.starts) as earlier_value
    from latest
    inner join figures using (indicator_code)
    where latest.starts - figures.starts between 3 and 5
    group by indicator_code
),

beside as (
    select
        indicator_code,
        list(indicator_values.value) as similar_values,
        quantile_cont(indicator_values.value, [0.25, 0.5, 0.75]) as quartiles
    from indicator_values
    inner join latest using (indicator_code, period)
    inner join lives using (council_code, period)
    where not own
        and period in (select distinct period from latest)
        and council_code in (select council_code from among where not own)
    group by indicator_code
)

select
    theme,
    indicator_code,
    indicator,
    unit,
    polarity,
    latest.period,
    latest.value,
    earlier.earlier_period,
    earlier.earlier_value,
    round(latest.value - earlier.earlier_value, 4) as value_change,
    coalesce(len(beside.similar_values), 0)::integer as similar_with_figure,
    round(beside.quartiles[1], 4) as lower_quartile,
    round(beside.quartiles[2], 4) as median,
    round(beside.quartiles[3], 4) as upper_quartile,
    source,
    source_address,
    'published' as basis,
    latest.starts,
    coalesce(beside.similar_values, []) as similar_values
from latest
inner join indicators_described using (indicator_code)
left join earlier using (indicator_code)
left join beside using (indicator_code)
order by theme, indicator, indicator_code;
