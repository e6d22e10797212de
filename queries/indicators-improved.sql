-- What share of a basket of indicators had improved, by each report of the LGA, and which report
-- came out just after the year? Reports are published in May, after the year ends in March.
select
    report_year,
    period,
    number_of_indicators,
    percent_improved,
    percent_unchanged,
    percent_worsened,
    qualifier as published_wording,
    report_year = left($year, 4)::integer + 1 as selected,
    note,
    title as source,
    address as source_address,
    'published' as basis
from indicators_basket
inner join sources using (source)
where theme = 'all'
order by report_year, number_of_indicators nulls last, percent_improved, title;
