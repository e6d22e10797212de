-- How did an indicator change in councils after their first dated, recorded corporate peer
-- challenge, and in similar councils with no peer challenge of any kind on record? One row for each
-- council with a challenge and each of its similar councils that it may be matched with (one row
-- without any where there are none). Before is the last period that ended before the challenge,
-- after the first that began when it was over; a placebo looks as many periods further back. Beside
-- each stand all councils with none on record that have figures for the same periods.
with periods as (
    from indicator_periods
    where indicator_code = $indicator
),

named as (
    select map(list(position), list(period)) as periods
    from periods
),

challenges as (
    select
        first_challenges.*,
        max(position) filter (last_day < begins and last_day >= begins - interval 2 years) as base,
        min(position) filter (first_day > ends and first_day <= ends + interval 2 years) as later
    from first_challenges
    left join periods on true
    group by all
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
    from series
    semi join never_challenged using (council_code)
),

without as (
    select
        base,
        later,
        count(*)::integer as councils,
        avg(before) as before,
        var_pop(before) as before_variance,
        avg(trend) as trend,
        var_pop(trend) as trend_variance
    from (
        select
            base,
            later,
            figure[base] as before,
            figure[later] as after,
            before - figure[base - 2] as trend
        from (select distinct base, later from challenges)
        cross join never
    )
    where before is not null and after is not null and trend is not null
    group by base, later
),

matches as (
    select similar_councils.council_code, never.council_code as code, council, distance, figure
    from similar_councils
    inner join never on similar_councils.similar_code = never.council_code
)

select
    council_code,
    councils.short_name as council,
    challenges.challenge,
    named.periods[base] as period_before,
    named.periods[later] as period_after,
    named.periods[2 * base - later] as period_placebo,
    own.figure[base] as value_before,
    own.figure[later] as value_after,
    own.figure[base - 2] as earlier,
    own.figure[2 * base - later] as placebo_before,
    own.figure[2 * base - later - 2] as placebo_earlier,
    matches.code as matched_code,
    matches.council as matched_council,
    matches.figure[base] as matched_before,
    matches.figure[later] as matched_after,
    matches.figure[base - 2] as matched_earlier,
    matches.figure[2 * base - later] as matched_placebo_before,
    matches.figure[2 * base - later - 2] as matched_placebo_earlier,
    matches.distance,
    without.councils as without_councils,
    without.before as without_before,
    without.before_variance as without_before_variance,
    without.trend as without_trend,
    without.trend_variance as without_trend_variance,
    indicator_code,
    indicator,
    unit,
    polarity,
    challenges.source_title as source,
    challenges.source_address,
    'recorded' as basis
from challenges
inner join councils using (council_code)
inner join indicators_described on indicator_code = $indicator
cross join named
left join series as own using (council_code)
left join without using (base, later)
left join matches using (council_code)
order by councils.short_name, council_code, matches.council, matches.code;
