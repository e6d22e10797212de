"""Bars for groups of councils: share taking part, interval, and n of N beside it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard.charts.intervals import edged, intervals
from dashboard.charts.theme import BLUE, GREY, INK, ORANGE, PLUM, WHITE, Figure, figure
from dashboard.charts.words import written
from dashboard.records import Row
from dashboard.vocabulary import sentence_case
from dashboard.wording import n_of_n, whole_percent

ROW_PIXELS = 42
LINE_PIXELS = 17
UNDER_PIXELS = 5
BAR_PIXELS = 15
# How far words stand from the ends of the axis, in its percent: a pixel or two.
INSET = 0.25
MARKS = {"higher": " ▲ higher", "lower": " ▼ lower"}
PUBLISHED_MARKER = {
    "size": 11,
    "symbol": "diamond-open",
    "color": ORANGE,
    "line": {"width": 2.4},
}
EXPECTED_MARKER = {
    "size": 20,
    "symbol": "line-ns",
    "color": PLUM,
    "line": {"color": PLUM, "width": 3},
}
PERCENT_AXIS = {
    "range": [0, 100],
    "tickvals": [0, 25, 50, 75, 100],
    "ticktext": ["0%", "25%", "50%", "75%", "100%"],
    "tickangle": 0,
    "tickfont": {"size": 12},
    "fixedrange": True,
    "gridcolor": "#EEEEEE",
    "zeroline": True,
    "zerolinecolor": INK,
}


def rate_bars(
    rows: Sequence[Row],
    group: str,
    reference: str,
    key: str | None = None,
    under: Sequence[Sequence[str]] = (),
) -> Figure:
    """Horizontal bars of `percent` by `group`, largest on top, words above each bar.

    `rows` hold `group`, `councils`, `taking_part`, `percent`, `interval_low`, `interval_high`,
    `compared_with_england` and `selected`; the row whose group is `reference` becomes the dotted
    line. Groups the reader did not choose are grey. Words stand above the bars, not beside them,
    so that the same figure serves a projector and a phone. A diamond marks `published_percent`
    and a stroke `expected_percent` where the rows have them. `under` holds, for each of
    `rows`, lines of small words for below its bar. A click on a bar selects its group under
    `key` of the address, where there is one.
    """
    bars = [row for row in reversed(rows) if row[group] != reference]
    placed = list(enumerate(bars))
    lines = max((len(words) for words in under), default=0)
    below = LINE_PIXELS * lines + UNDER_PIXELS * bool(lines)
    row_pixels = ROW_PIXELS + below
    bar = BAR_PIXELS / row_pixels
    line = next((row["percent"] for row in rows if row[group] == reference), None)
    trace = {
        "type": "bar",
        "x": [row["percent"] for row in bars],
        "y": list(range(len(bars))),
        "orientation": "h",
        "width": bar,
        "marker": {"color": [BLUE if row["selected"] else GREY for row in bars]},
        **({"customdata": [[key, row[group]] for row in bars]} if key else {}),
        "hovertext": [_hover(row, group) for row in bars],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    words = [word for place, row in placed for word in _words(place, bar, row, group)]
    for row, texts in zip(rows, under, strict=bool(under)):
        if row[group] != reference and texts:
            words.append(_small_words(bars.index(row), bar, texts))
    shapes, notes = [], []
    if line is not None and pd.notna(line):
        at = float(line)
        shapes.append(
            {
                "type": "line",
                "x0": at,
                "x1": at,
                "y0": 0,
                "y1": 1,
                "yref": "paper",
                "layer": "below",
                "line": {"color": INK, "width": 1.5, "dash": "dot"},
            }
        )
        notes.append(
            {
                "x": at,
                "y": 1,
                "yref": "paper",
                "yanchor": "bottom",
                "showarrow": False,
                "xanchor": "left" if at < 50 else "right",
                "font": {"size": 13},
                "bgcolor": WHITE,
                "text": f"{reference} {whole_percent(at)}",
            }
        )
    return figure(
        [
            edged(trace, placed),
            *intervals(placed),
            *_marks(bars, "expected_percent", EXPECTED_MARKER),
            *_marks(bars, "published_percent", PUBLISHED_MARKER),
            written(words, -1 / row_pixels),
        ],
        row_pixels * max(len(bars), 2) + 60,
        annotations=notes,
        shapes=shapes,
        margin={"l": 14, "r": 20, "t": 24, "b": 26},
        xaxis=PERCENT_AXIS,
        yaxis={
            "visible": False,
            "fixedrange": True,
            "range": [
                -(19 + below) / row_pixels,
                len(bars) - 1 + 30 / row_pixels,
            ],
        },
    )


def _marks(bars: list[dict], column: str, marker: dict) -> list[dict]:
    """Marks at the values of a column, for the groups that have one."""
    marked = [(at, row[column]) for at, row in enumerate(bars) if pd.notna(row.get(column))]
    if not marked:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [value for _, value in marked],
            "y": [at for at, _ in marked],
            "marker": marker,
            # A mark at 100% would be cut in half at the edge.
            "cliponaxis": False,
            "hoverinfo": "skip",
        }
    ]


def _small_words(place: int, bar: float, lines: Sequence[str]) -> dict:
    """Small words that start below the left end of a bar."""
    return {
        "text": "<br>".join(lines),
        "x": INSET,
        "xanchor": "left",
        "y": place - bar / 2,
        "yanchor": "top",
        "yshift": -UNDER_PIXELS,
        "font": {"size": 12},
    }


def _words(place: int, bar: float, row: dict, group: str) -> list[dict]:
    """The group's name above the left end of its bar, its figures above the right end."""
    common = {"y": place + bar / 2, "yanchor": "bottom"}
    mark = MARKS.get(row["compared_with_england"], "")
    part = n_of_n(row["taking_part"], row["councils"])
    floor = "" if row["complete"] else "at least "
    figures = f"{mark}  {floor}<b>{whole_percent(row['percent'])}</b>  {part}"
    return [
        {**common, "text": sentence_case(str(row[group])), "x": INSET, "xanchor": "left"},
        {**common, "text": figures, "x": 100 - INSET, "xanchor": "right"},
    ]


def _hover(row: dict, group: str) -> str:
    parts = [
        f"<b>{row[group]}</b>",
        f"{whole_percent(row['percent'])} – {n_of_n(row['taking_part'], row['councils'])} councils",
    ]
    if pd.notna(row["interval_low"]):
        low, high = row["interval_low"], row["interval_high"]
        parts.append(f"95% interval {low:.0f}% to {high:.0f}%")
    if row["compared_with_england"]:
        parts.append(f"{row['compared_with_england'].capitalize()} compared with England")
    return "<br>".join(parts)
