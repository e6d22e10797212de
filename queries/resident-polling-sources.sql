-- The documents behind the polling figures and behind the months and samples of the rounds.
select
    sources.title,
    sources.address,
    'published' as basis,
    count(*)::integer as records
from (
    select source from polling where not service_question
    union all
    select source from polling_rounds
) as entries
inner join sources using (source)
group by all
order by records desc, sources.title, sources.address;
