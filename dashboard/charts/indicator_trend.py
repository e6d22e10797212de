"""One indicator over its periods: those looked at against the middle of those compared."""

from __future__ import annotations

import textwrap
from typing import Any

import pandas as pd

from dashboard.charts.council_indicators_words import figure_words
from dashboard.charts.theme import BLUE, INK, Figure, figure, legend
from dashboard.records import records
from dashboard.wording import counted

HEIGHT = 380
BAND = "rgba(191,191,191,0.45)"
COMPARED = "#595959"
MOST_LABELS = 6
WRAP = 38


def indicator_lines(
    frame: pd.DataFrame, periods: list[str], names: dict[str, str], title: str
) -> Figure:
    """Lines of `value` by `period` for the groups `selection` and `comparison`, gaps left open.

    `frame` is that of the exhibit; `periods` are all places of the axis, in time, also those
    without a figure; `names` gives the words of the legend and `title` the axis's.
    """
    by_group = {
        group: frame[frame["group"] == group].set_index("period").reindex(periods)
        for group in ("selection", "comparison")
    }
    unit = frame["unit"].iloc[0]
    compared, own = by_group["comparison"], by_group["selection"]
    traces: list[dict[str, Any]] = []
    if compared["value"].notna().any():
        traces += _band(compared, names["band"])
        traces.append(_line(compared, names["comparison"], unit, COMPARED, "dot", "circle-open"))
    if own["value"].notna().any():
        traces.append(_line(own, names["selection"], unit, BLUE, "solid", "square"))
    step = -(-len(periods) // MOST_LABELS)
    ticks = periods[(len(periods) - 1) % step :: step]
    return figure(
        traces,
        HEIGHT,
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


def _band(rows: pd.DataFrame, name: str) -> list[dict[str, Any]]:
    """The middle half as a bar behind each period, so that a gap stays one."""
    return [
        {
            "type": "bar",
            "name": name,
            "x": rows.index.tolist(),
            "base": _numbers(rows["lower_quartile"]),
            "y": _numbers(rows["upper_quartile"] - rows["lower_quartile"]),
            "width": 0.62,
            "marker": {"color": BAND, "line": {"width": 0}},
            "hoverinfo": "skip",
        }
    ]


def _line(
    rows: pd.DataFrame, name: str, unit: str, colour: str, dash: str, symbol: str
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": "<br>".join(textwrap.wrap(name, WRAP)),
        "x": rows.index.tolist(),
        "y": _numbers(rows["value"]),
        "connectgaps": False,
        "line": {"color": colour, "width": 2.4, "dash": dash},
        "marker": {"size": 8, "color": colour, "symbol": symbol},
        "hovertext": [_hover(row, unit) for row in records(rows)],
        "hovertemplate": "<b>%{x}</b><br>%{hovertext}<extra></extra>",
    }


def _hover(row: dict, unit: str) -> str:
    if pd.isna(row["value"]):
        return ""
    words = figure_words(row["value"], unit)
    councils = row["councils_with_figure"]
    return words if councils == 1 else f"Median {words} of {counted(councils, 'council')}"


def _numbers(values: pd.Series) -> list[float | None]:
    return [None if pd.isna(value) else float(value) for value in values]
