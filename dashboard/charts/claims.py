"""Every claim of savings as a dot: how much, in which year, and whether a total counts it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.theme import BLUE, INK, ORANGE, PLUM, TEAL, WHITE, Figure, figure, legend

HEIGHT = 470
LOOKS = (("circle", BLUE), ("square", TEAL), ("diamond", ORANGE), ("triangle-up", PLUM))
OTHER_LOOK = ("x", INK)
COUNTED = "Filled: counted"
# Dots of one year that are nearer than this (in powers of ten) stand side by side, a step apart.
ROOM = 0.13
STEP = 0.2
SIDES = (0, 1, -1, 2, -2)


@dataclass(frozen=True)
class Claim:
    """A claim: the financial years it is for, £ million, scheme, and whether a total counts it."""

    first: str
    last: str
    value: float
    scheme: str
    counted: bool
    hover: str


def claims_by_year(claims: Sequence[Claim], years: Sequence[str]) -> Figure:
    """A dot for each claim over its last year, amounts on a logarithmic scale.

    Claims run from £100,000 to over £1 billion, so equal steps up the axis are equal multiples,
    and it has no zero: dots are compared, not lengths. A thin line runs back over the years of a
    claim for several. Filled dots are counted in a total, hollow ones are not.
    """
    places = _places(claims, years)
    schemes = list(dict.fromkeys(claim.scheme for claim in claims))
    traces: list[dict[str, Any]] = []
    for claim, x in zip(claims, places, strict=True):
        if claim.first and claim.first != claim.last:
            traces.append(_tail(claim, years.index(claim.first), x))
    for place, scheme in enumerate(schemes):
        symbol, colour = LOOKS[place] if place < len(LOOKS) else OTHER_LOOK
        for counted in (False, True):
            part = [
                (claim, x)
                for claim, x in zip(claims, places, strict=True)
                if claim.scheme == scheme and claim.counted == counted
            ]
            if part:
                traces.append(_dots(part, scheme, symbol, colour, counted))
    filled = [trace for trace in traces if trace.get("name") == COUNTED]
    for trace in filled[1:]:
        trace["showlegend"] = False
    values = [claim.value for claim in claims]
    ticks = [0.1, 1, 10, 100, 1000]
    shown = list(range(len(years)))[len(years) % 2 or 0 :: 2]
    return figure(
        traces,
        HEIGHT,
        showlegend=True,
        legend=legend(orientation="h", x=0, y=0, yanchor="bottom", yref="container"),
        margin={"l": 8, "r": 12, "t": 10, "b": 8},
        hovermode="closest",
        xaxis={
            "range": [-0.6, len(years) - 0.4],
            "tickvals": shown,
            "ticktext": [years[place].replace("/", "<br>/") for place in shown],
            "tickangle": 0,
            "tickfont": {"size": 12},
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
            "automargin": True,
        },
        yaxis={
            "type": "log",
            "range": _log_range(values),
            "tickvals": ticks,
            "ticktext": ["£0.1m", "£1m", "£10m", "£100m", "£1,000m"],
            "fixedrange": True,
            "gridcolor": "#E3E3E3",
            "automargin": True,
        },
    )


def _log_range(values: Sequence[float]) -> list[float]:
    """The ends of the axis as powers of ten: all of £0.1 million to £2 billion."""
    low, high = min(values, default=1), max(values, default=1)
    return [-1.2 if low >= 0.08 else -2.2, 3.35 if high <= 2000 else 4.4]


def _places(claims: Sequence[Claim], years: Sequence[str]) -> list[float]:
    """Where each dot stands: over its last year, beside those that it would otherwise cover."""
    taken: dict[tuple[str, int], list[float]] = {}
    found = []
    # Those that a total counts take the middle.
    for row in sorted(range(len(claims)), key=lambda row: (not claims[row].counted, row)):
        height = math.log10(claims[row].value)
        side = next(
            side
            for side in SIDES
            if all(abs(height - other) > ROOM for other in taken.get((claims[row].last, side), []))
            or side == SIDES[-1]
        )
        taken.setdefault((claims[row].last, side), []).append(height)
        found.append((row, years.index(claims[row].last) + STEP * side))
    return [x for _, x in sorted(found)]


def _tail(claim: Claim, first: int, x: float) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [first, x],
        "y": [claim.value] * 2,
        "line": {"color": "#9A9A9A", "width": 1.2},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _dots(
    part: Sequence[tuple[Claim, float]], scheme: str, symbol: str, colour: str, counted: bool
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": COUNTED if counted else scheme,
        "cliponaxis": False,
        "x": [x for _, x in part],
        "y": [claim.value for claim, _ in part],
        "marker": {
            "symbol": symbol,
            "size": 12 if counted else 9,
            "color": colour if counted else WHITE,
            "line": {"color": colour, "width": 1.8},
        },
        "hovertext": [claim.hover for claim, _ in part],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
