"""Take-up from year to year, every point shown with its standing."""

from __future__ import annotations

import textwrap
from typing import Any

import pandas as pd

from dashboard.charts.theme import BLUE, INK, ORANGE, WHITE, Figure, figure, legend
from dashboard.records import Row
from dashboard.wording import n_of_n, whole_percent

HEIGHT = 300
LEGEND_CHARACTERS = 38
MOST_LABELS = 8
ENGLAND = "England"
PUBLISHED = "England, as published"


def rate_trend(rows: list[Row], names: dict[str, str], year: str) -> Figure:
    """Points of `percent` by `financial_year` for each `group`, joined where years are complete.

    `rows` hold `group`, `financial_year`, `percent`, `councils`, `taking_part`, `interval_low`,
    `interval_high`, `complete` and `basis`; `names` gives the words for each group, `year` the
    year in hand. A filled point is a rate; a hollow one is a floor (records found so far); a
    diamond is published.
    """
    years = _every_year(rows)
    # On a phone there is room for half the labels; the chosen year keeps its own.
    step = 1 if len(years) <= MOST_LABELS else 2
    labelled = years[years.index(year) % step if year in years else 0 :: step]
    traces = []
    for group, colour, size in (("selection", BLUE, 10), (ENGLAND, "#767676", 9)):
        for complete, label in ((True, ""), (False, ": records found so far")):
            part = [r for r in rows if r["group"] == group and r["complete"] == complete]
            if part:
                name = "<br>".join(textwrap.wrap(f"{names[group]}{label}", LEGEND_CHARACTERS))
                traces.append(_points(part, name, colour, size, complete))
    published = [row for row in rows if row["group"] == PUBLISHED]
    if published:
        traces.append(_published(published, names[PUBLISHED]))
    reached = [row[name] for row in rows for name in ("percent", "interval_high")]
    top = max(20.0, *(value for value in reached if pd.notna(value)))
    return figure(
        traces,
        HEIGHT,
        showlegend=True,
        legend=legend(orientation="h", x=0, y=0, yanchor="bottom", yref="container"),
        margin={"l": 8, "r": 24, "t": 12, "b": 8},
        hovermode="closest",
        xaxis={
            "type": "category",
            "categoryorder": "array",
            "categoryarray": years,
            "range": [-0.5, len(years) - 0.5],
            "tickvals": labelled,
            "ticktext": [label.replace("/", "<br>/") for label in labelled],
            "tickangle": 0,
            "tickfont": {"size": 12},
            # Years keep clear of points at 0%.
            "ticks": "outside",
            "ticklen": 6,
            "tickcolor": "rgba(0, 0, 0, 0)",
            "fixedrange": True,
            "showgrid": False,
            "automargin": True,
        },
        yaxis={
            "range": [0, min(105, top * 1.12)],
            "ticksuffix": "%",
            "fixedrange": True,
            "gridcolor": "#EEEEEE",
            "zeroline": True,
            "zerolinecolor": INK,
            "automargin": True,
        },
    )


def _every_year(rows: list[Row]) -> list[str]:
    """All financial years from the first to the last: a year without a figure keeps its place."""
    starts = [int(row["financial_year"][:4]) for row in rows]
    return [f"{y}/{(y + 1) % 100:02d}" for y in range(min(starts), max(starts) + 1)]


def _points(rows: list[Row], name: str, colour: str, size: int, complete: bool) -> dict[str, Any]:
    trace = {
        **_common(rows, name),
        "mode": "markers+text" if complete else "markers",
        "text": [whole_percent(row["percent"]) for row in rows],
        "textposition": "middle right",
        "textfont": {"color": colour},
        "marker": {
            "size": size,
            "color": colour if complete else WHITE,
            "line": {"color": colour, "width": 1.8},
        },
    }
    errors = {
        "type": "data",
        "symmetric": False,
        "array": [row["interval_high"] - row["percent"] for row in rows],
        "arrayminus": [row["percent"] - row["interval_low"] for row in rows],
        "color": colour,
        "thickness": 1.2,
        "width": 4,
    }
    return {**trace, "error_y": errors} if complete else trace


def _common(rows: list[Row], name: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "name": name,
        "x": [row["financial_year"] for row in rows],
        "y": [row["percent"] for row in rows],
        # A mark at 0% would be cut in half at the edge.
        "cliponaxis": False,
        "customdata": [_hover(row) for row in rows],
        "hovertemplate": "<b>%{x}</b><br>%{customdata}<extra></extra>",
    }


def _published(rows: list[Row], name: str) -> dict[str, Any]:
    marker = {"size": 11, "symbol": "diamond-open", "color": ORANGE, "line": {"width": 2.4}}
    return {**_common(rows, name), "mode": "markers", "marker": marker}


def _hover(row: dict) -> str:
    wording = row.get("published_wording")
    hedge = f"{wording} " if isinstance(wording, str) and wording != "exact" else ""
    text = f"{hedge}{whole_percent(row['percent'])}"
    if pd.notna(row["taking_part"]):
        text += f" – {n_of_n(row['taking_part'], row['councils'])} councils"
    if row["basis"] == "published":
        return f"Published: {text}"
    if not row["complete"]:
        text = f"at least {text}, the records found so far"
    return text
