-- Which figures of take-up and of deliveries do documents publish? What the records give is worked
-- out from the rows and set beside them; `row_in_table` is the figure's place in its table.
select
    'published_take_up' as held_in,
    published_take_up.rowid as row_in_table,
    published_take_up.year as claim_period,
    coalesce(offers.name, published_take_up.offer_code) as offer,
    replace(published_take_up.measure, '_', ' ') as measure,
    published_take_up.value,
    published_take_up.qualifier as published_wording,
    case
        when published_take_up.measure = 'percent_of_councils' then 'percent'
        when starts_with(published_take_up.measure, 'rank') then 'rank'
        else 'councils'
    end as unit,
    $records = 'all' as with_illustrative,
    published_take_up.note,
    sources.title as source,
    sources.address as source_address
from published_take_up
left join offers using (offer_code)
left join sources on published_take_up.source = sources.source
union all
select
    'deliveries' as held_in,
    deliveries.rowid as row_in_table,
    deliveries.year as claim_period,
    offers.name as offer,
    delivery_measures.label as measure,
    deliveries.value,
    deliveries.qualifier as published_wording,
    deliveries.unit,
    $records = 'all' as with_illustrative,
    deliveries.note,
    sources.title as source,
    sources.address as source_address
from deliveries
inner join delivery_measures using (measure)
left join offers using (offer_code)
left join sources on deliveries.source = sources.source
order by held_in desc, row_in_table;
