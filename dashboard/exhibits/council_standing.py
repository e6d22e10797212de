"""How one council stands: its indicators beside similar councils, and who has controlled it."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.council_control import control_bars
from dashboard.charts.council_indicators import standing_strips
from dashboard.charts.theme import Figure, empty_figure
from dashboard.exhibit import Exhibit, View
from dashboard.exhibits import council_standing_words as words
from dashboard.exhibits.one_council import CHOOSE_ONE, chosen_council
from dashboard.records import records
from dashboard.statistics.quarters import direction, grade_direction, quarter

POLARITIES = {"higher_is_better": "higher is better", "lower_is_better": "lower is better"}
# Units of totals, which follow the size of a council.
TOTALS = frozenset({"£ thousand", "£ million", "households", "dwellings"})
QUARTILES = ["lower_quartile", "median", "upper_quartile"]
READ = ["unit", "polarity", "value", "value_change", "similar_with_figure", "similar_values"]
READ += QUARTILES


def _placed(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    """Add place, direction and words; blank the quartiles of what is not compared."""
    rows = [_standing(row) for row in records(frame[READ])]
    names = ["quarter", "direction", "grade", "similar_grades"]
    frame = frame.join(pd.DataFrame(rows, columns=names, dtype=object))
    hidden = frame["quarter"].isin([words.GRADE_PLACE, words.FEW_PLACE])
    frame[QUARTILES] = frame[QUARTILES].mask(hidden)
    return frame.assign(polarity=frame["polarity"].map(POLARITIES).fillna("neither"))


def _standing(row: dict) -> tuple[str, str | None, str | None, str | None]:
    polarity, change = row["polarity"], row["value_change"]
    compared = row["similar_with_figure"] >= words.FEWEST_SIMILAR
    if row["unit"].startswith("grade"):
        moved = None if pd.isna(change) else grade_direction(change, polarity)
        grades = row["similar_values"]
        theirs = words.grades_counted([*grades]) if row["similar_with_figure"] else None
        place = words.GRADE_PLACE if compared else words.FEW_PLACE
        return place, moved, words.grade_words(row["value"]), theirs
    if not compared:
        return words.FEW_PLACE, None, None, None
    low, middle, high = (row[name] for name in QUARTILES)
    moved = None if pd.isna(change) else direction(change, high - low, polarity)
    if row["unit"] in TOTALS:
        return words.TOTAL_PLACE, moved, None, None
    return quarter(row["value"], (low, middle, high), polarity), moved, None, None


def _indicators_sentence(frame: pd.DataFrame, view: View) -> str:
    council = chosen_council(view)
    return words.standing_sentence(frame, council) if council else CHOOSE_ONE


def _indicators_chart(frame: pd.DataFrame, view: View) -> Figure:
    council = chosen_council(view)
    if council is None or frame.empty:
        return empty_figure("Choose one council." if council is None else "No figures.", 160)
    return standing_strips(frame, council, view.wide)


def _control_sentence(frame: pd.DataFrame, view: View) -> str:
    council = chosen_council(view)
    return words.control_sentence(frame, council) if council else CHOOSE_ONE


def _control_chart(frame: pd.DataFrame, view: View) -> Figure:
    if frame.empty:
        none = "Choose one council." if chosen_council(view) is None else "Nothing on record."
        return empty_figure(none, 160)
    return control_bars(frame, words.spells(frame))


COUNCIL_INDICATORS = Exhibit(
    id="council-indicators",
    question="How do its indicators stand beside similar councils?",
    theme="One council",
    keys=("council",),
    columns=(
        "theme",
        "indicator",
        "quarter",
        "direction",
        "period",
        "value",
        "unit",
        "polarity",
        "earlier_period",
        "earlier_value",
        "value_change",
        "lower_quartile",
        "median",
        "upper_quartile",
        "similar_with_figure",
        "grade",
        "similar_grades",
        "indicator_code",
        "source",
        "source_address",
        "basis",
    ),
    prepare=_placed,
    sentence=_indicators_sentence,
    chart=_indicators_chart,
    method=(
        words.METHOD_LATEST,
        words.METHOD_QUARTERS,
        words.METHOD_DIRECTION,
        words.METHOD_NOT_PLACED,
        words.METHOD_LIVES,
    ),
    notes=(words.NOTE_OLD,),
    sources=None,
    height=160,
    table_height=560,
    not_in_table=("source_address", "basis"),
)

COUNCIL_CONTROL = Exhibit(
    id="council-control",
    question="Who has controlled it?",
    theme="One council",
    keys=("council",),
    columns=(
        "may",
        "control",
        "seats_total",
        "con",
        "lab",
        "ld",
        "green",
        "ukip",
        "reform",
        "other",
        "not_broken_down",
        "note",
        "source",
        "source_address",
        "basis",
    ),
    sentence=_control_sentence,
    chart=_control_chart,
    method=(words.METHOD_CONTROL,),
    notes=(words.NOTE_CONTROL,),
    sources=None,
    height=160,
    not_in_table=("source_address", "basis"),
)

EXHIBITS = (COUNCIL_INDICATORS, COUNCIL_CONTROL)
