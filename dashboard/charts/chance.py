"""Groups of councils against the range that chance alone would give them."""

from __future__ import annotations

from dashboard.charts.bars import INSET
from dashboard.charts.theme import BLUE, GREY, INK, ORANGE, Figure, figure, legend
from dashboard.charts.words import written
from dashboard.wording import n_of_n, whole_percent

ROW_PIXELS = 46
BAR = 0.3


def chance_ranges(rows: list[dict], england: float, caption: str) -> Figure:
    """A grey bar for the range of chance and a mark for what was found, one row for each group.

    Each of `rows` has `name`, `councils`, `taking_part`, `percent`, `expected`, `chance_low`,
    `chance_high` (councils), `below` and `selected`; the first is drawn on top. `england` is the
    percentage of all councils, a dotted line.
    """
    rows = list(reversed(rows))
    places = list(range(len(rows)))
    bars = {
        "type": "bar",
        "name": "Range that chance would give",
        "orientation": "h",
        "y": places,
        "base": [100 * row["chance_low"] / row["councils"] for row in rows],
        "x": [100 * (row["chance_high"] - row["chance_low"]) / row["councils"] for row in rows],
        "width": BAR,
        "marker": {"color": "#DADDDF", "line": {"color": GREY, "width": 1}},
        "hovertext": [_hover(row) for row in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    marks = [
        {
            "type": "scatter",
            "mode": "markers",
            "name": name,
            "x": [row["percent"] for row in rows if row["below"] is below],
            "y": [place for place, row in zip(places, rows, strict=True) if row["below"] is below],
            "marker": {
                "symbol": symbol,
                "size": 13,
                "color": [
                    colour if row["selected"] else GREY for row in rows if row["below"] is below
                ],
                "line": {"color": INK, "width": 1},
            },
            "hovertext": [_hover(row) for row in rows if row["below"] is below],
            "hovertemplate": "%{hovertext}<extra></extra>",
        }
        for below, name, symbol, colour in (
            (False, "Took part", "circle", BLUE),
            (True, "Took part: below chance", "triangle-down", ORANGE),
        )
        if any(row["below"] is below for row in rows)
    ]
    words = [word for place, row in zip(places, rows, strict=True) for word in _words(place, row)]
    head = {
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": 4,
        "showarrow": False,
        "align": "left",
        "font": {"size": 13},
        "text": f"{caption}<br>Dotted line: England, {whole_percent(england)}",
    }
    line = {
        "type": "line",
        "x0": england,
        "x1": england,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "layer": "below",
        "line": {"color": INK, "width": 1.5, "dash": "dot"},
    }
    return figure(
        [bars, *marks, written(words, -1 / ROW_PIXELS)],
        ROW_PIXELS * max(len(rows), 2) + 140,
        annotations=[head],
        shapes=[line],
        showlegend=True,
        legend=legend(orientation="h", x=0, y=0, yanchor="bottom", yref="container"),
        margin={"l": 14, "r": 20, "t": 50, "b": 8},
        xaxis={
            "range": [-2, 102],
            "tickvals": [0, 25, 50, 75, 100],
            "ticktext": ["0%", "25%", "50%", "75%", "100%"],
            "tickangle": 0,
            "tickfont": {"size": 12},
            "fixedrange": True,
            "gridcolor": "#EEEEEE",
            "zeroline": True,
            "zerolinecolor": INK,
            "automargin": True,
        },
        yaxis={"visible": False, "fixedrange": True, "range": [-0.45, len(rows) - 0.3]},
    )


def _words(place: int, row: dict) -> list[dict]:
    common = {"y": place + BAR / 2, "yanchor": "bottom", "yshift": 1}
    mark = "▼ " if row["below"] else ""
    figures = f"{mark}<b>{row['taking_part']:,}</b> of {row['councils']:,}"
    return [
        {**common, "text": row["name"], "x": INSET, "xanchor": "left"},
        {**common, "text": figures, "x": 100 - INSET, "xanchor": "right"},
    ]


def _hover(row: dict) -> str:
    return (
        f"<b>{row['full_name']}</b><br>"
        f"{n_of_n(row['taking_part'], row['councils'])} councils ({whole_percent(row['percent'])})"
        f"<br>{row['expected']:.1f} expected; chance alone gives {row['chance_low']:.0f} to "
        f"{row['chance_high']:.0f}"
    )
