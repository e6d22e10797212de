"""One indicator: how councils spread on it, how it has moved, and where each council stands."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard.charts.indicator_spread import grade_bars, spread_dots
from dashboard.charts.indicator_trend import HEIGHT, indicator_lines
from dashboard.charts.rows import rows_figure
from dashboard.charts.theme import Figure, empty_figure
from dashboard.exhibit import Exhibit, View
from dashboard.exhibits import indicators_method as method
from dashboard.exhibits import indicators_words as words
from dashboard.exhibits.council_standing import POLARITIES, TOTALS
from dashboard.exhibits.council_standing_words import FEW_PLACE, GRADE_PLACE, TOTAL_PLACE
from dashboard.records import as_objects, records
from dashboard.statistics.quarters import direction, grade_direction, quarter

KEYS = (
    "year",
    "region",
    "patch",
    "type",
    "control",
    "council",
    "indicator",
    "compare",
)
QUARTILES = ["lower_quartile", "median", "upper_quartile"]
MIDDLE = ("lower_quartile", "median", "upper_quartile", "compared_with")
ABOUT = ("unit", "polarity", "indicator", "indicator_code", "source", "source_address", "basis")
METHOD = (
    method.METHOD_LATEST,
    method.METHOD_GROUPS,
    method.METHOD_MIDDLE,
    method.METHOD_LIVES,
    method.METHOD_BREAKS,
    method.METHOD_LICENCE,
)
EMPTY_HEIGHT = 200
TALL = 600
# Columns of the table's picture.
TABLE_SHOWN = {
    "council": "Council",
    "period": "Period",
    "value": "Value",
    "value_change": "Change",
    "quarter": "Place among those compared",
    "direction": "Direction",
}


def _without_few(frame: pd.DataFrame) -> pd.DataFrame:
    """Blank the median and quartiles of too few councils, and of grades."""
    if len(frame) and (frame["compared_with"].iloc[0] < words.FEW or words.is_grade(frame)):
        return frame.assign(**dict.fromkeys(QUARTILES, np.nan))
    return frame


def _spread(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    """Say which part of the picture each council is."""
    part = np.where(frame["selected"], "display", "others")
    return _without_few(frame).assign(part=np.where(frame["leads"], "lead", part))


def _spread_chart(frame: pd.DataFrame, view: View) -> Figure:
    if frame.empty:
        return empty_figure("No figures.", EMPTY_HEIGHT)
    names = {"others": "Other councils", "display": "Councils you look at"}
    if not frame["selected"].any():
        names["others"] = "A council"
    lead = view.selection.council
    names["lead"] = view.label("council", lead[0]) if lead else ""
    return (grade_bars if words.is_grade(frame) else spread_dots)(frame, names)


def _trend(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    """Blank what too few councils give; one leading council stands for itself."""
    if frame.empty:
        return frame
    group = frame["group"].to_numpy(object)
    alone = (group == "selection") & bool(view.selection.council)
    few = (frame["councils_with_figure"].to_numpy() < words.FEW) & ~alone
    grade = words.is_grade(frame)
    hidden = {
        "lower_quartile": few | alone | grade,
        "upper_quartile": few | alone | grade,
        "value": (few & (group == "comparison")) | (grade & ~alone),
    }
    return frame.assign(
        **{name: np.where(hide, np.nan, frame[name]) for name, hide in hidden.items()}
    )


def _trend_chart(frame: pd.DataFrame, view: View) -> Figure:
    rows = records(frame)
    if not rows or words.is_grade(frame) or all(pd.isna(row["value"]) for row in rows):
        return empty_figure("No trend to draw.", EMPTY_HEIGHT)
    compared = words.compared_words(view)
    names = {
        "selection": words.trend_name(view),
        "comparison": f"Median of {compared}",
        "band": "Its middle half",
    }
    kind = rows[-1]["kind"]
    title = words.KINDS[kind].capitalize()
    title += " (neighbours share years)" if kind == "rolling" else ""
    # On a wide screen it stands beside the pairs of before and after.
    height = TALL if view.wide else HEIGHT
    return indicator_lines(rows, words.every_period(rows), names, title, height)


def _table(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    """Add the quarter and the direction of each council."""
    read = ["unit", "polarity", "value", "value_change", "compared_with", *QUARTILES]
    placed = [_placed(row) for row in records(frame[read])]
    return _without_few(frame).assign(
        polarity=[POLARITIES.get(polarity, "neither") for polarity in frame["polarity"]],
        quarter=as_objects([place for place, _ in placed], frame),
        direction=as_objects([moved for _, moved in placed], frame),
    )


def _placed(row: dict) -> tuple[str, str | None]:
    change, polarity = row["value_change"], row["polarity"]
    if row["unit"].startswith("grade"):
        return GRADE_PLACE, None if pd.isna(change) else grade_direction(change, polarity)
    if row["compared_with"] < words.FEW:
        return FEW_PLACE, None
    low, middle, high = (row[name] for name in QUARTILES)
    moved = None if pd.isna(change) else direction(change, high - low, polarity)
    if row["unit"] in TOTALS:
        return TOTAL_PLACE, moved
    return quarter(row["value"], (low, middle, high), polarity), moved


def _table_chart(frame: pd.DataFrame, view: View) -> Figure:
    if frame.empty:
        return empty_figure("No figures.", EMPTY_HEIGHT)
    return rows_figure(frame, tuple(TABLE_SHOWN), tuple(TABLE_SHOWN.values()))


SPREAD = Exhibit(
    id="indicator-spread",
    question="How do councils spread on this indicator?",
    theme="Performance",
    keys=KEYS,
    columns=(
        "council_code",
        "council",
        "authority_type",
        "region",
        "period",
        "value",
        "selected",
        "compared",
        *MIDDLE,
        *ABOUT,
    ),
    prepare=_spread,
    sentence=words.spread_sentence,
    chart=_spread_chart,
    method=METHOD,
    notes=(method.NOTE_NOT_RANKED, method.NOTE_WHO),
    sources=None,
    height=380,
    not_in_table=("council_code", "indicator", "indicator_code", "source_address", "basis"),
)

TREND = Exhibit(
    id="indicator-trend",
    question="How has it moved over time?",
    theme="Performance",
    keys=KEYS[1:],
    columns=(
        "group",
        "period",
        "value",
        "lower_quartile",
        "upper_quartile",
        "councils_with_figure",
        *ABOUT,
    ),
    prepare=_trend,
    sentence=words.trend_sentence,
    chart=_trend_chart,
    method=METHOD,
    sources=None,
    height=HEIGHT,
    not_in_table=("indicator", "indicator_code", "source_address", "basis"),
)

TABLE = Exhibit(
    id="indicator-table",
    question="What is each council's figure, and has it changed?",
    theme="Performance",
    keys=KEYS,
    columns=(
        "council_code",
        "council",
        "period",
        "value",
        "earlier_period",
        "earlier_value",
        "value_change",
        "direction",
        "quarter",
        "authority_type",
        "region",
        *MIDDLE,
        *ABOUT,
    ),
    prepare=_table,
    sentence=words.table_sentence,
    chart=_table_chart,
    method=(method.METHOD_QUARTERS, method.METHOD_CHANGE, *METHOD),
    sources=None,
    opens_on="table",
    row_key="council_code",
    # The same in every row: the sentence of the spread and the files have them.
    not_in_table=("council_code", *MIDDLE, *ABOUT),
)

EXHIBITS = (SPREAD, TREND, TABLE)
