"""From csv files and loads to built tables: read, check, work out, allocate, write."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd
import pandas as pd

from dashboard.geography.layers import write_layers
from dashboard.intake import derive
from dashboard.intake.checks import ContractError, Problem, Rows, check_tables, read_rows
from dashboard.intake.contracts import TABLES
from dashboard.intake.illustrative import allocate, offer_closure
from dashboard.intake.kept import Kept, place
from dashboard.intake.loads import Load, kept_rows, loaded_boundaries
from dashboard.intake.overlay import (
    LOADED_TABLES,
    loaded_offer_years,
    overlay,
    still_illustrative,
    with_origin,
)
from dashboard.intake.progress import Progress
from dashboard.intake.storage import typed, write_table
from dashboard.intake.values import (
    KIND,
    MADE_FROM,
    VALUES,
    known_values,
    make_values,
    take_values,
)

Frames = dict[str, pd.DataFrame]

# What pieces that are kept depend on, by the start of the input's name.
_ALLOCATION = ("code/", "reference/", "published/", "records/")
_MAPS = (
    "code/geography/",
    "code/intake/",
    "reference/councils",
    "reference/council_lineage",
    "reference/council_grid",
    "reference/hex_tiles",
)


@dataclass(frozen=True)
class Made:
    """What was made: rows of each table and of each csv file, and the date the data are as at."""

    rows: dict[str, int]
    input_rows: dict[str, int]
    data_date: str


@dataclass(frozen=True)
class Inputs:
    """What a build is made from.

    `sources` is the folder of csv files, `hashes` the hash of each input by name, `loads` the
    files that users loaded, in order, whose rows are under `data`; `kept` holds what earlier
    builds made.
    """

    sources: Path
    seed: int
    hashes: Mapping[str, str]
    kept: Kept
    loads: tuple[Load, ...] = ()
    data: Path = field(default_factory=Path)

    def of(self, *starts: str) -> Iterator[str]:
        """Yield lines that say what the inputs are whose names start so."""
        for name, digest in sorted(self.hashes.items()):
            if name.startswith(starts):
                yield f"{name} {digest}"


def make_tables(inputs: Inputs, folder: Path, progress: Progress) -> Made:
    """Make every table and map layer, in `folder`.

    Raises ContractError with every violation found, InfeasibleFigures when published figures
    cannot all be met, or DamagedLoadError.
    """
    with progress.stage("Reading csv files"):
        # Values that are as they were are neither read nor checked again.
        values = inputs.kept.has(KIND, _values_made_from(inputs))
        checked = known_values(values)
        compiled, problems = read_tables(inputs.sources, leave_out=checked)
        rows = overlay(compiled, inputs.loads, inputs.data)
    with progress.stage("Checking"):
        # Without a file or a column, everything that refers to it would look wrong.
        problems = problems or check_tables(TABLES, rows, checked)
        if problems:
            raise ContractError(problems)
    with progress.stage("Working out tables"):
        frames = _typed(rows)
        _work_out(frames)
        if values is None:
            values = inputs.kept.piece(
                KIND,
                _values_made_from(inputs),
                lambda piece: make_values(piece, frames, rows[VALUES]),
            )
        counted = take_values(values, frames, folder)
    with progress.stage("Allocating illustrative take-up"):
        illustrative = _illustrative(inputs, compiled, checked, frames)
        _lay_down(frames, illustrative, inputs.loads)
    with progress.stage("Writing tables"):
        _name_sources(frames)
        counts = {
            name: write_table(TABLES[name], frame, folder)
            for name, frame in frames.items()
            if TABLES[name].written
        }
    with progress.stage("Drawing maps"):
        place(_maps(inputs, frames), folder / "geometry")
    counts[VALUES] = counted.pop(VALUES)
    input_rows = pd.concat([pd.Series(read.files) for read in compiled.values()]).value_counts()
    return Made(
        counts,
        {**{str(file): int(count) for file, count in input_rows.items()}, **counted},
        derive.data_date(frames["take_up"], frames["interventions"]),
    )


def _typed(rows: Mapping[str, Rows]) -> Frames:
    frames = {name: typed(TABLES[name], read.frame) for name, read in rows.items()}
    for name in LOADED_TABLES:
        if name in rows:
            frames[name] = with_origin(frames[name], rows[name])
    return frames


def _values_made_from(inputs: Inputs) -> list[str]:
    loads = [load for load in inputs.loads if load.table == VALUES and not load.removed]
    laid_over = [f"load {load.sha256} {load.file} {load.loaded_at}" for load in loads]
    return [*inputs.of(*MADE_FROM), *laid_over]


def read_tables(
    sources: Path, leave_out: Container[str] = ()
) -> tuple[dict[str, Rows], list[Problem]]:
    """Read the csv files of every table, as text, and note what cannot be read."""
    rows, problems = {}, []
    for name, table in TABLES.items():
        if table.files and name not in leave_out:
            rows[name], wrong = read_rows(table, sources)
            problems += wrong
    return rows, problems


def _work_out(frames: Frames) -> None:
    """Add the tables and columns that follow from the rows, other than from values."""
    frames["councils"]["tier"] = derive.tier(frames["councils"]["authority_type"])
    frames["council_years"] = derive.council_years(
        frames["councils"], frames["political_control"], frames["adviser_patches"]
    )
    frames["offer_parts"] = offer_closure(frames["offers"]["offer_code"], frames["offer_parts"])
    quantity = frames["take_up"]["quantity"].fillna(1).astype("int64")
    frames["take_up"] = frames["take_up"].assign(quantity=quantity, basis="recorded")


def _illustrative(
    inputs: Inputs, compiled: Mapping[str, Rows], checked: Frames, frames: Frames
) -> pd.DataFrame:
    """Return the rows allocated to meet the published figures.

    They follow from the csv files alone, never from a load, so that a load takes away those it
    replaces and moves no other.
    """

    def make(piece: Path) -> None:
        own = frames
        if inputs.loads:
            problems = check_tables(TABLES, dict(compiled), checked)
            if problems:
                raise ContractError(problems)
            own = _typed(compiled)
            _work_out(own)
        names = dict(zip(own["offers"]["offer_code"], own["offers"]["name"], strict=True))
        allocate(
            own["published_take_up"],
            own["offer_parts"],
            own["council_years"],
            own["take_up"],
            own["deliveries"],
            inputs.seed,
            names,
        ).to_parquet(piece / "rows.parquet", index=False)

    made_from = [*inputs.of(*_ALLOCATION), f"seed {inputs.seed}"]
    piece = inputs.kept.piece("illustrative", made_from, make)
    return pd.read_parquet(piece / "rows.parquet")


def _lay_down(frames: Frames, illustrative: pd.DataFrame, loads: tuple[Load, ...]) -> None:
    """Put the illustrative rows that loads leave standing after the recorded ones."""
    parts = frames["offer_parts"]
    left = still_illustrative(illustrative, frames["take_up"], loads, parts)
    frames["take_up"] = pd.concat([frames["take_up"], left], ignore_index=True)
    frames["loaded_offer_years"] = loaded_offer_years(loads, parts)


def _maps(inputs: Inputs, frames: Frames) -> Path:
    """Return the folder of the map layers, drawn again only if what they show has changed."""
    load = loaded_boundaries(inputs.loads)

    def make(piece: Path) -> None:
        boundaries = None
        if load is not None:
            boundaries = gpd.read_parquet(kept_rows(load, inputs.data))
        write_layers(
            frames["councils"],
            frames["council_lineage"],
            frames["council_grid"],
            frames["hex_tiles"],
            piece,
            boundaries,
        )

    made_from = [*inputs.of(*_MAPS), f"boundaries {load.sha256 if load else 'of the grid'}"]
    return inputs.kept.piece("maps", made_from, make)


def _name_sources(frames: Frames) -> None:
    """Make the sources table and give each row the id of its source."""
    cited = [name for name, frame in frames.items() if "source_title" in frame]
    frames["sources"] = derive.sources(frames["sources"], [frames[name] for name in cited])
    for name in cited:
        if name != "sources":
            ids = derive.source_ids(frames[name], frames["sources"])
            frames[name] = frames[name].assign(source=ids)
