-- Who has controlled a council, and with how many seats, after each May on record? The newest first.
select
    year as may,
    control,
    seats_total,
    con,
    lab,
    ld,
    green,
    ukip,
    reform,
    other,
    -- Before 2016 the source counts the smaller parties together.
    nullif(seats_total - (
        coalesce(con, 0) + coalesce(lab, 0) + coalesce(ld, 0) + coalesce(green, 0)
        + coalesce(ukip, 0) + coalesce(reform, 0) + coalesce(other, 0)
    ), 0) as not_broken_down,
    political_control.note,
    sources.title as source,
    sources.address as source_address,
    if(political_control.source is null, null, 'recorded') as basis,
    councils.start_date,
    councils.end_date
from political_control
inner join councils using (council_code)
left join sources on political_control.source = sources.source
where council_code = list_extract($council, 1) and len($council) = 1
order by may desc;
