"""Words for one indicator: what it is, who is compared, and what the figures show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard.charts.council_indicators_words import figure_words, plain_number
from dashboard.exhibit import View
from dashboard.exhibits.council_standing_words import (
    FEW_PLACE,
    FEWEST_SIMILAR,
    GRADE_PLACE,
    TOTAL_PLACE,
    grade_words,
    grades_counted,
)
from dashboard.exhibits.take_up_words import control_words
from dashboard.records import Row, records
from dashboard.wording import counted, listed, lower_first

BETTER = {"higher_is_better": "higher is better", "lower_is_better": "lower is better"}
NEITHER = "neither side is better"
KINDS = {
    "financial": "financial year",
    "academic": "academic year",
    "calendar": "calendar year",
    "rolling": "span of years",
}
FEW = FEWEST_SIMILAR
NOT_PLACED = {
    GRADE_PLACE: "grades are not placed in quarters",
    TOTAL_PLACE: "totals follow the size of a council and are not placed in quarters",
    FEW_PLACE: f"fewer than {FEW} councils to compare with have one, so no quarters are given",
}


def indicator_name(view: View) -> str:
    """The name of the indicator asked for."""
    chosen = view.selection.indicator
    return view.label("indicator", chosen[0]) if chosen else "The indicator"


def side(polarity: str) -> str:
    """Which side is better, in words."""
    return BETTER.get(polarity, NEITHER)


def unit_words(unit: str) -> str:
    """The unit for a sentence: `%`, `£ thousand`, `rate per 1000 live births`."""
    return unit if unit.startswith(("£", "%")) else lower_first(unit)


def is_grade(frame: pd.DataFrame) -> bool:
    """Whether the figures are grades."""
    return bool(frame["unit"].iloc[0].startswith("grade"))


def compared_words(view: View) -> str:
    """The group compared with, as an end of “of …”: “England”, “the 20 councils like Barnsley”."""
    compare = view.selection.compare or ("england",)
    lead = view.selection.council[:1]
    name = view.label("council", lead[0]) if lead else None
    if "england" in compare:
        return "England"
    if "region" in compare:
        if name:
            return f"{name}'s region"
        return listed(view.labels("region")) or "England"
    if "type" in compare:
        if name:
            return f"councils of {name}'s type"
        return _types(view) or "England"
    if "similar" in compare:
        return f"councils similar to {name}" if name else "England"
    return listed(view.labels("compare"))


def display_words(view: View) -> str:
    """The display group in a few words; empty where nobody is chosen."""
    controls = [control_words(control) for control in view.selection.control]
    groups = [
        _types(view),
        f"councils under {listed(controls)}" if controls else "",
        listed(view.labels("region")),
        listed(view.labels("patch")),
        listed(view.labels("council")),
    ]
    return ", ".join(filter(None, groups))


def _types(view: View) -> str:
    """`county and unitary councils`."""
    return f"{listed(view.selection.type)} councils" if view.selection.type else ""


def none_found(view: View) -> str:
    """Why there is nothing to show."""
    name = indicator_name(view)
    if view.selection.year:
        return (
            f"No council has a figure of “{name}”{_for_period(view)}. "
            "Take the year away to see the latest period."
        )
    return f"No council has a figure of “{name}”."


def _for_period(view: View) -> str:
    return f" for {view.selection.year[0].replace('/', '-')}" if view.selection.year else ""


def spread_sentence(frame: pd.DataFrame, view: View) -> str:
    """Unit, direction, number of councils and period; then the middle, then the leading council."""
    if frame.empty:
        return none_found(view)
    row = frame.iloc[0]
    parts = [
        f"{row['indicator']} ({unit_words(row['unit'])}; {side(row['polarity'])}), "
        f"{row['period']}: {counted(len(frame), 'council')} {_have(len(frame))} a figure"
        f"{_missing(row, len(frame))}."
    ]
    compared = frame[frame["compared"]]
    if is_grade(frame):
        if len(compared):
            counts = grades_counted([*compared["value"]])
            parts.append(f"Of {compared_words(view)}: {counts}.")
    elif len(compared) >= FEW:
        parts.append(
            f"The median of {compared_words(view)} ({counted(len(compared), 'council')}) is "
            f"{figure_words(row['median'], row['unit'])}; the middle half lies between "
            f"{plain_number(row['lower_quartile'])} and {plain_number(row['upper_quartile'])}."
        )
    else:
        parts.append(
            f"Of {compared_words(view)}, {counted(len(compared), 'council')} "
            f"{_have(len(compared))} a figure: too few for a median."
        )
    parts += [*_chosen_words(frame, view), *_nobody_leads(view)]
    return " ".join(parts)


def _have(number: int) -> str:
    return "has" if number == 1 else "have"


def _missing(row: pd.Series, held: int) -> str:
    """How many of the councils that deliver the service have none."""
    without = int(row["delivering"]) - held
    return (
        f", {without} of the kinds that deliver this {_have(without)} none" if without > 0 else ""
    )


def _nobody_leads(view: View) -> list[str]:
    """What to do where a choice of comparison has no council to start from."""
    wanted = {
        "region": "its region",
        "type": "councils of its type",
        "similar": "similar councils",
    }
    compare = view.selection.compare
    if view.selection.council or not compare or compared_words(view) != "England":
        return []
    words = [wanted[one] for one in compare if one in wanted]
    return [f"Choose a council to compare it with {words[0]}."] if words else []


def _chosen_words(frame: pd.DataFrame, view: View) -> list[str]:
    """The leading council's figure, and how many of the others chosen have one."""
    if not view.selection.council:
        if display_words(view) and not frame["selected"].any():
            return [f"None of those you look at ({display_words(view)}) has a figure."]
        return []
    name = view.label("council", view.selection.council[0])
    own = frame[frame["leads"]]
    if own.empty:
        return [f"{name} has no figure: it may not deliver this, or not have been there."]
    value = own["value"].iloc[0]
    unit = own["unit"].iloc[0]
    return [f"{name}: {grade_words(value) if is_grade(frame) else figure_words(value, unit)}."]


def trend_sentence(frame: pd.DataFrame, view: View) -> str:
    """First and last of the display group and of those compared."""
    if frame.empty:
        return none_found(view)
    if is_grade(frame):
        return (
            f"{frame['indicator'].iloc[0]}: grades are categories and are not averaged, so no "
            "trend is drawn. The spread counts the councils of each grade."
        )
    every = records(frame)
    unit = every[0]["unit"]
    parts: list[str] = []
    for group, name in (
        ("selection", trend_name(view)),
        ("comparison", f"The median of {compared_words(view)}"),
    ):
        rows = [row for row in every if row["group"] == group and pd.notna(row["value"])]
        if group == "comparison" and parts and display_words(view) == compared_words(view):
            # Nothing to set the group against but itself.
            continue
        if not rows:
            if group == "selection" and display_words(view):
                parts.append(f"There is no figure for {display_words(view)}.")
            continue
        parts.append(_from_to(name, rows, unit))
    gaps = missing_periods(every)
    if gaps:
        parts.append(f"There are no figures for {listed(gaps)}.")
    if not parts:
        return "There are too few councils for a median."
    polarity = side(every[0]["polarity"])
    return " ".join([*parts, f"{polarity[:1].upper()}{polarity[1:]}."])


def trend_name(view: View) -> str:
    """The leading council, or “The median of London”."""
    if view.selection.council:
        return view.label("council", view.selection.council[0])
    return f"The median of {display_words(view)}"


def _from_to(name: str, rows: list[Row], unit: str) -> str:
    first, last = rows[0], rows[-1]
    now = figure_words(last["value"], unit)
    if len(rows) == 1:
        return f"{name} was {now} in {last['period']}."
    before = figure_words(first["value"], unit)
    if before == now:
        return f"{name} was {now} in {last['period']}, the same as in {first['period']}."
    moved = "up" if last["value"] > first["value"] else "down"
    return f"{name} was {now} in {last['period']}, {moved} from {before} in {first['period']}."


def every_period(rows: Sequence[Row]) -> list[str]:
    """All periods from the first to the last of the latest kind, those without a figure too."""
    kind = rows[-1]["kind"]
    held = [row["period"] for row in rows if row["kind"] == kind]
    starts = sorted(int(period[:4]) for period in held)
    width = int(held[0][5:]) - int(held[0][:4]) if kind == "rolling" else 0
    labels = {
        "calendar": lambda start: str(start),
        "rolling": lambda start: f"{start}-{start + width}",
    }
    label = labels.get(kind, lambda start: f"{start}-{(start + 1) % 100:02d}")
    return [label(start) for start in range(starts[0], starts[-1] + 1)]


def missing_periods(rows: Sequence[Row]) -> list[str]:
    """Periods between the first and the last that nobody has a figure for."""
    held = {row["period"] for row in rows}
    return [period for period in every_period(rows) if period not in held]


def table_sentence(frame: pd.DataFrame, view: View) -> str:
    """How many of the councils shown are in each quarter."""
    if frame.empty:
        who = display_words(view)
        if not who:
            return none_found(view)
        return (
            f"None of those you look at ({who}) has a figure of “{indicator_name(view)}”"
            f"{_for_period(view)}. Take a filter away to see more."
        )
    row = frame.iloc[0]
    first = f"{counted(len(frame), 'council')} {_have(len(frame))} a figure for {row['period']}"
    places = frame["quarter"].value_counts()
    found: Mapping[str, int] = {name: int(places[name]) for name in places.index}
    placed = {name: number for name, number in found.items() if name.endswith("quarter")}
    if not placed:
        return f"{first}; {NOT_PLACED[next(iter(found))]}."
    if len(frame) == 1:
        start = f"{row['council']} has a figure for {row['period']}"
        return f"{start}: beside {compared_words(view)}, it is in the {next(iter(placed))}."
    ends = [
        f"{number} in the {name}"
        for name in ("best quarter", "worst quarter", "highest quarter", "lowest quarter")
        if (number := placed.get(name))
    ]
    words = listed(ends) or "none in either outer quarter"
    return f"{first}: beside {compared_words(view)}, {words}."
