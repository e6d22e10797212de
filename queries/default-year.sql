-- The newest financial year whose published take-up is broken down by region, type or control:
-- the year on which pages open.
select max(published_take_up.year) as financial_year
from published_take_up
where published_take_up.dimension <> 'all' and published_take_up.use = 'constraint';
