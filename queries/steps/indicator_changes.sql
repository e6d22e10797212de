-- How each indicator changed from a base year to a later one, by the steps of the LGA: councils
-- without a value in both are dropped, then the mean of the rest is taken in each year, each council
-- counting once whatever its size. The period of a year is the financial or academic year of that
-- name, the calendar year in which it begins, or the span of years that ends in that calendar year;
-- the newest is each indicator's own. A change of up to in_cut percent of the base mean counts as
-- unchanged. Indicators with no better side are not judged; grades and totals are not averaged. A
-- value counts only where its period and the life of its council overlap; a council chosen by itself
-- counts alone, and control is that of the later period.
with basket as (
    select
        *,
        row_number() over ()::integer as indicator_number,
        case
            when polarity not in ('higher_is_better', 'lower_is_better') then 'no better side'
            when starts_with(unit, 'grade') then 'grade: not averaged'
            when unit in ('£ thousand', '£ million', 'households', 'dwellings')
                then 'total: not averaged'
        end as left_out
    from indicators
),

wanted as (
    select
        indicator_code,
        indicator_number,
        period,
        first_day,
        -- New councils begin in April: the first academic year of one begins after it.
        if(kind = 'academic', last_day - interval 5 months, last_day)::date as begun_by,
        financial_year,
        indicator_periods.financial_year = $base as is_base
    from indicator_periods
    inner join basket using (indicator_code)
    where left_out is null and (
        financial_year = $base
        or (financial_year > $base and if($latest = 'newest', latest, financial_year = $latest))
    )
),

chosen as (
    select
        councils.council_code,
        row_number() over ()::integer as council_number,
        coalesce(councils.start_date, date '1900-01-01') as begins,
        coalesce(councils.end_date, date '2900-01-01') as ends
    from councils
    left join adviser_patches using (council_code)
    where if(
        $council is not null,
        list_contains($council, council_code),
        ($region is null or list_contains($region, councils.region))
        and ($type is null or list_contains($type, councils.authority_type))
        and ($patch is null or coalesce(list_contains($patch, adviser_patches.patch), false))
    )
),

-- Values lie by period: those of other periods are not read. Numbers are quicker to match by
-- than codes, of which there may be millions. The lives of councils are looked at beside the
-- value: as a condition of their own they would have periods joined to councils first.
found as (
    select
        indicator_number * 1000::bigint + council_number as place,
        is_base,
        if(ends >= first_day and begins <= begun_by, value, null) as value
    from indicator_values
    inner join wanted using (indicator_code, period)
    inner join chosen using (council_code)
    left join (
        from council_in_year where $control is not null and $council is null
    ) as there using (council_code, financial_year)
    where period in (select distinct period from wanted)
        and (
            is_base or $council is not null or $control is null
            or list_contains($control, coalesce(there.political_control, 'Not known'))
        )
),

figures as materialized (from found where value is not null),

means as (
    select
        place // 1000 as indicator_number,
        count(*)::integer as councils_in_both,
        favg(earlier.value) as base_mean,
        favg(later.value) as latest_mean,
        100 * (favg(later.value) - favg(earlier.value)) / abs(nullif(favg(earlier.value), 0))
            as percent_change
    from (from figures where is_base) as earlier
    inner join (from figures where not is_base) as later using (place)
    group by all
),

periods as (
    select
        indicator_code,
        any_value(period) filter (is_base) as base_period,
        any_value(period) filter (not is_base) as latest_period
    from wanted
    group by indicator_code
)

select
    basket.theme,
    indicator_code,
    basket.indicator_name as indicator,
    basket.unit,
    basket.polarity,
    basket.source,
    periods.base_period,
    periods.latest_period,
    coalesce(means.councils_in_both, 0) as councils_in_both,
    means.base_mean,
    means.latest_mean,
    means.percent_change,
    case
        when left_out is not null then left_out
        when base_mean is null then 'no figure for both'
        when base_mean = latest_mean then 'unchanged'
        -- Rounded, so that a change of exactly the cut does not miss it by its last binary digit.
        when round(abs(percent_change), 6) <= $cut::double then 'unchanged'
        when (latest_mean > base_mean) = (polarity = 'higher_is_better') then 'improved'
        else 'worsened'
    end as outcome
from basket
left join means using (indicator_number)
left join periods using (indicator_code);
