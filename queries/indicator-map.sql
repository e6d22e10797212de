-- Where in England is an indicator high or low in one period, the latest unless one is chosen? One
-- row for each region with the median of its councils, or for each council: those in being in the
-- period's financial year, with or without a figure, and any with a figure that had ended by then.
-- A figure counts only where its period and the life of its council overlap.
with placed as (
    select
        council_code,
        coalesce(there.council, figures.council) as council,
        coalesce(there.authority_type, figures.authority_type) as authority_type,
        coalesce(there.region, figures.region) as region,
        there.council is not null as in_being,
        value,
        ($region is null or list_contains($region, coalesce(there.region, figures.region)))
        and ($patch is null or coalesce(list_contains($patch, there.patch), false))
        and ($type is null or list_contains($type, coalesce(there.authority_type, figures.authority_type)))
        and ($control is null or coalesce(list_contains($control, there.political_control), false)) as selected
    from (from council_in_year semi join query_table($indicator_drawn) using (financial_year)) as there
    full join (from query_table($indicator_figures) semi join query_table($indicator_drawn) using (period)) as figures using (council_code)
),

areas as (
    select
        if(map_drawn = 'regions', region, council_code) as area_code,
        if(map_drawn = 'regions', region, council) as area,
        if(map_drawn = 'regions', null, council_code) as council_code,
        if(map_drawn = 'regions', null, council) as council,
        if(map_drawn = 'regions', null, authority_type) as authority_type,
        region,
        bool_or(selected) as selected,
        round(median(value) filter (selected), 4) as value,
        count(value) filter (selected)::integer as councils_with_figure,
        count(*) filter (selected and in_being and list_contains(types, authority_type))::integer as delivering,
        count(value) filter (selected and not in_being)::integer as ended
    from placed
    cross join query_table($indicator_drawn)
    where map_drawn <> 'councils' or authority_type <> if(tier_drawn = 'upper', 'district', 'county')
    group by 1, 2, 3, 4, 5, region
)

select
    drawn.period,
    areas.*,
    drawn.unit,
    drawn.polarity,
    drawn.indicator_code,
    drawn.indicator,
    drawn.source,
    drawn.source_address,
    'published' as basis,
    drawn.financial_year,
    drawn.map_drawn,
    drawn.both_tiers,
    drawn.tier_opens,
    drawn.tier_drawn,
    drawn.fifths
from areas
cross join query_table($indicator_drawn) as drawn
order by area, area_code;
