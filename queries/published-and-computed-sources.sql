-- The documents that publish figures of take-up and deliveries, the most used first.
with cited as (
    select source from published_take_up
    union all
    select source from deliveries
)

select
    sources.title,
    sources.address,
    'published' as basis,
    count(*)::integer as records
from cited
inner join sources using (source)
group by all
order by records desc, sources.title;
