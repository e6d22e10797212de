"""How many indicators of each theme improved, did not change and worsened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.theme import BLUE, INK, WHITE, Figure, empty_figure, figure, legend
from dashboard.charts.words import written

# Pixels of a row's words, its bar and the gap below; a unit of the y axis is a pixel.
WORDS, BAR, GAP = 18, 22, 9
# Below the row of all themes, which has a scale of its own.
ALL_GAP = 22
# For the legend, which on a phone has a line for each part.
FOOT, PHONE_FOOT = 40, 80
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


def theme_bars(
    rows: Sequence[ThemeCount], unchanged_words: str, nothing: str, wide: bool
) -> Figure:
    """A bar of counts for each row, words above it; the first row is of all themes.

    The first has the whole width; the others share one scale, on which a unit is an indicator.
    `unchanged_words` says in the legend what the cut is; a chart that is not `wide` has room for
    its lines on a phone.
    """
    if not rows or not rows[0].judged:
        return empty_figure(nothing, 160)
    foot = FOOT if wide else PHONE_FOOT
    most = max(row.judged for row in rows[1:]) if len(rows) > 1 else 1
    scales = [most / rows[0].judged, *(1.0 for _ in rows[1:])]
    words: list[dict[str, Any]] = []
    hatched: list[dict[str, Any]] = []
    places: list[float] = []
    down = 0.0
    for at, (row, scale) in enumerate(zip(rows, scales, strict=True)):
        words.append({**_text(_row_words(row), 0, down + WORDS / 2), "xanchor": "left"})
        down += WORDS
        places.append(down + BAR / 2)
        if row.judged:
            for name, count in _counts(row, down + BAR / 2, scale):
                (hatched if name == WORSENED else words).append(count)
            down += BAR
        down += GAP if at else ALL_GAP
    return figure(
        [
            *(_bars(name, rows, places, scales, unchanged_words) for name in LOOKS),
            written(words, 1, edge=False),
            _on_white(hatched),
        ],
        round(down) + foot,
        barmode="stack",
        # A line's width more than the bars, or the last edge is cut.
        xaxis={"visible": False, "fixedrange": True, "range": [0, most * 1.01]},
        yaxis={"visible": False, "fixedrange": True, "range": [down, 0]},
        showlegend=True,
        legend=legend(
            orientation="h", x=0, y=0, yref="container", yanchor="bottom", traceorder="normal"
        ),
        margin={"l": 4, "r": 8, "t": 0, "b": foot},
    )


def _bars(
    name: str,
    rows: Sequence[ThemeCount],
    places: Sequence[float],
    scales: Sequence[float],
    unchanged_words: str,
) -> dict[str, Any]:
    """One part of every row."""
    numbers = [row.parts[name] for row in rows]
    return {
        "type": "bar",
        "orientation": "h",
        "name": f"{name} ({unchanged_words})" if name == UNCHANGED else name,
        # A bar of none would still be drawn, as its edges.
        "x": [
            number * scale if number else None
            for number, scale in zip(numbers, scales, strict=True)
        ],
        "y": list(places),
        "width": BAR,
        "marker": LOOKS[name],
        "hovertext": [
            f"{row.theme}<br>{name}: {number}" for row, number in zip(rows, numbers, strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _row_words(row: ThemeCount) -> str:
    number = f"{row.judged} of {row.indicators}" if row.judged else f"none of {row.indicators}"
    return f"<b>{row.theme}</b>: {number} counted"


def _counts(row: ThemeCount, y: float, scale: float) -> Iterator[tuple[str, dict[str, Any]]]:
    """The number of each part, in its middle; `scale` is the width of an indicator."""
    start = 0
    for name, number in row.parts.items():
        if number:
            count = _text(str(number), (start + number / 2) * scale, y)
            yield name, {**count, "font": {"size": 13, "color": WHITE if name == IMPROVED else INK}}
        start += number


def _on_white(words: list[dict[str, Any]]) -> dict[str, Any]:
    """Numbers that stand on the hatching."""
    sizes = [12 + 2 * len(word["text"]) for word in words]
    marker = {"symbol": "square", "size": sizes, "color": WHITE, "opacity": 1, "line": {"width": 0}}
    return {**written(words, 1, edge=False), "mode": "markers+text", "marker": marker}


def _text(text: str, x: float, y: float) -> dict[str, Any]:
    return {"text": text, "x": x, "y": y, "font": {"size": 13}}
