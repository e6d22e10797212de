-- What became of an indicator where a change of up to `cut` percent of the base mean is none. Rounded,
-- so that a change of exactly the cut does not miss it by its last binary digit.
create or replace macro outcome_at(outcome, percent_change, cut) as if(
    outcome in ('improved', 'worsened') and coalesce(round(abs(percent_change), 6) <= cut, false),
    'unchanged',
    outcome
);
