-- Figures of the polls of residents. Sources that give the same figure for the same round are one
-- row; sources that differ are a row each. Figures without a round keep rows of their own.
create or replace table polling_figures as
    select
        polling.question,
        polling.service_question,
        polling.round,
        coalesce(max(polling.field_month), max(polling_rounds.field_month)) as field_month,
        polling.measure,
        polling.percent,
        coalesce(max(polling.sample_size), max(polling_rounds.sample_size)) as stated_sample,
        count(distinct polling.source)::integer as source_count,
        'published' as basis,
        string_agg(sources.title, '; ' order by sources.title) as source,
        string_agg(sources.address, '; ' order by sources.title) as source_address,
        string_agg(distinct polling.note, ' ' order by polling.note) as note
    from polling
    left join polling_rounds using (round)
    inner join sources on polling.source = sources.source
    group by polling.question, polling.service_question, polling.round, polling.measure,
        polling.percent;
