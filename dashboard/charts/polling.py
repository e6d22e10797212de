"""Polling over rounds: a panel for each question, margins drawn, bounds drawn as bounds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard.charts.polling_marks import arrow, labels, line, marks, ruled_out
from dashboard.charts.theme import PALE, Figure, figure, legend
from dashboard.records import Row, records

HEADING = 26
PLOT = 130
GAP = 12
PANEL = HEADING + PLOT + GAP
TICKS = 42
# On a phone the legend has a line for each mark.
LEGEND = TICKS + 128
TICK_GAP = 5
SLOTS = 5
FIGURE = "net_positive"  # the measure that is no bound
BOUND_SLOTS = 2
_CIRCLE, _SQUARE, _HOLLOW = "circle", "square", "circle-open"
_NAMES = {
    _CIRCLE: "Round, with its margin",
    _SQUARE: "Winter round",
    _HOLLOW: "Round whose month is not stated",
}


def poll_panels(
    frame: pd.DataFrame,
    headings: Sequence[tuple[str, str]],
    months: dict[int, str],
    *,
    explained: bool = True,
) -> Figure:
    """Panels of `percent` by `round`, one for each (question, heading) and all on one scale.

    `frame` holds `question`, `round` (missing where not known), `measure`, `percent`,
    `interval_low`, `interval_high`, `winter`, `dated`, `selected` and `words` (for the hover).
    `months` names rounds on the axis. Lines join neighbouring rounds only. Figures without a
    round stand in a strip of their own on the right. A hatched band is what a bound rules out;
    an arrow starts at a bound and points to where the figures lie. Rows not `selected` are grey.
    Where it is not `explained` there is no legend.
    """
    below = LEGEND if explained else TICKS
    scale = _scale(frame)
    last = int(frame["round"].max())
    undated = frame["round"].isna().any()
    rows = records(frame)
    strip = (last + 2.2, last + 9.2)
    traces: list[dict[str, Any]] = []
    shown: set[str] = set()
    plot = PANEL * len(headings)
    layout: dict[str, Any] = {}
    notes: list[dict[str, Any]] = []
    for position, (question, heading) in enumerate(headings):
        axis = "y" if position == 0 else f"y{position + 1}"
        part = _panel([row for row in rows if row["question"] == question], scale, strip)
        for trace in part:
            name = str(trace.get("name", ""))
            known = not name or name in shown
            traces.append({**trace, "xaxis": "x", "yaxis": axis, "showlegend": not known})
            shown.add(name)
        top = position * PANEL + HEADING
        layout[f"yaxis{axis[1:]}"] = _y_axis(scale, 1 - (top + PLOT) / plot, 1 - top / plot)
        notes.append(_heading(heading, 1 - top / plot))
    end = strip[1] if undated else last + 1.6
    ticks = _ticks(months)
    layout["xaxis"] = {
        # Room for the first figure beside the names of the ticks.
        "range": [-1.8, end],
        "tickvals": [*ticks, sum(strip) / 2] if undated else ticks,
        "ticktext": [
            *(months[one].replace(" ", "<br>") for one in ticks),
            *(["Not<br>dated"] if undated else []),
        ],
        "tickangle": 0,
        "tickfont": {"size": 12},
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "anchor": f"y{len(headings)}" if len(headings) > 1 else "y",
    }
    return figure(
        traces,
        plot + below,
        annotations=notes,
        shapes=_strips(strip, len(headings)) if undated else [],
        showlegend=explained,
        legend=legend(orientation="h", x=0, y=-TICKS / plot, yanchor="top", font={"size": 13}),
        margin={"l": 44, "r": 10, "t": 0, "b": below},
        hovermode="closest",
        **layout,
    )


def _scale(frame: pd.DataFrame) -> tuple[int, int]:
    """Whole fives that hold every figure, margin and arrow: one scale for all panels."""
    low = frame[["percent", "interval_low"]].min(axis=None)
    high = frame[["percent", "interval_high"]].max(axis=None)
    return max(0, 5 * math.floor((low - 2) / 5)), min(100, 5 * math.ceil((high + 2) / 5))


def _ticks(months: dict[int, str]) -> list[int]:
    chosen: list[int] = []
    for one in sorted(months):
        if not chosen or one - chosen[-1] >= TICK_GAP:
            chosen.append(one)
    return chosen


def _y_axis(scale: tuple[int, int], bottom: float, top: float) -> dict[str, Any]:
    step = 10 if scale[1] - scale[0] <= 40 else 20
    ticks = [one for one in range(0, 101, step) if scale[0] <= one <= scale[1]]
    return {
        "domain": [max(0.0, bottom), min(1.0, top)],
        "range": list(scale),
        "tickvals": ticks,
        "ticktext": [f"{one}%" for one in ticks],
        "tickfont": {"size": 12},
        "fixedrange": True,
        "gridcolor": "#EEEEEE",
        "zeroline": False,
        "showline": False,
    }


def _heading(text: str, y: float) -> dict[str, Any]:
    return {
        "text": f"<b>{text}</b>",
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "xshift": -36,
        "y": min(1.0, y),
        "yref": "paper",
        "yanchor": "bottom",
        # Clear of the highest tick, which stands level with the top of the panel.
        "yshift": 8,
        "showarrow": False,
        "borderpad": 0,
    }


def _strips(strip: tuple[float, float], panels: int) -> list[dict[str, Any]]:
    """The ground of the figures that have no round, so that nobody reads them along the axis."""
    return [
        {
            "type": "rect",
            "xref": "x",
            "x0": strip[0],
            "x1": strip[1],
            "yref": "y" if one == 0 else f"y{one + 1}",
            "y0": 0,
            "y1": 100,
            "fillcolor": PALE,
            "line": {"width": 0},
            "layer": "below",
        }
        for one in range(panels)
    ]


def _panel(
    rows: Sequence[Row], scale: tuple[int, int], strip: tuple[float, float]
) -> list[dict[str, Any]]:
    dated = [row for row in rows if not pd.isna(row["round"])]
    apart = _slots([row for row in rows if pd.isna(row["round"])], strip)
    rounds = [row for row in dated if row["measure"] == FIGURE]
    bounds = [row for row in dated if row["measure"] != FIGURE]
    stated = [row for row in bounds if row["measure"] == "stated_over"]
    traces = [ruled_out(row, scale) for row in bounds if row not in stated]
    traces.append(line(rounds))
    for symbol, name in _NAMES.items():
        part = [row for row in rounds if _symbol(row) == symbol]
        if part:
            traces.append(marks(part, [row["round"] for row in part], name, symbol, 6))
    alone = [(row, slot) for row, slot in apart if row["measure"] == FIGURE]
    if alone:
        found, slots = map(list, zip(*alone, strict=True))
        traces.append(marks(found, slots, "Figure without a round", "diamond-open", 7))
    traces += [arrow(row, row["round"]) for row in stated]
    traces += [arrow(row, slot) for row, slot in apart if row["measure"] != FIGURE]
    return [*traces, *labels(rounds)]


def _slots(rows: Sequence[Row], strip: tuple[float, float]) -> list[tuple[Row, float]]:
    """Places in the strip, neighbours in value side by side and bounds to the right of figures."""
    width = (strip[1] - strip[0]) / SLOTS
    first = SLOTS - BOUND_SLOTS
    figures = sorted(
        (row for row in rows if row["measure"] == FIGURE), key=lambda row: row["percent"]
    )
    bounds = sorted(
        (row for row in rows if row["measure"] != FIGURE),
        key=lambda row: (row["source"], row["percent"]),
    )
    # The lowest and the highest that one source gives stand in one place and read as a range.
    sources = list(dict.fromkeys(row["source"] for row in bounds))
    slots = [n % first for n in range(len(figures))]
    slots += [first + sources.index(row["source"]) % BOUND_SLOTS for row in bounds]
    places = [strip[0] + width * (slot + 0.5) for slot in slots]
    return list(zip([*figures, *bounds], places, strict=True))


def _symbol(row: Row) -> str:
    if not row["dated"]:
        return _HOLLOW
    return _SQUARE if row["winter"] else _CIRCLE
