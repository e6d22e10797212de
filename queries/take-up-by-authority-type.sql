-- What share of each type of council took part, and how does that compare with England?
-- England is every council that passes the control filter, so that like is compared with like.
-- A published figure stands beside the cell it speaks of: one offer, one year, no other filter.
with councils as (
    select authority_type, region, patch, quantity, basis, complete
    from query_table($council_take_up)
    where financial_year = $year
        and ($control is null or list_contains($control, political_control))
),

grouped as (
    select authority_type, quantity, basis, complete
    from councils
    where ($region is null or list_contains($region, region))
        and ($patch is null or list_contains($patch, patch))
    union all
    select 'England', quantity, basis, complete
    from councils
),

counted as (
    select
        authority_type,
        count(*)::integer as councils,
        count(quantity)::integer as taking_part,
        coalesce(sum(quantity), 0)::integer as quantity,
        if(bool_or(basis = 'illustrative'), 'illustrative', 'recorded') as basis,
        bool_and(complete) as complete
    from grouped
    group by authority_type
)

select
    $year as financial_year,
    counted.*,
    published.published_value as published_percent,
    published.published_wording,
    authority_type <> 'England'
    and ($type is null or list_contains($type, authority_type)) as selected
from counted
left join published_shares as published
    on published.dimension = 'authority_type'
    and published."group" = authority_type
    and published.financial_year = $year
    and published.published_measure = 'percent_of_councils'
    and $offer = [published.offer_code]
    and $records = 'all'
    and coalesce($region, $patch, $control) is null
order by authority_type = 'England', taking_part / councils desc, authority_type;
