-- What the map of an indicator is drawn from: every council in being in the financial year of a period,
-- the latest unless one is chosen, with or without a figure, and those with a figure that had ended by
-- then; beside each what is drawn: regions or councils, and of councils which tier. In two-tier areas
-- that is the tier that delivers the service: that which has figures, in any period; of two, the one
-- asked for or else counties for what the law makes a county service. Regions have no grade, so grades
-- are shown by council. Classes (the fifths) and tiers are those of all periods, so that they are the
-- same in each.
with about as (
    select
        list(distinct authority_type) as types,
        quantile_cont(value, [0, 0.2, 0.4, 0.6, 0.8, 1]) as fifths
    from query_table($indicator_figures)
),

drawn as (
    select
        period,
        financial_year,
        indicators_described.*,
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
    inner join indicators_described using (indicator_code)
    cross join about
    where indicator_code = $indicator
        and if($year is null, latest, period = replace($year, '/', '-'))
)

select
    council_code,
    coalesce(there.council, figures.council) as council,
    coalesce(there.authority_type, figures.authority_type) as council_type,
    coalesce(there.region, figures.region) as council_region,
    there.patch,
    there.political_control,
    there.council is not null as in_being,
    list_contains(types, council_type) as delivers,
    figures.value as council_value,
    drawn.* exclude (types)
from (from council_in_year semi join drawn using (financial_year)) as there
full join (from query_table($indicator_figures) semi join drawn using (period)) as figures
    using (council_code)
cross join drawn
where map_drawn <> 'councils' or council_type <> if(tier_drawn = 'upper', 'district', 'county');
