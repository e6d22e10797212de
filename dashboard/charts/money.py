"""Bars of money: by programme area, and by financial year with gaps and spans of years."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.theme import BLUE, GREY, INK, PLUM, WHITE, Figure, figure

ROW_PIXELS = 50
BAR_PIXELS = 15
PLOT_PIXELS = 230
SPAN_PIXELS = 42
TICKS_PIXELS = 52
LINE_CHARACTERS = 46
MOST_LABELS = 8
# Half the width of a commitment's stroke, in years: wider than a bar.
STROKE = 0.47
GAP_KEY = {
    "text": "– no figure found",
    "x": 0,
    "xref": "paper",
    "xanchor": "left",
    "xshift": 4,
    "y": 1,
    "yref": "paper",
    "yanchor": "top",
    "showarrow": False,
    "borderpad": 0,
    "font": {"size": 12},
}


@dataclass(frozen=True)
class Bar:
    """A bar: its name, length in £ million, the words for its amount and for pointing at it."""

    name: str
    value: float
    words: str
    hover: str


@dataclass(frozen=True)
class Span:
    """An amount over several financial years, in words."""

    first: str
    last: str
    words: str
    hover: str


def money_bars(bars: Sequence[Bar]) -> Figure:
    """Horizontal bars, the first on top; the name above the left end, the amount on the right.

    Words stand above the bars, not beside them, so that one figure serves projector and phone.
    """
    rows = list(reversed(bars))
    half = BAR_PIXELS / ROW_PIXELS / 2
    most = max((bar.value for bar in rows), default=0) or 1
    trace = {
        "type": "bar",
        "orientation": "h",
        "x": [bar.value for bar in rows],
        "y": list(range(len(rows))),
        "width": 2 * half,
        "marker": {"color": BLUE},
        "hovertext": [bar.hover for bar in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    words = []
    for place, bar in enumerate(rows):
        for text, x, anchor in ((bar.name, 0, "left"), (bar.words, 1, "right")):
            words.append(
                {
                    "text": text,
                    "x": x,
                    "xref": "paper",
                    "xanchor": anchor,
                    "y": place + half,
                    "yanchor": "bottom",
                    "showarrow": False,
                    "borderpad": 0,
                }
            )
    return figure(
        [trace],
        ROW_PIXELS * len(rows) + 24,
        annotations=words,
        margin={"l": 10, "r": 10, "t": 8, "b": 8},
        xaxis={"visible": False, "fixedrange": True, "range": [0, most]},
        yaxis={
            "visible": False,
            "fixedrange": True,
            "range": [-18 / ROW_PIXELS, len(rows) - 1 + 32 / ROW_PIXELS],
        },
    )


def money_by_year(
    years: Sequence[str],
    bars: Mapping[str, Bar],
    commitments: Mapping[str, Bar] | None = None,
    spans: Sequence[Span] = (),
    plot_pixels: int = PLOT_PIXELS,
) -> Figure:
    """Upright bars by financial year, £ million; a year without one is marked by a dash.

    `years` are all the years of the axis, `bars` and `commitments` those that have a figure.
    `spans` are drawn below as lines over their years, each with its words: their amounts have no
    axis, so that nobody adds them to a year.
    """
    commitments = commitments or {}
    known = [year for year in years if year in bars]
    values = [bar.value for bar in (*bars.values(), *commitments.values())]
    most = max(values, default=1)
    share = plot_pixels / (plot_pixels + SPAN_PIXELS * len(spans)) if spans else 1.0
    traces: list[dict[str, Any]] = [
        {
            "type": "bar",
            "x": known,
            "y": [bars[year].value for year in known],
            "width": 0.7,
            "marker": {"color": BLUE},
            "hovertext": [bars[year].hover for year in known],
            "hovertemplate": "%{hovertext}<extra></extra>",
        }
    ]
    if commitments:
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [*commitments],
                "y": [bar.value for bar in commitments.values()],
                "marker": {"size": 14, "color": PLUM, "opacity": 0},
                "hovertext": [bar.hover for bar in commitments.values()],
                "hovertemplate": "%{hovertext}<extra></extra>",
            }
        )
    words = [_above(years.index(year), bars[year]) for year in known]
    words += [_beside(years.index(year), bar) for year, bar in commitments.items()]
    gaps = [place for place, year in enumerate(years) if year not in bars]
    words += [_gap(place) for place in gaps]
    if gaps:
        words.append(GAP_KEY)
    for place, span in enumerate(spans):
        traces.append(_span(span, len(spans) - place))
        words.append(_span_words(span, len(spans) - place))
    axes: dict[str, Any] = {
        "xaxis": {**_year_axis(years), "anchor": "y2" if spans else "y"},
        "yaxis": {
            "domain": [1 - share + (0.06 if spans else 0), 1],
            "range": [0, most * 1.2],
            "tickprefix": "£",
            "ticksuffix": "m",
            "nticks": 5,
            "fixedrange": True,
            "gridcolor": "#EEEEEE",
            "zeroline": True,
            "zerolinecolor": INK,
            "automargin": True,
        },
    }
    if spans:
        axes["yaxis2"] = {
            "domain": [0, 1 - share],
            "range": [0.4, len(spans) + 0.75],
            "visible": False,
            "fixedrange": True,
        }
    return figure(
        traces,
        plot_pixels + SPAN_PIXELS * len(spans) + TICKS_PIXELS,
        annotations=words,
        shapes=[
            stroke
            for year, bar in commitments.items()
            for stroke in _strokes(years.index(year), bar)
        ],
        margin={"l": 8, "r": 12, "t": 10, "b": 42},
        hovermode="closest",
        **axes,
    )


def _year_axis(years: Sequence[str]) -> dict[str, Any]:
    # On a phone there is room for half the labels.
    shown = years[:: 1 if len(years) <= MOST_LABELS else 2]
    return {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": list(years),
        "range": [-0.6, len(years) - 0.4],
        "tickvals": list(shown),
        "ticktext": [year.replace("/", "<br>/") for year in shown],
        "tickangle": 0,
        "tickfont": {"size": 12},
        "fixedrange": True,
        "showgrid": False,
    }


def _above(place: int, bar: Bar) -> dict[str, Any]:
    """The amount above its bar, on two lines where the source hedges it."""
    return {
        "text": bar.words,
        "x": place,
        "y": bar.value,
        "yanchor": "bottom",
        "yshift": 3,
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": 13},
    }


def _strokes(place: int, bar: Bar) -> list[dict[str, Any]]:
    """A stroke across the bar at what was promised, edged in white so that it shows on it."""
    return [
        {
            "type": "line",
            "x0": place - STROKE,
            "x1": place + STROKE,
            "y0": bar.value,
            "y1": bar.value,
            "line": {"color": colour, "width": width},
        }
        for colour, width in ((WHITE, 7), (PLUM, 3))
    ]


def _beside(place: int, bar: Bar) -> dict[str, Any]:
    """What was promised, to the right of its stroke."""
    return {
        "text": f"promised:<br>{bar.words.replace('<br>', ' ')}",
        "x": place + STROKE,
        "xanchor": "left",
        "xshift": 4,
        "y": bar.value,
        "yanchor": "top",
        "yshift": 9,
        "align": "left",
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": 13, "color": PLUM},
    }


def _gap(place: int) -> dict[str, Any]:
    return {
        "text": "–",
        "x": place,
        "y": 0,
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": 16, "color": "#6F6F6F"},
    }


def _span(span: Span, row: int) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [span.first, span.last],
        "y": [row, row],
        "yaxis": "y2",
        "line": {"color": GREY, "width": 5},
        "marker": {"symbol": "line-ns", "size": 14, "line": {"color": INK, "width": 2}},
        "hovertext": [span.hover] * 2,
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _span_words(span: Span, row: int) -> dict[str, Any]:
    return {
        "text": "<br>".join(textwrap.wrap(span.words, LINE_CHARACTERS)),
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": row,
        "yref": "y2",
        "yanchor": "bottom",
        "yshift": 7,
        "align": "left",
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": 13},
        "bgcolor": WHITE,
    }
