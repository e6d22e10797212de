-- The pages and documents behind the recorded support of a council, of those it replaced and of its
-- similar councils, most used first.
with compared as (
    select list_extract($council, 1) as council_code
    where len($council) = 1
    union
    select ancestor_code from council_ancestors
    where council_code = list_extract($council, 1) and len($council) = 1
    union
    select similar_code from similar_councils
    where council_code = list_extract($council, 1) and len($council) = 1
)

select
    sources.title,
    sources.address,
    'recorded' as basis,
    count(*)::integer as records
from compared
inner join take_up using (council_code)
inner join offer_kinds using (offer_code)
inner join sources using (source)
where take_up.basis = 'recorded' and offer_code <> 'cpc_host_or_sustained_support'
group by all
order by records desc, title, address;
