"""Every council on one line from low to high, those looked at in colour; grades as counts.

Councils with like values are stacked, as in a dot plot (Wilkinson 1999, "Dot Plots", The American
Statistician 53:3), so that none hides another and the height shows how many there are.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard.charts.council_indicators_words import figure_words, plain_number
from dashboard.charts.theme import BLUE, GREY, INK, ORANGE, WHITE, Figure, figure, legend
from dashboard.exhibits.council_standing_words import grade_words
from dashboard.records import Row, records
from dashboard.wording import counted

HEIGHT = 380
COLUMNS = 56
# Room above the tallest stack, as a share of it: the median's words, then the lead's name.
TOP = 1.6
BAND_TOP, NAME_TOP = 0.76, 0.93
MIDDLE_HALF = "#DADDDF"
MARKS: dict[str, dict[str, Any]] = {
    "others": {"symbol": "circle", "size": 5.5, "color": GREY},
    "display": {"symbol": "square", "size": 7.5, "color": BLUE, "line": {"width": 0}},
    "lead": {
        "symbol": "diamond",
        "size": 14,
        "color": ORANGE,
        "line": {"color": INK, "width": 1.5},
    },
}
SIDES = {
    "higher_is_better": ("", "Better →"),
    "lower_is_better": ("← Better", ""),
}
# What is drawn or said of a council, of what the exhibit knows.
USED = ["council_code", "council", "authority_type", "region", "period", "unit", "polarity"]
USED += ["value", "median", "lower_quartile", "upper_quartile", "part"]
NEUTRAL_SIDES = ("Lower", "Higher: neither is better")


def spread_dots(frame: pd.DataFrame, names: dict[str, str]) -> Figure:
    """Dots by `value`, stacked; `frame` is that of the exhibit.

    `names` gives the legend's words for `others`, `display` and `lead`.
    """
    rows = records(frame[USED])
    values = [row["value"] for row in rows]
    low, high = min(values), max(values)
    width = (high - low) / COLUMNS or 1.0
    stacked: Counter[int] = Counter()
    for row in rows:
        column = round((row["value"] - low) / width)
        stacked[column] += 1
        row["level"] = stacked[column]
    tallest = max(stacked.values())
    parts = {part: [row for row in rows if row["part"] == part] for part in MARKS}
    traces = [_dots(part, name, names[name]) for name, part in parts.items() if part]
    row = rows[0]
    pad = (high - low) * 0.03 or 1.0
    shapes, words = _middle(row, low, high) if pd.notna(row["median"]) else ([], [])
    if parts["lead"]:
        words.append(_named(parts["lead"][0], low, high, (tallest * TOP + 1) * NAME_TOP))
    return figure(
        traces,
        HEIGHT,
        showlegend=True,
        legend=legend(orientation="h", x=0, y=0, yanchor="bottom", yref="container"),
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        shapes=shapes,
        annotations=[*words, *_side_words(row["polarity"])],
        xaxis={
            "range": [low - pad, high + pad],
            "fixedrange": True,
            "showgrid": False,
            "automargin": True,
            "ticksuffix": "%" if row["unit"].startswith("%") else "",
            "tickprefix": "£" if row["unit"] == "£" else "",
            # Not “500k”, which beside a unit of thousands would be read as another number.
            "tickformat": ",",
            "nticks": 6,
            "tickangle": 0,
            "title": {"text": _axis_title(row), "standoff": 26, "font": {"size": 13}},
        },
        yaxis={
            "range": [0, tallest * TOP + 1],
            "fixedrange": True,
            "visible": False,
        },
    )


def _axis_title(row: Row) -> str:
    return "<br>".join(textwrap.wrap(f"{row['unit']}, {row['period']}", 44))


def _dots(rows: Sequence[Row], part: str, name: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "<br>".join(textwrap.wrap(name, 38)),
        "x": [row["value"] for row in rows],
        "y": [row["level"] for row in rows],
        "customdata": [[row["council_code"]] for row in rows],
        "hovertext": [_hover(row) for row in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": MARKS[part],
        "cliponaxis": False,
    }


def _hover(row: Row) -> str:
    figure_text = figure_words(row["value"], row["unit"])
    return (
        f"<b>{row['council']}</b><br>{row['authority_type']}, {row['region']}<br>"
        f"{figure_text} in {row['period']}"
    )


def _middle(row: Row, low: float, high: float) -> tuple[list[dict], list[dict]]:
    """The middle half as a band, the median as a line with its words."""
    common = {"yref": "paper", "y0": 0, "y1": BAND_TOP, "layer": "below"}
    band = {"type": "rect", "x0": row["lower_quartile"], "x1": row["upper_quartile"]}
    line = {"type": "line", "x0": row["median"], "x1": row["median"]}
    words = {
        "text": f"Median {plain_number(row['median'])}",
        "x": row["median"],
        "xanchor": _inward(row["median"], low, high),
        "yref": "paper",
        "y": BAND_TOP,
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": 13},
    }
    return [
        {**band, **common, "fillcolor": MIDDLE_HALF, "opacity": 0.6, "line": {"width": 0}},
        {**line, **common, "line": {"color": INK, "width": 2, "dash": "dot"}},
    ], [words]


def _named(row: Row, low: float, high: float, top: float) -> dict[str, Any]:
    """The leading council's name above all marks, with a line down to its own."""
    text = f"<b>{row['council']}</b> {figure_words(row['value'], row['unit'])}"
    return {
        "text": "<br>".join(textwrap.wrap(text, 34)),
        "x": row["value"],
        "y": row["level"],
        "xanchor": _inward(row["value"], low, high),
        "yanchor": "middle",
        "showarrow": True,
        "arrowhead": 0,
        "arrowwidth": 1.2,
        "arrowcolor": INK,
        "ax": 0,
        "ay": top,
        "ayref": "y",
        "standoff": 7,
        "font": {"size": 13},
    }


def _inward(value: float, low: float, high: float) -> str:
    """The side of words at `value` that keeps them inside the plot."""
    share = (value - low) / (high - low) if high > low else 0.5
    return "left" if share < 0.33 else "right" if share > 0.67 else "center"


def _side_words(polarity: str) -> list[dict[str, Any]]:
    """Which side is better, under the axis at both ends."""
    left, right = SIDES.get(polarity, NEUTRAL_SIDES)
    return [
        {
            "text": f"<b>{text}</b>" if polarity in SIDES else text,
            "xref": "paper",
            "x": across,
            "xanchor": anchor,
            "yref": "paper",
            "y": 0,
            "yanchor": "top",
            "yshift": -22,
            "showarrow": False,
            "font": {"size": 13},
        }
        for text, across, anchor in ((left, 0, "left"), (right, 1, "right"))
        if text
    ]


def grade_bars(frame: pd.DataFrame, names: dict[str, str]) -> Figure:
    """A bar for each grade, best at the top: those looked at within all the councils.

    `frame` and `names` are as for `spread_dots`; a grade nobody has keeps its row.
    """
    grades = sorted({1, 2, 3, 4, *frame["value"].astype(int)})
    held = frame.assign(grade=frame["value"].astype(int))
    traces, words = [], []
    for part, colour in (("lead", ORANGE), ("display", BLUE), ("others", GREY)):
        counts = held.loc[held["part"] == part, "grade"].value_counts()
        if counts.empty:
            continue
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": "<br>".join(textwrap.wrap(names[part], 38)),
                "y": [str(grade) for grade in grades],
                "x": [int(counts.get(grade, 0)) for grade in grades],
                "marker": {"color": colour, "line": {"color": WHITE, "width": 1}},
                "hovertemplate": "%{x}<extra></extra>",
                "width": 0.42,
            }
        )
    for place, grade in enumerate(grades):
        rows = held[held["grade"] == grade]
        text = f"<b>{grade_words(grade)}</b>: {counted(len(rows), 'council')}"
        chosen = int((rows["part"] != "others").sum())
        text += f", {chosen} chosen" if (held["part"] != "others").any() else ""
        words.append(
            {
                "text": text,
                "xref": "paper",
                "x": 0,
                "xanchor": "left",
                "y": place,
                "yshift": 17,
                "yanchor": "bottom",
                "showarrow": False,
                "font": {"size": 13},
            }
        )
    return figure(
        traces,
        HEIGHT,
        barmode="stack",
        showlegend=True,
        legend=legend(
            orientation="h", x=0, y=0, yanchor="bottom", yref="container", traceorder="normal"
        ),
        margin={"l": 8, "r": 8, "t": 30, "b": 60},
        annotations=words,
        xaxis={"visible": False, "fixedrange": True, "rangemode": "tozero"},
        yaxis={
            "visible": False,
            "fixedrange": True,
            "type": "category",
            "categoryarray": [str(grade) for grade in grades],
            "autorange": "reversed",
        },
    )
