-- Which councils are most like this one? The council (position 0) and those most like it, with the
-- figures they are compared on. The first row also holds, for the chart, the figures of every
-- council of the tier in the year compared.
with alike as (
    select * exclude (council_code) rename (similar_code as council_code)
    from similar_councils
    where council_code = list_extract($council, 1) and len($council) = 1
),

own as (
    select figures.*
    from council_characteristics as figures
    inner join (select any_value(financial_year) as financial_year from alike) as compared
        using (financial_year)
    where council_code = list_extract($council, 1)
),

tier_figures as (
    select
        0 as position,
        list({
            'council_code': every.council_code,
            'population': every.population,
            'density': every.density,
            'km_apart': round(sqrt(
                (every.east_km - own.east_km) ** 2 + (every.north_km - own.north_km) ** 2
            )),
            'claimant_rate': every.claimant_rate,
            'weekly_pay': every.weekly_pay,
            'adult_obesity': every.adult_obesity,
            'new_homes': every.new_homes
        } order by every.council_code) as everyone
    from council_characteristics as every
    inner join own using (financial_year, tier)
),

listed as (
    select 0 as position, council_code, financial_year, 0 as km_apart from own
    union all by name
    select * from alike
)

select
    listed.position::integer as position,
    figures.council_code,
    councils.short_name as council,
    councils.authority_type,
    councils.region,
    councils.end_date::varchar as end_date,
    figures.tier,
    listed.financial_year,
    round(listed.distance, 2) as distance,
    listed.closest_in,
    listed.differs_in,
    figures.population,
    figures.density,
    listed.km_apart,
    figures.claimant_rate,
    figures.weekly_pay,
    figures.adult_obesity,
    figures.new_homes,
    figures.estimated,
    'published' as basis,
    tier_figures.everyone
from listed
inner join council_characteristics as figures using (council_code, financial_year)
inner join councils using (council_code)
left join tier_figures using (position)
order by listed.position;
