"""Bars for groups of councils: share taking part, interval, and n of N beside it."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.theme import BLUE, GREY, INK, WHITE, Figure, figure
from dashboard.wording import n_of_n, whole_percent

ROW_PIXELS = 42
BAR = 0.36
MARKS = {"higher": " ▲ higher", "lower": " ▼ lower"}


def rate_bars(frame: pd.DataFrame, group: str, reference: str) -> Figure:
    """Horizontal bars of `percent` by `group`, largest on top, words above each bar.

    `frame` holds `group`, `councils`, `taking_part`, `percent`, `interval_low`, `interval_high`,
    `compared_with_england` and `selected`; the row whose group is `reference` becomes the dotted
    line. Groups the reader did not choose are grey. Words stand above the bars, not beside them,
    so that the same figure serves a projector and a phone.
    """
    rows = frame.to_dict("records")
    bars = [row for row in reversed(rows) if row[group] != reference]
    line = next((row["percent"] for row in rows if row[group] == reference), None)
    trace = {
        "type": "bar",
        "x": [row["percent"] for row in bars],
        "y": list(range(len(bars))),
        "orientation": "h",
        "width": BAR,
        "marker": {"color": [BLUE if row["selected"] else GREY for row in bars]},
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [row["interval_high"] - row["percent"] for row in bars],
            "arrayminus": [row["percent"] - row["interval_low"] for row in bars],
            "color": INK,
            "thickness": 1.2,
            "width": 4,
        },
        "customdata": [[row[group]] for row in bars],
        "hovertext": [_hover(row, group) for row in bars],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    words = [word for place, row in enumerate(bars) for word in _words(place, row, group)]
    shapes = []
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
        words.append(
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
        [trace],
        ROW_PIXELS * max(len(bars), 2) + 60,
        annotations=words,
        shapes=shapes,
        margin={"l": 14, "r": 20, "t": 24, "b": 26},
        xaxis={
            "range": [0, 100],
            "tickvals": [0, 25, 50, 75, 100],
            "ticktext": ["0%", "25%", "50%", "75%", "100%"],
            "tickangle": 0,
            "tickfont": {"size": 12},
            "fixedrange": True,
            "gridcolor": "#EEEEEE",
            "zeroline": True,
            "zerolinecolor": INK,
        },
        yaxis={"visible": False, "fixedrange": True, "range": [-0.45, len(bars) - 0.3]},
    )


def _words(place: int, row: dict, group: str) -> list[dict]:
    """The group's name above the left end of its bar, its figures above the right end."""
    common = {
        "y": place + BAR / 2,
        "yanchor": "bottom",
        "xref": "paper",
        "showarrow": False,
        "bgcolor": WHITE,
        "borderpad": 0,
    }
    mark = MARKS.get(row["compared_with_england"], "")
    part = n_of_n(row["taking_part"], row["councils"])
    floor = "" if row["complete"] else "at least "
    figures = f"{mark}  {floor}<b>{whole_percent(row['percent'])}</b>  {part}"
    return [
        {**common, "text": str(row[group]), "x": 0, "xanchor": "left"},
        {**common, "text": figures, "x": 1, "xanchor": "right"},
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
