-- Councils of a financial year (of every year, if null) that pass the filters; a list that is null
-- does not narrow.
create or replace macro councils_matching(in_year, in_regions, in_patches, in_types, in_controls) as table
    select *
    from council_in_year
    where (in_year is null or financial_year = in_year)
        and (in_regions is null or list_contains(in_regions, region))
        and (in_patches is null or list_contains(in_patches, patch))
        and (in_types is null or list_contains(in_types, authority_type))
        and (in_controls is null or list_contains(in_controls, political_control));
