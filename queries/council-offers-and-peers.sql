-- Which kinds of support do councils like this one have on record, and has it? One row for each
-- kind that it, a council it replaced or a similar council has: recorded rows only, of any date,
-- the kind that most of the similar councils have first.
with names as (
    select
        council_code,
        short_name || if(
            end_date is not null
            and short_name in (select short_name from councils where end_date is null),
            ' (former ' || authority_type || ')', ''
        ) as name
    from councils
),

compared as (
    select list_extract($council, 1) as council_code, 'here' as place
    where len($council) = 1
    union all
    select ancestor_code, 'before' from council_ancestors
    where council_code = list_extract($council, 1) and len($council) = 1
    union all
    select similar_code, 'peer' from similar_councils
    where council_code = list_extract($council, 1) and len($council) = 1
),

used as (
    select
        kinds.kind,
        place,
        council_code,
        names.name,
        offers.name as part,
        coalesce(date, financial_year) as dated,
        first_day_of(dated) as first_day
    from compared
    inner join take_up using (council_code)
    inner join offer_kinds as kinds using (offer_code)
    inner join offers using (offer_code)
    inner join names using (council_code)
    where basis = 'recorded'
        -- A list that does not say which of the two: a difference in it would mean nothing.
        and offer_code <> 'cpc_host_or_sustained_support'
),

parts as (
    select
        kind,
        string_agg(part || ' (' || councils || ')', '; ' order by councils desc, part) as peer_offers
    from (
        select kind, part, count(distinct council_code) as councils
        from used where place = 'peer' group by kind, part
    )
    group by kind
),

kinds as (
    select
        kind,
        count(distinct council_code) filter (place = 'peer')::integer as peers_taking_part,
        list(distinct name) filter (place = 'peer') as peer_names,
        bool_or(place = 'here') as here,
        list(distinct part) filter (place = 'here') as offers,
        arg_max(dated, first_day) filter (place = 'here') as last_here,
        list(distinct name) filter (place = 'before') as held_by
    from used
    group by kind
)

select
    offers.name as offer,
    offers.theme,
    case
        when here then 'on record'
        when held_by is not null then 'predecessor only'
        else 'no record found'
    end as used_here,
    peers,
    peers_taking_part,
    100 * peers_taking_part / nullif(peers, 0) as percent,
    peer_offers,
    nullif(array_to_string(list_sort(peer_names), '; '), '') as peer_names,
    nullif(array_to_string(list_sort(kinds.offers), '; '), '') as offers,
    last_here,
    nullif(array_to_string(list_sort(held_by), '; '), '') as held_by,
    'recorded' as basis
from kinds
cross join (select count(*)::integer as peers from compared where place = 'peer')
left join parts using (kind)
inner join offers on kinds.kind = offers.offer_code
order by peers_taking_part desc, offer;
