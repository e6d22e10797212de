-- The documents behind the rounds of satisfaction with the council.
select
    sources.title,
    sources.address,
    'published' as basis,
    count(*)::integer as records
from polling
inner join sources using (source)
where polling.question = 'council_satisfaction'
    and polling.round is not null
    and polling.measure in ('net_positive', 'stated_over')
group by all
order by records desc, sources.title, sources.address;
