"""Take-up from year to year, every point shown with its standing."""

from __future__ import annotations

import textwrap
from typing import Any

import pandas as pd

from dashboard.charts.theme import BLUE, INK, ORANGE, WHITE, Figure, figure, legend
from dashboard.wording import n_of_n, whole_percent

HEIGHT = 300
LEGEND_CHARACTERS = 38
MOST_LABELS = 8
ENGLAND = "England"
PUBLISHED = "England, as published"


def rate_trend(frame: pd.DataFrame, names: dict[str, str], year: str) -> Figure:
    """Points of `percent` by `financial_year` for each `group`, joined where years are complete.

    `frame` holds `group`, `financial_year`, `percent`, `councils`, `taking_part`, `interval_low`,
    `interval_high`, `complete` and `basis`; `names` gives the words for each group, `year` the
    year in hand. A filled point is a rate; a hollow one is a floor (records found so far); a
    diamond is published.
    """
    traces = []
    years = _every_year(frame["financial_year"])
    # On a phone there is room for half the labels; the chosen year keeps its own.
    step = 1 if len(years) <= MOST_LABELS else 2
    labelled = years[years.index(year) % step if year in years else 0 :: step]
    styles = (("selection", BLUE, 10), (ENGLAND, "#767676", 9))
    for group, colour, size in styles:
        rows = frame[frame["group"] == group].sort_values("financial_year")
        for complete, label in ((True, ""), (False, ": records found so far")):
            part = rows[rows["complete"] == complete]
            if len(part):
                name = "<br>".join(textwrap.wrap(f"{names[group]}{label}", LEGEND_CHARACTERS))
                traces.append(_points(part, name, colour, size, complete))
    published = frame[frame["group"] == PUBLISHED]
    if len(published):
        traces.append(_published(published, names[PUBLISHED]))
    top = max(20.0, float(frame[["percent", "interval_high"]].max().max() or 0))
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


def _every_year(years: pd.Series) -> list[str]:
    """All financial years from the first to the last: a year without a figure keeps its place."""
    first, last = int(years.min()[:4]), int(years.max()[:4])
    return [f"{year}/{(year + 1) % 100:02d}" for year in range(first, last + 1)]


def _points(
    rows: pd.DataFrame, name: str, colour: str, size: int, complete: bool
) -> dict[str, Any]:
    high = (rows["interval_high"] - rows["percent"]).tolist()
    low = (rows["percent"] - rows["interval_low"]).tolist()
    errors = {
        "type": "data",
        "symmetric": False,
        "array": high,
        "arrayminus": low,
        "color": colour,
        "thickness": 1.2,
        "width": 4,
    }
    trace = {
        "type": "scatter",
        "x": rows["financial_year"].tolist(),
        "y": rows["percent"].tolist(),
        "mode": "markers+text" if complete else "markers",
        "name": name,
        "text": [whole_percent(value) for value in rows["percent"]],
        "textposition": "middle right",
        "textfont": {"color": colour},
        "marker": {
            "size": size,
            "color": colour if complete else WHITE,
            "line": {"color": colour, "width": 1.8},
        },
        "customdata": [_hover(row) for row in rows.to_dict("records")],
        "hovertemplate": "<b>%{x}</b><br>%{customdata}<extra></extra>",
    }
    return {**trace, "error_y": errors} if complete else trace


def _published(rows: pd.DataFrame, name: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": rows["financial_year"].tolist(),
        "y": rows["percent"].tolist(),
        "mode": "markers",
        "name": name,
        "marker": {"size": 11, "symbol": "diamond-open", "color": ORANGE, "line": {"width": 2.4}},
        "customdata": [_hover(row) for row in rows.to_dict("records")],
        "hovertemplate": "<b>%{x}</b><br>Published: %{customdata}<extra></extra>",
    }


def _hover(row: dict) -> str:
    wording = row.get("published_wording")
    hedge = f"{wording} " if isinstance(wording, str) and wording != "exact" else ""
    text = f"{hedge}{whole_percent(row['percent'])}"
    if pd.notna(row["taking_part"]):
        text += f" – {n_of_n(row['taking_part'], row['councils'])} councils"
    if row["basis"] != "published" and not row["complete"]:
        text = f"at least {text}, the records found so far"
    return text
