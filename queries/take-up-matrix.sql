-- What share of each type of council under each kind of control took part? One row for each
-- combination with at least one council; the type and control filters mark rows and remove none.
select
    financial_year,
    authority_type,
    political_control,
    count(*)::integer as councils,
    count(quantity)::integer as taking_part,
    coalesce(sum(quantity), 0)::integer as quantity,
    if(bool_or(basis = 'illustrative'), 'illustrative', 'recorded') as basis,
    ($type is null or list_contains($type, authority_type))
    and ($control is null or list_contains($control, political_control)) as selected,
    bool_and(complete) as complete
from query_table($council_take_up)
where financial_year = $year
    and ($region is null or list_contains($region, region))
    and ($patch is null or list_contains($patch, patch))
group by financial_year, authority_type, political_control
order by authority_type, political_control;
