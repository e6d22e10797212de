-- How many kinds of support each council of England has on record in a year. Parts of one offer are
-- one kind; a kind that every council used is left out, since it tells no council from another, and
-- so are rows that do not name the offer.
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
    councils.* exclude (tier, county_code),
    coalesce(counted.depth, 0)::integer as depth,
    counted.kinds,
    $records = 'all' and coalesce(bool_and(counted.complete) over (), false) as complete,
    -- Where rows were allocated to councils, a council without one owes that to the allocation too.
    if(bool_or(counted.illustrative) over (), 'illustrative', 'recorded') as basis
from council_in_year as councils
left join counted using (council_code)
where financial_year = $year;
