-- The documents behind the surveys of leaders and chief executives.
select
    sources.title,
    sources.address,
    'published' as basis,
    count(*)::integer as records
from perceptions
inner join sources using (source)
where perceptions.audience in (
    'leaders',
    'chief_executives',
    'leaders_and_chief_executives',
    'council_policy_chiefs',
    'councils',
    'all_respondents'
)
group by all
order by records desc, sources.title, sources.address;
