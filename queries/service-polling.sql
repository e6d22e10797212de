-- How many are satisfied with single services, in each round that has a figure?
select * exclude (service_question)
from polling_figures
where service_question
order by question, round nulls last, percent;
