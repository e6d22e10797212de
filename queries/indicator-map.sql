-- Where in England is an indicator high or low in one period, the latest unless one is chosen? One
-- row for each region with the median of its councils, or for each council: those in being in the
-- period's financial year, with or without a figure, and any with a figure that had ended by then.
-- A figure counts only where its period and the life of its council overlap.
with marked as (
    select
        *,
        ($region is null or list_contains($region, council_region))
        and ($patch is null or coalesce(list_contains($patch, patch), false))
        and ($type is null or list_contains($type, council_type))
        and ($control is null or coalesce(list_contains($control, political_control), false)) as chosen
    from query_table($indicator_drawn)
)

select
    period,
    if(map_drawn = 'regions', council_region, council_code) as area_code,
    if(map_drawn = 'regions', council_region, council) as area,
    if(map_drawn = 'regions', null, council_code) as council_code,
    if(map_drawn = 'regions', null, council) as council,
    if(map_drawn = 'regions', null, council_type) as authority_type,
    council_region as region,
    bool_or(chosen) as selected,
    round(median(council_value) filter (chosen), 4) as value,
    count(council_value) filter (chosen)::integer as councils_with_figure,
    count(*) filter (chosen and in_being and delivers)::integer as delivering,
    count(council_value) filter (chosen and not in_being)::integer as ended,
    unit,
    polarity,
    indicator_code,
    indicator,
    source,
    source_address,
    'published' as basis,
    financial_year,
    map_drawn,
    both_tiers,
    tier_opens,
    tier_drawn,
    fifths
from marked
group by all
order by area, area_code;
