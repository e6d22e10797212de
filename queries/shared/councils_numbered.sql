-- Every council, numbered, with the first and the last day of its life.
create or replace table councils_numbered as
    select
        council_code,
        row_number() over (order by council_code)::integer as council_number,
        coalesce(start_date, date '1900-01-01') as begins,
        coalesce(end_date, date '2900-01-01') as ends
    from councils;
