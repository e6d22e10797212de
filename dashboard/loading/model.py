"""What passes between the steps of a load."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd
import pandas as pd

Progress = Callable[[str, float], None]
"""Told what is being done, in words, and the share of it that is done, 0 to 1."""


class LoadError(ValueError):
    """A file cannot be taken at all; the message says why and what to do, in plain words."""


@dataclass(frozen=True)
class Limits:
    """The most that one file may hold, so that no file can bring the machine down."""

    megabytes: float = 500.0
    unpacked_megabytes: float = 2_000.0
    rows: int = 5_000_000
    columns: int = 400
    cells: int = 12_000_000
    cell_characters: int = 10_000
    seconds: float = 600.0


@dataclass(frozen=True)
class Sheet:
    """A file, or a sheet of a workbook, as text: every cell stripped, empty ones "".

    `file` is the file's own name without a folder; `sheet` the sheet's name, "" for csv. `lines`
    is the number of each record as a spreadsheet or editor shows it (the first line is 1), in the
    order of `records`, which may differ in length. Records are tuples (half the memory of lists)
    and equal cells mostly one string; a record with nothing in it is left out. `notes` says what
    was noticed and mended (“The file is in the alphabet Windows-1252”). `sha256` is that of the
    file as it was read. `flagged` holds cells that have no usable text, by (line, position): what
    is wrong, in words. `decimal` is the mark of decimals in the file, to be given to
    `values.number`; it is “,” where a file separated by semicolons has numbers such as 1,5.
    """

    file: str
    sheet: str
    sha256: str
    lines: Sequence[int]
    records: Sequence[Sequence[str]]
    notes: tuple[str, ...] = ()
    flagged: Mapping[tuple[int, int], str] = field(default_factory=dict)
    decimal: str = "."


@dataclass(frozen=True)
class Boundaries:
    """A file of boundaries: one area a row, `properties` beside `geometry`, any stated system."""

    file: str
    sheet: str
    sha256: str
    areas: gpd.GeoDataFrame
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Layout:
    """Which table a sheet is, where its heading is, and which of its columns is which of ours.

    `columns` maps our column to the position of theirs; `named` to the words of their heading;
    `ignored` are headings that no column of ours matches. `wide` are positions whose heading is a
    period (LG Inform's export), each with the period, and `metrics` those of them whose heading
    also says which indicator. `fixed` maps our column to what holds for every row: a title above
    the table that names the indicator, or what the user said.
    """

    table: str
    heading_line: int
    columns: Mapping[str, int]
    named: Mapping[str, str]
    ignored: tuple[str, ...] = ()
    wide: Mapping[int, str] = field(default_factory=dict)
    metrics: Mapping[int, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fault:
    """One thing wrong: where, what stands there, what is wrong with it and what would be right.

    `column` is the heading as the file has it. `line` is None where the whole file is meant.
    """

    line: int | None
    column: str
    value: str
    wrong: str
    right: str


@dataclass(frozen=True)
class Checked:
    """The rows that may be taken, as the table’s csv would hold them, and what is wrong.

    `rows` has the contract's columns for files (`Table.in_file()`), text, null where empty;
    `lines` the line of each in the file. A row of a file in the wide form gives several rows.
    `scopes` are the parts of the table that the file covers (see `tables.Loadable.scope`), one
    row each: publishing replaces all that is there in these. `read` counts records of the file,
    each of which is `accepted`, `rejected` (it has a fault), one of the `duplicates` (it says what
    another says, and is taken once) or `skipped` (an area that is no council, a row without a
    value, the example of a template); `notes` says why.
    """

    table: str
    rows: pd.DataFrame
    lines: list[int]
    scopes: pd.DataFrame
    faults: list[Fault]
    read: int
    accepted: int
    rejected: int
    duplicates: int
    boundaries: gpd.GeoDataFrame | None = None
    skipped: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Difference:
    """What publishing would change: counts, and the rows themselves.

    `rows` has `change` (`new`, `changed`, `gone`), the table's key, and for a changed row
    `column`, `before` and `after`, one row for each cell that changes. Where the key has a
    `council_code` or `indicator_code`, `council` or `indicator` is its name.
    """

    new: int
    changed: int
    gone: int
    same: int
    rows: pd.DataFrame
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Prepared:
    """A file ready to be published: nothing has been changed yet.

    `against` is the version of the data that `difference` was worked out from.
    """

    path: Path
    file: str
    sheet: str
    sha256: str
    layout: Layout
    checked: Checked
    difference: Difference
    against: str
    notes: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether every row may be taken."""
        return not self.checked.faults
