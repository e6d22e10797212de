"""A chart as a picture that stands by itself: question, sentence, filters, standing, source."""

from __future__ import annotations

import textwrap

from dashboard.charts.theme import INK, Figure
from dashboard.components.card import BASIS_WORDS
from dashboard.exhibit import Answer
from dashboard.export import file_name, stamps
from dashboard.wording import long_date

WIDTH = 1000
LINE_PIXELS = 19
CHARACTERS = 125
SIDE = 24
LEGEND_ROOM = 70


def stamped_figure(answer: Answer, address: str) -> Figure:
    """The chart with what a reader needs when it is pasted into a paper without its page."""
    figure = answer.figure(wide=True)
    layout = figure["layout"]
    stamp = stamps(answer, address)
    word, meaning = BASIS_WORDS[answer.basis]
    as_at = long_date(answer.view.snapshot.data_date)
    head = textwrap.wrap(answer.sentence, CHARACTERS)
    foot = [
        line
        for text in (
            f"{word.upper()}: {meaning}",
            stamp["selection"],
            f"Source: {stamp['sources'] or 'no row was counted'}",
            f"Data version {stamp['data_version']}, as at {as_at}. {address}",
        )
        for line in textwrap.wrap(text, CHARACTERS)
    ]
    margin = layout["margin"]
    top = margin["t"] + 44 + LINE_PIXELS * len(head)
    # A legend under the plot goes between it and the stamp.
    under = layout.get("legend", {}).get("yref") == "container"
    bottom = margin["b"] + 20 + LINE_PIXELS * len(foot) + (LEGEND_ROOM if under else 0)
    height = layout.get("height", answer.exhibit.height)
    words = [
        _words(f"<b>{answer.exhibit.question}</b>", 1, "top", top - 14, 20),
        _words("<br>".join(head), 1, "top", top - 44, 14),
        _words("<br>".join(foot), 0, "bottom", 12 - bottom, 13),
    ]
    stamped = {
        **layout,
        "width": WIDTH,
        "height": height + top + bottom - margin["t"] - margin["b"],
        "autosize": False,
        "margin": {"l": max(margin["l"], SIDE), "r": max(margin["r"], SIDE), "t": top, "b": bottom},
        "annotations": [*layout.get("annotations", []), *words],
    }
    if under:
        place = {"yref": "paper", "y": 0, "yanchor": "top"}
        stamped["legend"] = {**layout["legend"], **place, "y": -0.14}
    return {**figure, "layout": stamped}


def _words(text: str, y: float, anchor: str, shift: float, size: int) -> dict:
    return {
        "text": text,
        "x": 0,
        "y": y,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": anchor,
        "yshift": shift,
        "align": "left",
        "showarrow": False,
        "font": {"size": size, "color": INK},
    }


def picture_name(answer: Answer) -> str:
    """The picture's file name without its ending."""
    return file_name(answer, "png").removesuffix(".png")
