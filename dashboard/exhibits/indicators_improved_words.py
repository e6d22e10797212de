"""Words on how many indicators improved: sentences, method and why there may be nothing."""

from __future__ import annotations

import pandas as pd

from dashboard.exhibit import View
from dashboard.exhibits.indicators_words import display_words
from dashboard.exhibits.narrowing import filter_words, lifted, what_to_lift, without_filters
from dashboard.records import records
from dashboard.wording import counted, listed

QUERY = "indicators-improved-computed"
COUNCILS_IN_BOTH = "councils-in-both"
IMPROVED, UNCHANGED, WORSENED = "improved", "unchanged", "worsened"
NEWEST = "newest"
NOT_COUNTED = {
    "no_figure_for_both": "without a figure for both",
    "no_better_side": "with no better side",
    "not_averaged": "grades or totals",
}
NO_TREND = (
    "The LGA's published results are of other baskets of indicators, so these shares and those "
    "show no trend when put beside one another."
)

METHOD_STEPS = (
    "The steps are those the LGA published: councils without a figure in both years are dropped, "
    "the mean of the rest is taken in each year, each council counting once whatever its size, and "
    "the percentage change between the means is judged by the side that is better. Councils that "
    "ended or began in between are so in neither mean. With one council chosen, it is that "
    "council's own figure; with several, only these."
)
METHOD_CUT = (
    "The cut for “unchanged” is ours, since the LGA's is not published: a change of up to 1% of "
    "the base mean unless you choose another. Where the base mean is 0, any change counts."
)
METHOD_PERIODS = (
    "To a year such as 2015/16 belong the financial year of that name, the academic year that "
    "begins in its autumn (2015-16), the calendar year 2015, and the span of years that ends in "
    "2015 (2013-2015). “Newest of each” is the newest period of each indicator, whichever year "
    "it belongs to. It opens on the first year in which half of the indicators with a better side "
    "have a figure; the LGA's base year, 2009/10, has few of ours."
)
METHOD_LEFT_OUT = (
    "Left out are indicators with no better side (spending, needs and the like), grades, which are "
    "categories, and totals, which follow the size of a council; the same for every choice of "
    "councils, so that all are judged by the same list. An indicator with no council that has both "
    "figures is counted as having no figure for both."
)
METHOD_LIVES = (
    "A figure counts only where its period and the council's own life overlap; nothing passes from "
    "a council to the one that replaced it. Political control is that of the later period. With a "
    "council chosen, the filters by region, type, patch and control play no part."
)
METHOD_MEANING = (
    "A count of indicators says nothing of their weight: a small change counts as much as a large "
    "one, and several indicators may measure nearly the same thing."
)
NOTE_MEANS = (
    "An unweighted mean is of councils and not of people: a small district counts as much as a "
    "large city."
)


def cut_words(view: View) -> str:
    """What counts as unchanged: `a change of at most 1%`."""
    cut = view.selection.cut[0] if view.selection.cut else "0"
    return "no change at all" if cut == "0" else f"a change of at most {cut}%"


def years_words(view: View) -> str:
    """`2015/16 and their newest period`, `2015/16 and 2021/22`."""
    base, latest = _years(view)
    return f"{base} and {'their newest period' if latest == NEWEST else latest}"


def _years(view: View) -> tuple[str, str]:
    chosen = view.selection
    return "".join(chosen.base), "".join(chosen.latest) or NEWEST


def who(view: View) -> str:
    """Whose figures: `England`, `Barnsley`, `county councils, South East`."""
    councils = view.labels("council")
    if councils:
        return listed(councils) if len(councils) < 4 else f"the {len(councils)} councils chosen"
    return display_words(view) or "England"


def sentence(frame: pd.DataFrame, view: View) -> str:
    """How many improved, did not change and worsened, of how many; and what is not counted."""
    if frame.empty:
        return "No indicator is held."
    found = frame.iloc[0]
    if not found["indicators_judged"]:
        return nothing(view)
    same = "" if len(view.selection.council) == 1 else " in the same councils"
    return (
        f"Of {counted(found['indicators_judged'], 'indicator')} with a figure for both "
        f"{years_words(view)}{same}, {_did(found[IMPROVED])} improved, "
        f"{_did(found[UNCHANGED], 'was', 'were')} unchanged ({cut_words(view)}) and "
        f"{_did(found[WORSENED])} worsened, in {who(view)}. {_not_counted(found)}{NO_TREND}"
    )


def _did(number: int, one: str = "", many: str = "") -> str:
    words = f"{number or 'none'} {one if number < 2 else many}"
    return words.strip()


def _not_counted(found: pd.Series) -> str:
    parts = [f"{found[name]} {words}" for name, words in NOT_COUNTED.items() if found[name]]
    return f"Not counted: {listed(parts)}. " if parts else ""


def changed_sentence(frame: pd.DataFrame, view: View) -> str:
    """Which indicators moved furthest either way, and where the counts come from."""
    if frame.empty:
        return "No indicator is held."
    judged = [row for row in records(frame) if row["outcome"] in (IMPROVED, UNCHANGED, WORSENED)]
    if not judged:
        return nothing(view)
    parts = []
    for outcome in (IMPROVED, WORSENED):
        rows = [
            row for row in judged if row["outcome"] == outcome and pd.notna(row["percent_change"])
        ]
        if rows:
            most = max(rows, key=lambda row: abs(row["percent_change"]))
            change = f"{most['percent_change']:+,.0f}%".replace("-", "−")
            periods = f"{most['base_period']} to {most['latest_period']}"
            parts.append(f"“{most['indicator']}” {outcome} most ({change}, {periods})")
    lead = f"In percent of the base figure, {listed(parts)}. " if parts else ""
    return (
        f"{lead}The table has {counted(len(judged), 'indicator')} with a figure for both "
        f"{years_words(view)} in {who(view)}, and says why others are not counted."
    )


def nothing(view: View) -> str:
    """Why no indicator can be judged."""
    base, latest = _years(view)
    if latest != NEWEST and base >= latest:
        return (
            f"The base year, {base}, does not come before the latest, {latest}: choose an earlier "
            "base year or a later latest one."
        )
    later = "its newest period" if latest == NEWEST else latest
    lead = f"No indicator has a figure for both {base} and {later} in {who(view)}."
    return f"{lead} {why_nothing(view)}"


def why_nothing(view: View) -> str:
    """Which filters leave no indicator to judge, each of them named."""
    keys = ("council",) if view.selection.council else ("control", "type", "region", "patch")
    names = filter_words(view, keys)
    without = lifted(without_filters(view, COUNCILS_IN_BOTH, ("base", "latest")), view)
    years = "choose years nearer each other"
    if not names or not without.all_help:
        return f"{years.capitalize()}."
    return f"{what_to_lift(names, without.helps)}, or {years}."
