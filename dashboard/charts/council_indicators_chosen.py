"""Which of a council's figures are drawn: those that matter most for a meeting."""

from __future__ import annotations

import pandas as pd

from dashboard.records import records

MOST_JUDGED, MOST_NEUTRAL, MOST_GRADES = 8, 2, 1
# Figures that began this long before the newest are drawn only when there is room.
OLD_YEARS = 5
WORST, BEST = "worst quarter", "best quarter"
ENDS = ("highest quarter", "lowest quarter")


def chosen_rows(frame: pd.DataFrame) -> list[tuple[str, int, list[dict]]]:
    """What to draw: (quarter or kind, how many there are, those drawn), most telling first.

    The worst and the best quarter share eight places; of figures where neither side is better two
    at the ends, of grades one. Recent figures come first, then those furthest beyond the quartile
    as a share of the strip. `frame` is that of the exhibit.
    """
    telling = frame["quarter"].isin([WORST, BEST, *ENDS]) | frame["grade"].notna()
    rows = records(frame[telling])
    old = frame["starts"].max() - OLD_YEARS
    held: dict[str, list[dict]] = {WORST: [], BEST: [], "neither": [], "grade": []}
    for row in rows:
        kind = "neither" if row["quarter"] in ENDS else row["quarter"]
        held["grade" if isinstance(row["grade"], str) else kind].append(row)
    for kind in (WORST, BEST, "neither"):
        held[kind].sort(key=lambda row: (row["starts"] <= old, -_beyond(row), row["indicator"]))
    # An overall grade stands for its parts.
    held["grade"].sort(
        key=lambda row: ("overall" not in row["indicator"].lower(), row["indicator"])
    )
    half = MOST_JUDGED // 2
    most = {
        WORST: max(half, MOST_JUDGED - len(held[BEST])),
        BEST: max(half, MOST_JUDGED - len(held[WORST])),
        "neither": MOST_NEUTRAL,
        "grade": MOST_GRADES,
    }
    return [(kind, len(found), found[: most[kind]]) for kind, found in held.items() if found]


def _beyond(row: dict) -> float:
    """How far a figure lies outside the middle half, as a share of its strip; 0 within it."""
    bottom, top = ends(row)
    out = max(row["value"] - row["upper_quartile"], row["lower_quartile"] - row["value"], 0.0)
    return float(out / (top - bottom)) if top > bottom else 0.0


def ends(row: dict) -> tuple[float, float]:
    """The lowest and the highest of a strip: of the similar councils and this one."""
    held = [*row["similar_values"], row["value"]]
    return min(held), max(held)
