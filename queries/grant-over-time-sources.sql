-- The documents that give the grant of a year.
select
    sources.title,
    sources.address,
    'published' as basis,
    count(*)::integer as records
from funding
inner join sources using (source)
where funding.item = 'sli_grant'
group by all
order by records desc, sources.title, sources.address;
