-- What share of the councils in each region took part, and how does that compare with England?
-- England is every council that passes the type and control filters, so that like is compared
-- with like.
with councils as (
    select
        matching.region,
        matching.patch,
        taking_part.quantity,
        taking_part.basis
    from councils_matching($year, null, null, $type, $control) as matching
    left join councils_taking_part($offer, $records) as taking_part
        using (council_code, financial_year)
),

grouped as (
    select region, quantity, basis
    from councils
    where $patch is null or list_contains($patch, patch)
    union all
    select 'England', quantity, basis
    from councils
),

counted as (
    select
        region,
        count(*)::integer as councils,
        count(quantity)::integer as taking_part,
        coalesce(sum(quantity), 0)::integer as quantity,
        if(bool_or(basis = 'illustrative'), 'illustrative', 'recorded') as basis
    from grouped
    group by region
)

select
    $year as financial_year,
    counted.*,
    region <> 'England' and ($region is null or list_contains($region, region)) as selected,
    is_complete($year, $offer, $records) as complete
from counted
order by region = 'England', taking_part / councils desc, region;
