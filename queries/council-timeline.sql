-- What support has one council had on record, which interventions, notices and reviews, and from
-- which councils was it made or by which replaced? One row for each event of the council and, by
-- name, of those it replaced: newest first, then those without a date, then illustrative rows.
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

held as (
    select list_extract($council, 1) as council_code, null as held_by
    where len($council) = 1
    union all
    select ancestor_code, name
    from council_ancestors
    inner join names on ancestor_code = names.council_code
    where council_ancestors.council_code = list_extract($council, 1) and len($council) = 1
),

reorganised as (
    select
        if(formed, successor_code, lineage.council_code) as council_code,
        date::varchar as date,
        if(formed, 'Formed from ', 'Replaced by ') as what,
        list(name order by name) as names,
        any_value(lineage.source) as source
    from council_lineage as lineage
    cross join (values (true), (false)) as ends (formed)
    inner join names
        on names.council_code = if(formed, lineage.council_code, lineage.successor_code)
    group by all
),

events as (
    select
        council_code, 'support' as event_kind, offer_code as event,
        coalesce(date, financial_year) as date, financial_year, null as ended, null as planned_end,
        quantity, basis, evidence as note, source
    from take_up
    union all
    select
        council_code, 'intervention', upper(left(kind, 1)) || kind[2:],
        start, null, "end", planned_end, null, 'recorded', note, source
    from interventions
    union all
    select
        council_code, 'reorganisation',
        what || concat_ws(' and ', nullif(array_to_string(names[:-2], ', '), ''), names[-1]),
        date, null, null, null, null, 'recorded', null, source
    from reorganised
)

select
    event_kind,
    coalesce(offers.name, event) as event,
    families.name as support_kind,
    held_by,
    date,
    financial_year,
    ended,
    planned_end,
    quantity::integer as quantity,
    basis,
    events.note,
    -- Those that count in the list of councils due for a challenge.
    event in (
        select part_code from offer_parts
        where offer_code in ('corporate_peer_challenge', 'finance_peer_challenge', 'cpc_or_fpc')
    ) as challenge,
    sources.title as source,
    sources.address as source_address
from events
inner join held using (council_code)
left join offers on event = offers.offer_code
left join offer_kinds as kinds on event = kinds.offer_code
left join offers as families on kinds.kind = families.offer_code
left join sources on events.source = sources.source
where held_by is null and ($records = 'all' or basis = 'recorded')
    or held_by is not null and basis = 'recorded' and event_kind <> 'reorganisation'
order by
    basis = 'illustrative',
    date is null,
    first_day_of(date) desc,
    event_kind,
    event,
    held_by;
