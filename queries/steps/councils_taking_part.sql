-- Every council in being in a financial year, with how much of the offers it took up, by which parts
-- of them, when, and the documents that say so.
with taking_part as (
    select
        council_code,
        sum(quantity)::integer as quantity,
        if(bool_or(basis = 'recorded'), 'recorded', 'illustrative') as basis,
        array_to_string(list_sort(list(distinct part)), '; ') as offers,
        array_to_string(list_sort(list(distinct date)), ', ') as dates,
        array_to_string(list_sort(list(distinct source_title)), '; ') as source,
        array_to_string(list_sort(list(distinct source_address)), ' ') as source_address
    from (
        select distinct on (entry) * from offer_take_up
        where list_contains($offer, offer_code)
            and financial_year = $year
            and ($records = 'all' or basis = 'recorded')
    )
    group by council_code
)

select
    councils.* exclude (tier, county_code),
    if(taking_part.quantity is null, 0, 1) as taking_part,
    coalesce(taking_part.quantity, 0) as quantity,
    taking_part.basis,
    taking_part.offers,
    taking_part.dates,
    taking_part.source,
    taking_part.source_address
from council_in_year as councils
left join taking_part using (council_code)
where financial_year = $year;
