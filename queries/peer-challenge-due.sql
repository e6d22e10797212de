-- When was each council's last recorded corporate or finance peer challenge, counted to a date, and
-- is the next one due? Every council in being at that date, by patch and then for the next call.
from query_table($challenges_due)
where ($region is null or list_contains($region, region))
    and ($patch is null or list_contains($patch, patch))
    and ($type is null or list_contains($type, authority_type))
    and ($control is null or list_contains($control, political_control))
    and ($council is null or list_contains($council, council_code))
order by
    patch,
    list_position(['lapsed', 'no record found', 'due', 'recent'], status),
    first_day,
    council,
    council_code;
