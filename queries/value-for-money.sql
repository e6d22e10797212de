-- What was saved in all in each year, what was the grant, and what does a source itself say of the
-- two together?
select
    *,
    financial_year = $year as selected
from headline_statements
where covers = 'whole year' and headline in ('savings', 'grant', 'ratio')
order by first_start, position, value desc, source, note;
