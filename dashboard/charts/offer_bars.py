"""Offers and their take-up: the selection as bars, England and the published figures as marks."""

from __future__ import annotations

import textwrap
from typing import Any

import pandas as pd

from dashboard.charts.bars import INSET, MARKS, PERCENT_AXIS, PUBLISHED_MARKER
from dashboard.charts.intervals import edged, intervals
from dashboard.charts.theme import BLUE, GREY, INK, WHITE, Figure, figure, legend
from dashboard.charts.words import written
from dashboard.records import Row
from dashboard.wording import n_of_n, whole_percent

NAME_CHARACTERS = 44
NAME_PIXELS = 20
WORDS_PIXELS = 18
BAR_PIXELS = 14
GAP_PIXELS = 14


def offer_bars(rows: list[Row], chosen: tuple[str, ...], narrowed: bool) -> Figure:
    """One bar for each offer, in the order of `rows`, its name above and its figures below.

    `rows` hold `offer_code`, `offer`, `councils`, `taking_part`, `percent`, `england_percent`,
    `published_percent`, `published_wording`, `compared_with_england`, `complete` and `basis`.
    Offers in `chosen` are coloured. A hatched bar is a floor; an offer known only from a document
    has a diamond and no bar. Where the selection is `narrowed` England has a mark of its own, and
    the published figure, which is of England, is drawn only where nothing better is known.
    """
    places, height = _places(rows)
    placed = list(zip(places, rows, strict=True))
    traces = []
    for name, mine, floor in (
        ("Offer chosen above", True, False),
        ("Other offers" if _some(rows, chosen) else "Share of councils", False, False),
        ("Records incomplete: at least this many", None, True),
    ):
        part = [
            (place, row)
            for place, row in placed
            if row["basis"] != "published"
            and (not row["complete"]) == floor
            and (mine is None or (row["offer_code"] in chosen) == mine)
        ]
        if part:
            traces.append(edged(_bars(part, name, chosen, floor), part))
    traces += intervals(placed)
    if narrowed:
        known = [(at, row) for at, row in placed if row["complete"]]
        traces.append(_marks(known, "england_percent", "England", _ENGLAND))
    published = [(at, row) for at, row in placed if _shows_published(row, narrowed)]
    if published:
        name = "England, as published" if narrowed else "Published"
        traces.append(_marks(published, "published_percent", name, PUBLISHED_MARKER))
    words = [w for at, row in placed for w in _words(at, row, narrowed)]
    return figure(
        [*traces, written(words, 1)],
        height + 116,
        barmode="overlay",
        showlegend=True,
        legend=legend(orientation="h", x=0, y=0, yanchor="bottom", yref="container"),
        margin={"l": 14, "r": 20, "t": 4, "b": 112},
        xaxis=PERCENT_AXIS,
        yaxis={"visible": False, "fixedrange": True, "range": [height, 0]},
    )


_ENGLAND = {"symbol": "line-ns", "size": 14, "color": INK, "line": {"color": INK, "width": 3}}


def _some(rows: list[Row], chosen: tuple[str, ...]) -> bool:
    return any(row["offer_code"] in chosen for row in rows)


def _name(row: dict) -> list[str]:
    return textwrap.wrap(str(row["offer"]), NAME_CHARACTERS)


def _places(rows: list[Row]) -> tuple[list[float], int]:
    """The middle of each bar in pixels from the top, and the height of all."""
    places, top = [], 0
    for row in rows:
        bar = top + NAME_PIXELS * len(_name(row))
        places.append(bar + BAR_PIXELS / 2)
        top = bar + BAR_PIXELS + WORDS_PIXELS + GAP_PIXELS
    return places, top


def _bars(
    part: list[tuple[float, dict]], name: str, chosen: tuple[str, ...], floor: bool
) -> dict[str, Any]:
    colours = [BLUE if row["offer_code"] in chosen else GREY for _, row in part]
    marker: dict[str, Any] = {"color": colours}
    if floor:
        marker = {
            "color": WHITE,
            "line": {"color": [INK if c == GREY else c for c in colours], "width": 1},
            "pattern": {"shape": "/", "fgcolor": colours, "bgcolor": WHITE, "size": 6},
        }
    return {
        "type": "bar",
        "name": name,
        "orientation": "h",
        "x": [row["percent"] for _, row in part],
        "y": [place for place, _ in part],
        "width": BAR_PIXELS,
        "marker": marker,
        "customdata": [["offer", row["offer_code"]] for _, row in part],
        "hovertext": [_hover(row) for _, row in part],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _marks(part: list[tuple[float, dict]], column: str, name: str, marker: dict) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [row[column] for _, row in part],
        "y": [place for place, _ in part],
        "marker": marker,
        # A mark at 100% would be cut in half at the edge.
        "cliponaxis": False,
        "customdata": [["offer", row["offer_code"]] for _, row in part],
        "hovertext": [_hover(row) for _, row in part],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def published_words(row: dict) -> str:
    """“published 52%”, with the source's own hedge: “published almost 50%”."""
    wording = row.get("published_wording")
    hedge = f"{wording} " if isinstance(wording, str) and wording != "exact" else ""
    return f"published {hedge}{whole_percent(row['published_percent'])}"


def _shows_published(row: dict, narrowed: bool) -> bool:
    """Whether the published figure, which is of England, tells what the other marks do not."""
    if pd.isna(row.get("published_percent")):
        return False
    return not (narrowed and row["complete"])


def _figures(row: dict, narrowed: bool) -> list[str]:
    parts = []
    if row["basis"] != "published":
        floor = "" if row["complete"] else "at least "
        part = n_of_n(row["taking_part"], row["councils"])
        parts.append(
            f"{floor}<b>{whole_percent(row['percent'])}</b> {part}"
            f"{MARKS.get(row['compared_with_england'], '')}"
        )
        if narrowed and row["complete"]:
            parts.append(f"England {whole_percent(row['england_percent'])}")
    if _shows_published(row, narrowed):
        words = published_words(row)
        # The legend tells that a diamond is published, and a phone has no room to say it twice.
        parts.append(f"England {words.removeprefix('published ')}" if narrowed else words)
    return parts


def _words(place: float, row: dict, narrowed: bool) -> list[dict]:
    common = {"x": INSET, "xanchor": "left"}
    name = {"y": place - BAR_PIXELS / 2, "yanchor": "bottom", "text": "<br>".join(_name(row))}
    figures = {
        "y": place + BAR_PIXELS / 2,
        "yanchor": "top",
        "text": " · ".join(_figures(row, narrowed)),
        "font": {"size": 12.5},
    }
    return [{**common, **part} for part in (name, figures)]


def _hover(row: dict) -> str:
    lines = [f"<b>{row['offer']}</b>", row["theme"]]
    lines += _figures(row, True)
    if pd.notna(row["interval_low"]):
        low, high = row["interval_low"], row["interval_high"]
        lines.append(f"95% interval {low:.0f}% to {high:.0f}%")
    return "<br>".join(lines)
