"""Every council a square, by region: when its last recorded peer challenge was."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard.charts.standing import council_words
from dashboard.charts.theme import BLUE, GREY, SEQUENCE, WHITE, Figure, figure, legend
from dashboard.records import records

PER_ROW = 20
ROW_PIXELS = 20


@dataclass(frozen=True)
class Look:
    """How a status is drawn; shape and lightness tell them apart, not colour alone."""

    name: str
    symbol: str
    colour: str
    line: str


LOOKS = {
    "lapsed": Look("Lapsed: over 5 years", "square", BLUE, WHITE),
    "no record found": Look("No record found", "square-x", "#F7F7F7", GREY),
    "due": Look("Due: 4 to 5 years", "square-cross", SEQUENCE[3], WHITE),
    "recent": Look("Recent: under 4 years", "square", SEQUENCE[1], WHITE),
}


def status_squares(frame: pd.DataFrame) -> Figure:
    """One square for each row of `frame` (`council`, `region`, `status`, `call_order`).

    Within a region the squares stand in the order of `call_order`, 20 to a line.
    """
    frame = frame.sort_values(["region", "call_order"])
    place = frame.groupby("region").cumcount()
    lines = frame.groupby("region").size().sub(1).floordiv(PER_ROW).add(1)
    first_line = lines.add(1).cumsum().sub(lines)
    frame = frame.assign(
        x=place % PER_ROW, y=place.floordiv(PER_ROW) + frame["region"].map(first_line)
    )
    traces = [_trace(look, frame[frame["status"] == status]) for status, look in LOOKS.items()]
    names = [
        {
            "text": str(region),
            "x": -0.5,
            "xanchor": "left",
            "y": line - 1,
            "yanchor": "middle",
            "showarrow": False,
        }
        for region, line in first_line.items()
    ]
    last = int(first_line.iloc[-1] + lines.iloc[-1])
    return figure(
        traces,
        ROW_PIXELS * (last + 1) + 130,
        annotations=names,
        showlegend=True,
        legend=legend(orientation="h", x=0, y=0, yanchor="bottom", yref="container"),
        xaxis={"visible": False, "fixedrange": True, "range": [-0.7, PER_ROW - 0.3]},
        yaxis={"visible": False, "fixedrange": True, "range": [last - 0.4, -0.6]},
    )


def _trace(look: Look, rows: pd.DataFrame) -> dict:
    return {
        "type": "scatter",
        "x": rows["x"].tolist(),
        "y": rows["y"].tolist(),
        "mode": "markers",
        "name": f"{look.name} ({len(rows):,})",
        "marker": {
            "symbol": look.symbol,
            "size": 13,
            "color": look.colour,
            "line": {"color": look.line, "width": 1},
        },
        "customdata": [[code] for code in rows["council_code"]],
        "text": [_hover(row) for row in records(rows)],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _hover(row: dict) -> str:
    words = row["status"].capitalize()
    if isinstance(row["last_challenge"], str):
        words += f": {row['last_challenge']}, {row['years_since']:.1f} years"
    return f"{council_words(row)}<br>{words}"
