"""How a council's standing looks, the same on every chart: recorded, illustrative, no record."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard.charts.theme import BLUE, GREY, SEQUENCE, WHITE


@dataclass(frozen=True)
class Standing:
    """A legend entry and its looks."""

    name: str
    colour: str
    line: str
    hover: str


RECORDED = Standing("Took part: recorded, with a source", BLUE, WHITE, "Recorded")
ILLUSTRATIVE = Standing(
    "Took part: illustrative", SEQUENCE[2], WHITE, "Illustrative: not a fact about this council"
)
NO_RECORD = Standing("No record", "#F7F7F7", GREY, "No record")


def by_standing(frame: pd.DataFrame) -> list[tuple[Standing, pd.DataFrame]]:
    """Council rows (`taking_part`, `basis`) split by standing, strongest first."""
    took_part = frame["taking_part"] > 0
    recorded = frame["basis"] == "recorded"
    return [
        (RECORDED, frame[took_part & recorded]),
        (ILLUSTRATIVE, frame[took_part & ~recorded]),
        (NO_RECORD, frame[~took_part]),
    ]
