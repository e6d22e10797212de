-- How did an indicator change in councils after their first dated, recorded corporate peer
-- challenge, and in similar councils with no peer challenge of any kind on record? One row for each
-- council with a challenge and each of its similar councils that it may be matched with (one row
-- without any where there are none). Before is the last period that ended before the challenge,
-- after the first that began when it was over; a placebo looks as many periods further back. Beside
-- each stand all councils with none on record that have figures for the same periods.
with asked as (
    select indicator_code, indicator_name as indicator, unit, polarity, source
    from indicators
    where indicator_code = $indicator
),

dated as (
    select
        council_code,
        coalesce(date, financial_year) as challenge,
        source_title,
        source_address,
        coalesce(
            date || right('-01-01', 10 - len(date)), left(financial_year, 4) || '-04-01'
        )::date as first_day
    from offer_take_up
    where offer_code = 'corporate_peer_challenge'
        and basis = 'recorded'
        and coalesce(date, financial_year) is not null
),

challenges as (
    select distinct on (council_code)
        * exclude (first_day),
        first_day as begins,
        case coalesce(len(challenge), 0)
            when 10 then first_day
            when 4 then first_day + interval 1 year - interval 1 day
            when 7 then
                if(challenge like '%/%', first_day + interval 1 year, first_day + interval 1 month)
                - interval 1 day
        end::date as ends
    from dated
    order by council_code, first_day, challenge, source_title
),

periods as (
    select *
    from indicator_periods
    where indicator_code = $indicator
),

placed as (
    select
        council_code,
        max(position) filter (last_day < begins and last_day >= begins - interval 2 years) as earlier,
        min(position) filter (first_day > ends and first_day <= ends + interval 2 years) as later
    from challenges
    cross join periods
    group by council_code
),

series as (
    select
        council_code,
        any_value(council) as council,
        map(list(position), list(value)) as figure
    from query_table($indicator_figures)
    where value is not null
    group by council_code
),

never as (
    select series.*
    from series
    anti join offer_take_up
        on series.council_code = offer_take_up.council_code
            and offer_take_up.basis = 'recorded'
            and offer_take_up.offer_code in (
                'peer_challenge', 'corporate_peer_challenge', 'cpc_progress_review'
            )
),

without as (
    select
        spans.earlier,
        spans.later,
        count(*)::integer as councils,
        avg(never.figure[spans.earlier]) as before,
        var_pop(never.figure[spans.earlier]) as before_variance,
        avg(never.figure[spans.earlier] - never.figure[spans.earlier - 2]) as trend,
        var_pop(never.figure[spans.earlier] - never.figure[spans.earlier - 2]) as trend_variance
    from (select distinct earlier, later from placed) as spans
    cross join never
    where never.figure[spans.earlier] + never.figure[spans.later] + never.figure[spans.earlier - 2]
        is not null
    group by spans.earlier, spans.later
)

select
    councils.council_code,
    councils.short_name as council,
    challenges.challenge,
    before.period as period_before,
    after.period as period_after,
    further.period as period_placebo,
    own.figure[placed.earlier] as value_before,
    own.figure[placed.later] as value_after,
    own.figure[placed.earlier - 2] as earlier,
    own.figure[2 * placed.earlier - placed.later] as placebo_before,
    own.figure[2 * placed.earlier - placed.later - 2] as placebo_earlier,
    never.council_code as matched_code,
    never.council as matched_council,
    never.figure[placed.earlier] as matched_before,
    never.figure[placed.later] as matched_after,
    never.figure[placed.earlier - 2] as matched_earlier,
    never.figure[2 * placed.earlier - placed.later] as matched_placebo_before,
    never.figure[2 * placed.earlier - placed.later - 2] as matched_placebo_earlier,
    similar_councils.distance,
    without.councils as without_councils,
    without.before as without_before,
    without.before_variance as without_before_variance,
    without.trend as without_trend,
    without.trend_variance as without_trend_variance,
    asked.indicator_code,
    asked.indicator,
    asked.unit,
    asked.polarity,
    challenges.source_title as source,
    challenges.source_address,
    'recorded' as basis
from challenges
inner join councils using (council_code)
cross join asked
left join placed using (council_code)
left join periods as before on placed.earlier = before.position
left join periods as after on placed.later = after.position
left join periods as further on 2 * placed.earlier - placed.later = further.position
left join series as own on challenges.council_code = own.council_code
left join without on placed.earlier = without.earlier and placed.later = without.later
left join similar_councils on challenges.council_code = similar_councils.council_code
left join never on similar_councils.similar_code = never.council_code
order by councils.short_name, councils.council_code, never.council, never.council_code;
