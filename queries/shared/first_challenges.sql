-- The first dated, recorded corporate peer challenge of each council, and its first and last day. A
-- date known only to the month, calendar year or financial year stands for all of its days.
create or replace table first_challenges as
    with dated as (
        select
            council_code,
            coalesce(date, financial_year) as challenge,
            source_title,
            source_address,
            first_day_of(challenge) as begins
        from offer_take_up
        where offer_code = 'corporate_peer_challenge'
            and basis = 'recorded'
            and coalesce(date, financial_year) is not null
    )

    select distinct on (council_code)
        *,
        case len(challenge)
            when 10 then begins
            when 4 then begins + interval 1 year - interval 1 day
            when 7 then
                if(challenge like '%/%', begins + interval 1 year, begins + interval 1 month)
                - interval 1 day
        end::date as ends
    from dated
    order by council_code, begins, challenge, source_title;
