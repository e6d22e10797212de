-- The values of the year that the base year is compared with.
from values_of_year($latest);
