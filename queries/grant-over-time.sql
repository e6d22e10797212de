-- How much government grant paid for sector-led improvement in each year, in cash? A year between
-- two published figures that has none keeps its place. Sources that agree are one row.
with published as (
    select
        funding.year as financial_year,
        gbp_million,
        qualifier as published_wording,
        string_agg(distinct note, ' ' order by note) as note,
        string_agg(distinct quote, ' ' order by quote) as quote,
        string_agg(distinct sources.title, '; ' order by sources.title) as source
    from funding
    inner join sources using (source)
    where item = 'sli_grant'
    group by funding.year, gbp_million, qualifier
),

years as (
    select distinct financial_year
    from council_years
    where financial_year between
        (select min(financial_year) from published) and (select max(financial_year) from published)
)

select
    years.financial_year,
    published.gbp_million,
    published.published_wording,
    published.note,
    published.quote,
    if(published.gbp_million is null, null, 'published') as basis,
    published.source
from years
left join published using (financial_year)
order by years.financial_year, published.gbp_million;
