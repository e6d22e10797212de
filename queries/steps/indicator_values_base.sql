-- The values of the base year.
from values_of_year($base);
