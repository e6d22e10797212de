"""Words that stand in a chart by themselves, above or below what they are about."""

from __future__ import annotations

from typing import Any

from dashboard.charts.theme import WHITE


def left_words(y: float, text: str, size: float) -> dict[str, Any]:
    """An annotation that starts at the left edge and hangs from `y`; `size` in pixels."""
    return {
        "text": text,
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": y,
        "yanchor": "top",
        "align": "left",
        "showarrow": False,
        "bgcolor": WHITE,
        "borderpad": 0,
        "font": {"size": size},
    }
