"""How figures of one indicator are chosen, compared and placed."""

from __future__ import annotations

from dashboard.exhibits.council_standing_words import FEWEST_SIMILAR as FEW

METHOD_LATEST = (
    "The period is the indicator's latest unless the address names one, and is written as the "
    "source writes it: 2016-17 is a financial or an academic year, 2016 a calendar year, 2014-2016 "
    "a span of three."
)
METHOD_GROUPS = (
    "The councils you look at are those chosen by region, authority type, adviser patch or "
    "political control, and those chosen one by one, of which the first leads. They are compared "
    "with all of England, the leading council's region, councils of its type, the 20 councils most "
    "like it, or councils of your own list; only those with a figure count, so a district is never "
    "set beside councils for a service it does not deliver. Without a leading council, its region "
    "and its type are those chosen in the filters, and similar councils are all of England."
)
METHOD_MIDDLE = (
    "The median is the middle figure of the councils compared, each counted once whatever its "
    "size; the middle half lies between the lower and the upper quartile (interpolated). Both are "
    f"left out for fewer than {FEW} councils and for grades, which are categories."
)
METHOD_LIVES = (
    "A figure counts only where its period and the council's own life overlap: nothing passes from "
    "a council to the one that replaced it, and groups hold the councils of their own period. "
    "Political control is as it stood in the financial year of the period."
)
METHOD_BREAKS = (
    "Known breaks: councils were reorganised in 2009, 2019, 2020, 2021 and 2023, so the councils "
    "behind a median change; spending and reserves stop at 2017-18 and are in cash, not allowing "
    "for inflation; the council tax collection rate is a budget estimate; core spending power was "
    "joined from several series; grades repeat until the next inspection; there were no school "
    "tests in 2019-20 and 2020-21."
)
METHOD_LICENCE = (
    "All indicators are published under the Open Government Licence v3.0. The source is named in "
    "each row, the unit and the better side with it."
)
METHOD_QUARTERS = (
    "Quarters are of the councils compared: best quarter beyond their quartile on the better side, "
    "worst quarter beyond the other; from highest to lowest where neither side is better. There "
    "are no ranks: one place up or down means little. Totals follow the size of a council and "
    f"grades are categories; neither is placed, nor is anything beside fewer than {FEW} councils."
)
METHOD_CHANGE = (
    "The earlier figure is the latest of those three to five years before. A change is called "
    "little when it is at most a quarter of the width of the middle half of the councils compared; "
    "this cut is ours."
)
NOTE_NOT_RANKED = (
    "This shows the spread and ranks nobody: places near one another mean nothing by themselves."
)
NOTE_WHO = "Click a council, or a row of the table, to look at it; click again to let it go."
