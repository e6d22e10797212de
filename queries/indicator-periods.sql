-- The periods that any indicator has values for, each as its source writes it, in time.
select period, min(first_day) as first_day, max(last_day) as last_day
from indicator_periods
group by period
order by first_day, last_day, period;
