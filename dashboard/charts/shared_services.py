"""Shared services between councils: how many were counted, and what they are said to have saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.theme import BLUE, INK, ORANGE, TEAL, WHITE, Figure, figure, legend

HEIGHT = 450


@dataclass(frozen=True)
class Count:
    """A figure at a point in time: its height, the words beside it and for pointing at it."""

    date: str
    value: float
    words: str
    hover: str


def counts_over_time(
    savings: Sequence[Count], yearly: Sequence[Count], services: Sequence[Count]
) -> Figure:
    """Above, £ million saved to date (`savings`) and in one year (`yearly`); below, `services`.

    Points are not joined: what lay between two counts is not known. A bare year stands at its
    middle.
    """
    first = min((_day(one.date) for one in savings), default="")
    # Amounts for one year lie low: words go where no running total is.
    sides = ["bottom right" if _day(one.date) < first else "middle left" for one in yearly]
    traces = [
        _points(savings, "Said to have been saved so far", BLUE, "circle", "y", "top left"),
        _points(yearly, "Said to be saved in one year", ORANGE, "diamond-open", "y", sides),
        _points(services, "Shared services counted", TEAL, "square", "y2", "top left"),
    ]
    dates = sorted(_day(one.date) for group in (savings, yearly, services) for one in group)
    years = [int(day[:4]) for day in dates] or [2000]
    return figure(
        [trace for trace in traces if trace["x"]],
        HEIGHT,
        showlegend=True,
        legend=legend(orientation="h", x=0, y=0, yanchor="bottom", yref="container"),
        margin={"l": 8, "r": 12, "t": 10, "b": 8},
        hovermode="closest",
        xaxis={
            "type": "date",
            "anchor": "y2",
            # Words stand to the left of their points.
            "range": [f"{years[0] - 1}-06-01", f"{years[-1] + 1}-01-01"],
            "dtick": "M24",
            "tick0": f"{years[0]}-01-01",
            "tickformat": "%Y",
            "tickfont": {"size": 12},
            "fixedrange": True,
            "showgrid": False,
        },
        yaxis=_axis([0.46, 1], [*savings, *yearly], "£", "m"),
        yaxis2=_axis([0, 0.36], services),
    )


def _axis(
    domain: list[float], counts: Sequence[Count], prefix: str = "", suffix: str = ""
) -> dict[str, Any]:
    return {
        "domain": domain,
        "range": [0, 1.2 * max((one.value for one in counts), default=1)],
        "tickprefix": prefix,
        "ticksuffix": suffix,
        "tickformat": ",d",
        "nticks": 5,
        "fixedrange": True,
        "gridcolor": "#EEEEEE",
        "zeroline": True,
        "zerolinecolor": INK,
        "automargin": True,
    }


def _points(
    counts: Sequence[Count],
    name: str,
    colour: str,
    symbol: str,
    axis: str,
    place: str | list[str],
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": name,
        "x": [_day(one.date) for one in counts],
        "y": [one.value for one in counts],
        "yaxis": axis,
        "cliponaxis": False,
        "text": _labels(counts),
        "textposition": place,
        "textfont": {"size": 13, "color": INK},
        "marker": {"size": 10, "symbol": symbol, "color": colour, "line": _edge(symbol, colour)},
        "hovertext": [one.hover for one in counts],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _labels(counts: Sequence[Count]) -> list[str]:
    """The words of each point; those of points in one place stand together, beside the first."""
    most = max((one.value for one in counts), default=1)
    labels: list[str] = []
    for place, one in enumerate(counts):
        before = counts[place - 1] if place else None
        close = before and before.date == one.date and abs(one.value - before.value) < most / 20
        if close:
            labels[-1] = f"{labels[-1]} or {one.words}"
        labels.append("" if close else one.words)
    return labels


def _edge(symbol: str, colour: str) -> dict[str, Any]:
    is_open = symbol.endswith("-open")
    return {"color": colour if is_open else WHITE, "width": 2.2 if is_open else 1}


def _day(date: str) -> str:
    """The day a partial date is drawn at: the middle of a year, the first of a month."""
    return {4: f"{date}-07-01", 7: f"{date}-01"}.get(len(date), date)
