-- Offers and financial years in which the rows cover every council that took part: those that a
-- loaded extract covers (loaded), and those whose rows were made to meet a published figure,
-- unless a loaded extract has since replaced some of these rows. Elsewhere rows are only those
-- found so far, and a count of them is a floor.
create or replace table complete_offer_years as
    select offer_code, financial_year, true as loaded
    from loaded_offer_years
    where complete
    union all
    select distinct offer_code, year as financial_year, false as loaded
    from published_take_up
    anti join loaded_offer_years as changed
        on published_take_up.offer_code = changed.offer_code
        and published_take_up.year = changed.financial_year
    where use = 'constraint';
