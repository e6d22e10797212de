-- Take-up by offer, where a row for a part of an offer counts for the whole as well; `entry` tells
-- that two rows here are one row of take-up. Names and sources stand beside each row.
create or replace table offer_take_up as
    with entries as (
        select row_number() over () as entry, * from take_up
    )
    select
        offer_parts.offer_code,
        entries.* exclude (offer_code),
        offers.name as part,
        sources.title as source_title,
        sources.address as source_address
    from entries
    inner join offer_parts on entries.offer_code = offer_parts.part_code
    inner join offers on entries.offer_code = offers.offer_code
    left join sources on entries.source = sources.source;
