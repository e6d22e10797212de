-- The documents behind the figures on single services.
select
    sources.title,
    sources.address,
    'published' as basis,
    count(*)::integer as records
from polling
inner join sources using (source)
where polling.service_question
group by all
order by records desc, sources.title, sources.address;
