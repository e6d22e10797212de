-- Every council in being at a date, with its last recorded corporate or finance peer challenge
-- counted to that date, whether the next one is due, and the challenges of those it replaced.
with last_challenges as (
    select distinct on (council_code) *
    from recorded_challenges
    where first_day is null or first_day <= $as_at::date
    order by council_code, first_day desc nulls last, dated desc, source_title
),

predecessors as (
    select
        council_ancestors.council_code,
        string_agg(
            councils.short_name || ' ' || last_challenges.dated, '; '
            order by last_challenges.first_day desc, councils.short_name
        ) as predecessor_challenge
    from council_ancestors
    inner join last_challenges on council_ancestors.ancestor_code = last_challenges.council_code
    inner join councils on council_ancestors.ancestor_code = councils.council_code
    where last_challenges.first_day is not null
    group by council_ancestors.council_code
),

controls as (
    select council_code, arg_max(control_group, year) as political_control
    from political_control
    where year <= year($as_at::date - interval 4 months)
    group by council_code
)

select
    adviser_patches.patch,
    councils.council_code,
    councils.short_name as council,
    case
        when last_challenges.first_day is null then 'no record found'
        when last_challenges.first_day + interval 5 years < $as_at::date then 'lapsed'
        when last_challenges.first_day + interval 4 years <= $as_at::date then 'due'
        else 'recent'
    end as status,
    last_challenges.first_day,
    last_challenges.dated as last_challenge,
    floor(date_sub('month', last_challenges.first_day, $as_at::date) / 1.2) / 10 as years_since,
    if(
        last_challenges.council_code is not null and last_challenges.first_day is null,
        'There is a record without a date.', null
    ) as note,
    predecessors.predecessor_challenge,
    councils.region,
    councils.authority_type,
    coalesce(controls.political_control, 'Not known') as political_control,
    last_challenges.source_title as source,
    last_challenges.source_address,
    if(last_challenges.council_code is null, null, 'recorded') as basis
from councils
left join adviser_patches using (council_code)
left join controls using (council_code)
left join last_challenges using (council_code)
left join predecessors using (council_code)
where coalesce(councils.start_date <= $as_at::date, true)
    and coalesce(councils.end_date >= $as_at::date, true);
