"""The marks of the polling charts: figures with margins, lines, bounds and labels."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts.theme import BLUE, INK, WHITE
from dashboard.wording import whole_percent

MUTED = "#767676"
# How far an arrow reaches from its bound, in percentage points.
ARROW = 3.5


def line(rounds: pd.DataFrame) -> dict[str, Any]:
    """Lines between neighbouring rounds; none over a gap, or where sources differ."""
    plain = rounds.drop_duplicates("round", keep=False)
    held = dict(zip(plain["round"].astype(int), plain["percent"], strict=True))
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


def marks(part: pd.DataFrame, x: list, name: str, symbol: str, size: int) -> dict[str, Any]:
    """Figures as marks at `x`, each with its margin; those not in hand are grey."""
    colours = [BLUE if mine else MUTED for mine in part["selected"]]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": x,
        "y": part["percent"].tolist(),
        "marker": {"symbol": symbol, "size": size, "color": colours, "line": {"width": 1.8}},
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": (part["interval_high"] - part["percent"]).tolist(),
            "arrayminus": (part["percent"] - part["interval_low"]).tolist(),
            "color": MUTED,
            "thickness": 1.4,
            "width": 3,
        },
        "hovertext": part["words"].tolist(),
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def arrow(row: dict, x: float) -> dict[str, Any]:
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


def ruled_out(row: dict, scale: tuple[int, int]) -> dict[str, Any]:
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


def labels(rounds: pd.DataFrame) -> list[dict[str, Any]]:
    """Figures in words at the first, last, highest and lowest round, and the newest in hand.

    They stand clear of the margins: above for the highest, below for the lowest. Where some
    rounds are in hand the highest and the lowest go without, to leave them room.
    """
    if rounds.empty:
        return []
    in_order = rounds.sort_values("round")
    falling = len(in_order) > 1 and in_order["percent"].iloc[-1] < in_order["percent"].iloc[-2]
    named = {in_order.index[0]: "top", in_order.index[-1]: "bottom" if falling else "top"}
    mine = in_order[in_order["selected"]]
    if 0 < len(mine) < len(in_order):
        named.setdefault(mine.index[-1], "top")
    else:
        named[in_order["percent"].idxmin()] = "bottom"
        named[in_order["percent"].idxmax()] = "top"
    rows = in_order.loc[list(named)]
    sides = list(named.values())
    return [
        {
            "type": "scatter",
            # Marks that nobody sees keep the words off the ends of the margins.
            "mode": "markers+text",
            "marker": {"size": 6, "opacity": 0},
            "x": rows["round"].tolist(),
            "y": [
                row.interval_high if side == "top" else row.interval_low
                for row, side in zip(rows.itertuples(), sides, strict=True)
            ],
            "text": [
                f"<b>{whole_percent(row.percent)}</b>"
                if row.selected
                else whole_percent(row.percent)
                for row in rows.itertuples()
            ],
            "textposition": [f"{side} center" for side in sides],
            "textfont": {"size": 12.5, "color": INK},
            "cliponaxis": False,
            "hoverinfo": "skip",
        }
    ]
