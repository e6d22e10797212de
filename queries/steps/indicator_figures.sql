-- Every value of an indicator with its council and its period. A value counts only where its period
-- and the life of its council overlap, so nothing passes from a council to the one that replaced it;
-- as new councils begin in April, the first academic year of one is that which begins after it.
-- Control is that of the financial year in which the period starts, for calendar years and spans of
-- them in which it ends.
-- Joined by period alone: with the code in the join, its values would be joined before they are found.
with found as (
    select council_code, period, value
    from indicator_values
    where indicator_code = $indicator
),

periods as (
    from indicator_periods
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
inner join periods using (period)
inner join councils_numbered as councils using (council_code)
left join council_in_year using (council_code, financial_year)
where ends >= first_day
    and begins <= if(kind = 'academic', last_day - interval 5 months, last_day);
