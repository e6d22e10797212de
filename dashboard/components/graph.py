"""The one configuration of every chart."""

from __future__ import annotations

from typing import Any

from dash import dcc

# plotly.js would fetch a world map from a CDN before drawing any SVG map, and offers by default
# to send charts to a cloud; both are turned off here and nowhere else.
CONFIG: dict[str, Any] = {
    "displayModeBar": False,
    "displaylogo": False,
    "showSendToCloud": False,
    "topojsonURL": "/assets/topo/",
    "scrollZoom": False,
    "doubleClick": False,
    "responsive": False,
    "locale": "en",
}


def graph(component_id: Any, height: int, fluid: bool) -> dcc.Graph:
    """An empty chart of a known height, so that nothing jumps when it is filled.

    A `fluid` chart fills the space it is given, which shrinks with the screen; others are as high
    as their figure says and as wide as their place: see `assets/plotly.js`.
    """
    space = (
        {"aspectRatio": "0.86", "width": "100%", "maxHeight": f"{height}px"}
        if fluid
        else {"minHeight": f"{height}px"}
    )
    hidden = {"visible": False, "fixedrange": True}
    return dcc.Graph(
        id=component_id,
        # Nothing to be drawn before there is something to show, not even empty axes.
        figure={"data": [], "layout": {"xaxis": hidden, "yaxis": hidden}},
        config=CONFIG,  # type: ignore[arg-type]
        responsive=True if fluid else "auto",
        style=space,
    )
