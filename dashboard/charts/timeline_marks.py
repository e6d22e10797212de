"""The marks of a timeline: circles, diamonds, squares and bars along the years."""

from __future__ import annotations

import textwrap
from datetime import date, timedelta
from typing import Any

from dashboard.charts.theme import BLUE, INK, PLUM, WHITE

MUTED = "#5A6369"
OUTLINE = "#8A9399"
# Beside a mark, on a phone and on a wide screen.
BESIDE_CHARACTERS = (24, 34)
# A row of events with the middle of its lane, in pixels from the top.
Placed = tuple[float, dict[str, Any]]


def days_of(text: str) -> tuple[date, date]:
    """The first and last day that a date allows: `2016/17`, `2016`, `2016-09` or `2016-09-14`.

    Raises ValueError for anything else.
    """
    if "/" in text:
        year = int(text[:4])
        return date(year, 4, 1), date(year + 1, 3, 31)
    if len(text) == 4:
        return date(int(text), 1, 1), date(int(text), 12, 31)
    if len(text) == 7:
        first = date.fromisoformat(f"{text}-01")
        following = (first + timedelta(days=31)).replace(day=1)
        return first, following - timedelta(days=1)
    day = date.fromisoformat(text)
    return day, day


def told(row: dict) -> str:
    """The date of an event in words, after the name of the council where it is another."""
    held = f"{row['held_by']}: " if isinstance(row["held_by"], str) else ""
    return f"{held}{row['when']}"


def support(points: list[Placed]) -> list[dict]:
    """A circle for each day or month, a solid bar for each year."""
    mine = [(y, row) for y, row in points if row["event_kind"] == "support"]
    years = [(y, row, *days_of(row["date"])) for y, row in mine if _is_year(row)]
    marker = {"symbol": "circle", "size": 13, "color": BLUE, "line": {"color": WHITE, "width": 1}}
    return [
        *_bars(years, 11, {"color": BLUE, "line": {"color": WHITE, "width": 1}}),
        *_marks([(y, row) for y, row in mine if not _is_year(row)], marker),
    ]


def interventions(points: list[Placed]) -> list[dict]:
    """A diamond at the start; a hatched bar to the end, or an empty one to the planned end."""
    mine = [(y, row) for y, row in points if row["event_kind"] == "intervention"]
    known, planned = [], []
    for y, row in mine:
        first, last = days_of(row["date"])
        if isinstance(row["ended"], str):
            known.append((y, row, first, days_of(row["ended"])[1]))
        elif isinstance(row["planned_end"], str):
            planned.append((y, row, first, days_of(row["planned_end"])[1]))
        elif _is_year(row):
            known.append((y, row, first, last))
    line = {"color": PLUM, "width": 1.5}
    pattern = {"shape": "/", "fgcolor": PLUM, "bgcolor": WHITE, "size": 5, "solidity": 0.4}
    starts = [(y, row) for y, row in mine if not _is_year(row)]
    marker = {"symbol": "diamond", "size": 14, "color": PLUM, "line": {"color": WHITE, "width": 1}}
    return [
        *_bars(planned, 10, {"color": WHITE, "line": line}),
        *_bars(known, 10, {"color": WHITE, "line": line, "pattern": pattern}),
        *_marks(starts, marker),
    ]


def reorganised(points: list[Placed]) -> list[dict]:
    """A square for the day on which the council was formed or replaced."""
    mine = [(y, row) for y, row in points if row["event_kind"] == "reorganisation"]
    return _marks(mine, {"symbol": "square", "size": 11, "color": INK})


def illustrative(
    points: list[Placed], heading: str, top: float, left: date, wide: bool
) -> list[dict]:
    """Hollow grey bars with their names beside them, under a heading at `top` and the day `left`.

    All words are text of a trace, so that hiding the traces hides everything.
    """
    if not points:
        return []
    spans = [(y, row, *days_of(row["date"])) for y, row in points]
    ends: dict[float, tuple[str, date]] = {}
    for y, row, _, last in spans:
        ends[y] = (row["event"], max(last, ends.get(y, ("", last))[1]))
    letters = BESIDE_CHARACTERS[wide]
    beside = ["<br>".join(textwrap.wrap(name, letters)) for name, _ in ends.values()]
    text = {
        "type": "scatter",
        "mode": "text",
        "meta": "illustrative",
        "hoverinfo": "skip",
        "cliponaxis": False,
        "textposition": "middle right",
        "textfont": {"color": MUTED, "size": 12},
    }
    labels = {
        "x": [(end + timedelta(days=40)).isoformat() for _, end in ends.values()],
        "y": [*ends],
        "text": beside,
    }
    head = {"x": [left.isoformat()], "y": [top], "text": [f"<b>{heading}</b>"]}
    hollow = {"color": WHITE, "line": {"color": OUTLINE, "width": 1.5}}
    return [
        *_bars(spans, 9, hollow, meta="illustrative"),
        {**text, **labels},
        {**text, **head, "textfont": {"color": MUTED, "size": 13}},
    ]


def upright(day: str) -> dict:
    """A dotted line through all lanes: what is left of it was another council."""
    line = {"color": INK, "width": 1.5, "dash": "dot"}
    place = {"x0": day, "x1": day, "yref": "paper", "y0": 0, "y1": 1, "layer": "below"}
    return {"type": "line", **place, "line": line}


def _is_year(row: dict) -> bool:
    """Whether no more than the calendar or financial year is known."""
    return "/" in row["date"] or len(row["date"]) == 4


def _middle(text: str) -> str:
    first, last = days_of(text)
    return (first + (last - first) / 2).isoformat()


def _hover(row: dict) -> str:
    words = [f"<b>{'<br>'.join(textwrap.wrap(row['event'], 46))}</b>", told(row)]
    if isinstance(row.get("note"), str):
        words += textwrap.wrap(row["note"], 56)
    return "<br>".join(words)


def _bars(
    spans: list[tuple[float, dict, date, date]], width: float, marker: dict, **more: Any
) -> list[dict]:
    """Bars from the first day to the end of the last."""
    if not spans:
        return []
    milliseconds = [((last - first).days + 1) * 86_400_000 for _, _, first, last in spans]
    return [
        {
            "type": "bar",
            "orientation": "h",
            "base": [first.isoformat() for _, _, first, _ in spans],
            "x": milliseconds,
            "y": [y for y, *_ in spans],
            "width": width,
            "marker": marker,
            "hovertext": [_hover(row) for _, row, _, _ in spans],
            "hovertemplate": "%{hovertext}<extra></extra>",
            **more,
        }
    ]


def _marks(points: list[Placed], marker: dict) -> list[dict]:
    if not points:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [_middle(row["date"]) for _, row in points],
            "y": [y for y, _ in points],
            "marker": marker,
            "hovertext": [_hover(row) for _, row in points],
            "hovertemplate": "%{hovertext}<extra></extra>",
        }
    ]
