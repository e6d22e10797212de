-- What did each programme area save in the year, out of the total and beside the commitment? Only
-- years with a breakdown by area have rows; the total counts no money twice (savings_totals).
with commitments as (
    select
        first_year as financial_year,
        arg_min(estimated_saving_gbp_million, claim) as gbp_million,
        arg_min(qualifier, claim) as wording
    from savings
    where kind = 'commitment' and scope = 'whole'
    group by first_year
)

select
    areas.first_year as financial_year,
    areas.programme_area,
    areas.estimated_saving_gbp_million as gbp_million,
    100 * areas.estimated_saving_gbp_million / totals.gbp_million as share_of_total,
    areas.qualifier as published_wording,
    how_firm_words(areas.how_firm, areas.qualifier) as how_firm,
    areas.who_says,
    totals.gbp_million as total_gbp_million,
    totals.published_wording as total_wording,
    commitments.gbp_million as commitment_gbp_million,
    commitments.wording as commitment_wording,
    areas.quote,
    'published' as basis,
    sources.title as source,
    sources.address as source_address
from savings as areas
inner join savings_totals as totals
    on areas.first_year = totals.financial_year and areas.scheme = totals.scheme
inner join sources on areas.source = sources.source
left join commitments on areas.first_year = commitments.financial_year
where areas.scope = 'area' and areas.first_year = $year
order by gbp_million desc, areas.programme_area;
