-- How each indicator changed from a base year to a later one, by the steps of the LGA: councils
-- without a value in both are dropped, then the mean of the rest is taken in each year, each council
-- counting once whatever its size; the newest year is each indicator's own. A council chosen by itself
-- counts alone, and control is that of the later period. Here any change counts: see outcome_at.
with chosen as (
    select council_code, council_number
    from councils_numbered
    where if(
        $council is not null,
        list_contains($council, council_code),
        ($region is null or list_contains($region, region))
        and ($type is null or list_contains($type, authority_type))
        and ($patch is null or coalesce(list_contains($patch, patch), false))
    )
),

-- Nobody where control is not asked about.
controlled as (
    select council_code, financial_year as latest_year, political_control
    from council_in_year
    where $control is not null and $council is null
),

means as (
    select
        indicator_number,
        count(*)::integer as councils_in_both,
        favg(earlier.value) as base_mean,
        favg(later.value) as latest_mean,
        100 * (favg(later.value) - favg(earlier.value)) / abs(nullif(favg(earlier.value), 0))
            as percent_change
    from query_table($indicator_values_base) as earlier
    inner join query_table($indicator_values_latest) as later
        using (indicator_number, council_number)
    inner join periods_between($base, $latest) using (indicator_number)
    inner join chosen using (council_number)
    left join controlled using (council_code, latest_year)
    where latest_year is not null and (
        $council is not null or $control is null
        or list_contains($control, coalesce(political_control, 'Not known'))
    )
    group by indicator_number
)

select
    basket.theme,
    basket.indicator_code,
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
        when (latest_mean > base_mean) = (polarity = 'higher_is_better') then 'improved'
        else 'worsened'
    end as outcome
from indicator_basket as basket
left join means using (indicator_number)
left join periods_between($base, $latest) as periods using (indicator_number);
