-- Which documents and pages do the rows come from, and in which tables is each cited?
with cited as (
    select 'take_up' as table_name, source from take_up where basis = 'recorded'
    union all select 'interventions', source from interventions
    union all select 'published_take_up', source from published_take_up
    union all select 'deliveries', source from deliveries
    union all select 'programme_totals', source from programme_totals
    union all select 'savings', source from savings
    union all select 'funding', source from funding
    union all select 'polling', source from polling
    union all select 'polling_rounds', source from polling_rounds
    union all select 'perceptions', source from perceptions
    union all select 'indicators_basket', source from indicators_basket
    union all select 'shared_services', source from shared_services
    union all select 'definitions', source from definitions
    union all select 'figures_in_sources', source from figures_in_sources
    union all select 'indicators', source from indicators
    union all select 'offers', source from offers
    union all select 'councils', source from councils
    union all select 'council_lineage', source from council_lineage
    union all select 'political_control', source from political_control
    union all select 'adviser_patches', source from adviser_patches
)

select
    sources.title as source,
    count(cited.source)::integer as times_cited,
    coalesce(string_agg(distinct table_name, ', ' order by table_name), '') as cited_in,
    sources.publisher,
    sources.licence,
    sources.address as source_address,
    if(bool_or(coalesce(table_name in ('take_up', 'interventions'), false)), 'recorded', 'published')
        as basis
from sources
left join cited using (source)
group by sources.source, sources.title, sources.publisher, sources.licence, sources.address
order by times_cited desc, sources.title, sources.address;
