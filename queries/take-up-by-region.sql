-- What share of the councils in each region took part, and how does that compare with England?
-- England is every council that passes the type and control filters, so that like is compared
-- with like.
with councils as (
    select region, patch, quantity, basis, complete
    from query_table($council_take_up)
    where financial_year = $year
        and ($type is null or list_contains($type, authority_type))
        and ($control is null or list_contains($control, political_control))
),

grouped as (
    select * exclude (patch)
    from councils
    where $patch is null or list_contains($patch, patch)
    union all
    select 'England' as region, * exclude (region, patch)
    from councils
),

counted as (
    select
        region,
        count(*)::integer as councils,
        count(quantity)::integer as taking_part,
        coalesce(sum(quantity), 0)::integer as quantity,
        if(bool_or(basis = 'illustrative'), 'illustrative', 'recorded') as basis,
        bool_and(complete) as complete
    from grouped
    group by region
)

select
    $year as financial_year,
    counted.*,
    region <> 'England' and ($region is null or list_contains($region, region)) as selected
from counted
order by region = 'England', taking_part / councils desc, region;
