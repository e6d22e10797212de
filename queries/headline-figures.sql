-- What do documents say of the eight headlines for the year, and for the year before it?
select
    *,
    first_start = left($year, 4)::integer as selected
from headline_statements
where position <= 8
    and first_start between left($year, 4)::integer - 1 and left($year, 4)::integer
order by position, first_start desc, covers, measure, month, value desc, source, note;
