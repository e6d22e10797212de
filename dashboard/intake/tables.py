"""From csv files to built tables: read, check, work out, allocate, write."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from dashboard.geography.layers import write_layers
from dashboard.intake import derive
from dashboard.intake.characteristics import council_characteristics, similar_councils
from dashboard.intake.checks import ContractError, Problem, Rows, check_tables, read_rows
from dashboard.intake.contracts import TABLES
from dashboard.intake.illustrative import allocate, offer_closure
from dashboard.intake.progress import Progress
from dashboard.intake.storage import typed, write_table

Frames = dict[str, pd.DataFrame]


@dataclass(frozen=True)
class Made:
    """What was made: rows of each table and of each csv file, and the date the data are as at."""

    rows: dict[str, int]
    input_rows: dict[str, int]
    data_date: str


def make_tables(sources: Path, folder: Path, seed: int, progress: Progress) -> Made:
    """Make every table and map layer from the csv files under `sources`, in `folder`.

    Raises ContractError with every violation found, or InfeasibleFigures when published figures
    cannot all be met.
    """
    with progress.stage("Reading csv files"):
        rows, problems = read_tables(sources)
    with progress.stage("Checking"):
        # Without a file or a column, everything that refers to it would look wrong.
        problems = problems or check_tables(TABLES, rows)
        if problems:
            raise ContractError(problems)
    with progress.stage("Working out tables"):
        frames = {name: typed(TABLES[name], read.frame) for name, read in rows.items()}
        _work_out(frames)
    with progress.stage("Allocating illustrative take-up"):
        frames["take_up"] = _with_illustrative(frames, seed)
    with progress.stage("Writing tables"):
        _name_sources(frames)
        counts = {
            name: write_table(table, frames[name], folder)
            for name, table in TABLES.items()
            if table.written
        }
    with progress.stage("Drawing maps"):
        write_layers(
            frames["councils"],
            frames["council_lineage"],
            frames["council_grid"],
            frames["hex_tiles"],
            folder / "geometry",
        )
    input_rows = pd.concat([pd.Series(read.files) for read in rows.values()]).value_counts()
    return Made(
        counts,
        {str(file): int(count) for file, count in input_rows.items()},
        derive.data_date(frames["take_up"], frames["interventions"]),
    )


def read_tables(sources: Path) -> tuple[dict[str, Rows], list[Problem]]:
    """Read the csv files of every table, as text, and note what cannot be read."""
    rows, problems = {}, []
    for name, table in TABLES.items():
        if table.files:
            rows[name], wrong = read_rows(table, sources)
            problems += wrong
    return rows, problems


def _work_out(frames: Frames) -> None:
    """Add the tables and columns that follow from the csv files."""
    frames["councils"]["tier"] = derive.tier(frames["councils"]["authority_type"])
    frames["council_years"] = derive.council_years(
        frames["councils"], frames["political_control"], frames["adviser_patches"]
    )
    frames["indicators"] = derive.indicator_coverage(
        frames["indicators"], frames["indicator_values"]
    )
    frames["council_characteristics"] = council_characteristics(
        frames["councils"],
        frames["council_lineage"],
        frames["council_years"],
        frames["indicator_values"],
    )
    frames["similar_councils"] = similar_councils(
        frames["council_characteristics"], frames["council_years"]
    )
    frames["offer_parts"] = offer_closure(frames["offers"]["offer_code"], frames["offer_parts"])
    frames["take_up"] = frames["take_up"].assign(quantity=1, basis="recorded")


def _with_illustrative(frames: Frames, seed: int) -> pd.DataFrame:
    """Return recorded take-up and, after it, the rows allocated to meet the published figures."""
    illustrative = allocate(
        frames["published_take_up"],
        frames["offer_parts"],
        frames["council_years"],
        frames["take_up"],
        frames["deliveries"],
        seed,
        dict(zip(frames["offers"]["offer_code"], frames["offers"]["name"], strict=True)),
    )
    return pd.concat([frames["take_up"], illustrative], ignore_index=True)


def _name_sources(frames: Frames) -> None:
    """Make the sources table and give each row the id of its source."""
    cited = [name for name, frame in frames.items() if "source_title" in frame]
    frames["sources"] = derive.sources(frames["sources"], [frames[name] for name in cited])
    for name in cited:
        if name != "sources":
            ids = derive.source_ids(frames[name], frames["sources"])
            frames[name] = frames[name].assign(source=ids)
