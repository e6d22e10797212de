"""Words for an indicator on the map: classes, what is drawn, and what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from dashboard.charts.council_indicators_words import figure_words, plain_number
from dashboard.exhibit import View
from dashboard.exhibits.council_standing_words import OFSTED, grade_words, grades_counted
from dashboard.exhibits.indicators_words import (
    FEW,
    display_words,
    is_grade,
    none_found,
    side,
    unit_words,
)
from dashboard.exhibits.take_up_words import region_name
from dashboard.records import Row, records
from dashboard.statistics.breaks import round_breaks
from dashboard.vocabulary import sentence_case
from dashboard.wording import counted, listed

FIRST_MAP = "2010/11"
NOT_DELIVERED = "Does not deliver this service"
MOST_NAMED = 3
# Columns that differ from area to area, as far as the sentence speaks of them.
SPOKEN = ["area_code", "area", "selected", "value", "value_words", "figure_status"]
SPOKEN += ["councils_with_figure", "delivering", "ended"]

METHOD_CLASSES = (
    "Classes are the same in every period of an indicator and on every map of it: five, divided at "
    "the fifths of all its figures (every council, every period), each moved to a round number by "
    "at most a tenth of the way to the next; where many figures are equal there are fewer. Darker "
    "is higher and says nothing about better. A grade is a class of its own."
)
METHOD_REGIONS = (
    "A region shows the median of its councils that have a figure, each counted once whatever its "
    f"size, counties and districts alike; none is given for fewer than {FEW} councils. Grades are "
    "categories and have no median, so they are shown by council."
)
METHOD_TIERS = (
    "Counties and districts cover the same ground. The map of councils draws the tier that "
    "delivers the service: where only one has figures, in any period, that one. Where both have, "
    "it opens on counties for adult social care, children's services, education, highways and "
    "public health, otherwise on districts, and you may switch. The hex map has a tile for every "
    "council. A type of council with no figure in any period is taken not to deliver the service."
)
METHOD_YEARS = (
    "The councils drawn are those in being on 31 March of the period's financial year: for an "
    "academic year that in which it begins, for a calendar year that which begins in it, for a "
    "span of years that of its last. A council that ended in between has its figure in the table."
)
NOTE_FILTERS = (
    "Filters leave only the councils you look at in colour; a council chosen one by one is "
    "outlined. Click an area to choose it; click again to let it go."
)


def class_breaks(frame: pd.DataFrame) -> tuple[float, ...]:
    """Where the classes begin: at every grade after the first, or near the fifths."""
    fifths = frame["fifths"].iloc[0]
    if is_grade(frame):
        return tuple(map(float, [*OFSTED][1:]))
    return round_breaks(list(fifths))


def class_names(frame: pd.DataFrame, breaks: Sequence[float]) -> list[str]:
    """The classes in words, from low to high: `under 30%`, `30% to under 40%`, `40% or more`."""
    if is_grade(frame):
        return [*OFSTED.values()]
    unit = frame["unit"].iloc[0]
    bounds = [_bound(value, unit) for value in breaks]
    if not bounds:
        return ["Any figure"]
    middle = [f"{low} to under {high}" for low, high in pairwise(bounds)]
    return [f"Under {bounds[0]}", *middle, f"{bounds[-1]} or more"]


def _bound(value: float, unit: str) -> str:
    """A break with all its digits: `12.5%`, `£1,250`, `0.755`."""
    number = f"{abs(value):,.8f}".rstrip("0").rstrip(".")
    sign = "−" if value < 0 else ""
    if unit.startswith("%"):
        return f"{sign}{number}%"
    return f"{sign}£{number}" if unit == "£" else f"{sign}{number}"


def legend_title(frame: pd.DataFrame, numbered: bool) -> str:
    """The unit and the better side, and what numbers are: `Kg per person; lower is better`."""
    row = frame.iloc[0]
    unit = "Grade" if is_grade(frame) else sentence_case(row["unit"])
    # A region without a median has its number of councils instead, also on a phone.
    some = numbered or frame.loc[frame["selected"], "value"].isna().any()
    counts = "; councils in brackets" if some and row["map_drawn"] == "regions" else ""
    return f"{unit}; {side(row['polarity'])}{counts}"


def value_words(value: float, unit: str) -> str:
    """A figure, or a grade by its word."""
    return grade_words(value) if unit.startswith("grade") else figure_words(value, unit)


def too_early(frame: pd.DataFrame) -> bool:
    """Whether the period is one from before the maps of councils begin."""
    return bool(frame["financial_year"].iloc[0] < FIRST_MAP)


def map_sentence(frame: pd.DataFrame, view: View) -> str:
    """How many have a figure of those who deliver, then where it is high and low."""
    if frame.empty:
        return none_found(view)
    rows = records(frame[SPOKEN])
    row = frame.iloc[0]
    held = sum(area["councils_with_figure"] for area in rows)
    start = f"{row['indicator']} ({_unit(frame)}{side(row['polarity'])}), {row['period']}: "
    if too_early(frame):
        return (
            f"{start}there is no map of councils before {FIRST_MAP}. The table has "
            f"{counted(held, 'figure')}."
        )
    delivering, ended = (sum(area[name] for area in rows) for name in ("delivering", "ended"))
    if not delivering:
        who = display_words(view)
        fits = f"fits what you chose ({who})" if who else "was there that year"
        return f"{start}no council that delivers this {fits}."
    parts = [start + _of_those(held - ended, delivering)]
    parts += (_middle if row["map_drawn"] != "regions" else _regions)(rows, frame)
    parts += [*_named(rows, view), *_drawn(frame, view)]
    if ended:
        parts.append(
            f"{counted(ended, 'council')} with a figure had ended by 31 March and "
            f"{'is' if ended == 1 else 'are'} not drawn."
        )
    return " ".join(parts)


def _unit(frame: pd.DataFrame) -> str:
    return "" if is_grade(frame) else f"{unit_words(frame['unit'].iloc[0])}; "


def _of_those(held: int, delivering: int) -> str:
    """`312 of the 317 councils that deliver this have a figure.`"""
    if delivering == 1:
        return f"the one council that delivers this has {'a' if held else 'no'} figure."
    if held == delivering:
        return f"all {delivering} councils that deliver this have a figure."
    number = held or "none"
    return f"{number} of the {delivering} councils that deliver this {_has(held)} a figure."


def _has(number: int) -> str:
    return "has" if number == 1 else "have"


def _regions(rows: list[Row], frame: pd.DataFrame) -> list[str]:
    """The regions at either end, all that share the figure, and those without one."""
    unit = frame["unit"].iloc[0]
    given = [row for row in rows if row["selected"] and pd.notna(row["value"])]
    few = [
        row for row in rows if row["selected"] and pd.isna(row["value"]) and row["delivering"] > 0
    ]
    parts = []
    said = {row["area"]: figure_words(row["value"], unit) for row in given}
    if len(set(said.values())) > 1:
        ends = [said[pick(given, key=lambda row: row["value"])["area"]] for pick in (max, min)]
        high, low = (
            f"{_with_numbers([row for row in given if said[row['area']] == end])} at {end}"
            for end in ends
        )
        parts.append(f"The median is highest in {high}, and lowest in {low}.")
    elif given:
        parts.append(f"The median is {said[given[0]['area']]} in {_with_numbers(given)}.")
    if few:
        parts.append(f"Too few for a median: {_with_numbers(few)}.")
    return parts


def _with_numbers(regions: list[Row]) -> str:
    """`London (33 councils) and the South West (28 councils)`."""
    return listed(
        [
            f"{region_name(row['area'])} ({counted(row['councils_with_figure'], 'council')})"
            for row in regions
        ]
    )


def _middle(rows: list[Row], frame: pd.DataFrame) -> list[str]:
    """The spread of the councils drawn; grades counted."""
    shown = [row["value"] for row in rows if row["selected"] and row["delivering"] > 0]
    values = [value for value in shown if pd.notna(value)]
    if not values:
        return []
    unit = frame["unit"].iloc[0]
    if is_grade(frame):
        return [f"Of these: {grades_counted(values)}."]
    if min(values) == max(values):
        return [f"The figure is {figure_words(values[0], unit)}."]
    ends = f"Figures go from {plain_number(min(values))} to {figure_words(max(values), unit)}"
    if len(values) < FEW:
        return [f"{ends}."]
    low, high = np.quantile(values, [0.25, 0.75])
    return [f"{ends}; the middle half lies between {plain_number(low)} and {plain_number(high)}."]


def _named(rows: list[Row], view: View) -> list[str]:
    """The figures of the first councils chosen one by one."""
    found = {row["area_code"]: row for row in rows}
    parts = []
    for code in view.selection.council[:MOST_NAMED]:
        if code in found:
            row = found[code]
            words = row["value_words"] if pd.notna(row["value"]) else row["figure_status"].lower()
            parts.append(f"{row['area']}: {words}.")
    return parts


def _drawn(frame: pd.DataFrame, view: View) -> list[str]:
    """Why this kind of map or this tier is drawn, where the reader might expect another."""
    row = frame.iloc[0]
    parts = []
    if is_grade(frame) and view.selection.map == ("regions",):
        parts.append("Grades are not averaged, so councils are drawn and not regions.")
    if row["map_drawn"] != "councils":
        return parts
    upper = row["tier_drawn"] == "upper"
    drawn, other = ("Counties", "districts") if upper else ("Districts", "counties")
    if row["both_tiers"]:
        parts.append(
            f"{drawn} are drawn; {other}, which cover the same ground, have figures of their own."
        )
    else:
        parts.append(f"{drawn} are drawn, as {other} do not deliver this service.")
    return parts
