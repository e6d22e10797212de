-- Every value of an indicator with its council, and whether the council leads the display group,
-- is in it, and is in the group it is compared with. A value counts only where its period and the
-- life of its council overlap, so nothing passes from a council to the one that replaced it; as new
-- councils begin in April, the first academic year of one is that which begins after it. Control is
-- that of the financial year in which the period starts, for calendar years and spans of them in
-- which it ends. Compared are all councils, those of the leading council's region or type (without
-- one: of the chosen regions or types), those similar to it, or the councils listed.
create or replace macro indicator_rows(
    in_indicator, in_council, in_region, in_patch, in_type, in_control, in_compare
) as table
    with in_the_lead as (
        select any_value(region) as region, any_value(authority_type) as authority_type
        from councils
        where council_code = list_extract(in_council, 1)
    )

    select
        council_code,
        councils.short_name as council,
        councils.authority_type,
        councils.region,
        period,
        kind,
        first_day,
        last_day,
        position,
        latest,
        value,
        coalesce(council_code = list_extract(in_council, 1), false) as leads,
        coalesce(list_contains(in_council, council_code), false) or (
            coalesce(in_region, in_patch, in_type, in_control) is not null
            and (in_region is null or list_contains(in_region, councils.region))
            and (in_patch is null or coalesce(list_contains(in_patch, adviser_patches.patch), false))
            and (in_type is null or list_contains(in_type, councils.authority_type))
            and (in_control is null or list_contains(
                in_control, coalesce(council_in_year.political_control, 'Not known')
            ))
        ) as displayed,
        case
            when in_compare is null or list_contains(in_compare, 'england') then true
            when list_contains(in_compare, 'region') then if(
                in_the_lead.region is not null,
                councils.region = in_the_lead.region,
                in_region is null or list_contains(in_region, councils.region)
            )
            when list_contains(in_compare, 'type') then if(
                in_the_lead.region is not null,
                councils.authority_type = in_the_lead.authority_type,
                in_type is null or list_contains(in_type, councils.authority_type)
            )
            when list_contains(in_compare, 'similar') then in_the_lead.region is null or council_code in (
                select similar_code
                from similar_councils
                where council_code = list_extract(in_council, 1)
            )
            else list_contains(in_compare, council_code)
        end as compared
    from indicator_values
    inner join indicator_periods using (indicator_code, period)
    inner join councils using (council_code)
    cross join in_the_lead
    left join adviser_patches using (council_code)
    left join council_in_year using (council_code, financial_year)
    where indicator_code = in_indicator
        and (councils.end_date is null or councils.end_date >= first_day)
        and (
            councils.start_date is null
            or councils.start_date <= if(kind = 'academic', last_day - interval 5 months, last_day)
        );
