-- The values that each key of an address may take, with the words shown for them, in the order
-- in which a reader would look for them. An offer is in use when there is a record or a published
-- figure of it; the others can be asked for but would only make lists longer. A council whose code
-- has changed is also known by its other code.
with years as (
    select financial_year from take_up where financial_year is not null
    union
    select year from published_take_up where use = 'constraint'
),

values_found as (
    select 'year' as key, financial_year as value, financial_year as label, null as theme,
        -row_number() over (order by financial_year) as position
    from years
    where financial_year in (select financial_year from council_years)
    union all
    select 'theme', theme, theme, null, row_number() over (order by min(rowid))
    from offers
    where offer_code <> 'any_offer'
    group by theme
    union all
    select 'offer', offer_code, name, theme,
        row_number() over (order by offer_code <> 'any_offer', theme, name)
    from offers
    union all
    select 'region', region, region, null, row_number() over (order by region)
    from (select distinct region from councils)
    union all
    select 'patch', patch, patch, null, row_number() over (order by patch)
    from (select distinct patch from adviser_patches)
    union all
    select 'type', authority_type, authority_type, null, row_number() over (order by authority_type)
    from (select distinct authority_type from councils)
    union all
    select 'control', political_control, political_control, null,
        row_number() over (order by count(*) desc)
    from (
        select coalesce(political_control, 'Not known') as political_control from council_years
    )
    group by political_control
    union all
    select 'council', council_code, short_name, null, row_number() over (order by short_name)
    from councils
    union all
    select 'compare', council_code, short_name, null, row_number() over (order by short_name)
    from councils
    union all
    select 'indicator', indicator_code, indicator_name, theme,
        row_number() over (order by indicator_name)
    from indicators
)

select
    key,
    value,
    label,
    theme,
    councils.code_2025 as other_code,
    key <> 'offer' or value in (
        select offer_code from offer_take_up
        union all
        select offer_code from published_take_up
    ) as in_use
from values_found
left join councils
    on key = 'council' and value = council_code and councils.code_2025 <> council_code
order by key, position;
