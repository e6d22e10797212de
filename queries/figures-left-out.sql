-- Which figures of the five source documents does no exhibit show, and why?
select
    sources.title as source,
    sources.address as source_address,
    place,
    figure,
    quote,
    reason,
    value,
    unit,
    qualifier as published_wording,
    'published' as basis
from figures_in_sources
inner join sources using (source)
where status = 'left out'
order by figures_in_sources.rowid;
