"""The marks of the polling charts: figures with margins, lines, bounds and labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from dashboard.charts.theme import BLUE, INK, WHITE
from dashboard.records import Row
from dashboard.wording import whole_percent

MUTED = "#767676"
# How far an arrow reaches from its bound, in percentage points.
ARROW = 3.5


def line(rounds: Sequence[Row]) -> dict[str, Any]:
    """Lines between neighbouring rounds; none over a gap, or where sources differ."""
    times = Counter(row["round"] for row in rounds)
    held = {row["round"]: row["percent"] for row in rounds if times[row["round"]] == 1}
    x: list[float | None] = []
    y: list[float | None] = []
    for one in sorted(held):
        if one + 1 in held:
            x += [one, one + 1, None]
            y += [held[one], held[one + 1], None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "line": {"color": MUTED, "width": 1.4},
        "hoverinfo": "skip",
    }


def marks(part: Sequence[Row], x: list[float], name: str, symbol: str, size: int) -> dict[str, Any]:
    """Figures as marks at `x`, each with its margin; those not in hand are grey."""
    colours = [BLUE if row["selected"] else MUTED for row in part]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": x,
        "y": [row["percent"] for row in part],
        "marker": {"symbol": symbol, "size": size, "color": colours, "line": {"width": 1.8}},
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [row["interval_high"] - row["percent"] for row in part],
            "arrayminus": [row["percent"] - row["interval_low"] for row in part],
            "color": MUTED,
            "thickness": 1.4,
            "width": 3,
        },
        "hovertext": [row["words"] for row in part],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def arrow(row: Row, x: float) -> dict[str, Any]:
    """A bar at the bound and an arrow to the side on which the figures lie."""
    down = row["measure"] == "series_max"
    over = f"over {whole_percent(row['percent'])}" if row["measure"] == "stated_over" else ""
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "text": ["", over],
        "textposition": "top center",
        "textfont": {"size": 12.5, "color": INK},
        "name": "Bound: the figure lies beyond it",
        "x": [x, x],
        "y": [row["percent"], row["percent"] + (-ARROW if down else ARROW)],
        "line": {"color": INK, "width": 1.6},
        "marker": {
            "symbol": ["line-ew-open", "triangle-down" if down else "triangle-up"],
            "size": 8,
            "color": INK,
            "line": {"width": 1.8},
        },
        "hovertext": row["words"],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def ruled_out(row: Row, scale: tuple[int, int]) -> dict[str, Any]:
    """The hatched ground below a lowest, or above a highest, over the rounds it speaks of."""
    edge = scale[1] if row["measure"] == "series_max" else scale[0]
    end = row["round"] + 0.5
    return {
        "type": "scatter",
        "mode": "lines",
        "name": "Ruled out by a bound",
        "x": [0.5, end, end, 0.5, 0.5],
        "y": [row["percent"], row["percent"], edge, edge, row["percent"]],
        "fill": "toself",
        "fillcolor": WHITE,
        "fillpattern": {"shape": "/", "fgcolor": "#C4CACE", "bgcolor": WHITE, "size": 7},
        "line": {"width": 0, "color": MUTED},
        "hoveron": "fills",
        "hoverinfo": "text",
        "text": row["words"],
    }


def labels(rounds: Sequence[Row]) -> list[dict[str, Any]]:
    """Figures in words at the first, last, highest and lowest round, and the newest in hand.

    They stand clear of the margins: above for the highest, below for the lowest. Where some
    rounds are in hand the highest and the lowest go without, to leave them room.
    """
    if not rounds:
        return []
    in_order = sorted(rounds, key=lambda row: row["round"])
    values = [row["percent"] for row in in_order]
    falling = len(values) > 1 and values[-1] < values[-2]
    named = {0: "top", len(values) - 1: "bottom" if falling else "top"}
    mine = [place for place, row in enumerate(in_order) if row["selected"]]
    if 0 < len(mine) < len(in_order):
        named.setdefault(mine[-1], "top")
    else:
        named[values.index(min(values))] = "bottom"
        named[values.index(max(values))] = "top"
    found = [(in_order[place], side) for place, side in named.items()]
    return [
        {
            "type": "scatter",
            # Marks that nobody sees keep the words off the ends of the margins.
            "mode": "markers+text",
            "marker": {"size": 6, "opacity": 0},
            "x": [row["round"] for row, _ in found],
            "y": [row["interval_high" if side == "top" else "interval_low"] for row, side in found],
            "text": [
                f"<b>{whole_percent(row['percent'])}</b>"
                if row["selected"]
                else whole_percent(row["percent"])
                for row, _ in found
            ],
            "textposition": [f"{side} center" for _, side in found],
            "textfont": {"size": 12.5, "color": INK},
            "cliponaxis": False,
            "hoverinfo": "skip",
        }
    ]
