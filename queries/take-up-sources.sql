-- The documents behind the take-up rows that were counted, the most used first.
with entries as (
    select distinct on (entry) council_code, financial_year, source, basis
    from offer_take_up
    where list_contains($offer, offer_code)
        and ($year is null or financial_year = $year)
        and ($records = 'all' or basis = 'recorded')
)

select
    sources.title,
    sources.address,
    entries.basis,
    count(*)::integer as records
from entries
inner join sources using (source)
inner join councils_matching($year, $region, $patch, $type, $control) as matching
    using (council_code, financial_year)
group by all
order by records desc, sources.title;
