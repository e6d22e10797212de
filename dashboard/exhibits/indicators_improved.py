"""How many indicators improved between two years, by the LGA's steps, and which."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.indicators_improved import ThemeCount, theme_bars
from dashboard.charts.rows import rows_figure
from dashboard.charts.theme import Figure, empty_figure
from dashboard.exhibit import Exhibit, View
from dashboard.exhibits import indicators_improved_words as words
from dashboard.exhibits.council_standing import POLARITIES

KEYS = ("region", "patch", "type", "control", "council", "base", "latest", "cut")
COUNTS = ("improved", "unchanged", "worsened")
LEFT_OUT = ("no_figure_for_both", "no_better_side", "not_averaged")
METHOD = (
    words.METHOD_STEPS,
    words.METHOD_CUT,
    words.METHOD_PERIODS,
    words.METHOD_LEFT_OUT,
    words.METHOD_LIVES,
    words.METHOD_MEANING,
)
# Columns of the table's picture.
SHOWN = {
    "indicator": "Indicator",
    "outcome": "Outcome",
    "base_period": "From",
    "latest_period": "To",
    "councils_in_both": "Councils",
    "base_mean": "Base mean",
    "latest_mean": "Latest mean",
    "percent_change": "Change, %",
}


def _chart(frame: pd.DataFrame, view: View) -> Figure:
    held = frame[[*COUNTS, *LEFT_OUT]].sum(axis=1)
    rows = [
        ThemeCount(theme, int(number), *(int(count) for count in counts))
        for theme, number, *counts in zip(
            frame["theme"], held, *(frame[name] for name in COUNTS), strict=True
        )
    ]
    return theme_bars(rows, words.cut_words(view), "No figure for both years.", view.wide)


def _changed(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    return frame.assign(polarity=frame["polarity"].map(POLARITIES).fillna("neither"))


def _changed_chart(frame: pd.DataFrame, view: View) -> Figure:
    judged = frame[frame["councils_in_both"] > 0]
    if judged.empty:
        return empty_figure("No figure for both years.", 160)
    return rows_figure(judged, tuple(SHOWN), tuple(SHOWN.values()))


IMPROVED = Exhibit(
    id=words.QUERY,
    question="How many indicators improved?",
    theme="Performance",
    keys=KEYS,
    columns=("theme", "indicators_judged", *COUNTS, *LEFT_OUT, "basis"),
    sentence=words.sentence,
    chart=_chart,
    method=METHOD,
    notes=(words.NO_TREND, words.NOTE_MEANS),
    sources="indicators-improved-computed-sources",
    height=640,
    controls=("base", "latest", "cut"),
    not_in_table=("basis",),
)

CHANGED = Exhibit(
    id="indicators-changed",
    question="Which indicators improved, and by how much?",
    theme="Performance",
    keys=KEYS,
    columns=(
        "outcome",
        "indicator",
        "base_mean",
        "latest_mean",
        "mean_change",
        "percent_change",
        "unit",
        "polarity",
        "base_period",
        "latest_period",
        "councils_in_both",
        "theme",
        "indicator_code",
        "source",
        "source_address",
        "basis",
    ),
    prepare=_changed,
    sentence=words.changed_sentence,
    chart=_changed_chart,
    method=METHOD,
    notes=(words.NO_TREND, words.NOTE_MEANS),
    sources=None,
    opens_on="table",
    row_key="indicator_code",
    not_in_table=("indicator_code", "source_address", "basis"),
)

EXHIBITS = (IMPROVED, CHANGED)
