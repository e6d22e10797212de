-- One row for each council and financial year with at least one row of take-up of any of the
-- offers. A row that belongs to two of them counts once. A council counts as recorded when any of
-- its rows has a source of its own; 'recorded' leaves out rows that are an illustrative allocation.
create or replace macro councils_taking_part(in_offers, in_records) as table
    select
        council_code,
        financial_year,
        sum(quantity) as quantity,
        if(bool_or(basis = 'recorded'), 'recorded', 'illustrative') as basis
    from (
        select distinct on (entry) council_code, financial_year, quantity, basis
        from offer_take_up
        where list_contains(in_offers, offer_code)
            and (in_records = 'all' or basis = 'recorded')
            and financial_year is not null
    )
    group by council_code, financial_year;
