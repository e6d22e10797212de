"""An indicator on the map: five blues from low to high, the same in every period.

Dark is high, whether that is good or bad: which side is better is said in words.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard.charts.council_indicators_words import figure_words
from dashboard.charts.maps import Class, area_map
from dashboard.charts.theme import GREY, INK, WHITE, Figure
from dashboard.geography.drawings import Drawing
from dashboard.records import records

# The sequential palette with its light end a little darker, to tell low from no figure.
STEPS = ("#CFE3F4", "#A3CBEC", "#6BACE6", "#2073BC", "#12436D")
NO_FIGURE = "No figure"
NOT_DELIVERED = "Not its service"
TOO_FEW = "Too few for a median"
TITLE_LETTERS = 46
# Names as short as that fit side by side on a phone.
SHORT_NAME = 18
LINE = 20
# London is smaller than its words, which reach to those of the South East.
_BESIDE = {"South East": "bottom center"}


def step_colours(classes: int) -> list[str]:
    """As many colours, light to dark, as there are classes (one to five)."""
    if classes == 1:
        return [STEPS[2]]
    return [STEPS[round(place * (len(STEPS) - 1) / (classes - 1))] for place in range(classes)]


def indicator_map(
    frame: pd.DataFrame,
    drawing: Drawing,
    names: Sequence[str],
    title: str,
    chosen: Sequence[str] = (),
    outline: Drawing | None = None,
    numbered: bool = True,
) -> Figure:
    """The areas of `frame` in their classes, named from low to high by `names`.

    `frame` is that of the exhibit; `title` stands over the legend; regions are `numbered` with
    their councils where there is room for that. For `chosen` and `outline` see `area_map`.
    """
    shown = [row for row in records(frame) if row["selected"]]
    regions = any(pd.isna(row["council_code"]) for row in shown)
    classes = [
        Class(name, colour, *_areas([row for row in shown if row["class_number"] == place]))
        for place, (name, colour) in enumerate(zip(names, step_colours(len(names)), strict=True))
    ]
    without = [row for row in shown if pd.isna(row["value"])]
    missing = [row for row in without if row["delivering"] > 0]
    elsewhere = [row for row in without if not row["delivering"] > 0]
    classes += [
        Class("", WHITE, *_areas(missing), GREY),
        Class(NOT_DELIVERED, GREY, *_areas(elsewhere)),
    ]
    labels = {row["area_code"]: _label(row, numbered) for row in shown}
    drawn = area_map(classes, drawing, labels if regions else None, chosen, outline)
    if regions:
        places = [_BESIDE.get(area, "middle center") for area in labels if area in drawing.places]
        drawn["data"][-1]["textposition"] = places
    for trace in drawn["data"]:
        # White can hardly be seen in a legend: a mark of its own stands for it.
        trace["showlegend"] = trace["showlegend"] and bool(trace["name"])
    if missing:
        drawn["data"].append(_without(missing, drawing, regions))
    lines = textwrap.wrap(title, TITLE_LETTERS)
    named = [trace["name"] for trace in drawn["data"] if trace["showlegend"]]
    in_pairs = max(map(len, named), default=0) <= SHORT_NAME
    rows = len(lines) + (-(-len(named) // 2) if in_pairs else len(named))
    drawn["layout"]["margin"] = {"l": 0, "r": 0, "t": 0, "b": LINE * rows + 10}
    drawn["layout"]["legend"] |= {
        "title": {"text": "<br>".join(lines), "side": "top", "font": {"size": 13}},
        "font": {"size": 13},
        "traceorder": "normal",
    }
    return drawn


def _areas(rows: Sequence[dict[str, Any]]) -> tuple[list[str], list[str]]:
    """Areas and what follows the pointer over them."""
    return [row["area_code"] for row in rows], [_hover(row) for row in rows]


def _hover(row: dict[str, Any]) -> str:
    figure = row["figure_status"]
    if pd.notna(row["value"]):
        figure = f"{row['value_words']} in {row['period']}"
    if pd.isna(row["council_code"]):
        return f"<b>{row['area']}</b><br>{figure}<br>{_councils(row)}"
    return f"<b>{row['area']}</b><br>{row['authority_type']}, {row['region']}<br>{figure}"


def _councils(row: dict[str, Any]) -> str:
    number = row["councils_with_figure"]
    return f"{number} council{'' if number == 1 else 's'} with a figure"


def _label(row: dict[str, Any], numbered: bool) -> str:
    """A region's median, over the number of its councils in brackets; without one the number."""
    number = f"<span style='font-size:11px'>({row['councils_with_figure']})</span>"
    if pd.isna(row["value"]):
        return number
    # Longer units stand over the legend.
    unit = row["unit"] if row["unit"] in ("%", "£") else ""
    median = figure_words(row["value"], unit)
    return f"{median}<br>{number}" if numbered else median


def _without(rows: Sequence[dict[str, Any]], drawing: Drawing, regions: bool) -> dict[str, Any]:
    """A cross in every area without a figure, so that white does not have to say it alone.

    A region with too few councils has its number of them instead.
    """
    areas = [row["area_code"] for row in rows]
    areas = [area for area in areas if area in drawing.places and not regions]
    symbol = {"symbol": "square-open", "size": 11} if regions else {"symbol": "x-thin", "size": 6}
    return {
        "type": "scattergeo",
        "name": TOO_FEW if regions else NO_FIGURE,
        "lon": [drawing.places[area][0] for area in areas] or [None],
        "lat": [drawing.places[area][1] for area in areas] or [None],
        "mode": "markers",
        "marker": {**symbol, "color": GREY, "line": {"color": INK, "width": 1.2}},
        "hoverinfo": "skip",
        "showlegend": True,
    }
