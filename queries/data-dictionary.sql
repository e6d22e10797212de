-- Which tables and columns do the built data hold, and in which order?
select
    table_name,
    column_name
from duckdb_columns()
where not internal
order by table_name, column_index;
