-- What do documents say of the year and of the year before it: the headlines, the grant, what else
-- was delivered, and figures of several years together that include the year?
select
    *,
    last_start >= left($year, 4)::integer as selected
from headline_statements
where headline not in ('commitment', 'ratio')
    and first_start <= left($year, 4)::integer
    and last_start >= left($year, 4)::integer - (first_start = last_start)::integer
order by position, first_start desc, covers, measure, month, value desc, source, note;
