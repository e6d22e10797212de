-- What share of the councils under each kind of control took part, which types of council are
-- they, and what would that mix of types alone lead one to expect? England is every council that
-- passes the type filter. Groups stand in order of size: parties are not ranked by take-up.
with councils as (
    select
        political_control,
        authority_type,
        region,
        patch,
        quantity,
        basis,
        complete,
        avg((quantity is not null)::integer) over (partition by authority_type) as share
    from query_table($council_take_up)
    where financial_year = $year
        and ($type is null or list_contains($type, authority_type))
),

grouped as (
    select political_control, authority_type, quantity, basis, complete, share
    from councils
    where ($region is null or list_contains($region, region))
        and ($patch is null or list_contains($patch, patch))
    union all
    select 'England', authority_type, quantity, basis, complete, share
    from councils
),

counted as (
    select
        political_control,
        count(*)::integer as councils,
        count(quantity)::integer as taking_part,
        coalesce(sum(quantity), 0)::integer as quantity,
        if(bool_or(basis = 'illustrative'), 'illustrative', 'recorded') as basis,
        bool_and(complete) as complete,
        100 * avg(share) as expected_percent,
        histogram(authority_type) as types
    from grouped
    group by political_control
)

select
    $year as financial_year,
    counted.* exclude (types),
    array_to_string(
        list_transform(map_entries(types), lambda entry: entry.key || ' ' || entry.value), ', '
    ) as type_mix,
    published.published_value as published_percent,
    published.published_wording,
    political_control <> 'England'
    and ($control is null or list_contains($control, political_control)) as selected
from counted
left join published_shares as published
    on published.dimension = 'political_control'
    and published."group" = political_control
    and published.financial_year = $year
    and published.published_measure = 'percent_of_councils'
    and $offer = [published.offer_code]
    and $records = 'all'
    and coalesce($region, $patch, $type) is null
order by political_control = 'England', councils desc, political_control;
