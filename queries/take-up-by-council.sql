-- Which councils took part? One row for each council in the selection, those that took part first;
-- with recorded rows only, one for each council that has a record.
from query_table($councils_taking_part)
where ($records = 'all' or basis = 'recorded')
    and ($region is null or list_contains($region, region))
    and ($patch is null or list_contains($patch, patch))
    and ($type is null or list_contains($type, authority_type))
    and ($control is null or list_contains($control, political_control))
    and ($council is null or list_contains($council, council_code))
order by taking_part desc, council;
