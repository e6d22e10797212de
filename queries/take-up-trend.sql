-- How has take-up changed from year to year, in the selection and in England, beside every
-- published count or percentage for exactly the offer chosen?
with counted as (
    select
        groups."group",
        financial_year,
        count(*)::integer as councils,
        count(quantity)::integer as taking_part,
        coalesce(sum(quantity), 0)::integer as quantity,
        if(bool_or(basis = 'illustrative'), 'illustrative', 'recorded') as basis,
        bool_and(complete) as complete
    from query_table($council_take_up)
    cross join (values ('England'), ('selection')) as groups ("group")
    where groups."group" = 'England'
        or (
            coalesce($region, $patch, $type, $control) is not null
            and ($region is null or list_contains($region, region))
            and ($patch is null or list_contains($patch, patch))
            and ($type is null or list_contains($type, authority_type))
            and ($control is null or list_contains($control, political_control))
        )
    group by groups."group", financial_year
),

-- Years with a row or a figure anywhere in England are known; in the others nothing is.
england as (
    select
        financial_year,
        councils,
        taking_part > 0 or complete as known
    from counted
    where "group" = 'England'
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
),

published as (
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
    inner join england using (financial_year)
)

select
    counted.*,
    null::double as published_percent,
    null as published_wording
from counted
inner join england using (financial_year)
where england.known
union all by name
select * from published
order by "group", financial_year;
