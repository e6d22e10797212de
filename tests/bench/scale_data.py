"""A built version of the data with 100 million made indicator values, for measuring only.

The values go into parquet through the code and the contract of the build, a period at a time, so
the layout is the build's own; every other table is that of a real build, with the indicators
extended. The same seed gives the same bytes.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from dashboard.intake.contracts import TABLES
from dashboard.intake.storage import schema, write_pieces, write_table

INDICATORS, COUNCILS_OF, YEARS = 5_000, "2016/17", 57
VALUES = TABLES["indicator_values"]
# Of each kind of period, by the length of its label: the year the last starts in, and the label.
KINDS = {4: (2025, "{0}"), 7: (2024, "{0}-{2:02d}"), 9: (2022, "{0}-{1}")}


def make_version(real: Path, folder: Path, seed: int = 2017) -> int:
    """Make a version in `folder`, in place of what is there, and return how many values it holds.

    Only the indicators and their values differ from the version in `real`.
    """
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(real, folder, ignore=shutil.ignore_patterns("indicator_values.parquet"))
    indicators = _indicators(pd.read_parquet(real / "indicators.parquet"))
    councils = pd.read_parquet(real / "council_years.parquet").query(
        "financial_year == @COUNCILS_OF"
    )["council_code"]
    indicators["councils"], indicators["values"] = len(councils), len(councils) * YEARS
    write_table(TABLES["indicators"], indicators, folder)
    rows = write_pieces(VALUES, _pieces(indicators, sorted(councils), seed), folder)
    about = json.loads((real / "about.json").read_text("utf-8"))
    about["tables"] |= {"indicators": len(indicators), "indicator_values": rows}
    # The list of files and their hashes is that of the real build.
    del about["files"]
    (folder / "about.json").write_text(json.dumps(about), "utf-8")
    return rows


def _indicators(real: pd.DataFrame) -> pd.DataFrame:
    """The real indicators, then copies of them under codes of their own, by code."""
    copies = [real]
    for number in range(1, -(-INDICATORS // len(real))):
        copies.append(
            real.assign(
                indicator_code=real["indicator_code"] + f"_{number:02d}",
                indicator_name=real["indicator_name"] + f" (made, {number})",
            )
        )
    found = pd.concat(copies, ignore_index=True).iloc[:INDICATORS]
    width = found["first_period"].str.len()
    found["first_period"] = [_label(size, -(YEARS - 1)) for size in width]
    found["last_period"] = [_label(size, 0) for size in width]
    return found.sort_values("indicator_code", ignore_index=True)


def _label(width: int, year: int) -> str:
    """The label of a period as its source writes it, `year` years from the last of its kind."""
    last, words = KINDS[width]
    start = last + year
    return words.format(start, start + 2, (start + 1) % 100)


def _pieces(indicators: pd.DataFrame, councils: list[str], seed: int) -> Iterator[pa.Table]:
    """The values of each period, earliest first, as Arrow in the contract's columns and order."""
    codes = indicators["indicator_code"].to_numpy()
    widths = indicators["first_period"].str.len().to_numpy()
    random = np.random.default_rng(seed)
    usual = random.uniform(5, 95, len(codes))
    slope = random.normal(0, 0.1, len(codes))
    differs = random.normal(0, 5, (len(codes), len(councils)))
    made = {_label(width, -n): (width, -n) for width in KINDS for n in range(YEARS)}
    line = 1
    for period in sorted(made):
        width, year = made[period]
        held = np.flatnonzero(widths == width)
        values = (usual + slope * year)[held, None] + differs[held]
        values = np.round(values + random.normal(0, 1, values.shape), 1).ravel()
        columns = {
            "indicator_code": _texts(np.repeat(np.arange(len(held)), len(councils)), codes[held]),
            "council_code": _texts(np.tile(np.arange(len(councils)), len(held)), councils),
            "period": pa.repeat(period, len(values)),
            "value": pa.array(values),
            "from_file": pa.repeat("made.csv", len(values)),
            "from_line": pa.array(np.arange(line, line + len(values))),
            "loaded_at": pa.repeat("2026-01-01T00:00:00Z", len(values)),
        }
        line += len(values)
        yield pa.table([columns[name] for name in VALUES.built()], schema=schema(VALUES))


def _texts(places: np.ndarray, words: list[str] | np.ndarray) -> pa.Array:
    return pa.DictionaryArray.from_arrays(places.astype("int32"), pa.array(words)).cast("string")
