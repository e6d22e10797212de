-- Offers and financial years in which the rows cover every council that took part, since they
-- were made to meet a published figure. Elsewhere rows are only those found so far, and a count
-- of them is a floor.
create or replace table complete_offer_years as
    select distinct offer_code, year as financial_year
    from published_take_up
    where use = 'constraint';
