"""Changes of control, counted, and how many of the councils have support on record after."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.theme import BLUE, GREY, INK, WHITE, Figure, figure, legend
from dashboard.wording import counted

ROW_PIXELS = 44
BAR = 0.34


def transition_bars(frame: pd.DataFrame) -> Figure:
    """A bar of councils for each pair of old and new control, in alphabetical order.

    `frame` has a row for each council: `control_before`, `control_after`, `records_after`.
    Alphabetical, since parties are never ranked.
    """
    found = (
        frame.assign(supported=frame["records_after"] > 0)
        .groupby(["control_before", "control_after"])["supported"]
        .agg(["sum", "size"])
        .sort_index(ascending=False)
    )
    places = list(range(len(found)))
    names = [f"{before} → {after}" for before, after in found.index]
    supported = found["sum"].astype(int).tolist()
    others = (found["size"] - found["sum"]).astype(int).tolist()
    traces = [
        {
            "type": "bar",
            "orientation": "h",
            "name": name,
            "y": places,
            "x": values,
            "width": BAR,
            "marker": {"color": colour, "line": {"color": line, "width": 1}},
            "hovertext": [
                f"<b>{pair}</b><br>{counted(value, 'council')}: {name.lower()}"
                for pair, value in zip(names, values, strict=True)
            ],
            "hovertemplate": "%{hovertext}<extra></extra>",
        }
        for name, values, colour, line in (
            ("Support on record in the two years after", supported, BLUE, BLUE),
            ("None on record", others, "#F7F7F7", GREY),
        )
    ]
    common = {
        "yanchor": "bottom",
        "yshift": 1,
        "xref": "paper",
        "showarrow": False,
        "bgcolor": WHITE,
        "borderpad": 0,
    }
    words = [
        word
        for place, pair, total in zip(places, names, found["size"], strict=True)
        for word in (
            {**common, "y": place + BAR / 2, "text": pair, "x": 0, "xanchor": "left"},
            {**common, "y": place + BAR / 2, "text": f"<b>{total}</b>", "x": 1, "xanchor": "right"},
        )
    ]
    return figure(
        traces,
        ROW_PIXELS * max(len(found), 2) + 90,
        barmode="stack",
        annotations=words,
        showlegend=True,
        legend=legend(
            orientation="h", x=0, y=0, yanchor="bottom", yref="container", traceorder="normal"
        ),
        margin={"l": 14, "r": 20, "t": 24, "b": 8},
        xaxis={
            "rangemode": "tozero",
            "tickformat": ",d",
            "nticks": 6,
            "tickangle": 0,
            "tickfont": {"size": 12},
            "fixedrange": True,
            "gridcolor": "#EEEEEE",
            "zeroline": True,
            "zerolinecolor": INK,
            "automargin": True,
        },
        yaxis={"visible": False, "fixedrange": True, "range": [-0.45, len(found) - 0.3]},
    )
