-- Which councils have a figure for both years, of any indicator that is averaged? Each with its
-- political control in the later period, one row for each that it had.
select distinct
    councils.council_code,
    councils.region,
    councils.patch,
    councils.authority_type,
    coalesce(council_in_year.political_control, 'Not known') as political_control
from query_table($indicator_values_base) as earlier
inner join query_table($indicator_values_latest) as later using (indicator_number, council_number)
inner join periods_between($base, $latest) as periods using (indicator_number)
inner join councils_numbered as councils using (council_number)
left join council_in_year
    on councils.council_code = council_in_year.council_code
    and periods.latest_year = council_in_year.financial_year
where latest_year is not null;
