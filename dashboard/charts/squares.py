"""Every council a square, in rows by region: who took part, on what standing."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.standing import by_standing, council_words
from dashboard.charts.theme import Figure, figure, legend

PER_ROW = 20
ROW_PIXELS = 20


def council_squares(frame: pd.DataFrame) -> Figure:
    """One square for each row of `frame` (`council`, `region`, `taking_part`, `basis`).

    Within a region those that took part come first, then by name; a region takes as many lines
    of 20 squares as it needs.
    """
    frame = frame.sort_values(["region", "taking_part", "council"], ascending=[True, False, True])
    place = frame.groupby("region").cumcount()
    lines = frame.groupby("region").size().sub(1).floordiv(PER_ROW).add(1)
    # One line more for each region's name.
    first_line = lines.add(1).cumsum().sub(lines)
    frame = frame.assign(
        x=place % PER_ROW, y=place.floordiv(PER_ROW) + frame["region"].map(first_line)
    )
    traces = [
        {
            "type": "scatter",
            "x": [row["x"] for row in rows],
            "y": [row["y"] for row in rows],
            "mode": "markers",
            "name": standing.name,
            "marker": {
                "symbol": "square",
                "size": 13,
                "color": standing.colour,
                "line": {"color": standing.line, "width": 1},
            },
            "customdata": [[row["council_code"]] for row in rows],
            "text": [f"{council_words(row)}<br>{standing.hover}" for row in rows],
            "hovertemplate": "%{text}<extra></extra>",
        }
        for standing, rows in by_standing(frame)
        if rows
    ]
    # A region's name stands above its squares, so that a phone needs no margin for names.
    names = [
        {
            "text": str(name),
            "x": -0.5,
            "xanchor": "left",
            "y": line - 1,
            "yanchor": "middle",
            "showarrow": False,
        }
        for name, line in first_line.items()
    ]
    last = int(first_line.iloc[-1] + lines.iloc[-1])
    return figure(
        traces,
        ROW_PIXELS * (last + 1) + 60,
        annotations=names,
        showlegend=True,
        legend=legend(orientation="h", x=0, y=1.0, yanchor="bottom"),
        margin={"l": 8, "r": 8, "t": 46, "b": 8},
        xaxis={"visible": False, "fixedrange": True, "range": [-0.7, PER_ROW - 0.3]},
        yaxis={"visible": False, "fixedrange": True, "range": [last - 0.4, -0.6]},
    )
