-- The documents behind the share of leaders who say that the support has a positive impact.
select
    sources.title,
    sources.address,
    'published' as basis,
    count(*)::integer as records
from perceptions
inner join sources using (source)
where perceptions.statement = 'LGA support has a positive impact on their authority'
group by all
order by records desc, sources.title, sources.address;
