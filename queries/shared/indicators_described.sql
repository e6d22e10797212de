-- What an answer says of its indicator, with the document that the figures are from.
create or replace table indicators_described as
    select
        indicator_code,
        indicator_name as indicator,
        theme,
        unit,
        polarity,
        indicators.licence,
        sources.title as source,
        sources.address as source_address
    from indicators
    left join sources using (source);
