"""Rows as a picture, for exhibits whose face is words and figures."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence

import pandas as pd

from dashboard.charts.theme import INK, Figure, figure

MOST_ROWS = 24
# Pixels of a line, and of the room above and below the lines of a row.
LINE, ROOM = 18, 12
# Characters that a column a tenth of the picture wide has room for.
PER_TENTH = 13


def rows_figure(frame: pd.DataFrame, columns: Sequence[str], headings: Sequence[str]) -> Figure:
    """The first rows of `columns` as a table, as wide as their longest texts ask for."""
    shown = frame.loc[:, list(columns)].head(MOST_ROWS)
    texts = [[_text(value) for value in shown[name]] for name in columns]
    asked = [
        min(60, max(map(len, [heading, *column])))
        for heading, column in zip(headings, texts, strict=True)
    ]
    tenths = [10 * one / max(sum(asked), 1) for one in asked]
    wrapped = [
        ["<br>".join(textwrap.wrap(text, max(8, math.floor(PER_TENTH * width)))) for text in column]
        for column, width in zip(texts, tenths, strict=True)
    ]
    lines = [max(text.count("<br>") + 1 for text in row) for row in zip(*wrapped, strict=True)]
    trace = {
        "type": "table",
        "columnwidth": tenths,
        "header": {
            "values": [f"<b>{heading}</b>" for heading in headings],
            "align": "left",
            "fill": {"color": "#F3F6F8"},
            "font": {"color": INK, "size": 14},
        },
        "cells": {
            "values": wrapped,
            "align": "left",
            "height": LINE + ROOM,
            "fill": {"color": "#FFFFFF"},
            "font": {"color": INK, "size": 14},
        },
    }
    height = 60 + sum(LINE * count + ROOM for count in lines)
    return figure([trace], height, margin={"l": 0, "r": 0, "t": 4, "b": 4})


def _text(value: object) -> str:
    if value is None or value != value:
        return "–"
    if isinstance(value, float):
        return f"{value:,.1f}".removesuffix(".0")
    return f"{value:,}" if isinstance(value, int) else str(value)
