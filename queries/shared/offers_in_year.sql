-- The offers worth listing for a financial year, with the England figure of each: those with a
-- record or a published figure of their own, and the broadest offer of each kind that has one.
-- Once for all records and once for recorded ones only, which no figure of a document goes with.
create or replace table offers_in_year as
    with england as (
        select financial_year, count(*)::integer as england_councils
        from council_in_year
        group by financial_year
    ),

    counted as (
        select
            offer_take_up.offer_code,
            financial_year,
            choices.records,
            count(distinct council_code)::integer as england_taking_part,
            bool_or(basis = 'illustrative') as illustrative,
            bool_or(part = offers.name) as own
        from offer_take_up
        inner join council_in_year using (council_code, financial_year)
        inner join offers using (offer_code)
        cross join (values ('all'), ('recorded')) as choices (records)
        where choices.records = 'all' or basis = 'recorded'
        group by offer_take_up.offer_code, financial_year, choices.records
    ),

    figures as (
        select * exclude (dimension, "group"), 'all' as records
        from published_shares
        where dimension = 'all'
    )

    select
        england.financial_year,
        records,
        offers.offer_code,
        offers.name as offer,
        offers.theme,
        england.england_councils,
        counted.england_taking_part,
        if(
            figures.published_measure = 'councils',
            100 * figures.published_value / england.england_councils,
            figures.published_value
        ) as published_percent,
        figures.published_wording,
        records = 'all' and complete.offer_code is not null as complete,
        case
            when counted.offer_code is null then 'published'
            when counted.illustrative then 'illustrative'
            else 'recorded'
        end as basis
    from counted
    full join figures using (offer_code, financial_year, records)
    inner join england using (financial_year)
    inner join offers using (offer_code)
    left join offer_kinds as kinds using (offer_code)
    left join complete_offer_years as complete using (offer_code, financial_year)
    where figures.offer_code is not null or counted.own or kinds.kind = offer_code;
