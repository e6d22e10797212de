"""Charts of the headlines page: a saving beside its commitment, and baskets of indicators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.theme import BLUE, INK, WHITE, Figure, empty_figure, figure, legend

# What is not in hand: dark enough for white words, lighter than what is.
OTHER = "#6F777B"
TOP = 6


@dataclass(frozen=True)
class Bullet:
    """A bar with a mark to reach: what is written above the bar and below the mark."""

    value: float
    mark: float
    words: str
    mark_words: str
    selected: bool


def bullets(rows: Sequence[Bullet], nothing: str) -> Figure:
    """A bar for each row, its words above it, and a line across it at the mark."""
    if not rows:
        return empty_figure(nothing, 91)
    most = max(max(row.value, row.mark) for row in rows)
    colours = [BLUE if row.selected else OTHER for row in rows]
    places = [3 * at + 1 for at in range(len(rows))]
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": [row.value for row in rows],
        "y": places,
        "width": 1,
        "marker": {"color": colours},
        "hovertext": [f"{row.words}<br>{row.mark_words}" for row in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    shapes = []
    words = []
    for row, at in zip(rows, places, strict=True):
        # White on the bar, black beyond it: the line is seen on paper too.
        shapes += [
            _line(row.mark, at - 0.8, at + 0.8, INK),
            _line(row.mark, at - 0.5, at + 0.5, WHITE),
        ]
        right = row.mark > most / 2
        words += [
            _text(f"<b>{row.words}</b>", 0, at - 0.65, "bottom", "left"),
            _text(row.mark_words, row.mark, at + 0.85, "top", "right" if right else "left"),
        ]
    axis = {"visible": False, "fixedrange": True}
    return figure(
        [bars],
        10 + 81 * len(rows),
        xaxis={**axis, "range": [0, most * 1.02]},
        yaxis={**axis, "range": [3 * len(rows) - 0.45, -0.4]},
        shapes=shapes,
        annotations=words,
        bargap=0,
    )


def _line(x: float, low: float, high: float, colour: str) -> dict[str, Any]:
    ends = {"x0": x, "x1": x, "y0": low, "y1": high}
    return {"type": "line", **ends, "line": {"color": colour, "width": 3}}


def _text(text: str, x: float, y: float, yanchor: str, xanchor: str) -> dict[str, Any]:
    place = {"x": x, "y": y, "xanchor": xanchor, "yanchor": yanchor, "showarrow": False}
    return {"text": text, **place, "font": {"size": 14, "color": INK}}


@dataclass(frozen=True)
class Basket:
    """A report on a basket of indicators; parts are percentages, None where not published."""

    words: str
    improved: float
    unchanged: float | None
    worsened: float | None
    improved_words: str
    selected: bool


def baskets(rows: Sequence[Basket], nothing: str) -> Figure:
    """A bar for each report, its parts side by side, the words above it."""
    if not rows:
        return empty_figure(nothing, 120)
    places = list(range(len(rows)))
    parts: tuple[tuple[str, list[float | None], list[str] | None], ...] = (
        ("Improved", [row.improved for row in rows], [row.improved_words for row in rows]),
        ("Did not change", [row.unchanged for row in rows], None),
        ("Worsened", [row.worsened for row in rows], None),
    )
    ink = [BLUE if row.selected else OTHER for row in rows]
    looks: tuple[dict[str, Any], ...] = (
        {"color": ink, "line": {"color": ink, "width": 1}},
        {"color": WHITE, "line": {"color": INK, "width": 1}},
        {
            "color": WHITE,
            "pattern": {"shape": "/", "fgcolor": INK, "bgcolor": WHITE, "size": 6},
            "line": {"color": INK, "width": 1},
        },
    )
    bars = []
    for (name, values, words), marker in zip(parts, looks, strict=True):
        texts = words or ["" if value is None else f"{value:.0f}%" for value in values]
        bars.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": name,
                "x": values,
                "y": places,
                "width": 0.46,
                "marker": marker,
                # On the hatching, words need a ground of their own: they stand beneath the bar.
                "text": texts if name != "Worsened" else None,
                "textposition": "inside",
                "insidetextanchor": "start" if name == "Improved" else "middle",
                "textangle": 0,
                "constraintext": "none",
                "textfont": {"color": WHITE if name == "Improved" else INK, "size": 14},
                "hovertemplate": f"{name}: %{{x}}%<extra></extra>",
            }
        )
    notes = []
    for at, row in enumerate(rows):
        notes.append(_text(row.words, 0, at - 0.27, "bottom", "left"))
        if row.worsened is None:
            # Two short lines: on a phone and on paper there is little room.
            rest = _text("rest not<br>published", row.improved + 1, at, "middle", "left")
            notes.append({**rest, "align": "left", "font": {"size": 12, "color": INK}})
        else:
            start = row.improved + (row.unchanged or 0)
            share = _text(f"{row.worsened:.0f}%", start + row.worsened / 2, at, "middle", "center")
            notes.append({**share, "bgcolor": WHITE, "borderpad": 1})
    axis = {"visible": False, "fixedrange": True}
    return figure(
        bars,
        58 * len(rows) + 44,
        barmode="stack",
        xaxis={**axis, "range": [0, 102]},
        yaxis={**axis, "range": [len(rows) - 0.6, -0.75]},
        annotations=notes,
        showlegend=True,
        legend=legend(
            orientation="h", x=0, y=0, yref="container", yanchor="bottom", traceorder="normal"
        ),
        margin={"l": 8, "r": 8, "t": TOP, "b": 34},
    )
