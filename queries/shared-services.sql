-- How many shared services between councils were counted at each date, what are they said to have
-- saved, and who says so? Running totals and amounts for one year are kept apart.
select
    figures.as_at as stated_for,
    figures.date,
    if(figures.series = 'savings in a year', 'one year', 'running total') as amount_is,
    max(figures.value) filter (figures.series = 'services')::integer as shared_services,
    max(figures.qualifier) filter (figures.series = 'services') as services_wording,
    max(figures.value) filter (figures.series <> 'services') as gbp_million,
    max(figures.qualifier) filter (figures.series <> 'services') as published_wording,
    figures.who_says,
    string_agg(distinct figures.note, ' ' order by figures.note) as note,
    max(figures.quote) as quote,
    'published' as basis,
    sources.title as source,
    sources.address as source_address
from shared_services as figures
inner join sources using (source)
where figures.series <> 'other'
group by
    figures.as_at, figures.date, amount_is, figures.who_says, sources.title, sources.address
order by figures.date, amount_is desc, gbp_million, figures.who_says;
