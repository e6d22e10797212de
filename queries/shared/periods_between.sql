-- The period of each averaged indicator in a base year and in a later one, or in its own newest; null
-- where it has none.
create or replace macro periods_between(base_year, later_year) as table
    select
        indicator_number,
        any_value(period) filter (financial_year = base_year) as base_period,
        any_value(period) filter (financial_year > base_year) as latest_period,
        any_value(financial_year) filter (financial_year > base_year) as latest_year
    from periods_averaged
    where financial_year = base_year
        or (financial_year > base_year and if(later_year = 'newest', latest, financial_year = later_year))
    group by indicator_number;
