-- What do residents say to the six questions, round by round? Bounds (over, lowest or highest so far)
-- keep rows of their own.
select * exclude (service_question)
from polling_figures
where not service_question
order by question, round nulls last, measure, percent;
