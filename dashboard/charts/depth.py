"""Every council a mark, stacked by kinds of support used, against the range of chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from dashboard.charts.theme import BLUE, GREY, INK, WHITE, Figure, figure, legend
from dashboard.charts.words import written
from dashboard.records import Row
from dashboard.vocabulary import sentence_case
from dashboard.wording import counted

# Marks that fit side by side over the width of a phone, all stacks together.
MARKS_ACROSS = 24
LEAST_ACROSS, MOST_ACROSS = 3, 8
STACK_WIDTH = 0.81
MARK_PIXELS = 12
HEAD_PIXELS = 46
BAND = "#EEF1F3"
SHAPES = {
    "more": ("triangle-up", "More than chance would explain"),
    "fewer": ("triangle-down", "Fewer than chance would explain"),
    "as expected": ("square", "Within the range"),
    None: ("square", "A council"),
}


def depth_marks(councils: Iterable[Row]) -> Figure:
    """A panel for each authority type, the largest on top; a mark for each council.

    `councils` hold `council_code`, `council`, `region`, `authority_type`, `depth`, `kinds`,
    `expected_low`, `expected_high`, `compared_with_expected` and `selected`. Within a stack the
    selected councils stand at the bottom. The shaded band is the range that chance would explain.
    """
    rows = sorted(map(dict, councils), key=lambda row: (not row["selected"], row["council"]))
    panels: dict[str, list[dict]] = {}
    for row in rows:
        panels.setdefault(row["authority_type"], []).append(row)
    last = max(1, *(row["depth"] for row in rows), *map(_highest, rows))
    across = min(max(MARKS_ACROSS // (last + 1), LEAST_ACROSS), MOST_ACROSS)
    words: list[dict] = []
    bands: list[dict] = []
    base = 0.0
    for kind, part in sorted(panels.items(), key=lambda panel: -len(panel[1])):
        tallest = max(Counter(row["depth"] for row in part).values())
        tall = MARK_PIXELS * -(-tallest // across)
        base += HEAD_PIXELS + tall
        placed: Counter[int] = Counter()
        for row in part:
            line, column = divmod(placed[row["depth"]], across)
            placed[row["depth"]] += 1
            row["x"] = row["depth"] + (column - (across - 1) / 2) * STACK_WIDTH / across
            row["y"] = base - MARK_PIXELS * (line + 0.5)
        words += _panel_words(part, base - tall, kind, last)
        bands += _panel_shapes(part[0], base - tall - 4, base, last)
    return figure(
        [*_traces(rows), written([*words, *_axis_words(last, base)], 1, edge=False)],
        int(base) + 150,
        shapes=bands,
        showlegend=True,
        legend=legend(orientation="h", x=0, y=0, yanchor="bottom", yref="container"),
        margin={"l": 4, "r": 4, "t": 2, "b": 108},
        xaxis={"visible": False, "fixedrange": True, "range": [-0.5, last + 0.5]},
        yaxis={"visible": False, "fixedrange": True, "range": [base + 40, 0]},
    )


def _traces(rows: list[dict]) -> list[dict[str, Any]]:
    traces = []
    for mine, colour in ((False, GREY), (True, BLUE)):
        for compared, (symbol, name) in SHAPES.items():
            part = [
                row
                for row in rows
                if row["selected"] is mine and row["compared_with_expected"] == compared
            ]
            if part:
                traces.append(_marks(part, name, symbol, colour))
    # The shapes are explained once, in colour; grey has one entry of its own, by its last trace.
    grey = [trace for trace in traces if trace["marker"]["color"] == GREY]
    for trace in grey:
        trace.update(name="Not in the selection", showlegend=trace is grey[-1])
    return traces


def _marks(part: list[dict], name: str, symbol: str, colour: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [row["x"] for row in part],
        "y": [row["y"] for row in part],
        "marker": {
            "symbol": symbol,
            "size": 9 if symbol == "square" else 11,
            "color": colour,
            "line": {"color": WHITE if symbol == "square" else INK, "width": 0.6},
        },
        "customdata": [[row["council_code"]] for row in part],
        "hovertext": [_hover(row) for row in part],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _compares(row: dict) -> bool:
    return row["compared_with_expected"] is not None


def _highest(row: dict) -> int:
    return int(row["expected_high"]) if _compares(row) else 0


def _hover(row: dict) -> str:
    kinds = row["kinds"] if isinstance(row["kinds"], str) else ""
    lines = [
        f"<b>{row['council']}</b>",
        f"{row['authority_type']}, {row['region']}",
        f"{counted(row['depth'], 'kind').capitalize()} of support",
        *kinds.split("; "),
    ]
    if _compares(row):
        lines.append(f"Chance: {row['expected_low']:.0f} to {row['expected_high']:.0f}")
    return "<br>".join(line for line in lines if line)


def _panel_words(part: list[dict], top: float, kind: str, last: int) -> list[dict]:
    one = part[0]
    name = {
        "x": -0.5,
        "xanchor": "left",
        "y": top - 4,
        "yanchor": "bottom",
        "text": f"<b>{sentence_case(kind)}</b> ({len(part)})",
    }
    if not _compares(one):
        return [name]
    text = f"expected {one['expected_low']:.0f} to {one['expected_high']:.0f}"
    right = {"x": last + 0.5, "xanchor": "right", "text": text, "font": {"size": 12.5}}
    return [name, {**name, **right}]


def _panel_shapes(one: dict, top: float, base: float, last: int) -> list[dict]:
    floor = {
        "type": "line",
        "x0": -0.5,
        "x1": last + 0.5,
        "y0": base,
        "y1": base,
        "line": {"color": INK, "width": 1},
    }
    if not _compares(one):
        return [floor]
    band = {
        "type": "rect",
        "layer": "below",
        "x0": one["expected_low"] - 0.5,
        "x1": one["expected_high"] + 0.5,
        "y0": top,
        "y1": base,
        "fillcolor": BAND,
        "line": {"color": GREY, "width": 1, "dash": "dot"},
    }
    return [band, floor]


def _axis_words(last: int, base: float) -> list[dict]:
    ticks = [{"x": at, "y": base + 1, "yanchor": "top", "text": str(at)} for at in range(last + 1)]
    name = {
        "x": last / 2,
        "y": base + 20,
        "yanchor": "top",
        "text": "Kinds of support on record; each mark is a council",
        "font": {"size": 12.5},
    }
    return [*ticks, name]
