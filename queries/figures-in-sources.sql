-- Where does each figure of the five source documents stand, and which exhibit shows it?
select
    sources.title as source,
    sources.address as source_address,
    place,
    figure,
    quote,
    case status when 'shown' then 'Shown' else 'Left out' end as treatment,
    exhibit,
    selection,
    reason,
    figures_in_sources.held_in,
    held_key,
    value,
    unit,
    qualifier as published_wording,
    'published' as basis
from figures_in_sources
inner join sources using (source)
order by figures_in_sources.rowid;
