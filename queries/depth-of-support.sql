-- How many kinds of support does each council have on record in the year? One row for each
-- council of England. Parts of one offer are one kind; a kind that every council used is left
-- out, since it tells no council from another, and so are rows that do not name the offer.
with used as (
    select *, count(*) over (partition by kind) as councils
    from council_kinds
    where financial_year = $year
        and ($records = 'all' or basis = 'recorded')
        and ($theme is null or list_contains($theme, theme))
),

counted as (
    select
        council_code,
        count(*) as depth,
        string_agg(name, '; ' order by name) as kinds,
        bool_and(complete) as complete,
        bool_or(basis = 'illustrative') as illustrative
    from used
    where councils < (select count(*) from council_in_year where financial_year = $year)
    group by council_code
)

select
    matching.* exclude (tier, county_code),
    coalesce(counted.depth, 0)::integer as depth,
    counted.kinds,
    ($region is null or list_contains($region, region))
    and ($patch is null or list_contains($patch, patch))
    and ($type is null or list_contains($type, authority_type))
    and ($control is null or list_contains($control, political_control))
    and ($council is null or list_contains($council, council_code)) as selected,
    $records = 'all' and coalesce(bool_and(counted.complete) over (), false) as complete,
    -- Where rows were allocated to councils, a council without one owes that to the allocation too.
    if(bool_or(counted.illustrative) over (), 'illustrative', 'recorded') as basis
from councils_matching($year, null, null, null, null) as matching
left join counted using (council_code)
order by matching.council, matching.council_code;
