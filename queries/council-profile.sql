-- What kind of council is this, how large, where, and which councils came before and after it?
with chosen as (
    select * from councils
    where council_code = list_extract($council, 1) and len($council) = 1
),

controls as (
    select council_code, max(year) as control_year, arg_max(control, year) as control
    from political_control
    group by council_code
),

districts as (
    select
        county_code as council_code,
        list({'code': council_code, 'name': short_name, 'end_date': end_date} order by short_name)
            as districts
    from councils
    where county_code is not null
    group by county_code
),

before as (
    select
        lineage.successor_code as council_code,
        list(
            {'code': councils.council_code, 'name': councils.short_name, 'date': lineage.date}
            order by councils.short_name
        ) as predecessors
    from council_lineage as lineage
    inner join councils on lineage.council_code = councils.council_code
    group by lineage.successor_code
),

after as (
    select
        lineage.council_code,
        list(
            {'code': councils.council_code, 'name': councils.short_name, 'date': lineage.date}
            order by councils.short_name
        ) as successors
    from council_lineage as lineage
    inner join councils on lineage.successor_code = councils.council_code
    group by lineage.council_code
)

select
    chosen.*,
    counties.short_name as county,
    adviser_patches.patch,
    controls.control_year,
    controls.control,
    coalesce(districts.districts, []) as districts,
    coalesce(before.predecessors, []) as predecessors,
    coalesce(after.successors, []) as successors,
    sources.title as source_title,
    sources.address as source_address
from chosen
left join councils as counties on chosen.county_code = counties.council_code
left join adviser_patches on chosen.council_code = adviser_patches.council_code
left join controls on chosen.council_code = controls.council_code
left join districts on chosen.council_code = districts.council_code
left join before on chosen.council_code = before.council_code
left join after on chosen.council_code = after.council_code
left join sources on chosen.source = sources.source;
