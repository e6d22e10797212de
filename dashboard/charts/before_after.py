"""Changes of matched pairs of councils, their difference, and a placebo, on one scale."""

from __future__ import annotations

import textwrap
from typing import Any

import numpy as np
import pandas as pd

from dashboard.charts.theme import BLUE, GREY, INK, WHITE, Figure, figure
from dashboard.charts.words import left_words
from dashboard.exhibits import before_after_words as words
from dashboard.exhibits.before_after_words import Findings
from dashboard.statistics.before_after import Estimate
from dashboard.wording import counted

# Characters of a line on a phone and on a wide screen.
WRAP = (49, 70)
# Pixels of a line, of a row's marks and of a gap.
LINE, MARKS, GAP = 16, 44, 10
SIZE = 12
JITTER = 12
# Words, points, their column, the average and the interval of a row.
Row = tuple[str, pd.DataFrame, str, float, Estimate | None]


def pairs_figure(frame: pd.DataFrame, found: Findings, wide: bool = False) -> Figure:
    """One row of dots for each side and for the difference; a unit of the y axis is a pixel."""
    letters = WRAP[wide]
    pairs = frame[frame["pairing"] == words.MATCHED]
    real = pairs[pairs["comparison"] == words.CHALLENGE]
    placebo = pairs[pairs["comparison"] == words.PLACEBO]
    places = words.decimals(found)
    assert found.estimate is not None
    rows: list[Row] = [
        (
            f"<b>{found.pairs} councils with a challenge</b>, before to after: "
            f"{words.signed(found.own_change, places)} on average",
            real,
            "own_change",
            found.own_change,
            None,
        ),
        (
            f"<b>{found.pairs} matched councils, none on record</b>, same periods: "
            f"{words.signed(found.other_change, places)} on average",
            real,
            "other_change",
            found.other_change,
            None,
        ),
        (
            f"<b>Difference in change</b>: {words.signed(found.estimate.mean, places)}, "
            f"95% interval {words.interval(found.estimate, places)}",
            real,
            "pair_difference",
            found.estimate.mean,
            found.estimate,
        ),
    ]
    if found.placebo is not None:
        rows.append(
            (
                f"<b>Placebo, the years before</b> ({found.placebo_pairs} pairs): "
                f"{words.signed(found.placebo.mean, places)}, "
                f"interval {words.interval(found.placebo, places)}",
                placebo,
                "pair_difference",
                found.placebo.mean,
                found.placebo,
            )
        )
    down = 0.0
    notes: list[dict[str, Any]] = []
    traces: list[dict[str, Any]] = []
    better = "" if found.polarity == "neither" else f" ({found.polarity})"
    key = f"Change in {words.unit_words(found.unit)}{better}. Dots: councils or pairs. "
    down = _paragraph(notes, down, f"{key}Diamond: average. Bar: 95% interval.", letters) + GAP
    for text, points, column, mean, estimate in rows:
        down = _paragraph(notes, down, text, letters)
        middle = down + MARKS / 2
        traces += _row(points, column, mean, estimate, middle, found.unit)
        down += MARKS + GAP
    bottom = down
    down += 34
    for text in (
        f"Of {counted(found.councils, 'council')} with a dated challenge, {found.with_figures} "
        f"have figures before and after, and {found.pairs} of those a near match.",
        *words.balance_words(found),
        "<b>Absence of a record is not absence of support.</b>",
        "<b>Councils choose to take part</b>, so this is a comparison and no proof of what "
        "brought a difference about.",
    ):
        down = _paragraph(notes, down, text, letters) + 4
    height = round(down) + 8
    return figure(
        traces,
        height,
        annotations=notes,
        margin={"l": 4, "r": 8, "t": 4, "b": 4},
        shapes=[
            {
                "type": "line",
                "layer": "below",
                "x0": 0,
                "x1": 0,
                "y0": 0,
                "y1": bottom,
                "line": {"color": INK, "width": 1, "dash": "dot"},
            }
        ],
        xaxis={
            "fixedrange": True,
            "range": _range(rows),
            "zeroline": False,
            "showgrid": False,
            "anchor": "free",
            "position": max(0.0, 1 - bottom / height),
            "nticks": 7,
        },
        yaxis={"visible": False, "fixedrange": True, "range": [height, 0]},
    )


def _range(rows: list[Row]) -> list[float]:
    """From the lowest to the highest of all there is to draw, and room for half a mark."""
    drawn = [0.0]
    for _, points, column, _, estimate in rows:
        drawn += points[column].tolist() + ([estimate.low, estimate.high] if estimate else [])
    room = 0.04 * (max(drawn) - min(drawn)) or 1.0
    return [min(drawn) - room, max(drawn) + room]


def _paragraph(notes: list[dict[str, Any]], down: float, text: str, letters: int) -> float:
    """Add wrapped words that hang from `down`; give the place below them."""
    # Marks of bold type take no room on the page.
    lines = textwrap.wrap(text.replace("<b>", "\u200b").replace("</b>", "\u200c"), letters)
    wrapped = "<br>".join(lines).replace("\u200b", "<b>").replace("\u200c", "</b>")
    notes.append(left_words(down, wrapped, SIZE))
    return down + LINE * len(lines)


def _row(
    points: pd.DataFrame,
    column: str,
    mean: float,
    estimate: Estimate | None,
    middle: float,
    unit: str,
) -> list[dict[str, Any]]:
    # Spread evenly by order, so that the same rows always give the same picture.
    spread = (np.arange(len(points)) * 0.618034 % 1 - 0.5) * 2 * JITTER
    names = points["matched_council"] if column == "other_change" else points["council"]
    if column == "pair_difference":
        names = points["council"] + " and " + points["matched_council"]
    traces: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "markers",
            "x": points[column].tolist(),
            "y": (middle + spread).tolist(),
            "text": names.tolist(),
            "customdata": (points["period_before"] + " to " + points["period_after"]).tolist(),
            "hovertemplate": f"<b>%{{text}}</b><br>%{{x}} {unit}, %{{customdata}}<extra></extra>",
            "marker": {"color": GREY, "size": 7, "line": {"color": WHITE, "width": 0.5}},
        }
    ]
    if estimate is not None:
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": [estimate.low, estimate.high],
                "y": [middle, middle],
                "line": {"color": BLUE, "width": 5},
                "hoverinfo": "skip",
            }
        )
    traces.append(
        {
            "type": "scatter",
            "mode": "markers",
            "x": [mean],
            "y": [middle],
            "hoverinfo": "skip",
            "marker": {
                "symbol": "diamond",
                "size": 11,
                "color": BLUE if column != "other_change" else INK,
                "line": {"color": WHITE, "width": 1.5},
            },
        }
    )
    return traces
