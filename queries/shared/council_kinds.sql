-- The kinds of support that each council has on record in each financial year, once each; a kind
-- is complete where its records cover every council that took part.
create or replace table council_kinds as
    select
        council_code,
        financial_year,
        kinds.kind,
        offers.name,
        offers.theme,
        if(bool_or(basis = 'recorded'), 'recorded', 'illustrative') as basis,
        bool_or(complete.offer_code is not null) as complete
    from offer_take_up
    inner join council_in_year using (council_code, financial_year)
    inner join offer_kinds as kinds on offer_take_up.offer_code = kinds.offer_code
    inner join offers on kinds.kind = offers.offer_code
    left join complete_offer_years as complete
        on kinds.kind = complete.offer_code
        and offer_take_up.financial_year = complete.financial_year
    group by council_code, financial_year, kinds.kind, offers.name, offers.theme;
