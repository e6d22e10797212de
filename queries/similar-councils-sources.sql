-- The documents behind the figures that similar councils are compared on.
with shown as (
    select similar_code as council_code, financial_year
    from similar_councils
    where council_code = list_extract($council, 1) and len($council) = 1
),

figures as (
    select councils.source, count(*) as records
    from shown
    inner join councils using (council_code)
    group by all
    union all
    select
        indicators.source,
        (select count(*) from shown) as records
    from indicators
    where indicator_code in ('ELS_CLAIMANT', 'ELS_PAY', 'ELS_OBESITY', 'ELS_NETADD1000')
        and exists (from shown)
)

select
    sources.title,
    sources.address,
    'published' as basis,
    sum(figures.records)::integer as records
from figures
inner join sources using (source)
group by all
order by records desc, sources.title;
