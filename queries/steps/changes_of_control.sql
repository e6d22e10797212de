-- Every council whose control changed between one May and the next, with the support on record for
-- the two years after. The May is that in which the chosen financial year begins, or the newest
-- with control on record before and after. A date must lie wholly in the two years to count.
with changed as (
    select *
    from control_changes
    where may = (
            select coalesce(max(year) filter (where year = left($year, 4)::integer), max(year))
            from political_control
            where year > (select min(year) from political_control)
        )
),

support as (
    select
        changed.council_code,
        count(*)::integer as records_after,
        array_to_string(
            list_sort(list(distinct coalesce(date, take_up.financial_year) || ' ' || offers.name)), '; '
        ) as support_after,
        array_to_string(list_sort(list(distinct sources.title)), '; ') as support_source
    from changed
    inner join take_up using (council_code)
    inner join offers using (offer_code)
    left join sources on take_up.source = sources.source
    where take_up.basis = 'recorded' and case
        when date is null then left(take_up.financial_year, 4)::integer between may and may + 1
        when len(date) = 4 then date::integer = may + 1
        else left(date, 7) between may || '-05' and may + 2 || '-04'
    end
    group by changed.council_code
)

select
    patch,
    council_code,
    council,
    'May ' || may as election,
    control_before,
    control_after,
    seats,
    seats_total,
    coalesce(records_after, 0) as records_after,
    support_after,
    region,
    authority_type,
    political_control,
    concat_ws('; ', control_source, nullif(support_source, '')) as source,
    note,
    'recorded' as basis
from changed
left join support using (council_code);
