-- The source of the indicator asked for, and the documents behind the dated corporate peer
-- challenges that it is compared before and after, most used first.
with challenges as (
    select distinct on (entry) source_title, source_address
    from offer_take_up
    where offer_code = 'corporate_peer_challenge'
        and basis = 'recorded'
        and coalesce(date, financial_year) is not null
)

select sources.title, sources.address, 'published' as basis, values::integer as records
from indicators
left join sources using (source)
where indicator_code = $indicator
union all
select source_title as title, source_address as address, 'recorded' as basis, count(*)::integer
from challenges
group by all
order by records desc, title, address;
