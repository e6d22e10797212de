-- Savings of each financial year and scheme, added up from savings_counted: no money is in twice
-- (see savings_overlaps). `whole` tells that the total is for the whole scheme, either as a source
-- gives it or as the sum of all its areas; otherwise it only covers the parts that were claimed.
create or replace table savings_totals as
    select
        financial_year,
        scheme,
        sum(estimated_saving_gbp_million) as gbp_million,
        case
            when count(*) = 1 then any_value(qualifier)
            when bool_and(qualifier = 'exact') then 'exact'
            when bool_and(qualifier in ('exact', 'over', 'at least')) then 'at least'
            else 'about'
        end as published_wording,
        count(*)::integer as claims,
        bool_and(scope <> 'part') as whole
    from savings_counted
    group by financial_year, scheme;
