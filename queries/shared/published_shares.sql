-- What documents say of each offer and year: one figure for all councils or for a group of them.
-- A count and a percentage of the same fact are one figure, the count being the finer one; a
-- figure that another of the same year corrects is left out.
create or replace table published_shares as
    select
        offer_code,
        year as financial_year,
        dimension,
        "group",
        arg_min(measure, (measure, source)) as published_measure,
        arg_min(value, (measure, source)) as published_value,
        arg_min(qualifier, (measure, source)) as published_wording
    from published_take_up
    where measure in ('councils', 'percent_of_councils') and use <> 'compared'
    group by all;
