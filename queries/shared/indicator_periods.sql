-- The periods that each indicator has values for, placed in time: financial years (2016-17, from
-- April), academic years (2016-17, from September), calendar years (2016) and rolling spans of them
-- (2014-2016). A label alone cannot tell a financial year from an academic one, so indicators of
-- academic years are named here, as their publishers (Department for Education) date them.
create or replace table indicator_periods as
with academic(indicator_code) as (
    values
        ('ELS_APPACH'), ('ELS_FEACH'), ('ELS_GCSE19'), ('ELS_KS2RWM'), ('ELS_PERSABS'),
        ('LAIT_2YR_OLDS'), ('LAIT_3_4YR_OLDS'), ('LAIT_AVG_ATTAIN8_SCORE'), ('LAIT_ENGMATHS9_4'),
        ('LAIT_EXCESSREC'), ('LAIT_EXCESSYR6'), ('LAIT_FSP_NEW_GOODDEV'),
        ('LAIT_KS2RWM_EXPECTED_STD'), ('LAIT_LAC_KS4_AVG_ATTAIN8'), ('LAIT_LAC_PERS_ABS'),
        ('LAIT_LEVEL2AGE19_E_M'), ('LAIT_LEVEL3AGE19'), ('LAIT_TOTABS'), ('LAIT_TOTFIXEDEX'),
        ('LAIT_TOTPERABNEW'), ('LAIT_TOTPERMEX')
),

-- Nothing else is worked out here, or it would be for every value.
held as materialized (
    select distinct indicator_code, period
    from indicator_values
),

placed as (
    select
        indicator_code,
        period,
        case
            when length(period) = 4 then 'calendar'
            when length(period) = 9 then 'rolling'
            when indicator_code in (select indicator_code from academic) then 'academic'
            else 'financial'
        end as kind,
        left(period, 4)::integer as starts
    from held
),

dated as (
    select
        indicator_code,
        period,
        kind,
        -- `year` of a date takes any query that has it half a millisecond to get ready for.
        starts,
        case kind
            when 'financial' then make_date(starts, 4, 1)
            when 'academic' then make_date(starts, 9, 1)
            else make_date(starts, 1, 1)
        end as first_day,
        case kind
            when 'financial' then make_date(starts + 1, 3, 31)
            when 'academic' then make_date(starts + 1, 8, 31)
            when 'rolling' then make_date(right(period, 4)::integer, 12, 31)
            else make_date(starts, 12, 31)
        end as last_day
    from placed
)

select
    *,
    -- The financial year whose May elections come before or in the period.
    printf(
        '%d/%02d',
        year(if(length(period) = 7, first_day, last_day)),
        (year(if(length(period) = 7, first_day, last_day)) + 1) % 100
    ) as financial_year,
    row_number() over (
        partition by indicator_code order by last_day, first_day, period
    )::integer as position,
    row_number() over (
        partition by indicator_code order by last_day desc, first_day desc, period desc
    ) = 1 as latest
from dated
order by indicator_code, position;
