-- The financial years that periods of indicators belong to, newest first, each with the share of
-- the indicators with a better side that have a figure in it.
with basket as (
    select indicator_code
    from indicators
    where polarity in ('higher_is_better', 'lower_is_better')
)

select
    financial_year,
    count(basket.indicator_code) / nullif((select count(*) from basket), 0) as share
from indicator_periods
left join basket using (indicator_code)
group by financial_year
order by financial_year desc;
