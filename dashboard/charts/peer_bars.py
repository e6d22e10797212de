"""Kinds of support among similar councils: how many have one, and whether this council has."""

from __future__ import annotations

import textwrap

import pandas as pd

from dashboard.charts.theme import BLUE, GREY, INK, WHITE, Figure, figure
from dashboard.charts.words import left_words
from dashboard.records import records
from dashboard.wording import n_of_n

# Characters are those of a line on a phone and on a wide screen.
NAME_PIXELS, NAME_CHARACTERS = 19, (31, 52)
BAR_PIXELS = 15
WORDS_PIXELS, WORDS_CHARACTERS = 16, (47, 78)
GAP_PIXELS = 15
# What this council has, in the order of `used_here`: the bar, and what the hatching is drawn in.
LOOKS = {
    "no record found": {"color": BLUE},
    "predecessor only": {
        "color": WHITE,
        "line": {"color": INK, "width": 1},
        "pattern": {"shape": "/", "fgcolor": GREY, "bgcolor": WHITE, "size": 6},
    },
    "on record": {"color": GREY},
}


def peer_bars(frame: pd.DataFrame, wide: bool = False) -> Figure:
    """A bar for each kind of support, in the order of `frame`: n of N similar councils.

    `frame` holds `offer`, `used_here`, `peers` (N, above 0), `peers_taking_part` (n),
    `peer_offers` and `here` (words on what is on record here). Kinds that this council has no
    record of are in the strong colour; those that it has are grey with a tick.
    """
    rows = records(frame)
    words, places, top = [], [], 0.0
    for row in rows:
        name = textwrap.wrap(row["offer"], NAME_CHARACTERS[wide])
        strong = row["used_here"] == "no record found"
        style = "<b>{}</b>" if strong else "{}"
        words.append(left_words(top, style.format("<br>".join(name)), 14))
        count = n_of_n(row["peers_taking_part"], row["peers"])
        top += NAME_PIXELS * len(name)
        words.append({**left_words(top, f"<b>{count}</b>", 14), "x": 1, "xanchor": "right"})
        words[-1]["yanchor"] = "bottom"
        places.append(top + BAR_PIXELS / 2)
        top += BAR_PIXELS + 3
        told = textwrap.wrap(row["here"], WORDS_CHARACTERS[wide])
        if isinstance(row["peer_offers"], str) and "; " in row["peer_offers"]:
            told += textwrap.wrap(f"Among them: {row['peer_offers']}", WORDS_CHARACTERS[wide])
        words.append(left_words(top, "<br>".join(told), 12.5))
        top += WORDS_PIXELS * len(told) + GAP_PIXELS
    most = max(row["peers"] for row in rows)
    step = max(1, -(-most // 4))
    traces = [
        {
            "type": "bar",
            "orientation": "h",
            "name": look,
            "x": [row["peers_taking_part"] for _, row in part],
            "y": [place for place, _ in part],
            "width": BAR_PIXELS,
            "marker": marker,
            "hovertext": [_hover(row) for _, row in part],
            "hovertemplate": "%{hovertext}<extra></extra>",
        }
        for look, marker in LOOKS.items()
        if (part := [p for p in zip(places, rows, strict=True) if p[1]["used_here"] == look])
    ]
    return figure(
        traces,
        int(top) + 52,
        annotations=words,
        barmode="overlay",
        margin={"l": 14, "r": 14, "t": 4, "b": 48},
        xaxis={
            "range": [0, most],
            "dtick": step,
            "tickangle": 0,
            "tickfont": {"size": 12},
            "title": {
                "text": "Similar councils with a record",
                "font": {"size": 13},
                "standoff": 8,
            },
            "fixedrange": True,
            "gridcolor": "#EEEEEE",
            "zeroline": True,
            "zerolinecolor": INK,
        },
        yaxis={"visible": False, "fixedrange": True, "range": [top, 0]},
    )


def _hover(row: dict) -> str:
    lines = [f"<b>{row['offer']}</b>", n_of_n(row["peers_taking_part"], row["peers"])]
    if isinstance(row["peer_names"], str):
        lines += textwrap.wrap(row["peer_names"], 60)
    return "<br>".join([*lines, row["here"]])
