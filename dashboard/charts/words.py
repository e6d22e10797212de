"""Words that stand in a chart by themselves, above or below what they are about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.charts.theme import INK, SIZE, WHITE

# By how much of their size plotly.js draws words of a trace higher than those of an annotation.
_LOWER = {"bottom": 0.03, "middle": 0.15, "top": 0.16}
# White to both sides of the letters, which hides a line that runs through words; none below them,
# where bars are.
_BESIDE = ", ".join(f"{side}px 0 1px {WHITE}" for side in (1.5, 3, 4.5, -1.5, -3, -4.5))
SPACE = "\N{NO-BREAK SPACE}"
_SIDES = {"left": "right", "center": "center", "right": "left"}
_UPRIGHT = {"bottom": "top", "middle": "middle", "top": "bottom"}


def written(words: Sequence[dict[str, Any]], pixel: float, edge: bool = True) -> dict[str, Any]:
    """Annotations at places of the axes as one trace, which is drawn three times as fast.

    Each has `text`, `x` and `y` and may have `xanchor`, `yanchor`, `yshift` (pixels up) and a
    `font` of `size` and `color`. `pixel` is by how much y grows a pixel further down.
    With an `edge` of white lines do not run through the words, which stand off by as much from
    their x, so that a line there is whole.
    """
    sizes = [word.get("font", {}).get("size", SIZE) for word in words]
    colours = [word.get("font", {}).get("color", INK) for word in words]
    across = [word.get("xanchor", "center") for word in words]
    down = [word.get("yanchor", "middle") for word in words]
    lower = [
        _LOWER[anchor] * size + {"bottom": -1, "middle": 0, "top": 1}[anchor]
        for anchor, size in zip(down, sizes, strict=True)
    ]
    return {
        "type": "scatter",
        "mode": "text",
        "x": [word["x"] for word in words],
        "y": [
            word["y"] + pixel * (more - word.get("yshift", 0))
            for word, more in zip(words, lower, strict=True)
        ],
        "text": [
            _set_off(word["text"], x) if edge else word["text"]
            for word, x in zip(words, across, strict=True)
        ],
        "textposition": [f"{_UPRIGHT[y]} {_SIDES[x]}" for x, y in zip(across, down, strict=True)],
        "textfont": {"size": sizes, "color": colours, **({"shadow": _BESIDE} if edge else {})},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _set_off(text: str, anchor: str) -> str:
    """Each line begins or ends with a space that has no edge."""
    lines = text.split("<br>")
    if anchor == "left":
        lines = [SPACE + line for line in lines]
    elif anchor == "right":
        lines = [line + SPACE for line in lines]
    return "<br>".join(lines)


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
