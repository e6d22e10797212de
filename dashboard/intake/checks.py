"""Read csv files and test them against the contracts; report everything wrong at once."""

from __future__ import annotations

import csv
import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from dashboard.intake.contracts import BUILT, Column, Table
from dashboard.intake.kinds import KINDS

FIRST_ROW = 2
"""Row number of the first record: the heading is row 1, as a spreadsheet shows it."""

SHOWN = 50
EMPTY: Mapping[str, pd.DataFrame] = {}


@dataclass(frozen=True)
class Problem:
    """One thing wrong: where it is, what it is and what is allowed, in plain words."""

    file: str
    table: str
    says: str
    row: int | None = None
    column: str = ""
    value: str = ""

    def __str__(self) -> str:
        place = [self.file]
        if self.row is not None:
            place.append(f"row {self.row}")
        if self.column:
            place.append(f"column {self.column}")
        return f"{', '.join(place)} (table {self.table}): {self.says}"


class ContractError(ValueError):
    """The data breaks the contracts. `problems` lists every violation found."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        shown = [f"- {problem}" for problem in problems[:SHOWN]]
        if len(problems) > SHOWN:
            shown.append(f"- and {len(problems) - SHOWN} more.")
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        super().__init__("\n".join([f"{count} in the data. Nothing was published.", *shown]))


@dataclass(frozen=True)
class Rows:
    """Records as text, with the file and row number each came from. Empty cells are null.

    `loaded` is when a user loaded each record, None for those of the csv files; as a whole None
    when no record was loaded.
    """

    frame: pd.DataFrame
    files: np.ndarray
    numbers: np.ndarray
    loaded: np.ndarray | None = None

    def at(self, index: int) -> tuple[str, int]:
        """Return the file and row number of a record, by position."""
        return str(self.files[index]), int(self.numbers[index])

    def loaded_at(self) -> np.ndarray:
        """Return when each record was loaded, None where it was not."""
        return np.full(len(self.frame), None, object) if self.loaded is None else self.loaded


def read_rows(table: Table, root: Path) -> tuple[Rows, list[Problem]]:
    """Read every csv file of a table under `root`, as text, and note what cannot be read."""
    paths = sorted(root.glob(table.files))
    problems: list[Problem] = []
    if not paths:
        problems.append(Problem(table.files, table.name, "the file is missing."))
    frames, files, numbers = [], [], []
    for path in paths:
        name = path.relative_to(root).as_posix()
        records, rows, wrong = _read_file(path, name, table)
        problems += wrong
        frames.append(pd.DataFrame(records, columns=table.in_file(), dtype="str"))
        files.append(np.full(len(rows), name, dtype=object))
        numbers.append(np.array(rows, dtype=np.int64))
    if not frames:
        return Rows(_empty(table), np.array([], dtype=object), np.array([], int)), problems
    frame = pd.concat(frames, ignore_index=True)
    frame = frame.mask(frame == "")
    return Rows(frame, np.concatenate(files), np.concatenate(numbers)), problems


def _empty(table: Table) -> pd.DataFrame:
    return pd.DataFrame(columns=table.in_file(), dtype="str")


def _read_file(
    path: Path, name: str, table: Table
) -> tuple[list[list[str]], list[int], list[Problem]]:
    """Return the records in the order of the contract's columns, their rows and problems."""
    wanted = table.in_file()
    records: list[list[str]] = []
    rows: list[int] = []
    problems: list[Problem] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            heading = next(reader, [])
            problems += _heading_problems(heading, wanted, name, table)
            if problems:
                return [], [], problems
            order = [heading.index(column) for column in wanted]
            in_order = order == list(range(len(order)))
            for row, record in enumerate(reader, FIRST_ROW):
                if len(record) != len(heading):
                    if record:
                        says = f"the row has {len(record)} cells; it needs {len(heading)}."
                        problems.append(Problem(name, table.name, says, row))
                    continue
                records.append(record if in_order else [record[cell] for cell in order])
                rows.append(row)
    except UnicodeDecodeError:
        problems.append(Problem(name, table.name, "the file is not UTF-8 text."))
    except csv.Error as error:
        says = f"the row cannot be read as csv ({error})."
        problems.append(Problem(name, table.name, says, len(rows) + FIRST_ROW))
    return records, rows, problems


def _heading_problems(
    heading: list[str], wanted: list[str], name: str, table: Table
) -> list[Problem]:
    problems = []
    for column in wanted:
        if column not in heading:
            says = f"the column is missing. Columns needed: {', '.join(wanted)}."
            problems.append(Problem(name, table.name, says, 1, column))
    for column in heading:
        if column not in wanted:
            says = f"the column is not known. Columns allowed: {', '.join(wanted)}."
            problems.append(Problem(name, table.name, says, 1, column))
        elif heading.count(column) > 1:
            problems.append(Problem(name, table.name, "the column is repeated.", 1, column))
    return problems


def check_tables(
    tables: dict[str, Table], rows: dict[str, Rows], checked: Mapping[str, pd.DataFrame] = EMPTY
) -> list[Problem]:
    """Return every violation in the tables read, references and rules between tables included.

    `checked` are tables that were checked before, as far as rules of other tables look at them.
    """
    frames = {**checked, **{name: read.frame for name, read in rows.items()}}
    known: dict[str, set[str]] = {}
    for table in tables.values():
        for column in table.columns.values():
            of, _, key = column.refers.partition(".")
            if of in rows and key in tables[of].in_file():
                known[column.refers] = set(frames[of][key].dropna())
    problems = []
    for name, read in rows.items():
        problems += check_rows(tables[name], read, known)
        for rule in tables[name].rules:
            for index in np.flatnonzero(rule.broken(read.frame, frames)).tolist():
                file, row = read.at(index)
                value = read.frame[rule.column].fillna("").iloc[index]
                problems.append(Problem(file, name, rule.says, row, rule.column, value))
    return problems


def check_rows(table: Table, rows: Rows, known: dict[str, set[str]]) -> list[Problem]:
    """Return every violation of the table's own contract in its rows.

    `known` holds the values that references may name, by "table.column"; a reference to a column
    that is not in `known` is not tested.
    """
    problems: list[Problem] = []
    for name, column in table.columns.items():
        if column.where != BUILT:
            problems += _column_problems(table, rows, name, column, known)
    return problems + _repeats(table, rows)


def _repeats(table: Table, rows: Rows) -> list[Problem]:
    key = list(table.key) or table.in_file()
    repeated = rows.frame.duplicated(key)
    if not repeated.any():
        return []
    group = rows.frame.groupby(key, dropna=False, sort=False).ngroup().to_numpy()
    first = np.unique(group, return_index=True)[1]
    told = " and ".join(key) if table.key else "the whole row"
    problems = []
    for index in np.flatnonzero(repeated).tolist():
        file, row = rows.at(index)
        where, other = rows.at(int(first[group[index]]))
        says = f"{told} must not repeat; the same is in {where}, row {other}."
        cells = [str(value) for value in rows.frame.loc[index, list(table.key)].fillna("")]
        problems.append(
            Problem(file, table.name, says, row, ", ".join(table.key), ", ".join(cells))
        )
    return problems


def _column_problems(
    table: Table, rows: Rows, name: str, column: Column, known: dict[str, set[str]]
) -> list[Problem]:
    values = rows.frame[name]
    empty = values.isna().to_numpy()
    problems = []

    def report(index: int, says: str) -> None:
        file, row = rows.at(index)
        value = "" if empty[index] else values.iloc[index]
        problems.append(Problem(file, table.name, says, row, name, value))

    if column.required:
        for index in np.flatnonzero(empty).tolist():
            report(index, f"the cell is empty; it must hold {_allowed(column)}.")
    faults = {
        value: fault
        for value in values.dropna().unique()
        if (fault := _fault(value, column, known)) is not None
    }
    if faults:
        for index in np.flatnonzero(values.isin(list(faults))).tolist():
            report(index, faults[values.iloc[index]])
    return problems


def _fault(value: str, column: Column, known: dict[str, set[str]]) -> str | None:
    """Return what is wrong with a value, in words, or None."""
    kind = KINDS[column.kind]
    if column.allowed:
        if value in column.allowed:
            return None
        return f"{value!r} is not allowed; it must be {_allowed(column)}."
    if not kind.accepts(value):
        return f"{value!r} is not allowed; it must be {_allowed(column)}."
    if column.low is not None and float(value) < column.low:
        return f"{value} is too low; the lowest allowed is {column.low:g}."
    if column.high is not None and float(value) > column.high:
        return f"{value} is too high; the highest allowed is {column.high:g}."
    if column.refers in known and value not in known[column.refers]:
        table, _, of = column.refers.partition(".")
        near = difflib.get_close_matches(value, known[column.refers], n=3)
        hint = f" Near it: {', '.join(near)}." if near else ""
        return f"{value!r} is not a {of} in the table {table}.{hint}"
    return None


def _allowed(column: Column) -> str:
    if column.allowed:
        return "one of: " + "; ".join(column.allowed)
    return KINDS[column.kind].must_be
