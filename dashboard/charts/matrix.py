"""Take-up by two groupings at once: a cell for each combination that exists."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd

from dashboard.charts.theme import INK, PALE, PERCENT_BREAKS, SEQUENCE, WHITE, Figure, figure
from dashboard.charts.words import written
from dashboard.records import Row
from dashboard.wording import counted, n_of_n, whole_percent

ROW_PIXELS = 70
NAME_PIXELS = 24
# Codes of the cells' colours, before the classes of percentages.
SMALL, OUTSIDE, FLOOR, FIRST_CLASS = 0, 1, 2, 3
COLOURS = (WHITE, PALE, "#F6F6F6", *SEQUENCE)
DARK_FROM = FIRST_CLASS + 3
# Words short enough for a fifth of a phone's width.
SHORT = {
    "metropolitan district": "Metro-<br>politan",
    "London borough": "London<br>borough",
    "unitary": "Unitary",
    "district": "District",
    "county": "County",
}


def rate_matrix(rows: list[Row]) -> Figure:
    """Columns are authority types, rows kinds of control, both with the most councils first.

    `rows` hold `authority_type`, `political_control`, `councils`, `taking_part`, `percent`,
    `complete`, `small` and `selected`. A combination without councils is left blank; a small cell
    is white with a dotted outline and gives no percentage; an incomplete one gives the count only.
    """
    types = list(_sizes(rows, "authority_type"))
    sizes = _sizes(rows, "political_control")
    controls = list(sizes)
    cells = {(row["political_control"], row["authority_type"]): row for row in rows}
    grid = [[cells.get((control, kind)) for kind in types] for control in controls]
    headings = [_heading(place, kind) for place, kind in enumerate(types)]
    words = []
    for line, (control, row) in enumerate(zip(controls, grid, strict=True)):
        words.append(_row_name(line, f"{control}: {counted(sizes[control], 'council')}"))
        words += [_cell_words(line, at, cell) for at, cell in enumerate(row) if cell]
    dotted = [
        _outline(line, at)
        for line, row in enumerate(grid)
        for at, cell in enumerate(row)
        if cell and cell["small"]
    ]
    return figure(
        [_heat(grid), _targets(grid), written(words, 1 / ROW_PIXELS, edge=False)],
        ROW_PIXELS * len(controls) + 62,
        annotations=headings,
        shapes=dotted,
        # As far as a cell reaches on a phone, so that blanks stay blank.
        hoverdistance=40,
        margin={"l": 2, "r": 2, "t": 56, "b": 6},
        xaxis={"visible": False, "fixedrange": True, "range": [-0.5, len(types) - 0.5]},
        yaxis={"visible": False, "fixedrange": True, "range": [len(controls) - 0.5, -0.5]},
    )


def _sizes(rows: list[Row], column: str) -> dict[str, int]:
    """Councils in each group, the most first."""
    sizes: Counter[str] = Counter()
    for row in sorted(rows, key=lambda row: row[column]):
        sizes[row[column]] += row["councils"]
    return dict(sizes.most_common())


def _code(cell: dict) -> int:
    if cell["small"]:
        return SMALL
    if not cell["selected"]:
        return OUTSIDE
    if not cell["complete"]:
        return FLOOR
    above = [low for low in PERCENT_BREAKS[1:-1] if cell["percent"] >= low]
    return FIRST_CLASS + len(above)


def _heat(grid: list[list[dict | None]]) -> dict[str, Any]:
    steps = len(COLOURS)
    scale = [[(i + end) / steps, colour] for i, colour in enumerate(COLOURS) for end in (0, 1)]
    return {
        "type": "heatmap",
        "z": [[None if cell is None else _code(cell) for cell in row] for row in grid],
        "zmin": -0.5,
        "zmax": steps - 0.5,
        "colorscale": scale,
        "showscale": False,
        "xgap": 3,
        "ygap": NAME_PIXELS,
        "hoverinfo": "skip",
    }


def _targets(grid: list[list[dict | None]]) -> dict[str, Any]:
    """What the pointer meets: a heatmap's own clicks do not tell which groups a cell stands for."""
    met = [(at, line, cell) for line, row in enumerate(grid) for at, cell in enumerate(row) if cell]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [at for at, _, _ in met],
        "y": [line for _, line, _ in met],
        "marker": {"symbol": "square", "size": 30, "opacity": 0},
        "customdata": [
            ["type", cell["authority_type"], "control", cell["political_control"]]
            for _, _, cell in met
        ],
        "hovertext": [_hover(cell) for _, _, cell in met],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _heading(place: int, kind: str) -> dict:
    return {
        "text": SHORT.get(kind, kind),
        "x": place,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": 12.5, "weight": "bold"},
        "yshift": 13,
    }


def _row_name(line: int, words: str) -> dict:
    return {
        "text": words,
        "x": -0.49,
        "xanchor": "left",
        "y": line - 0.5,
        "font": {"size": 13},
    }


def _cell_words(line: int, at: int, cell: dict) -> dict:
    part = n_of_n(cell["taking_part"], cell["councils"])
    if cell["small"]:
        text = f"{part}<br><i>small</i>"
    elif not cell["complete"]:
        text = f"{part}<br>or more"
    else:
        text = f"<b>{whole_percent(cell['percent'])}</b><br>{part}"
    return {
        "text": text,
        "x": at,
        "y": line,
        "font": {"size": 12.5, "color": WHITE if _code(cell) >= DARK_FROM else "#111111"},
    }


def _outline(line: int, at: int) -> dict:
    half = (ROW_PIXELS - NAME_PIXELS) / ROW_PIXELS / 2 - 0.02
    return {
        "type": "rect",
        "x0": at - 0.47,
        "x1": at + 0.47,
        "y0": line - half,
        "y1": line + half,
        "line": {"color": INK, "width": 1, "dash": "dot"},
    }


def _hover(cell: dict) -> str:
    floor = "" if cell["complete"] else "at least "
    part = n_of_n(cell["taking_part"], cell["councils"])
    lines = [
        f"<b>{cell['authority_type']}, {cell['political_control']}</b>",
        f"{floor}{whole_percent(cell['percent'])} – {part} councils",
    ]
    if pd.notna(cell["interval_low"]):
        low, high = cell["interval_low"], cell["interval_high"]
        lines.append(f"95% interval {low:.0f}% to {high:.0f}%")
    if cell["small"]:
        lines.append("A small group: one council more or less changes it a great deal")
    return "<br>".join(lines)
