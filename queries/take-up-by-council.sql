-- Which councils took part? One row for each council in the selection, those that took part first;
-- with recorded rows only, one for each council that has a record.
with entries as (
    select distinct on (entry) *
    from offer_take_up
    where list_contains($offer, offer_code)
        and financial_year = $year
        and ($records = 'all' or basis = 'recorded')
),

taking_part as (
    select
        entries.council_code,
        sum(entries.quantity) as quantity,
        if(bool_or(entries.basis = 'recorded'), 'recorded', 'illustrative') as basis,
        string_agg(distinct offers.name, '; ' order by offers.name) as offers,
        string_agg(distinct entries.date, ', ' order by entries.date) as dates,
        string_agg(distinct sources.title, '; ' order by sources.title) as source,
        string_agg(distinct sources.address, ' ' order by sources.address) as source_address
    from entries
    inner join offers on entries.part_code = offers.offer_code
    left join sources on entries.source = sources.source
    group by entries.council_code
)

select
    $year as financial_year,
    matching.council_code,
    matching.council,
    matching.region,
    matching.authority_type,
    matching.political_control,
    matching.patch,
    (taking_part.quantity is not null)::integer as taking_part,
    coalesce(taking_part.quantity, 0)::integer as quantity,
    taking_part.basis,
    taking_part.offers,
    taking_part.dates,
    taking_part.source,
    taking_part.source_address
from councils_matching($year, $region, $patch, $type, $control) as matching
left join taking_part using (council_code)
where ($records = 'all' or taking_part.basis = 'recorded')
    and ($council is null or list_contains($council, council_code))
order by taking_part desc, council;
