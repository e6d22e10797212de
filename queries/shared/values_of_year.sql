-- The values of one financial year, or the newest of each indicator, of all indicators that are
-- averaged, by number of indicator and council. The period of a year is the financial or academic
-- year of that name, the calendar year in which it begins, or the span of years that ends in that
-- calendar year. A value counts only where its period and the life of its council overlap.
create or replace macro values_of_year(in_year) as table
    with wanted as (
        select indicator_code, indicator_number, period, first_day, begun_by
        from periods_averaged
        where if(in_year = 'newest', latest, financial_year = in_year)
    ),

    -- Values lie by period: those of other periods are not read. The lives of councils are looked at
    -- beside the value: as a condition of their own they would have periods joined to councils first.
    found as (
        select
            indicator_number,
            council_number,
            if(ends >= first_day and begins <= begun_by, value, null) as value
        from indicator_values
        inner join wanted using (indicator_code, period)
        inner join councils_numbered using (council_code)
        where period in (select distinct period from wanted)
    )

    from found
    where value is not null;
