-- The data dictionary describes this dashboard's own tables: no document stands behind it.
select
    title,
    address,
    'published' as basis,
    0 as records
from sources
where false;
