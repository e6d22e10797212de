-- How did each indicator change from the base year to the latest, in the same councils? One row for
-- each indicator, those left out last; means are of councils with a value in both.
select
    theme,
    indicator,
    outcome_at(outcome, percent_change, $cut::double) as outcome,
    base_period,
    latest_period,
    councils_in_both,
    round(base_mean, 4) as base_mean,
    round(latest_mean, 4) as latest_mean,
    round(latest_mean - base_mean, 4) as mean_change,
    round(percent_change, 2) as percent_change,
    unit,
    polarity,
    indicator_code,
    sources.title as source,
    sources.address as source_address,
    'published' as basis
from query_table($indicator_changes)
left join sources using (source)
order by outcome not in ('improved', 'unchanged', 'worsened'), theme, indicator, indicator_code;
