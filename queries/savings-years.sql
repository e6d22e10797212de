-- For which financial years is there a breakdown of the offer's savings by programme area, and for
-- which a total? Asked when the year in hand has no breakdown.
select
    first_year as financial_year,
    bool_or(scope = 'area') as by_area,
    any_value(totals.gbp_million) as gbp_million,
    any_value(totals.published_wording) as published_wording
from savings
left join savings_totals as totals
    on savings.first_year = totals.financial_year
        and savings.scheme = totals.scheme
        and totals.whole
where savings.scheme = 'Improvement offer' and first_year = last_year
group by first_year
order by first_year;
