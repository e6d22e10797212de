"""One council's figures on strips from the lowest to the highest of its similar councils.

Every strip has a scale of its own with the better side to the right, so that strips of unlike
units can stand under one another. Words stand above each strip. The height is laid out in pixels: a
unit of the vertical axis is a pixel.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from dashboard.charts.council_indicators_chosen import BEST, ENDS, WORST, chosen_rows, ends
from dashboard.charts.council_indicators_words import caption, detail, hover, short_name
from dashboard.charts.theme import BLUE, GREY, INK, ORANGE, TEAL, WHITE, Figure, figure

NAME_LINE, DETAIL_LINE, STRIP, GAP = 17, 16, 20, 9
HEADING, KEY_LINE = 28, 22
BOX = 14
# Characters of a line of a name and of other words, on a phone and on a wide screen.
NAME_WRAP, WRAP = (41, 66), (50, 82)
HEADINGS = {
    WORST: ("In the worst quarter", "better"),
    BEST: ("In the best quarter", "better"),
    "neither": ("High or low, no better side", "higher"),
    "grade": ("Grades", "better"),
}
GRADE_KEY = "Numbers: similar councils. Filled: this council."
MARKS = {
    WORST: ("triangle-down", ORANGE),
    BEST: ("triangle-up", TEAL),
    **dict.fromkeys(ENDS, ("diamond", INK)),
}
TICK = {"symbol": "line-ns", "size": 9, "line": {"width": 1.3, "color": "#8A8F94"}}
MEDIAN = {"symbol": "line-ns", "size": BOX, "line": {"width": 2.4, "color": INK}}


@dataclass
class _Drawing:
    """What is drawn so far, from the top down."""

    wide: bool
    down: float = 0
    words: list[dict[str, Any]] = field(default_factory=list)
    boxes: list[dict[str, Any]] = field(default_factory=list)
    ticks: list[tuple[float, float]] = field(default_factory=list)
    medians: list[tuple[float, float]] = field(default_factory=list)
    own: list[tuple[float, float, str, str, str]] = field(default_factory=list)


def standing_strips(frame: pd.DataFrame, council: str, wide: bool = False) -> Figure:
    """Strips of the figures that matter most for a meeting; the table has all.

    `frame` is that of the exhibit: `indicator`, `unit`, `polarity`, `period`, `value`, `quarter`,
    `direction`, `earlier_period`, `earlier_value`, the quartiles, `similar_values` and `starts`.
    """
    groups = chosen_rows(frame)
    drawing = _Drawing(wide)
    drawn = sum(len(rows) for _, _, rows in groups)
    _paragraph(drawing, caption(drawn, len(frame), council), 12, DETAIL_LINE)
    if any(kind != "grade" for kind, _, _ in groups):
        _key(drawing)
    for kind, count, rows in groups:
        _heading(drawing, kind, count, len(rows))
        for row in rows:
            _grade(drawing, row) if kind == "grade" else _strip(drawing, row)
    height = max(drawing.down, 60)
    return figure(
        [
            _points(drawing.ticks, TICK),
            _points(drawing.medians, MEDIAN),
            *_own_marks(drawing),
        ],
        round(height) + 8,
        annotations=drawing.words,
        shapes=drawing.boxes,
        margin={"l": 2, "r": 2, "t": 4, "b": 4},
        xaxis={"visible": False, "fixedrange": True, "range": [-0.03, 1.03]},
        yaxis={"visible": False, "fixedrange": True, "range": [height, 0]},
    )


def _strip(drawing: _Drawing, row: dict) -> None:
    _row_words(drawing, row)
    bottom, top = ends(row)
    reverse = row["polarity"] == "lower is better"

    def place(value: float) -> float:
        share = (value - bottom) / (top - bottom) if top > bottom else 0.5
        return 1 - share if reverse else share

    middle = drawing.down + STRIP / 2
    drawing.boxes.append(_rect((0, middle - 0.5), (1, middle + 0.5), GREY))
    half = place(row["lower_quartile"]), place(row["upper_quartile"])
    drawing.boxes.append(
        _rect((min(half), middle - BOX / 2), (max(half), middle + BOX / 2), "#DADDDF")
    )
    drawing.ticks += [(place(value), middle) for value in row["similar_values"]]
    drawing.medians.append((place(row["median"]), middle))
    symbol, colour = MARKS[row["quarter"]]
    drawing.own.append((place(row["value"]), middle, symbol, colour, hover(row)))
    drawing.down += STRIP + GAP


def _grade(drawing: _Drawing, row: dict) -> None:
    """A square for each grade, worst to best, with the number of similar councils in it."""
    _row_words(drawing, row)
    grades = sorted({*(int(value) for value in row["similar_values"]), int(row["value"]), 1, 4})
    held = [int(value) for value in row["similar_values"]]
    middle = drawing.down + STRIP / 2 + 2
    for grade in range(grades[0], grades[-1] + 1):
        across = 0.86 - 0.72 * (grade - grades[0]) / max(grades[-1] - grades[0], 1)
        mine = grade == int(row["value"])
        drawing.words += [
            {
                **_words(f"<b>{held.count(grade)}</b>" if mine else str(held.count(grade)), 13),
                "x": across,
                "y": middle,
                "yanchor": "middle",
                "width": 34,
                "borderpad": 3,
                "bgcolor": BLUE if mine else WHITE,
                "bordercolor": BLUE if mine else GREY,
                "font": {"size": 13, "color": WHITE if mine else INK},
                "hovertext": hover(row) if mine else "",
            },
            {
                **_words(_grade_name(grade), 12),
                "x": across,
                "y": middle + STRIP / 2 + 4,
                "yanchor": "top",
                "font": {"size": 12, "weight": "bold" if mine else "normal"},
            },
        ]
    drawing.down += STRIP + 2 * DETAIL_LINE + GAP


def _grade_name(grade: int) -> str:
    names = {1: "Out-<br>standing", 2: "Good", 3: "Requires im-<br>provement", 4: "Inadequate"}
    return names.get(grade, f"Grade {grade}")


def _heading(drawing: _Drawing, kind: str, count: int, drawn: int) -> None:
    title, side = HEADINGS[kind]
    part = f", {drawn} of {count}" if drawn < count and kind != "grade" else ""
    drawing.down += 4
    for text, size, across, anchor in (
        (f"<b>{title}</b>{part}", 14, 0, "left"),
        (f"{side} →", 12, 1, "right"),
    ):
        drawing.words.append(
            {
                **_words(text, size),
                "xref": "paper",
                "x": across,
                "xanchor": anchor,
                "y": drawing.down + HEADING / 2,
                "yanchor": "middle",
            }
        )
    drawing.down += HEADING
    drawing.boxes.append(_rect((-0.03, drawing.down - 4), (1.03, drawing.down - 3), GREY))
    if kind == "grade":
        _paragraph(drawing, GRADE_KEY, 12, DETAIL_LINE)


def _row_words(drawing: _Drawing, row: dict) -> None:
    _paragraph(drawing, short_name(row["indicator"]), 13, NAME_LINE, bold=True)
    _paragraph(drawing, detail(row), 12, DETAIL_LINE)


def _paragraph(drawing: _Drawing, text: str, size: float, line: int, *, bold: bool = False) -> None:
    lines = textwrap.wrap(text, (NAME_WRAP if bold else WRAP)[drawing.wide])
    shown = "<br>".join(lines)
    drawing.words.append(
        {
            **_words(f"<b>{shown}</b>" if bold else shown, size),
            "xref": "paper",
            "x": 0,
            "xanchor": "left",
            "align": "left",
            "y": drawing.down,
            "yanchor": "top",
        }
    )
    drawing.down += line * len(lines) + (0 if bold else 2)


def _key(drawing: _Drawing) -> None:
    """What the marks mean."""
    middle = drawing.down + 6 + KEY_LINE / 2
    for across, mark in ((0.015, WORST), (0.075, BEST)):
        drawing.own.append((across, middle, *MARKS[mark], ""))
    drawing.ticks += [(across, middle) for across in (0.46, 0.49, 0.505)]
    under = middle + KEY_LINE
    drawing.boxes.append(_rect((0, under - BOX / 2), (0.1, under + BOX / 2), "#DADDDF"))
    drawing.medians.append((0.055, under))
    for across, down, text in (
        (0.125, middle, "This council"),
        (0.54, middle, "A similar council"),
        (0.125, under, "Middle half of them, with the median"),
    ):
        place = {"x": across, "xanchor": "left", "y": down, "yanchor": "middle"}
        drawing.words.append({**_words(text, 12), **place})
    drawing.down = under + KEY_LINE / 2


def _words(text: str, size: float) -> dict[str, Any]:
    return {"text": text, "showarrow": False, "borderpad": 0, "font": {"size": size}}


def _rect(start: tuple[float, float], end: tuple[float, float], colour: str) -> dict[str, Any]:
    return {
        "type": "rect",
        "x0": start[0],
        "y0": start[1],
        "x1": end[0],
        "y1": end[1],
        "layer": "below",
        "fillcolor": colour,
        "line": {"width": 0},
    }


def _points(places: list[tuple[float, float]], marker: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [across for across, _ in places],
        "y": [down for _, down in places],
        "marker": marker,
        "hoverinfo": "skip",
    }


def _own_marks(drawing: _Drawing) -> list[dict[str, Any]]:
    if not drawing.own:
        return []
    across, down, symbols, colours, texts = zip(*drawing.own, strict=True)
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "cliponaxis": False,
            "x": [*across],
            "y": [*down],
            "marker": {
                "symbol": [*symbols],
                "size": 14,
                "color": [*colours],
                "line": {"color": INK, "width": 1.2},
            },
            "hovertext": [*texts],
            "hovertemplate": "%{hovertext}<extra></extra>",
        }
    ]
