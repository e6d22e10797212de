-- The first day that a date allows which may be known only to the month, the calendar year or the
-- financial year: “2016-09” gives 2016-09-01, “2016/17” gives 2016-04-01.
create or replace macro first_day_of(in_date) as (
    if(
        contains(in_date, '/'),
        left(in_date, 4) || '-04-01',
        in_date || right('-01-01', 10 - len(in_date))
    )::date
);
