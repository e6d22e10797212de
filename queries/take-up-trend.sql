-- How has take-up changed from year to year, in the selection and in England, beside every
-- published count or percentage for exactly the offer chosen? Years of which nothing is known in
-- England are left out.
with selection as (
    select
        'selection' as "group",
        financial_year,
        count(*)::integer as councils,
        count(quantity)::integer as taking_part,
        coalesce(sum(quantity), 0)::integer as quantity,
        if(bool_or(basis = 'illustrative'), 'illustrative', 'recorded') as basis,
        bool_and(complete) as complete
    from query_table($council_take_up)
    where coalesce($region, $patch, $type, $control) is not null
        and ($region is null or list_contains($region, region))
        and ($patch is null or list_contains($patch, patch))
        and ($type is null or list_contains($type, authority_type))
        and ($control is null or list_contains($control, political_control))
    group by financial_year
)

from query_table($england_by_year)
union all by name
from selection
where financial_year in (
    select financial_year from query_table($england_by_year) where "group" = 'England'
)
order by "group", financial_year;
