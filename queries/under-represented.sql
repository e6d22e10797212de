-- How many councils of each group took part? Groups are regions, authority types, political control,
-- adviser patches and tiers, beside England: every council that passes the type and control filters.
-- `same_councils` tells groups that are made of the same councils (London as region and as patch).
with councils as (
    from query_table($council_take_up)
    where financial_year = $year
        and ($type is null or list_contains($type, authority_type))
        and ($control is null or list_contains($control, political_control))
),

grouped as (
    select
        unnest(
            ['region', 'authority_type', 'political_control', 'patch', 'tier', 'England']
        ) as dimension,
        unnest(
            [region, authority_type, political_control, patch, tier, 'England']
        ) as "group",
        council_code,
        quantity,
        basis,
        complete
    from councils
)

select
    $year as financial_year,
    dimension,
    "group",
    count(*)::integer as councils,
    count(quantity)::integer as taking_part,
    dimension = 'England'
    or coalesce($region, $patch) is null
    or (dimension = 'region' and list_contains(coalesce($region, []), "group"))
    or (dimension = 'patch' and list_contains(coalesce($patch, []), "group")) as selected,
    bool_and(complete) as complete,
    if(bool_or(basis = 'illustrative'), 'illustrative', 'recorded') as basis,
    coalesce($type, $control) is null
    and len($offer) = 1
    and (dimension, "group") in (
        select (dimension, "group")
        from published_take_up
        where year = $year and use = 'constraint' and list_contains($offer, offer_code)
            and measure in ('councils', 'percent_of_councils')
    ) as has_published_figure,
    bit_xor(hash(council_code))::varchar as same_councils
from grouped
where "group" is not null and not (dimension = 'political_control' and "group" = 'Not known')
group by dimension, "group"
order by dimension = 'England', dimension, "group";
