-- Every council, numbered, with its place, its type, and the first and the last day of its life.
create or replace table councils_numbered as
    select
        council_code,
        row_number() over (order by council_code)::integer as council_number,
        short_name as council,
        authority_type,
        region,
        adviser_patches.patch,
        coalesce(start_date, date '1900-01-01') as begins,
        coalesce(end_date, date '2900-01-01') as ends
    from councils
    left join adviser_patches using (council_code);
