-- What is this indicator, and for which periods and councils are there figures? One row, with every
-- period that has figures in the order of time and the types of council that have any. A figure
-- counts only where its period and the life of its council overlap.
with periods as (
    select period, kind, position, count(*)::integer as councils
    from query_table($indicator_figures)
    group by period, kind, position
)

select
    indicator_code,
    indicator,
    theme,
    unit,
    polarity,
    licence,
    (
        select list({'period': period, 'kind': kind, 'councils': councils} order by position)
        from periods
    ) as periods,
    (select list(distinct authority_type order by authority_type) from query_table($indicator_figures)) as types,
    (select count(*)::integer from query_table($indicator_figures)) as figures,
    source,
    source_address,
    'published' as basis
from indicators_described
where indicator_code = $indicator;
