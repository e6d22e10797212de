"""Seats by party after each May, under the control they gave; parties in a fixed order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd

from dashboard.charts.theme import GREY, INK, WHITE, Figure, figure
from dashboard.records import records
from dashboard.wording import counted

YEAR_PIXELS = 23
HEADING_PIXELS = 28
BAR_PIXELS = 20
YEAR_ROOM = 42
# Width of a swatch and of the gap beside it, as shares of the longest bar.
SWATCH, SWATCH_GAP = 0.035, 0.012
KEY_LINE, KEY_COLUMN = 20, 135
DARK = "#111111"


class Look(NamedTuple):
    """How a party is drawn: always with its name, never by colour alone."""

    name: str
    short: str
    colour: str
    text: str
    pattern: str = ""


LOOKS = {
    "con": Look("Conservative", "Con", "#0087DC", DARK),
    "lab": Look("Labour", "Lab", "#E4003B", WHITE),
    "ld": Look("Liberal Democrat", "LD", "#FAA61A", DARK),
    "green": Look("Green", "Green", "#02A95B", DARK),
    "ukip": Look("UKIP", "UKIP", "#70147A", WHITE),
    "reform": Look("Reform UK", "Ref", "#12B6CF", DARK),
    "other": Look("Other", "Other", "#E3E3E3", DARK),
    "not_broken_down": Look("The rest", "?", "#F7F7F7", DARK, "."),
}
CONTROLS = {
    "Conservative": "con",
    "Labour": "lab",
    "Liberal Democrat": "ld",
    "Green": "green",
    "UKIP": "ukip",
    "Reform UK": "reform",
}
NO_CONTROL = "No overall control"


# Control, and the first and last May of those in a row after which it was the same.
Run = tuple[str, int, int]


def control_bars(frame: pd.DataFrame, runs: Sequence[Run]) -> Figure:
    """A bar of seats for each May, the newest on top, under a heading for each run of control.

    `frame` holds `may`, `control`, `seats_total` and the seats of each of LOOKS, which may be
    missing; `runs` cover every May of it, the oldest first. A swatch beside each bar shows the
    control again, hatched grey for no overall control.
    """
    rows = {int(row["may"]): row for row in records(frame)}
    at: dict[int, float] = {}
    words: list[dict[str, Any]] = []
    down = 0.0
    for control, first, last in reversed(runs):
        words.append(_heading(down + HEADING_PIXELS / 2, control, first, last))
        down += HEADING_PIXELS
        for may in sorted((may for may in rows if first <= may <= last), reverse=True):
            at[may] = down + YEAR_PIXELS / 2
            words.append(_year(at[may], may))
            if pd.isna(rows[may]["seats_total"]):
                words.append(_no_seats(at[may]))
            down += YEAR_PIXELS
    most = max(frame["seats_total"].fillna(0).max(), 1)
    held = [party for party in LOOKS if any(_seats(row, party) for row in rows.values())]
    traces = [_party(party, rows, at) for party in held]
    words.append({**_words("Seats", 1, 12), "yref": "paper", "yanchor": "bottom", "yshift": -1})
    words += _key(held, down + KEY_LINE / 2)
    height = down + KEY_LINE * (1 + -(-len(held) // 2))
    return figure(
        [*traces, _swatches(rows, at, float(most))],
        round(height) + 26,
        barmode="stack",
        bargap=0,
        annotations=words,
        uniformtext={"mode": "hide", "minsize": 9},
        margin={"l": YEAR_ROOM, "r": 10, "t": 22, "b": 4},
        xaxis={
            "range": [-(SWATCH + SWATCH_GAP + 0.005) * most, 1.01 * most],
            "side": "top",
            "tickformat": ",d",
            "nticks": 6,
            "tickangle": 0,
            "tickfont": {"size": 12},
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
        },
        yaxis={"visible": False, "fixedrange": True, "range": [height, 0]},
    )


def _seats(row: dict, party: str) -> int:
    return 0 if pd.isna(row[party]) else int(row[party])


def _party(party: str, rows: dict[int, dict], at: dict[int, float]) -> dict[str, Any]:
    look = LOOKS[party]
    seats = [_seats(row, party) for row in rows.values()]
    return {
        "type": "bar",
        "orientation": "h",
        "name": look.name,
        "y": [at[may] for may in rows],
        "x": seats,
        "width": BAR_PIXELS,
        "marker": {
            "color": look.colour,
            "line": {"color": INK, "width": 0.8},
            **(_hatch(look.pattern) if look.pattern else {}),
        },
        "text": [f"{look.short} {number}" if number else "" for number in seats],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "insidetextfont": {"color": look.text, "size": 11},
        "hovertext": [
            f"<b>May {may}: {_control(row)}</b><br>{look.name}: {counted(number, 'seat')} "
            f"of {int(row['seats_total'])}"
            if number
            else ""
            for (may, row), number in zip(rows.items(), seats, strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _swatches(rows: dict[int, dict], at: dict[int, float], most: float) -> dict[str, Any]:
    """The control of each May in its colour; other than a party's is grey or hatched grey."""
    controls = [_control(row) for row in rows.values()]
    known = [CONTROLS.get(control) for control in controls]
    return {
        "type": "bar",
        "orientation": "h",
        "y": [at[may] for may in rows],
        # Left of nothing: a second axis for them would stop plotly from hiding words too small.
        "base": -(SWATCH + SWATCH_GAP) * most,
        "x": [SWATCH * most] * len(rows),
        "width": BAR_PIXELS,
        "marker": {
            "color": [LOOKS[party].colour if party else "#F2F2F2" for party in known],
            "line": {"color": INK, "width": 0.8},
            "pattern": {
                "shape": ["/" if control == NO_CONTROL else "" for control in controls],
                "fgcolor": "#6F6F6F",
                "size": 5,
                "solidity": 0.35,
                "fillmode": "overlay",
            },
        },
        "hovertext": [f"May {may}: {control}" for may, control in zip(rows, controls, strict=True)],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _key(held: list[str], down: float) -> list[dict[str, Any]]:
    """The parties drawn, two to a line: plotly's own legend would squeeze the bars on a phone."""
    words = []
    for place, party in enumerate(held):
        look = LOOKS[party]
        left = KEY_COLUMN * (place % 2) - YEAR_ROOM
        line = down + KEY_LINE * (0.5 + place // 2)
        square = {
            "width": 10,
            "height": 10,
            "bgcolor": look.colour,
            "bordercolor": INK,
            "borderwidth": 1,
        }
        sign = "?" if look.pattern else " "
        words += [
            {**_words(sign, line, 10), **square, "xshift": left},
            {**_words(look.name, line, 12), "xshift": left + 20},
        ]
    return words


def _hatch(shape: str) -> dict[str, Any]:
    return {"pattern": {"shape": shape, "fgcolor": GREY, "size": 5, "fillmode": "overlay"}}


def _control(row: dict) -> str:
    return row["control"] if isinstance(row["control"], str) else "Not known"


def _heading(down: float, control: str, first: int, last: int) -> dict[str, Any]:
    mays = f"{first} to {last}" if last > first else str(first)
    return _words(f"<b>{control}</b>, {mays}", down + 2, 13)


def _year(down: float, may: int) -> dict[str, Any]:
    return _words(str(may), down, 12)


def _no_seats(down: float) -> dict[str, Any]:
    place = {"xref": "x", "x": 0, "xshift": 4}
    return {**_words("<i>seats not on record</i>", down, 12), **place}


def _words(text: str, down: float, size: float) -> dict[str, Any]:
    return {
        "text": text,
        "xref": "paper",
        "x": 0,
        "xshift": -YEAR_ROOM,
        "xanchor": "left",
        "y": down,
        "yanchor": "middle",
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": size},
    }
