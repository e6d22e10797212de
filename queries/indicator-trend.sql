-- How has an indicator moved? For each period: the leading council's own value if one is chosen,
-- otherwise the median of the display group; and the median and quartiles of the councils compared.
with figures as (
    select *, case when len($council) > 0 then leads else displayed end as own
    from query_table($indicator_rows)
),

grouped as (
    select
        period, kind, first_day, last_day, 'selection' as "group",
        count(*)::integer as councils_with_figure,
        quantile_cont(value, [0.25, 0.5, 0.75]) as quartiles
    from figures
    where own
    group by all
    union all
    select
        period, kind, first_day, last_day, 'comparison',
        count(*)::integer,
        quantile_cont(value, [0.25, 0.5, 0.75])
    from figures
    where compared
    group by all
)

select
    grouped."group",
    grouped.period,
    round(grouped.quartiles[2], 4) as value,
    round(grouped.quartiles[1], 4) as lower_quartile,
    round(grouped.quartiles[3], 4) as upper_quartile,
    grouped.councils_with_figure,
    unit,
    polarity,
    indicator_code,
    indicator,
    source,
    source_address,
    'published' as basis,
    grouped.kind
from grouped
inner join indicators_described on indicator_code = $indicator
order by grouped."group" desc, grouped.last_day, grouped.first_day;
