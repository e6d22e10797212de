-- Every value of an indicator with its council and its period. A value counts only where its period
-- and the life of its council overlap, so nothing passes from a council to the one that replaced it;
-- as new councils begin in April, the first academic year of one is that which begins after it.
-- Control is that of the financial year in which the period starts, for calendar years and spans of
-- them in which it ends.
select
    council_code,
    councils.short_name as council,
    councils.authority_type,
    councils.region,
    adviser_patches.patch,
    coalesce(council_in_year.political_control, 'Not known') as political_control,
    period,
    kind,
    starts,
    first_day,
    last_day,
    position,
    latest,
    value
from indicator_values
inner join indicator_periods using (indicator_code, period)
inner join councils using (council_code)
left join adviser_patches using (council_code)
left join council_in_year using (council_code, financial_year)
where indicator_code = $indicator
    and (councils.end_date is null or councils.end_date >= first_day)
    and (
        councils.start_date is null
        or councils.start_date <= if(kind = 'academic', last_day - interval 5 months, last_day)
    );
