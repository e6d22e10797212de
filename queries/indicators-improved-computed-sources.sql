-- The documents behind the indicators that are judged, by how many of their indicators are.
select
    sources.title,
    sources.address,
    'published' as basis,
    count(*)::integer as records
from indicators
left join sources using (source)
where polarity in ('higher_is_better', 'lower_is_better')
group by sources.title, sources.address
order by records desc, sources.title, sources.address;
