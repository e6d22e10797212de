-- Every value of an indicator with its council and its period. A value counts only where its period
-- and the life of its council overlap, so nothing passes from a council to the one that replaced it;
-- as new councils begin in April, the first academic year of one is that which begins after it.
-- Control is that of the financial year in which the period starts, for calendar years and spans of
-- them in which it ends.
-- Found first, or joins would have all values looked through for periods and councils too.
with found as materialized (
    select indicator_code, council_code, period, value
    from indicator_values
    where indicator_code = $indicator
)

select
    council_code,
    councils.council,
    councils.authority_type,
    councils.region,
    councils.patch,
    coalesce(council_in_year.political_control, 'Not known') as political_control,
    period,
    kind,
    starts,
    first_day,
    last_day,
    position,
    latest,
    value
from found
inner join indicator_periods using (indicator_code, period)
inner join councils_numbered as councils using (council_code)
left join council_in_year using (council_code, financial_year)
where ends >= first_day
    and begins <= if(kind = 'academic', last_day - interval 5 months, last_day);
