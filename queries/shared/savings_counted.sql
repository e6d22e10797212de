-- The claims that may be added up, by financial year and scheme: savings made in one year that give
-- way to no other such saving (see savings_overlaps). Promises, forecasts, savings only identified,
-- running totals, income and sales are of kinds that are never added.
create or replace table savings_counted as
    with addable as (
        select savings.*, savings.first_year as financial_year
        from savings
        inner join claim_kinds using (kind)
        where claim_kinds.adds and savings.first_year = savings.last_year
    )

    select *
    from addable
    where not exists (
        from savings_overlaps
        inner join addable as counted_instead on savings_overlaps.other = counted_instead.claim
        where savings_overlaps.claim = addable.claim
            and counted_instead.financial_year = addable.financial_year
            and counted_instead.scheme = addable.scheme
    );
