-- Which offers did councils take up? Every offer of the theme that has a record or a published
-- figure of its own in the year, and the broadest of each kind, in the selection and in all of
-- England. The chosen offer plays no part. An offer known only from a document has no count.
with councils as (
    select council_code
    from councils_matching($year, $region, $patch, $type, $control)
),

counted as (
    select offer_code, count(distinct council_code) as taking_part, sum(quantity) as quantity
    from offer_take_up
    inner join councils using (council_code)
    where financial_year = $year and ($records = 'all' or basis = 'recorded')
    group by offer_code
)

select
    offers.financial_year,
    offers.offer_code,
    offers.offer,
    offers.theme,
    totals.councils,
    if(basis = 'published', null, coalesce(counted.taking_part, 0))::integer as taking_part,
    if(basis = 'published', null, coalesce(counted.quantity, 0))::integer as quantity,
    100 * england_taking_part / england_councils as england_percent,
    offers.published_percent,
    offers.published_wording,
    offers.complete,
    offers.basis
from offers_in_year as offers
cross join (select count(*)::integer as councils from councils) as totals
left join counted using (offer_code)
where offers.financial_year = $year
    and offers.records = $records
    and ($theme is null or list_contains($theme, offers.theme))
    and totals.councils > 0
order by
    basis = 'published' and totals.councils < england_councils,
    if(basis = 'published', published_percent, 100 * coalesce(taking_part, 0) / councils) desc,
    offers.offer;
