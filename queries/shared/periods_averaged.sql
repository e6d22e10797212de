-- The periods of the indicators that are averaged, each with the day by which a council must have
-- begun for its value to count: the first academic year of one is that which begins after it.
create or replace table periods_averaged as
    select
        indicator_periods.*,
        indicator_number,
        if(kind = 'academic', last_day - interval 5 months, last_day)::date as begun_by
    from indicator_periods
    inner join indicator_basket using (indicator_code)
    where left_out is null;
