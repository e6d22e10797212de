-- Where control before and after comes from, for the councils of the year shown.
with mays as (
    select coalesce(max(year) filter (where year = left($year, 4)::integer), max(year)) as may
    from political_control
    where year > (select min(year) from political_control)
)

select
    sources.title,
    sources.address,
    'recorded' as basis,
    count(distinct political_control.council_code)::integer as records
from mays
inner join political_control on political_control.year in (mays.may, mays.may - 1)
inner join sources using (source)
inner join council_in_year
    on political_control.council_code = council_in_year.council_code
        and left(council_in_year.financial_year, 4)::integer = mays.may
where ($region is null or list_contains($region, region))
    and ($patch is null or list_contains($patch, patch))
    and ($type is null or list_contains($type, authority_type))
    and ($control is null or list_contains($control, council_in_year.political_control))
    and ($council is null or list_contains($council, council_in_year.council_code))
group by all
order by records desc, sources.title, sources.address;
