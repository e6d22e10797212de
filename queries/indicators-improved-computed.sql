-- How many indicators improved, did not change or worsened from the base year to the latest, in the
-- same councils? One row for each theme and one for all of them.
with changes as (
    select
        * replace (outcome_at(outcome, percent_change, $cut::double) as outcome)
    from query_table($indicator_changes)
)

select
    coalesce(theme, 'All themes') as theme,
    (count(*) filter (outcome in ('improved', 'unchanged', 'worsened')))::integer as indicators_judged,
    (count(*) filter (outcome = 'improved'))::integer as improved,
    (count(*) filter (outcome = 'unchanged'))::integer as unchanged,
    (count(*) filter (outcome = 'worsened'))::integer as worsened,
    (count(*) filter (outcome = 'no figure for both'))::integer as no_figure_for_both,
    (count(*) filter (outcome = 'no better side'))::integer as no_better_side,
    (count(*) filter (ends_with(outcome, 'not averaged')))::integer as not_averaged,
    max(councils_in_both) as most_councils,
    'published' as basis
from changes
group by rollup (theme)
order by grouping(theme) desc, theme;
