-- What was saved in all in each year, and what was agreed? Years with both can be compared.
select
    *,
    financial_year = $year as selected
from headline_statements
where headline = 'commitment' or (headline = 'savings' and measure <> 'programme_savings_expected')
order by first_start, position, value desc, source, note;
