-- The pages and documents behind the recorded challenges of the councils listed, most used first.
select
    source_title as title,
    source_address as address,
    'recorded' as basis,
    count(*)::integer as records
from recorded_challenges
inner join councils using (council_code)
inner join adviser_patches using (council_code)
where coalesce(first_day <= $as_at::date, true)
    and coalesce(councils.start_date <= $as_at::date, true)
    and coalesce(councils.end_date >= $as_at::date, true)
    and ($region is null or list_contains($region, region))
    and ($patch is null or list_contains($patch, patch))
    and ($type is null or list_contains($type, authority_type))
    and ($council is null or list_contains($council, council_code))
group by all
order by records desc, title, address;
