-- The indicators, numbered, with the reason why one is left out of counts of how many improved:
-- indicators with no better side are not judged; grades and totals are not averaged.
create or replace table indicator_basket as
    select
        *,
        row_number() over (order by indicator_code)::integer as indicator_number,
        case
            when polarity not in ('higher_is_better', 'lower_is_better') then 'no better side'
            when starts_with(unit, 'grade') then 'grade: not averaged'
            when unit in ('£ thousand', '£ million', 'households', 'dwellings')
                then 'total: not averaged'
        end as left_out
    from indicators;
