-- How satisfied are residents with the way their council runs things, round by round, and which
-- rounds lie in the year in hand? A round whose month is not stated lies in no year.
with rounds as (
    select
        polling.round,
        coalesce(max(polling.field_month), max(polling_rounds.field_month)) as field_month,
        polling.measure,
        polling.percent,
        coalesce(max(polling.sample_size), max(polling_rounds.sample_size)) as stated_sample,
        string_agg(sources.title, '; ' order by sources.title) as source,
        string_agg(sources.address, '; ' order by sources.title) as source_address
    from polling
    left join polling_rounds using (round)
    inner join sources on polling.source = sources.source
    where polling.question = 'council_satisfaction'
        and polling.round is not null
        and polling.measure in ('net_positive', 'stated_over')
    group by polling.round, polling.measure, polling.percent
),

-- The financial year begins in April.
dated as (
    select
        *,
        left(field_month, 4)::integer - (right(field_month, 2) < '04')::integer as starts
    from rounds
)

select
    * exclude (starts),
    printf('%d/%02d', starts, (starts + 1) % 100) as financial_year,
    coalesce(printf('%d/%02d', starts, (starts + 1) % 100) = $year, false) as selected,
    'council_satisfaction' as question,
    'published' as basis
from dated
order by round, measure, percent;
