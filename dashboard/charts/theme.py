"""Colours, type and the layout that every chart starts from.

Colours are the Government Analysis Function's palette; every one that carries meaning is paired
with a label, a shape or an outline, since colour alone says nothing to many readers.
"""

from __future__ import annotations

from typing import Any

# A figure in plotly's own JSON form. Building plotly's objects would check every property at every
# request (tens of milliseconds a page); the tests check each chart against plotly's schema instead.
Figure = dict[str, Any]

BLUE = "#12436D"
TEAL = "#28A197"
PLUM = "#801650"
ORANGE = "#F46A25"
INK = "#3D3D3D"
LILAC = "#A285D1"
GREY = "#BFBFBF"
PALE = "#E9ECEF"
WHITE = "#FFFFFF"

# Five steps from light to dark; the last three are the Analysis Function's sequential palette.
SEQUENCE = ("#E4EEF8", "#B5D3EE", "#6BACE6", "#2073BC", "#12436D")
# The same percentage has the same colour in every year and on every map.
PERCENT_BREAKS = (0, 20, 40, 60, 80, 100)

# A white edge of a pixel and a half on every side.
_SIDES = (
    "1.5px 0",
    "-1.5px 0",
    "0 1.5px",
    "0 -1.5px",
    "1px 1px",
    "-1px -1px",
    "1px -1px",
    "-1px 1px",
)
HALO = ", ".join(f"{side} 1px #FFFFFF" for side in _SIDES)

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"

SIZE = 14


def figure(traces: list[dict[str, Any]], height: int | None, **layout: Any) -> Figure:
    """A figure with the common layout; `height` in pixels, None fills the space given."""
    common = {
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "paper_bgcolor": WHITE,
        "plot_bgcolor": WHITE,
        "font": {"family": FONT, "size": SIZE, "color": INK},
        "hoverlabel": {"bgcolor": WHITE, "bordercolor": INK, "font": {"color": INK, "size": 14}},
        "showlegend": False,
        "dragmode": False,
        "separators": ".,",
        "uirevision": "keep",
    }
    if height is not None:
        common["height"] = height
    return {"data": traces, "layout": {**common, **layout}}


def legend(**place: Any) -> dict[str, Any]:
    """A legend that explains and does nothing else: a click on it hides nothing."""
    return {"itemclick": False, "itemdoubleclick": False, **place}


def empty_figure(message: str, height: int | None) -> Figure:
    """A figure with nothing to show, saying why."""
    note = {"text": message, "showarrow": False, "font": {"size": 16, "color": INK}}
    hidden = {"visible": False, "fixedrange": True}
    return figure([], height, annotations=[note], xaxis=hidden, yaxis=hidden)
