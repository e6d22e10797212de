-- Which councils changed control between one May and the next, and what support is on record for
-- the two years after? By patch, those with the least support first.
from query_table($changes_of_control)
where ($region is null or list_contains($region, region))
    and ($patch is null or list_contains($patch, patch))
    and ($type is null or list_contains($type, authority_type))
    and ($control is null or list_contains($control, political_control))
    and ($council is null or list_contains($council, council_code))
order by patch, records_after, council, council_code;
