-- What do leaders and chief executives say of the offer, statement by statement and survey by
-- survey? Sources that give the same figure are one row; sources that differ are a row each.
select
    perceptions.statement,
    perceptions.survey_year,
    perceptions.audience,
    perceptions.percent,
    perceptions.qualifier as published_wording,
    contains(perceptions.statement, 'an increase, not a level') as is_increase,
    count(distinct perceptions.source)::integer as source_count,
    'published' as basis,
    string_agg(sources.title, '; ' order by sources.title) as source,
    string_agg(sources.address, '; ' order by sources.title) as source_address,
    string_agg(distinct perceptions.note, ' ' order by perceptions.note) as note
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
group by perceptions.statement, perceptions.survey_year, perceptions.audience,
    perceptions.percent, perceptions.qualifier
order by perceptions.statement, perceptions.survey_year desc, perceptions.audience desc,
    perceptions.percent;
