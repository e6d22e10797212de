"""One indicator over its periods: those looked at against the middle of those compared."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard.charts.council_indicators_words import figure_words
from dashboard.charts.theme import BLUE, INK, Figure, figure, legend
from dashboard.records import Row
from dashboard.wording import counted

HEIGHT = 380
BAND = "rgba(191,191,191,0.45)"
COMPARED = "#595959"
MOST_LABELS = 6
WRAP = 38
GROUPS = ("comparison", "selection")


def indicator_lines(
    rows: Sequence[Row],
    periods: list[str],
    names: dict[str, str],
    title: str,
    height: int = HEIGHT,
) -> Figure:
    """Lines of `value` by `period` for the groups `selection` and `comparison`, gaps left open.

    `rows` are those of the exhibit; `periods` are all places of the axis, in time, also those
    without a figure; `names` gives the words of the legend and `title` the axis's; `height` is in
    pixels.
    """
    compared, own = ([row for row in rows if row["group"] == group] for group in GROUPS)
    unit = rows[0]["unit"]
    traces: list[dict[str, Any]] = []
    if any(pd.notna(row["value"]) for row in compared):
        traces.append(_band(_placed(compared, periods), names["band"]))
        looks = (COMPARED, "dot", "circle-open")
        traces.append(_line(_placed(compared, periods), names["comparison"], unit, *looks))
    if any(pd.notna(row["value"]) for row in own):
        looks = (BLUE, "solid", "square")
        traces.append(_line(_placed(own, periods), names["selection"], unit, *looks))
    step = -(-len(periods) // MOST_LABELS)
    ticks = periods[(len(periods) - 1) % step :: step]
    return figure(
        traces,
        height,
        showlegend=True,
        legend=legend(orientation="h", x=0, y=0, yanchor="bottom", yref="container"),
        margin={"l": 8, "r": 20, "t": 12, "b": 8},
        hovermode="closest",
        xaxis={
            "type": "category",
            "categoryorder": "array",
            "categoryarray": periods,
            "range": [-0.5, len(periods) - 0.5],
            "tickvals": ticks,
            "ticktext": [period.replace("-", "<br>–") for period in ticks],
            "tickangle": 0,
            "tickfont": {"size": 12},
            "fixedrange": True,
            "showgrid": False,
            "automargin": True,
            "title": {"text": title, "font": {"size": 13}},
        },
        yaxis={
            "ticksuffix": "%" if unit.startswith("%") else "",
            "tickprefix": "£" if unit == "£" else "",
            "tickformat": ",",
            "title": {} if unit in ("%", "£") else {"text": unit, "font": {"size": 13}},
            "fixedrange": True,
            "gridcolor": "#EEEEEE",
            "zerolinecolor": INK,
            "automargin": True,
            "nticks": 6,
        },
    )


def _placed(rows: Sequence[Row], periods: list[str]) -> dict[str, Row]:
    """The row of each place of the axis; an empty one where there is none."""
    held = {row["period"]: row for row in rows}
    return {period: held.get(period, {}) for period in periods}


def _band(placed: dict[str, Row], name: str) -> dict[str, Any]:
    """The middle half as a bar behind each period, so that a gap stays one."""
    low, high = (
        [row.get(bound, math.nan) for row in placed.values()]
        for bound in ("lower_quartile", "upper_quartile")
    )
    return {
        "type": "bar",
        "name": name,
        "x": list(placed),
        "base": _numbers(low),
        "y": _numbers([above - below for below, above in zip(low, high, strict=True)]),
        "width": 0.62,
        "marker": {"color": BAND, "line": {"width": 0}},
        "hoverinfo": "skip",
    }


def _line(
    placed: dict[str, Row], name: str, unit: str, colour: str, dash: str, symbol: str
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": "<br>".join(textwrap.wrap(name, WRAP)),
        "x": list(placed),
        "y": _numbers([row.get("value") for row in placed.values()]),
        "connectgaps": False,
        "line": {"color": colour, "width": 2.4, "dash": dash},
        "marker": {"size": 8, "color": colour, "symbol": symbol},
        "hovertext": [_hover(row, unit) for row in placed.values()],
        "hovertemplate": "<b>%{x}</b><br>%{hovertext}<extra></extra>",
    }


def _hover(row: Row, unit: str) -> str:
    if pd.isna(row.get("value")):
        return ""
    words = figure_words(row["value"], unit)
    councils = row["councils_with_figure"]
    return words if councils == 1 else f"Median {words} of {counted(councils, 'council')}"


def _numbers(values: Sequence[float | None]) -> list[float | None]:
    return [None if value is None or math.isnan(value) else value for value in values]
