"""One council's events along the years: support, interventions, reorganisation.

Each lane is one kind of event with its name above the line and its dates in words below it, so
that nothing depends on reading the axis to the day. An event known only to the year is a bar over
that year; nothing without a date is placed on the axis.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pandas as pd

from dashboard.charts.theme import GREY, INK, PALE, Figure, figure
from dashboard.charts.timeline_marks import (
    BESIDE_CHARACTERS,
    Placed,
    days_of,
    illustrative,
    interventions,
    reorganised,
    support,
    told,
    upright,
)
from dashboard.charts.words import left_words
from dashboard.records import records

START = date(2011, 1, 1)  # sector-led improvement began in 2011
BANDS = {
    "support": "Support on record",
    "before": "Support of councils it replaced",
    "intervention": "Interventions, notices and reviews",
    "reorganisation": "Reorganisation",
}
NOTHING = {
    "support": "None found; there may have been some.",
    "intervention": "None on record.",
}
ILLUSTRATIVE = "Illustrative: not a fact about this council"

HEAD_PIXELS = 30
# Characters are those of a line on a phone and on a wide screen.
NAME_PIXELS, NAME_CHARACTERS = 19, (40, 66)
TRACK_PIXELS = 14
WORDS_PIXELS, WORDS_CHARACTERS = 16, (48, 78)
GAP_PIXELS = 12
BESIDE_PIXELS = 15
FOOT_PIXELS = 30
HEAD_ROOM = 6


@dataclass
class _Band:
    """The lanes of a band: names with their rows, in the order of the frame."""

    head: str
    lanes: dict[str, list[dict[str, Any]]]
    nothing: str | None = None


@dataclass
class _Drawing:
    """What has been drawn so far, from the top; `y` in pixels."""

    wide: bool
    y: float = 0
    words: list[dict] = field(default_factory=list)
    shapes: list[dict] = field(default_factory=list)
    points: list[Placed] = field(default_factory=list)
    beside: list[Placed] = field(default_factory=list)
    heading: float = 0


def timeline(frame: pd.DataFrame, until: str, wide: bool = False) -> Figure:
    """Lanes of events between 2011 and `until` (an ISO day), or further where an event is.

    `frame` holds, for each event, `event`, `event_kind` (support, intervention, reorganisation),
    `held_by`, `basis`, `date`, `ended` and `planned_end` (partial ISO text, `2016/17`, or null) and
    `when` (the date in words). Illustrative rows are traces of their own, whose `meta` says so.
    """
    rows = records(frame)
    drawn = _Drawing(wide)
    for band in _bands(rows):
        _draw_band(drawn, band)
    _draw_illustrative(drawn, [row for row in rows if row["basis"] == "illustrative"])
    shown = [row for _, row in (*drawn.points, *drawn.beside)]
    first, last = _range(shown, date.fromisoformat(until))
    traces = [*support(drawn.points), *interventions(drawn.points), *reorganised(drawn.points)]
    for _, row in drawn.points:
        if row["event_kind"] == "reorganisation":
            drawn.shapes.append(upright(row["date"]))
    return figure(
        [*traces, *illustrative(drawn.beside, ILLUSTRATIVE, drawn.heading, first, wide)],
        int(drawn.y) + FOOT_PIXELS + HEAD_ROOM,
        annotations=drawn.words,
        shapes=drawn.shapes,
        barmode="overlay",
        hovermode="closest",
        margin={"l": 14, "r": 14, "t": HEAD_ROOM, "b": FOOT_PIXELS},
        xaxis={
            "type": "date",
            "range": [first.isoformat(), last.isoformat()],
            "tick0": "2012-01-01",
            # Every second year, or every fourth where a phone has no room for more.
            "dtick": "M24" if (last - first).days < 17 * 365 else "M48",
            "tickformat": "%Y",
            "tickangle": 0,
            "tickfont": {"size": 12},
            "fixedrange": True,
            "gridcolor": "#EEEEEE",
            "showline": True,
            "linecolor": INK,
            "ticks": "outside",
        },
        yaxis={"visible": False, "fixedrange": True, "range": [drawn.y, 0]},
    )


def _bands(rows: list[dict]) -> list[_Band]:
    held: dict[str, list[dict]] = {kind: [] for kind in BANDS}
    for row in rows:
        if row["basis"] != "illustrative":
            before = row["event_kind"] == "support" and isinstance(row["held_by"], str)
            held["before" if before else row["event_kind"]].append(row)
    return [
        _Band(words, _lanes(held[kind]), NOTHING.get(kind))
        for kind, words in BANDS.items()
        if held[kind] or kind in NOTHING
    ]


def _lanes(rows: Iterable[dict]) -> dict[str, list[dict]]:
    lanes: dict[str, list[dict]] = {}
    for row in rows:
        lanes.setdefault(row["event"], []).append(row)
    return lanes


def _draw_band(drawn: _Drawing, band: _Band) -> None:
    rule = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "layer": "below"}
    if drawn.y:
        drawn.y += 6
        at = {"y0": drawn.y, "y1": drawn.y, "line": {"color": GREY, "width": 1}}
        drawn.shapes.append({**rule, **at})
    drawn.words.append(left_words(drawn.y + 4, f"<b>{band.head}</b>", 14))
    drawn.y += HEAD_PIXELS
    if not band.lanes and band.nothing:
        drawn.words.append(left_words(drawn.y - 5, band.nothing, 13))
        drawn.y += WORDS_PIXELS + GAP_PIXELS
    for name, rows in band.lanes.items():
        lines = textwrap.wrap(name, NAME_CHARACTERS[drawn.wide])
        drawn.words.append(left_words(drawn.y - 3, "<br>".join(lines), 14))
        drawn.y += NAME_PIXELS * len(lines)
        dated = [row for row in rows if isinstance(row["date"], str)]
        if dated:
            middle = drawn.y + TRACK_PIXELS / 2
            at = {"y0": middle, "y1": middle, "line": {"color": PALE, "width": 2}}
            drawn.shapes.append({**rule, **at})
            drawn.points += [(middle, row) for row in dated]
            drawn.y += TRACK_PIXELS
        oldest_first = dated[::-1] + [row for row in rows if not isinstance(row["date"], str)]
        dates = textwrap.wrap("; ".join(map(told, oldest_first)), WORDS_CHARACTERS[drawn.wide])
        drawn.words.append(left_words(drawn.y + 1, "<br>".join(dates), 12.5))
        drawn.y += WORDS_PIXELS * len(dates) + GAP_PIXELS


def _draw_illustrative(drawn: _Drawing, rows: list[dict]) -> None:
    """Lower lanes with the name beside the mark: less room, and nothing that stays in print."""
    if not rows:
        return
    drawn.y += 12
    drawn.heading = drawn.y + 8
    drawn.y += HEAD_PIXELS - 8
    for name, lane in _lanes(rows).items():
        lines = len(textwrap.wrap(name, BESIDE_CHARACTERS[drawn.wide]))
        height = BESIDE_PIXELS * lines + 7
        drawn.beside += [(drawn.y + height / 2, row) for row in lane]
        drawn.y += height


def _range(rows: list[dict], until: date) -> tuple[date, date]:
    days = [day for row in rows for day in days_of(row["date"])]
    for row in rows:
        days += [
            day
            for key in ("ended", "planned_end")
            if isinstance(row[key], str)
            for day in days_of(row[key])
        ]
    margin = timedelta(days=120)
    return min([START, *days]) - margin, max([until, *days]) + margin
