-- Take-up in England from year to year, beside every published count or percentage for exactly the
-- offer chosen. Years with a row or a figure are known; in the others nothing is.
with counted as (
    select
        'England' as "group",
        financial_year,
        count(*)::integer as councils,
        count(quantity)::integer as taking_part,
        coalesce(sum(quantity), 0)::integer as quantity,
        if(bool_or(basis = 'illustrative'), 'illustrative', 'recorded') as basis,
        bool_and(complete) as complete
    from query_table($council_take_up)
    group by financial_year
),

-- A count and a percentage of the same fact are one point: the count is the finer one.
figures as (
    select
        year as financial_year,
        min(measure) as measure,
        arg_min(value, measure) as value,
        arg_min(qualifier, measure) as qualifier
    from published_take_up
    where dimension = 'all'
        and measure in ('councils', 'percent_of_councils')
        and $offer = [offer_code]
        and $records = 'all'
    group by year, source
)

select
    *,
    null::double as published_percent,
    null as published_wording
from counted
where taking_part > 0 or complete
union all by name
select
    'England, as published' as "group",
    financial_year,
    councils,
    if(measure = 'councils', value, null)::integer as taking_part,
    'published' as basis,
    true as complete,
    if(measure = 'councils', 100 * value / councils, value) as published_percent,
    qualifier as published_wording
from figures
inner join counted using (financial_year);
