-- Whether the rows of a financial year cover every council that took part in the offers. Recorded
-- rows alone do so only where they were loaded as a full extract.
create or replace macro is_complete(in_year, in_offers, in_records) as (
    len(list_distinct(in_offers)) = (
        select count(*)
        from complete_offer_years
        where
            financial_year = in_year
            and list_contains(in_offers, offer_code)
            and (in_records = 'all' or loaded)
    )
);
