-- The values of an indicator in one period, the latest unless one is chosen, with the quartiles of
-- those compared.
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
)

select
    figures.*,
    round(quartiles[1], 4) as lower_quartile,
    round(quartiles[2], 4) as median,
    round(quartiles[3], 4) as upper_quartile,
    compared_with
from figures
cross join middle;
