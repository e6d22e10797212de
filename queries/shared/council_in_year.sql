-- Councils in being on 31 March of each financial year, with control as readers may filter by it.
create or replace table council_in_year as
    select * replace (coalesce(political_control, 'Not known') as political_control)
    from council_years;
