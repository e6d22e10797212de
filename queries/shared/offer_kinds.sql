-- Kinds of support: offers that are parts of one another, directly or by way of a third, are one
-- kind, known by the offer of the family that takes in the most others. "Any part of the offer"
-- takes in all of them and is left out, since a row of it does not say what was used.
create or replace table offer_kinds as
    with recursive pairs as (
        select offer_code, part_code from offer_parts where offer_code <> 'any_offer'
        union
        select part_code, offer_code from offer_parts where offer_code <> 'any_offer'
    ),

    families as (
        select offer_code, offer_code as member from offers where offer_code <> 'any_offer'
        union
        select families.offer_code, pairs.part_code
        from families
        inner join pairs on families.member = pairs.offer_code
    ),

    breadth as (
        select offer_code, count(*) as parts from offer_parts group by offer_code
    )

    select
        families.offer_code,
        arg_min(families.member, (-coalesce(breadth.parts, 0), families.member)) as kind
    from families
    left join breadth on families.member = breadth.offer_code
    group by families.offer_code;
