"""Statements and the share that agrees: a heading for each statement, a bar for each answer."""

from __future__ import annotations

import textwrap
from typing import Any

import pandas as pd

from dashboard.charts.bars import PERCENT_AXIS
from dashboard.charts.intervals import edged, intervals
from dashboard.charts.theme import BLUE, GREY, INK, Figure, figure
from dashboard.records import records

HEADING_CHARACTERS = 38
HEADING_LINE = 19
WORDS = 19
BAR = 11
GAP = 9
BEFORE_HEADING = 14


def statement_bars(frame: pd.DataFrame) -> Figure:
    """Bars of `percent` under each `statement`, in the order of `frame`; words stand above bars.

    `frame` holds `statement`, `label` (who and when), `figure` (the share in the source's own
    words), `percent`, `published_wording`, `is_level`, `newest` and `hover`. The newest survey is
    coloured. A bar given as over a share ends in an arrow, one given as about it in a stroke; a
    row that is no level (a change) has words and no bar. Margins are drawn where the frame has
    `interval_low` and `interval_high`.
    """
    top = 0
    places: list[float] = []
    words: list[dict[str, Any]] = []
    statement = None
    for row in records(frame):
        if row["statement"] != statement:
            statement = row["statement"]
            top += BEFORE_HEADING if places else 2
            lines = textwrap.wrap(statement, HEADING_CHARACTERS)
            words.append(_text(f"<b>{'<br>'.join(lines)}</b>", top))
            top += HEADING_LINE * len(lines) + 4
        words.append(_text(f"{row['label']}: <b>{row['figure']}</b>", top))
        places.append(top + WORDS + BAR / 2)
        top += WORDS + BAR + GAP
    levels = [(at, row) for at, row in zip(places, records(frame), strict=True)]
    levels = [(at, row) for at, row in levels if row["is_level"]]
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": [row["percent"] for _, row in levels],
        "y": [at for at, _ in levels],
        "width": BAR,
        "marker": {
            "color": [BLUE if row["newest"] else GREY for _, row in levels],
            "line": {"color": [BLUE if row["newest"] else "#767676" for _, row in levels]},
        },
        "hovertext": [row["hover"] for _, row in levels],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    traces = [bars]
    if "interval_low" in frame:
        traces = [edged(bars, levels), *intervals(levels)]
    height = top + 4
    return figure(
        [*traces, *_hedges(levels)],
        height + 40,
        annotations=words,
        margin={"l": 14, "r": 20, "t": 4, "b": 36},
        xaxis=PERCENT_AXIS,
        yaxis={"visible": False, "fixedrange": True, "range": [height, 0]},
    )


def _text(text: str, top: float) -> dict[str, Any]:
    return {
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "align": "left",
        "showarrow": False,
        "borderpad": 0,
        "y": top,
        "yanchor": "top",
        "text": text,
        "font": {"size": 12.5},
    }


def _hedges(levels: list[tuple[float, dict]]) -> list[dict[str, Any]]:
    """Arrows at bars that are only a floor, strokes at bars that are only about right."""
    marks = []
    for wordings, symbol in (
        (("over", "at least"), "triangle-right"),
        (("almost", "just below"), "triangle-left-open"),
        (("about",), "line-ns-open"),
    ):
        part = [(at, row) for at, row in levels if row["published_wording"] in wordings]
        if part:
            marks.append(
                {
                    "type": "scatter",
                    "mode": "markers",
                    "x": [row["percent"] for _, row in part],
                    "y": [at for at, _ in part],
                    "marker": {
                        "symbol": symbol,
                        "size": 12,
                        "color": INK,
                        "line": {"width": 2, "color": INK},
                    },
                    "hovertext": [row["hover"] for _, row in part],
                    "hovertemplate": "%{hovertext}<extra></extra>",
                }
            )
    return marks
