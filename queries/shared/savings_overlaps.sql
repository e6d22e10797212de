-- Which claims of savings give way to which, directly or by way of a third: the money of `claim`
-- is, or may be, in `other` too, so that of the two only `other` may be counted.
create or replace table savings_overlaps as
    with recursive giving_way as (
        select claim, other
        from claim_links
        where relation <> 'contradicts'
        union
        select giving_way.claim, further.other
        from giving_way
        inner join claim_links as further on giving_way.other = further.claim
        where further.relation <> 'contradicts'
    )

    from giving_way;
