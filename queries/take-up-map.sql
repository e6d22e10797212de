-- Where in England was the offer taken up? One row for each region, or for each council drawn on
-- the chosen map: single-tier councils with districts (lower) or with counties (upper), or all.
with councils as (
    select matching.*, taking_part.quantity, taking_part.basis, $map <> 'regions' as by_council
    from councils_matching(
        $year, if($map = 'regions', null, $region), $patch, $type, $control
    ) as matching
    left join councils_taking_part($offer, $records) as taking_part
        using (council_code, financial_year)
    where $map <> 'councils' or tier in ($tier, 'single')
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
    is_complete($year, $offer, $records) as complete,
    if(bool_or(basis = 'illustrative'), 'illustrative', 'recorded') as basis
from councils
group by all
order by area;
