-- How many kinds of support does each council have on record in the year? One row for each council
-- of England.
select
    * exclude (complete, basis),
    ($region is null or list_contains($region, region))
    and ($patch is null or list_contains($patch, patch))
    and ($type is null or list_contains($type, authority_type))
    and ($control is null or list_contains($control, political_control))
    and ($council is null or list_contains($council, council_code)) as selected,
    complete,
    basis
from query_table($council_depth)
order by council, council_code;
