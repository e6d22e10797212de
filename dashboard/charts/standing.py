"""How a council's standing looks, the same on every chart: recorded, illustrative, no record."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard.charts.theme import BLUE, GREY, SEQUENCE, WHITE
from dashboard.records import records


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


def by_standing(frame: pd.DataFrame) -> list[tuple[Standing, list[dict]]]:
    """Council rows (`taking_part`, `basis`) split by standing, strongest first."""
    found: dict[Standing, list[dict]] = {RECORDED: [], ILLUSTRATIVE: [], NO_RECORD: []}
    for row in records(frame):
        if not row["taking_part"]:
            found[NO_RECORD].append(row)
        else:
            found[RECORDED if row["basis"] == "recorded" else ILLUSTRATIVE].append(row)
    return list(found.items())


def council_words(row: dict, name: str = "council") -> str:
    """A council's name, type and region, for the words that follow the pointer."""
    return f"<b>{row[name]}</b><br>{row['authority_type']}, {row['region']}"
