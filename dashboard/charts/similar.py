"""One council and those most like it on a strip for each characteristic, all of its tier in grey.

Every strip has its own scale, from the lowest to the highest council of the tier. Words stand above
each strip, so that they fit on a phone. The vertical axis is laid out in pixels.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.charts.theme import BLUE, GREY, INK, ORANGE, WHITE, Figure, figure, legend
from dashboard.records import records

HEADING, LABEL, STRIP, GAP = 19, 17, 24, 13
KEY = 84
# Dots of like value stand in three lines, so that fewer hide one another.
LINES = (0, -7, 7)
# Characters of a label that fit in half the width of a phone's card.
HALF = 24


@dataclass(frozen=True)
class Measure:
    """A characteristic as a strip: its column, heading, how a value is written, and its scale.

    `word` is what it is called where the rows say which figures are estimated.
    """

    column: str
    heading: str
    form: str
    word: str = ""
    logarithmic: bool = False

    def words(self, value: float) -> str:
        """The value with its unit."""
        return self.form.format(value).replace("-", "−")

    def place(self, value: float) -> float:
        """The value on the strip's scale, before it is fitted between the ends."""
        return math.log(value) if self.logarithmic else value


MEASURES = (
    Measure("population", "Population", "{:,.0f}", "population", logarithmic=True),
    Measure("density", "Residents per square kilometre", "{:,.0f}", "population", logarithmic=True),
    Measure("km_apart", "Kilometres from {council}", "{:,.0f} km"),
    Measure("claimant_rate", "Claiming because out of work", "{:.1f}%", "unemployment"),
    Measure("weekly_pay", "Median weekly pay", "£{:,.0f}", "pay"),
    Measure("adult_obesity", "Adults who are obese", "{:.1f}%", "adult obesity"),
    Measure("new_homes", "New homes a year per 1,000", "{:.1f}", "house building"),
)


def similar_strips(frame: pd.DataFrame, marked: int, others: str) -> Figure:
    """A strip for each of MEASURES.

    `frame` is that of the exhibit: `position` (0 is the council itself), `council` and the columns
    of MEASURES; `everyone` of its first row lists the same columns, with `council_code`, for all
    councils compared. The first `marked` councils are drawn as similar; `others` names the rest.
    """
    own, *alike = records(frame)
    alike = alike[:marked]
    shown = {row["council_code"] for row in (own, *alike)}
    rest = [row for row in own["everyone"] if row["council_code"] not in shown]
    grey, blue, mine = _Dots(), _Dots(), _Dots()
    words: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    down = 0.0
    for measure in MEASURES:
        column = measure.column
        values = [row[column] for row in (own, *alike, *rest) if pd.notna(row[column])]
        if not values:
            continue
        low, high = min(values), max(values)
        words.append(_heading(measure, own["council"], low, high, down))
        down += HEADING + LABEL + STRIP / 2
        scale = _Scale(measure, low, high)
        for dots, rows in ((grey, rest), (blue, alike)):
            dots.add(sorted((r for r in rows if pd.notna(r[column])), key=_by(column)), scale, down)
        if pd.notna(own[column]):
            mine.add([own], scale, down)
        words.append(_label(own, measure, scale, down))
        lines.append(_line(down))
        down += STRIP / 2 + GAP
    traces = [
        grey.trace(others, {"color": GREY, "size": 6}),
        blue.trace(
            f"The {marked} most similar" if marked > 1 else "The most similar",
            {"color": BLUE, "size": 7.5, "line": {"color": WHITE, "width": 0.7}},
        ),
        mine.trace(
            own["council"],
            {
                "symbol": "diamond",
                "color": ORANGE,
                "size": 13,
                "line": {"color": INK, "width": 1.2},
            },
            cliponaxis=False,
        ),
    ]
    return figure(
        [trace for trace in traces if trace["x"]],
        int(down) + KEY,
        annotations=words,
        shapes=lines,
        showlegend=True,
        legend=legend(
            orientation="v", x=0, y=0, yanchor="bottom", yref="container", traceorder="reversed"
        ),
        margin={"l": 8, "r": 8, "t": 2, "b": KEY - 4},
        xaxis={"visible": False, "fixedrange": True, "range": [-0.02, 1.02]},
        yaxis={"visible": False, "fixedrange": True, "range": [down, 0]},
    )


class _Scale:
    """Fits the values of one characteristic between 0 and 1."""

    def __init__(self, measure: Measure, low: float, high: float) -> None:
        self.measure = measure
        self.low = measure.place(low)
        self.width = measure.place(high) - self.low

    def at(self, value: float) -> float:
        """Where a value stands; in the middle when all are the same."""
        if not self.width:
            return 0.5
        return round((self.measure.place(value) - self.low) / self.width, 3)


class _Dots:
    """The dots of one kind on all strips."""

    def __init__(self) -> None:
        self.x: list[float] = []
        self.y: list[float] = []
        self.hover: list[str] = []

    def add(self, rows: list[dict], scale: _Scale, middle: float) -> None:
        """Add rows, in the order of their values, to the strip whose middle is at `middle`."""
        measure = scale.measure
        for number, row in enumerate(rows):
            self.x.append(scale.at(row[measure.column]))
            self.y.append(middle + (LINES[number % len(LINES)] if len(rows) > 1 else 0))
            if "council" in row:
                self.hover.append(f"<b>{row['council']}</b><br>{_value(row, measure)}")

    def trace(self, name: str, marker: dict[str, Any], **more: Any) -> dict[str, Any]:
        """The dots as a plotly trace; those without names say nothing when pointed at."""
        told = (
            {"hovertext": self.hover, "hovertemplate": "%{hovertext}<extra></extra>"}
            if self.hover
            else {"hoverinfo": "skip"}
        )
        base = {"type": "scatter", "mode": "markers", "name": name, "x": self.x, "y": self.y}
        return {**base, "marker": marker, **told, **more}


def _by(column: str) -> Any:
    return lambda row: (row[column], row["council_code"])


def _value(row: dict, measure: Measure) -> str:
    estimated = row["estimated"] if isinstance(row["estimated"], str) else ""
    about = "about " if measure.word and measure.word in estimated.split(", ") else ""
    return about + measure.words(row[measure.column])


def _heading(measure: Measure, council: str, low: float, high: float, top: float) -> dict:
    name = measure.heading.format(council="here" if len(council) > HALF else council)
    ends = f"{measure.words(low).removesuffix(' km')} to {measure.words(high)}"
    return {
        "showarrow": False,
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "y": top,
        "yanchor": "top",
        "text": f"<b>{name}</b>  {ends}",
        "font": {"size": 13},
    }


def _label(own: dict, measure: Measure, scale: _Scale, middle: float) -> dict:
    """The council's name and value above its mark, or only the value when the name is long."""
    known = pd.notna(own[measure.column])
    at = scale.at(own[measure.column]) if known else 0
    value, name = _value(own, measure) if known else "no figure", own["council"]
    if measure.column == "km_apart":
        text = name if len(name) <= HALF else ""
    else:
        text = f"{name} {value}" if len(name) + len(value) <= HALF else value
    return {
        "showarrow": False,
        "x": at,
        # Where it has room on a phone: to the right of a mark on the left, and the reverse.
        "xanchor": "left" if at < 0.5 else "right",
        "xshift": -7 if at < 0.5 else 7,
        "y": middle - STRIP / 2,
        "yanchor": "bottom",
        "text": text,
        "font": {"size": 12.5},
    }


def _line(middle: float) -> dict:
    return {
        "type": "line",
        "layer": "below",
        "x0": 0,
        "x1": 1,
        "y0": middle,
        "y1": middle,
        "line": {"color": GREY, "width": 1},
    }
