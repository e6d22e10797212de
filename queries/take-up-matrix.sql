-- What share of each type of council under each kind of control took part? One row for each
-- combination with at least one council; the type and control filters mark rows and remove none.
select
    matching.financial_year,
    matching.authority_type,
    matching.political_control,
    count(*)::integer as councils,
    count(taking_part.quantity)::integer as taking_part,
    coalesce(sum(taking_part.quantity), 0)::integer as quantity,
    if(bool_or(taking_part.basis = 'illustrative'), 'illustrative', 'recorded') as basis,
    ($type is null or list_contains($type, authority_type))
    and ($control is null or list_contains($control, political_control)) as selected,
    is_complete($year, $offer, $records) as complete
from councils_matching($year, $region, $patch, null, null) as matching
left join councils_taking_part($offer, $records) as taking_part
    using (council_code, financial_year)
group by matching.financial_year, matching.authority_type, matching.political_control
order by matching.authority_type, matching.political_control;
