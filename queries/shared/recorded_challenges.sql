-- Recorded corporate and finance peer challenges, one row for each record. Progress reviews, service
-- challenges and challenges of a type not stated are no part of the two offers. A date known only
-- to the month, calendar year or financial year counts from its first day; without one it is null.
create or replace table recorded_challenges as
    select distinct on (entry)
        council_code,
        coalesce(date, financial_year) as dated,
        first_day_of(dated) as first_day,
        source_title,
        source_address
    from offer_take_up
    where offer_code in ('corporate_peer_challenge', 'finance_peer_challenge', 'cpc_or_fpc')
        and basis = 'recorded';
