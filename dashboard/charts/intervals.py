"""95% intervals across bars: dark with a white edge, so that both ends show on a dark bar too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard.charts.theme import INK, WHITE

# The middle of a bar, and its row: `percent`, `interval_low` and `interval_high`.
Placed = Sequence[tuple[float, dict[str, Any]]]


def edged(bars: dict[str, Any], placed: Placed) -> dict[str, Any]:
    """The trace of bars with the white edges of their intervals, where all of them have one.

    plotly.js draws a stroke at the end of a bar without an interval.
    """
    if len(_known(placed)) < len(placed):
        return bars
    return {**bars, "error_x": _error_bars(placed, WHITE, 3.6, 5)}


def intervals(placed: Placed) -> list[dict[str, Any]]:
    """The intervals that there are, as a trace to lie above the bars."""
    known = _known(placed)
    if not known:
        return []
    return [
        {
            "type": "scatter",
            "mode": "none",
            "x": [row["percent"] for _, row in known],
            "y": [at for at, _ in known],
            "error_x": _error_bars(known, INK, 1.2, 4),
            "hoverinfo": "skip",
            "showlegend": False,
        }
    ]


def _known(placed: Placed) -> Placed:
    return [(at, row) for at, row in placed if pd.notna(row["interval_low"])]


def _error_bars(placed: Placed, colour: str, thickness: float, width: int) -> dict[str, Any]:
    return {
        "type": "data",
        "symmetric": False,
        "array": [row["interval_high"] - row["percent"] for _, row in placed],
        "arrayminus": [row["percent"] - row["interval_low"] for _, row in placed],
        "color": colour,
        "thickness": thickness,
        "width": width,
    }
