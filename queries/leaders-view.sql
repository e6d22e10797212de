-- What share of leaders and chief executives say that the support has a positive impact, in every
-- survey, and which survey is of the year in hand?
select
    perceptions.survey_year,
    perceptions.audience,
    perceptions.statement,
    perceptions.percent,
    perceptions.qualifier as published_wording,
    perceptions.survey_year = $year as selected,
    count(distinct perceptions.source)::integer as source_count,
    'published' as basis,
    string_agg(sources.title, '; ' order by sources.title) as source,
    string_agg(sources.address, '; ' order by sources.title) as source_address,
    string_agg(distinct perceptions.note, ' ' order by perceptions.note) as note
from perceptions
inner join sources using (source)
where perceptions.statement = 'LGA support has a positive impact on their authority'
group by perceptions.survey_year, perceptions.audience, perceptions.statement,
    perceptions.percent, perceptions.qualifier
order by perceptions.survey_year, perceptions.audience desc, source_count desc,
    perceptions.percent, perceptions.qualifier;
