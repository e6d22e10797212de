-- The values of an indicator, and whether the council of each leads the display group, is in it, and
-- is in the group it is compared with. Compared are all councils, those of the leading council's
-- region or type (without one: of the chosen regions or types), those similar to it, or the councils
-- listed.
with in_the_lead as (
    select any_value(region) as region, any_value(authority_type) as authority_type
    from councils
    where council_code = list_extract($council, 1)
)

select
    figures.*,
    coalesce(council_code = list_extract($council, 1), false) as leads,
    coalesce(list_contains($council, council_code), false) or (
        coalesce($region, $patch, $type, $control) is not null
        and ($region is null or list_contains($region, figures.region))
        and ($patch is null or coalesce(list_contains($patch, patch), false))
        and ($type is null or list_contains($type, figures.authority_type))
        and ($control is null or list_contains($control, political_control))
    ) as displayed,
    case
        when $compare is null or list_contains($compare, 'england') then true
        when list_contains($compare, 'region') then if(
            in_the_lead.region is not null,
            figures.region = in_the_lead.region,
            $region is null or list_contains($region, figures.region)
        )
        when list_contains($compare, 'type') then if(
            in_the_lead.region is not null,
            figures.authority_type = in_the_lead.authority_type,
            $type is null or list_contains($type, figures.authority_type)
        )
        when list_contains($compare, 'similar') then in_the_lead.region is null or council_code in (
            select similar_code
            from similar_councils
            where council_code = list_extract($council, 1)
        )
        else list_contains($compare, council_code)
    end as compared
from query_table($indicator_figures) as figures
cross join in_the_lead;
