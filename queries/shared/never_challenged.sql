-- Councils with no peer challenge of any kind on record.
create or replace table never_challenged as
    select council_code
    from councils
    anti join (
        from offer_take_up
        where basis = 'recorded'
            and offer_code in ('peer_challenge', 'corporate_peer_challenge', 'cpc_progress_review')
    ) as challenged using (council_code);
