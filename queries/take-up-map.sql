-- Where in England was the offer taken up? One row for each region, or for each council drawn on
-- the chosen map: single-tier councils with districts (lower) or with counties (upper), or all.
with councils as (
    select *, $map <> 'regions' as by_council
    from query_table($council_take_up)
    where financial_year = $year
        and ($map <> 'councils' or tier in ($tier, 'single'))
        and ($map = 'regions' or $region is null or list_contains($region, region))
        and ($patch is null or list_contains($patch, patch))
        and ($type is null or list_contains($type, authority_type))
        and ($control is null or list_contains($control, political_control))
)

select
    financial_year,
    if(by_council, council_code, region) as area_code,
    if(by_council, council, region) as area,
    if(by_council, council_code, null) as council_code,
    if(by_council, council, null) as council,
    region,
    if(by_council, authority_type, null) as authority_type,
    count(*)::integer as councils,
    count(quantity)::integer as taking_part,
    coalesce(sum(quantity), 0)::integer as quantity,
    by_council or $region is null or list_contains($region, region) as selected,
    bool_and(complete) as complete,
    if(bool_or(basis = 'illustrative'), 'illustrative', 'recorded') as basis
from councils
group by all
order by area;
