-- How much of the offers did each council take up in each financial year it was in being (null: no
-- row)? A row that belongs to two of the offers counts once. A council counts as recorded when any
-- of its rows has a source of its own. A year is complete where the rows cover every council that
-- took part in the offers: recorded rows alone do so only where they were loaded as a full extract.
with entries as (
    select distinct on (entry) council_code, financial_year, quantity, basis
    from offer_take_up
    where list_contains($offer, offer_code)
        and ($records = 'all' or basis = 'recorded')
        and financial_year is not null
),

taking_part as (
    select
        council_code,
        financial_year,
        sum(quantity)::integer as quantity,
        if(bool_or(basis = 'recorded'), 'recorded', 'illustrative') as basis
    from entries
    group by council_code, financial_year
),

complete_years as (
    select financial_year
    from complete_offer_years
    where list_contains($offer, offer_code) and ($records = 'all' or loaded)
    group by financial_year
    having count(*) = any_value(len(list_distinct($offer)))
)

select
    council_in_year.*,
    taking_part.quantity,
    taking_part.basis,
    complete_years.financial_year is not null as complete
from council_in_year
left join taking_part using (council_code, financial_year)
left join complete_years using (financial_year);
