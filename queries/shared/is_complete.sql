-- Whether the rows of a financial year cover every council that took part in the offers.
create or replace macro is_complete(in_year, in_offers, in_records) as (
    in_records = 'all' and len(list_distinct(in_offers)) = (
        select count(*)
        from complete_offer_years
        where financial_year = in_year and list_contains(in_offers, offer_code)
    )
);
