-- What do councils that had a peer challenge, peers and people on programmes say? Whoever is not
-- asked as a leader or chief executive of a council at large is one of them.
select
    perceptions.audience,
    perceptions.survey_year,
    perceptions.statement,
    perceptions.percent,
    perceptions.qualifier as published_wording,
    count(distinct perceptions.source)::integer as source_count,
    'published' as basis,
    string_agg(sources.title, '; ' order by sources.title) as source,
    string_agg(sources.address, '; ' order by sources.title) as source_address,
    string_agg(distinct perceptions.note, ' ' order by perceptions.note) as note
from perceptions
inner join sources using (source)
where perceptions.audience not in (
    'leaders',
    'chief_executives',
    'leaders_and_chief_executives',
    'council_policy_chiefs',
    'councils',
    'all_respondents'
)
group by perceptions.audience, perceptions.survey_year, perceptions.statement,
    perceptions.percent, perceptions.qualifier
order by perceptions.survey_year desc, perceptions.audience, perceptions.statement,
    perceptions.percent;
