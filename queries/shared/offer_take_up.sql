-- Take-up by offer, where a row for a part of an offer counts for the whole as well; `entry` tells
-- that two rows here are one row of take-up.
create or replace table offer_take_up as
    with entries as (
        select row_number() over () as entry, * from take_up
    )
    select
        offer_parts.offer_code,
        entries.offer_code as part_code,
        entries.* exclude (offer_code)
    from entries
    inner join offer_parts on entries.offer_code = offer_parts.part_code;
