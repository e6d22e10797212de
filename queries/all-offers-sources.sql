-- The documents behind the records and figures of every offer of the theme, the most used first.
with counted as (
    select distinct on (entry) council_code, financial_year, offer_take_up.source, basis
    from offer_take_up
    inner join offers using (offer_code)
    where financial_year = $year
        and ($records = 'all' or basis = 'recorded')
        and ($theme is null or list_contains($theme, offers.theme))
)

select
    sources.title,
    sources.address,
    counted.basis,
    count(*)::integer as records
from counted
inner join sources using (source)
inner join councils_matching($year, $region, $patch, $type, $control) as matching
    using (council_code, financial_year)
group by all
union all
select
    sources.title,
    sources.address,
    'published' as basis,
    count(*)::integer as records
from published_take_up
inner join offers using (offer_code)
inner join sources on published_take_up.source = sources.source
where year = $year
    and dimension = 'all'
    and measure in ('councils', 'percent_of_councils')
    and use <> 'compared'
    and $records = 'all'
    and ($theme is null or list_contains($theme, offers.theme))
group by all
order by records desc, title, basis;
