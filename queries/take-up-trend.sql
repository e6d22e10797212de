-- How has take-up changed from year to year, in the selection and in England, beside every
-- published count or percentage for exactly the offer chosen?
with councils as (
    select
        matching.*,
        taking_part.quantity,
        taking_part.basis,
        ($region is null or list_contains($region, region))
        and ($patch is null or list_contains($patch, patch))
        and ($type is null or list_contains($type, authority_type))
        and ($control is null or list_contains($control, political_control)) as in_selection
    from council_in_year as matching
    left join councils_taking_part($offer, $records) as taking_part
        using (council_code, financial_year)
),

grouped as (
    select 'England' as "group", * from councils
    union all
    select 'selection', *
    from councils
    where in_selection and coalesce($region, $patch, $type, $control) is not null
),

counted as (
    select
        "group",
        financial_year,
        count(*)::integer as councils,
        count(quantity)::integer as taking_part,
        coalesce(sum(quantity), 0)::integer as quantity,
        is_complete(financial_year, $offer, $records) as complete,
        if(bool_or(basis = 'illustrative'), 'illustrative', 'recorded') as basis
    from grouped
    group by "group", financial_year
),

-- Years with a row or a figure anywhere in England; in the others nothing is known.
years as (
    select financial_year, councils
    from counted
    where "group" = 'England' and (taking_part > 0 or complete)
),

in_being as (
    select financial_year, councils from counted where "group" = 'England'
),

published as (
    select
        'England, as published' as "group",
        figures.year as financial_year,
        in_being.councils,
        if(figures.measure = 'councils', figures.value, null)::integer as taking_part,
        if(figures.measure = 'councils', 100 * figures.value / in_being.councils, figures.value)
            as published_percent,
        figures.qualifier as published_wording
    from published_take_up as figures
    inner join in_being on figures.year = in_being.financial_year
    where figures.dimension = 'all'
        and figures.measure in ('councils', 'percent_of_councils')
        and $offer = [figures.offer_code]
        and $records = 'all'
    -- A count and a percentage of the same fact are one point: the count is the finer one.
    qualify row_number() over (partition by figures.year, figures.source order by figures.measure) = 1
),

every as (
    select counted.*, null::double as published_percent, null as published_wording
    from counted
    inner join years using (financial_year)
    union all by name
    select *, null::integer as quantity, true as complete, 'published' as basis
    from published
)

select *
from every
order by "group" = 'England, as published', "group" = 'England', financial_year;
