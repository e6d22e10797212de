-- Where in England is an indicator high or low in one period, the latest unless one is chosen? One
-- row for each region with the median of its councils, or for each council: those in being in the
-- period's financial year, with or without a figure, and any with a figure that had ended by then.
-- In two-tier areas the map of councils draws the tier that delivers the service: that which has
-- figures, in any period; of two, the one asked for or else counties for what the law makes a county
-- service. Regions have no grade, so grades are shown by council. A figure counts only where its
-- period and the life of its council overlap.
-- Classes and tiers are those of all periods, so that they are the same in each.
with about as (
    select
        list(distinct authority_type) as types,
        quantile_cont(value, [0, 0.2, 0.4, 0.6, 0.8, 1]) as fifths
    from query_table($indicator_figures)
),

asked as (
    select
        period,
        financial_year,
        indicators.*,
        if($map = 'regions' and unit like 'grade%', 'councils', $map) as map_drawn,
        types,
        fifths,
        list_contains(types, 'county') and list_contains(types, 'district') as both_tiers,
        if(
            list_contains(types, 'county') and (not list_contains(types, 'district') or theme in (
                'Adult social care', 'Children''s services', 'Education and skills',
                'Highways and transport', 'Public health'
            )),
            'upper',
            'lower'
        ) as tier_opens,
        if(both_tiers, coalesce($tier, tier_opens), tier_opens) as tier_drawn
    from indicator_periods
    inner join indicators using (indicator_code)
    cross join about
    where indicator_code = $indicator
        and if($year is null, latest, period = replace($year, '/', '-'))
),

placed as (
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
    from (from council_in_year where financial_year = (select financial_year from asked)) as there
    full join (from query_table($indicator_figures) where period = (select period from asked)) as figures using (council_code)
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
    cross join asked
    where map_drawn <> 'councils' or authority_type <> if(tier_drawn = 'upper', 'district', 'county')
    group by 1, 2, 3, 4, 5, region
)

select
    asked.period,
    areas.*,
    asked.unit,
    asked.polarity,
    asked.indicator_code,
    asked.indicator_name as indicator,
    sources.title as source,
    sources.address as source_address,
    'published' as basis,
    asked.financial_year,
    asked.map_drawn,
    asked.both_tiers,
    asked.tier_opens,
    asked.tier_drawn,
    asked.fifths
from areas
cross join asked
left join sources using (source)
order by area, area_code;
