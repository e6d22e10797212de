"""How many indicators of each theme improved, did not change and worsened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.theme import BLUE, INK, WHITE, Figure, empty_figure, figure, legend

# Pixels of a row's words, its bar and the gap below; a unit of the y axis is a pixel.
WORDS, BAR, GAP = 18, 22, 9
# Below the row of all themes, which has a scale of its own.
ALL_GAP = 22
FOOT = 40
IMPROVED, UNCHANGED, WORSENED = "Improved", "Unchanged", "Worsened"
# Told apart by filling: full, empty, hatched.
LOOKS: dict[str, dict[str, Any]] = {
    IMPROVED: {"color": BLUE, "line": {"color": BLUE, "width": 1}},
    UNCHANGED: {"color": WHITE, "line": {"color": INK, "width": 1}},
    WORSENED: {
        "color": WHITE,
        "pattern": {"shape": "/", "fgcolor": INK, "bgcolor": WHITE, "size": 6},
        "line": {"color": INK, "width": 1},
    },
}


@dataclass(frozen=True)
class ThemeCount:
    """A theme's numbers of indicators: all there are, and those that moved one way or the other."""

    theme: str
    indicators: int
    improved: int
    unchanged: int
    worsened: int

    @property
    def judged(self) -> int:
        """Those with a figure for both years."""
        return self.improved + self.unchanged + self.worsened

    @property
    def parts(self) -> dict[str, int]:
        """The numbers by the name of their part."""
        return {IMPROVED: self.improved, UNCHANGED: self.unchanged, WORSENED: self.worsened}


def theme_bars(rows: Sequence[ThemeCount], unchanged_words: str, nothing: str) -> Figure:
    """A bar of counts for each row, words above it; the first row is of all themes.

    The first has the whole width; the others share one scale, on which a unit is an indicator.
    `unchanged_words` says in the legend what the cut is.
    """
    if not rows or not rows[0].judged:
        return empty_figure(nothing, 160)
    most = max(row.judged for row in rows[1:]) if len(rows) > 1 else 1
    notes: list[dict[str, Any]] = []
    places: list[float] = []
    down = 0.0
    for at, row in enumerate(rows):
        notes.append(_text(_row_words(row), 0, down + WORDS / 2, "left"))
        down += WORDS
        places.append(down + BAR / 2)
        if row.judged:
            notes += _counts(row, down + BAR / 2, "x" if at else "x2")
            down += BAR
        down += GAP if at else ALL_GAP
    bars = []
    for name, look in LOOKS.items():
        shown = f"{name} ({unchanged_words})" if name == UNCHANGED else name
        for axis, some in (("x", slice(1, None)), ("x2", slice(0, 1))):
            bars.append(
                {
                    "type": "bar",
                    "orientation": "h",
                    "name": shown,
                    "legendgroup": name,
                    "showlegend": axis == "x2",
                    # A bar of none would still be drawn, as its edges.
                    "x": [row.parts[name] or None for row in rows[some]],
                    "y": places[some],
                    "width": BAR,
                    "xaxis": axis,
                    "marker": look,
                    "hovertext": [row.theme for row in rows[some]],
                    "hovertemplate": f"%{{hovertext}}<br>{name}: %{{x}}<extra></extra>",
                }
            )
    scale = {"visible": False, "fixedrange": True}
    return figure(
        bars,
        round(down) + FOOT,
        barmode="stack",
        # A line's width more than the bars, or the last edge is cut.
        xaxis={**scale, "range": [0, most * 1.01]},
        xaxis2={**scale, "range": [0, rows[0].judged * 1.01], "overlaying": "x"},
        yaxis={**scale, "range": [down, 0]},
        annotations=notes,
        showlegend=True,
        legend=legend(
            orientation="h", x=0, y=0, yref="container", yanchor="bottom", traceorder="normal"
        ),
        margin={"l": 4, "r": 8, "t": 0, "b": FOOT},
    )


def _row_words(row: ThemeCount) -> str:
    number = f"{row.judged} of {row.indicators}" if row.judged else f"none of {row.indicators}"
    return f"<b>{row.theme}</b>: {number} counted"


def _counts(row: ThemeCount, y: float, axis: str) -> list[dict[str, Any]]:
    """The number of each part in its middle; on the hatching it has a ground of its own."""
    notes, start = [], 0
    for name, number in row.parts.items():
        if number:
            note = _text(str(number), start + number / 2, y, "center")
            colour = WHITE if name == IMPROVED else INK
            ground = {"bgcolor": WHITE, "borderpad": 1} if name == WORSENED else {}
            font = {"size": 13, "color": colour}
            notes.append({**note, **ground, "xref": axis, "font": font})
        start += number
    return notes


def _text(text: str, x: float, y: float, xanchor: str) -> dict[str, Any]:
    place = {"x": x, "y": y, "xanchor": xanchor, "yanchor": "middle", "showarrow": False}
    return {"text": text, **place, "font": {"size": 13, "color": INK}}
