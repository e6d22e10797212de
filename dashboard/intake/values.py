"""The indicators' values and what follows from them: the bulk of the data, and seldom changed.

They are kept from build to build as a whole, so that loading something else reads, checks and
writes none of them again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from dashboard.intake import derive
from dashboard.intake.characteristics import council_characteristics, similar_councils
from dashboard.intake.checks import Rows
from dashboard.intake.contracts import TABLES
from dashboard.intake.kept import place
from dashboard.intake.storage import write_table

KIND = "values"
MADE_FROM = ("code/", "reference/", "indicators/")
"""Inputs, by the start of their names; besides these only loads of values matter."""

VALUES = "indicator_values"
FRAMES = ("council_characteristics", "similar_councils")
_COVERAGE, _COUNTS = "coverage.parquet", "counts.json"


def make_values(piece: Path, frames: Mapping[str, pd.DataFrame], rows: Rows) -> None:
    """Write the values, the coverage of each indicator, and which councils are alike.

    `frames` are typed tables, `rows` the values as they were read. `council_years` may follow
    from loads of other tables: only what does not (councils in being, their tiers) is used.
    """
    years = frames["council_years"][["council_code", "financial_year", "tier"]]
    made = council_characteristics(
        frames["councils"], frames["council_lineage"], years, frames[VALUES]
    )
    made.to_parquet(piece / f"{FRAMES[0]}.parquet", index=False)
    similar_councils(made, years).to_parquet(piece / f"{FRAMES[1]}.parquet", index=False)
    derive.coverage(frames[VALUES]).to_parquet(piece / _COVERAGE)
    counts = {VALUES: write_table(TABLES[VALUES], frames[VALUES], piece)}
    files = pd.Series(rows.files[pd.isna(rows.loaded_at())]).value_counts()
    counts |= {str(file): int(count) for file, count in files.items()}
    (piece / _COUNTS).write_text(json.dumps(counts), encoding="utf-8")


def known_values(piece: Path | None) -> dict[str, pd.DataFrame]:
    """Return as much of the values, checked before, as the rules of other tables look at."""
    if piece is None:
        return {}
    return {VALUES: pd.read_parquet(piece / _COVERAGE).reset_index()[["indicator_code"]]}


def take_values(piece: Path, frames: dict[str, pd.DataFrame], folder: Path) -> dict[str, int]:
    """Put the values into `folder` and add what follows from them to `frames`.

    Returns the number of rows of the table and of each csv file it was read from.
    """
    covered = pd.read_parquet(piece / _COVERAGE)
    frames["indicators"] = frames["indicators"].join(covered, on="indicator_code")
    for name in FRAMES:
        frames[name] = pd.read_parquet(piece / f"{name}.parquet")
    frames.pop(VALUES, None)
    place(piece, folder, [f"{VALUES}.parquet"])
    return {
        str(name): int(count)
        for name, count in json.loads((piece / _COUNTS).read_text(encoding="utf-8")).items()
    }
