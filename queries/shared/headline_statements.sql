-- What documents say of each headline, one row for each document that says it, in years and with
-- the source's own word for how exact it is. What a figure covers: the whole year, a part of it (so
-- far), what is expected, or what was agreed. A figure of several years together has the first and
-- the last of them. A round of polling belongs to the financial year of its month; a report on a
-- basket of indicators, published in May, to the year that ended in March. Figures of calendar
-- years, running totals since another year and undated ones belong to no year and are left out.
create or replace table headline_statements as
with headlines(headline, position) as (
    values
        ('peer_challenges', 1), ('peer_support', 2), ('councillors', 3), ('graduates', 4),
        ('savings', 5), ('leaders_view', 6), ('residents', 7), ('indicators', 8),
        ('grant', 9), ('peer_days', 10), ('interventions', 11), ('deliverables', 12),
        ('everyone', 13), ('together', 14), ('stated_change', 15), ('commitment', 16), ('ratio', 17)
),

measures(measure, headline) as (
    values
        ('peer_challenges_delivered', 'peer_challenges'),
        ('peer_challenges_confirmed', 'peer_challenges'),
        ('peer_challenges_and_remote_peer_support', 'peer_challenges'),
        ('corporate_governance_finance_challenges_and_reviews', 'peer_challenges'),
        ('councils_peer_support', 'peer_support'),
        ('councillors_developed', 'councillors'),
        ('councillors_in_leadership_programmes', 'councillors'),
        ('councillors_trained', 'councillors'),
        ('graduates_placed', 'graduates'),
        ('peer_days', 'peer_days'),
        ('new_formal_interventions', 'interventions'),
        ('mou_deliverables_achieved', 'deliverables'),
        ('mou_deliverables_total', 'deliverables'),
        ('councils_receiving_any_support', 'everyone'),
        ('councils_taking_up_any_offer', 'everyone'),
        ('instances_of_support', 'together'),
        ('peer_reviews_and_follow_ups', 'together'),
        ('offers_received_by_every_council', 'together'),
        ('bame_delegates_leadership', 'stated_change'),
        ('lg_inform_registered_users_growth', 'stated_change'),
        ('disabled_active_peers', 'stated_change'),
        ('saving_per_pound_of_grant', 'ratio')
),

rounds as (
    select round, max(field_month) as month, max(sample_size) as sample_size,
        -- The financial year begins in April.
        left(max(field_month), 4)::integer - (right(max(field_month), 2) < '04')::integer as starts
    from (
        select round, field_month, sample_size from polling
        union all
        select round, field_month, sample_size from polling_rounds
    )
    group by round
),

statements as (
    select headline, measure, year, value, unit, qualifier, basis, note, source,
        null as month, null as sample_size, null as base, null as since
    from deliveries
    inner join measures using (measure)
    where basis <> 'target' or measure = 'mou_deliverables_total'
    union all
    select if(basis = 'target', 'commitment', 'savings'), 'savings_' || basis, year,
        estimated_saving_gbp_million, 'gbp_million', qualifier, basis, note, source,
        null, null, null, null
    from savings
    where programme_area = 'Total'
    union all
    -- What one programme was expected to save stands for no total, but is all that some years have.
    select 'savings', 'programme_savings_expected', year, estimated_saving_gbp_million,
        'gbp_million', qualifier, basis, note, source, null, null, null, null
    from savings
    where programme_area = 'Efficiency and productivity programme' and basis = 'forecast'
    union all
    select 'grant', item, year, gbp_million, 'gbp_million', qualifier, 'actual', note, source,
        null, null, null, null
    from funding
    where item = 'sli_grant'
    union all
    select 'leaders_view', audience, survey_year, percent, 'percent', qualifier, 'actual', note,
        source, null, null, null, null
    from perceptions
    where statement = 'LGA support has a positive impact on their authority'
    union all
    select 'residents', 'council_satisfaction',
        printf('%d/%02d', starts, (starts + 1) % 100), percent, 'percent',
        if(measure = 'stated_over', 'over', 'exact'), 'actual', note, source, month,
        rounds.sample_size, null, null
    from polling
    inner join rounds using (round)
    where question = 'council_satisfaction' and measure in ('net_positive', 'stated_over')
        and month is not null
    union all
    select 'indicators', 'percent_improved', printf('%d/%02d', report_year - 1, report_year % 100),
        percent_improved, 'percent', qualifier, 'actual', note, source, null, null,
        number_of_indicators, period
    from indicators_basket
)

select
    headline,
    position,
    measure,
    year as financial_year,
    left(year, 4)::integer as first_start,
    if(year like '____-____', right(year, 4)::integer - 1, left(year, 4)::integer) as last_start,
    value,
    unit,
    qualifier as published_wording,
    case basis
        when 'to-date' then 'part of the year'
        when 'forecast' then 'expected'
        when 'target' then 'agreed'
        else 'whole year'
    end as covers,
    month,
    sample_size,
    base,
    since,
    note,
    title as source,
    address as source_address,
    'published' as basis
from statements
inner join headlines using (headline)
inner join sources using (source)
where regexp_full_match(year, '\d{4}/\d\d') or (headline = 'together' and year like '____-____')
order by position, first_start, covers, measure, value desc, title, note;
