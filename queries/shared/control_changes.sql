-- Councils whose control differs between one May and the next, each in the financial year that
-- begins with the later May. A council that was not there in the year before has not changed.
create or replace table control_changes as
    select
        council_in_year.*,
        after.year as may,
        before.control as control_before,
        after.control as control_after,
        concat_ws(
            ', ',
            nullif(after.con, 0) || ' Con', nullif(after.lab, 0) || ' Lab',
            nullif(after.ld, 0) || ' Lib Dem', nullif(after.green, 0) || ' Green',
            nullif(after.reform, 0) || ' Reform', nullif(after.ukip, 0) || ' UKIP',
            nullif(after.other, 0) || ' other'
        ) as seats,
        after.seats_total,
        after.note,
        sources.title as control_source
    from political_control as after
    inner join political_control as before
        on after.council_code = before.council_code
            and after.year = before.year + 1
            and after.control_group <> before.control_group
    inner join council_in_year
        on after.council_code = council_in_year.council_code
            and after.year = left(council_in_year.financial_year, 4)::integer
    inner join council_in_year as year_before
        on before.council_code = year_before.council_code
            and before.year = left(year_before.financial_year, 4)::integer
    left join sources on after.source = sources.source;
