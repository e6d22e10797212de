"""Maps of areas by address: the figure carries values, never geometry.

Areas are drawn by plotly's SVG choropleth from a GeoJSON file that the browser keeps. Coordinates
are the National Grid scaled into a small box of degrees, so a plain equirectangular projection
shows England in its familiar shape.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.charts.standing import by_standing, council_words
from dashboard.charts.theme import (
    GREY,
    HALO,
    INK,
    ORANGE,
    PALE,
    PERCENT_BREAKS,
    SEQUENCE,
    WHITE,
    Figure,
    figure,
    legend,
)
from dashboard.geography.drawings import Drawing
from dashboard.records import records
from dashboard.wording import n_of_n, whole_percent


@dataclass(frozen=True)
class Class:
    """One entry of the legend: the areas that share a colour."""

    name: str
    colour: str
    areas: Sequence[str]
    hover: Sequence[str]
    line: str = WHITE


def percent_classes(frame: pd.DataFrame) -> list[Class]:
    """Areas by class of `percent`; the same breaks and colours in every year."""
    rows = records(frame)
    classes = []
    for low, high, colour in zip(PERCENT_BREAKS[:-1], PERCENT_BREAKS[1:], SEQUENCE, strict=True):
        last = high == PERCENT_BREAKS[-1]
        inside = [r for r in rows if low <= r["percent"] < high or (last and r["percent"] == high)]
        name = f"{low}% to {high}%" if last else f"{low}% to under {high}%"
        areas = [row["area_code"] for row in inside]
        classes.append(Class(name, colour, areas, [_rate_hover(row) for row in inside], GREY))
    return classes


def council_classes(frame: pd.DataFrame) -> list[Class]:
    """Councils by whether, and on what standing, they took part."""
    return [
        Class(
            standing.name,
            standing.colour,
            [row["area_code"] for row in rows],
            [f"{council_words(row, 'area')}<br>{standing.hover}" for row in rows],
            standing.line,
        )
        for standing, rows in by_standing(frame)
    ]


def _rate_hover(row: dict) -> str:
    part = n_of_n(row["taking_part"], row["councils"])
    return f"<b>{row['area']}</b><br>{whole_percent(row['percent'])} – {part} councils"


def area_map(
    classes: Sequence[Class],
    drawing: Drawing,
    labels: Mapping[str, str] | None = None,
    chosen: Sequence[str] = (),
    outline: Drawing | None = None,
) -> Figure:
    """A map of `classes`; areas in none of them are drawn pale, as outside the selection.

    `labels` puts words on areas; `chosen` areas get a heavy outline; `outline` is a drawing whose
    borders are laid over the map (regions over councils).
    """
    shown = {area for one in classes for area in one.areas}
    outside = [area for area in drawing.areas if area not in shown]
    layers = [_layer(one, drawing) for one in classes if one.areas]
    if outside:
        rest = Class("Outside the selection", PALE, outside, [""] * len(outside))
        layers.append(_layer(rest, drawing))
    if outline:
        layers.append(_outline(outline.areas, outline, INK, 1.1))
    outlined = [area for area in chosen if area in set(drawing.areas)]
    if outlined:
        layers.append(_outline(outlined, drawing, ORANGE, 2.5))
    if labels:
        layers.append(_words(labels, drawing))
    left, bottom, right, top = drawing.extent
    return figure(
        layers,
        None,
        margin={"l": 0, "r": 0, "t": 0, "b": 34},
        showlegend=True,
        legend=legend(orientation="h", x=0, y=0, yanchor="bottom", yref="container"),
        geo={
            "visible": False,
            "projection": {"type": "equirectangular"},
            "lonaxis": {"range": [left, right]},
            "lataxis": {"range": [bottom, top]},
            "bgcolor": WHITE,
        },
    )


def _layer(one: Class, drawing: Drawing) -> dict[str, Any]:
    return {
        "type": "choropleth",
        "geojson": drawing.address,
        "locations": list(one.areas),
        "z": [0] * len(one.areas),
        "colorscale": [[0, one.colour], [1, one.colour]],
        "showscale": False,
        "showlegend": True,
        "name": one.name,
        "marker": {"line": {"color": one.line, "width": 0.6}},
        "customdata": list(one.hover),
        **(
            {"hovertemplate": "%{customdata}<extra></extra>"}
            if any(one.hover)
            else {"hoverinfo": "skip"}
        ),
    }


def _outline(areas: Sequence[str], drawing: Drawing, colour: str, width: float) -> dict[str, Any]:
    # Clicks pass through: see the style sheet on fills without opacity.
    layer = _layer(Class("", "rgba(0,0,0,0)", areas, []), drawing)
    return {**layer, "showlegend": False, "marker": {"line": {"color": colour, "width": width}}}


def _words(labels: Mapping[str, str], drawing: Drawing) -> dict[str, Any]:
    areas = [area for area in labels if area in drawing.places]
    return {
        "type": "scattergeo",
        "lon": [drawing.places[area][0] for area in areas],
        "lat": [drawing.places[area][1] for area in areas],
        "text": [labels[area] for area in areas],
        "mode": "text",
        # Words reach over dark areas: a white edge keeps them readable on any.
        "textfont": {"size": 14, "color": INK, "weight": "bold", "shadow": HALO},
        "hoverinfo": "skip",
        "showlegend": False,
    }
