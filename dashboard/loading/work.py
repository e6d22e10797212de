"""The rows of a file while they are checked: columns as arrays, and what is found wrong.

Every test works on the distinct values of a column, or of several together, so that a million
rows are as quick as their distinct values.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from dashboard.loading import values
from dashboard.loading.councils import is_foot
from dashboard.loading.declare import ALLOWED, EXAMPLE, Loadable
from dashboard.loading.model import Fault, Layout, Sheet
from dashboard.wording import counted

LOOKED_AT = 40
"""How many rows at either end are looked at for examples of a template and notes at the foot."""

FAULTS_KEPT = 100_000
"""How many faults are listed: nobody reads more, and each takes memory."""

Array = np.ndarray


def distinct(*columns: Array) -> tuple[list[tuple[Any, ...]], Array]:
    """Return the distinct rows of some columns, and for each row the position of its own."""
    dense = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        own, uniques = pd.factorize(column, use_na_sentinel=False)
        dense = pd.factorize(dense * max(len(uniques), 1) + own)[0]
    first = np.zeros(dense.max(initial=-1) + 1, dtype=np.int64)
    first[dense[::-1]] = np.arange(len(dense) - 1, -1, -1)
    return [tuple(column[at] for column in columns) for at in first.tolist()], dense


def array(items: Sequence[Any]) -> Array:
    """Return a sequence as an array of objects."""
    made = np.empty(len(items), dtype=object)
    made[:] = items
    return made


class Work:
    """The rows of one sheet under check.

    `text` holds each column of ours as the file has it, `of` the record that a row comes from,
    `lines` its line. A row is `bad` once something is wrong with it. `in_workbook` tells that a
    spreadsheet understood the cells before we did.
    """

    def __init__(self, sheet: Sheet, layout: Layout, table: Loadable) -> None:
        """Take the records under the heading, without those that are no data."""
        self.layout, self.table = layout, table
        self._decimal = sheet.decimal
        self.in_workbook = bool(sheet.sheet)
        self.faults: dict[Fault, None] = {}
        self.unlisted = 0
        self._unusable: set[tuple[int, str]] = set()
        self.notes: list[str] = []
        self._at = sheet.lines.index(layout.heading_line)
        self.heading = sheet.records[self._at]
        records = self._records(sheet)
        self.read = len(records) + self._left_out
        self.record_lines = np.array([sheet.lines[at] for at in records], dtype=np.int64)
        rows = [sheet.records[at] for at in records]
        self.positions: Array | None = None
        if layout.wide:
            self._take_wide(rows)
        else:
            self.of = np.arange(len(rows))
            self.text = {name: _column(rows, at) for name, at in layout.columns.items()}
        self.lines = self.record_lines[self.of]
        for name, value in layout.fixed.items():
            self.text[name] = array([value] * len(self.of))
        self.bad = np.zeros(len(self.of), dtype=bool)
        self._blame_flagged(sheet)
        self._blame_extra_cells(rows)

    def __len__(self) -> int:
        return len(self.of)

    def has(self, name: str) -> bool:
        """Tell whether the file, or the user, gives a column of ours."""
        return name in self.text

    def given(self, name: str) -> Array:
        """Return a column as the file has it, "" throughout where it has none."""
        return self.text[name] if name in self.text else array([""] * len(self))

    def convert(self, name: str, function: Callable[[str], str]) -> Array:
        """Return a column with `function` applied; where it raises ValueError, a fault and ""."""
        found, which = distinct(self.given(name))
        results, wrongs = [], {}
        for at, (value,) in enumerate(found):
            try:
                results.append(function(value))
            except ValueError as error:
                results.append("")
                wrongs[at] = error.args if len(error.args) == 2 else (str(error), "")
        if wrongs:
            for row in np.flatnonzero(np.isin(which, list(wrongs))).tolist():
                self.blame(row, name, *wrongs[which[row]])
        return array(results)[which]

    def mark(self, name: str) -> str:
        """Return the mark of decimals in a column."""
        if self._decimal == ",":
            return ","
        return values.decimal_mark([text for (text,) in distinct(self.given(name))[0]])

    def judge(
        self,
        column: str,
        columns: Sequence[Array],
        test: Callable[..., tuple[str, str] | None],
    ) -> None:
        """Blame `column` in every row for which `test` says what is wrong and what would be right.

        Rows that are bad already are not judged: what is wrong with them would only be repeated.
        """
        found, which = distinct(*columns)
        wrongs = {at: said for at, each in enumerate(found) if (said := test(*each)) is not None}
        if wrongs:
            rows = np.flatnonzero(np.isin(which, list(wrongs)) & ~self.bad)
            for row in rows.tolist():
                self.blame(row, column, *wrongs[which[row]])

    def blame(self, row: int, name: str, wrong: str, right: str, value: str | None = None) -> None:
        """Note that something is wrong with a row, in a column of ours."""
        self.bad[row] = True
        if (int(self.lines[row]), self._headed(name, row)) in self._unusable:
            return
        if value is None:
            value = str(self.text[name][row]) if name in self.text else ""
        self._note(int(self.lines[row]), self._headed(name, row), value, wrong, right)

    def drop(self, rows: Array) -> None:
        """Take rows out of the work, as if the file did not have them."""
        keep = ~rows
        self.of, self.lines, self.bad = self.of[keep], self.lines[keep], self.bad[keep]
        self.text = {name: column[keep] for name, column in self.text.items()}
        if self.positions is not None:
            self.positions = self.positions[keep]

    def _headed(self, name: str, row: int) -> str:
        if name in self.layout.named:
            return self.layout.named[name]
        by_period = name in ("value", "period", "indicator") and name not in self.layout.fixed
        if by_period and self.positions is not None:
            return self.heading[self.positions[row]]
        return name

    def _note(self, line: int | None, column: str, value: str, wrong: str, right: str) -> None:
        if len(self.faults) >= FAULTS_KEPT:
            self.unlisted += 1
            return
        self.faults[Fault(line, column, value, _sentence(wrong), _sentence(right))] = None

    def _records(self, sheet: Sheet) -> list[int]:
        """Positions of the records that are data; the others are counted and told."""
        body = sheet.records[self._at + 1 :]
        kept = [at for at, record in enumerate(body, self._at + 1) if any(record)]
        marks = [
            at
            for at in kept[:LOOKED_AT]
            if any(cell.startswith((EXAMPLE, ALLOWED)) for cell in sheet.records[at])
        ]
        feet = []
        if len(self.layout.columns) > 1 or self.layout.wide:
            for at in kept[: -LOOKED_AT - 1 : -1]:
                cells = [cell for cell in sheet.records[at] if cell]
                if len(cells) > 1 or not is_foot(cells[0]):
                    break
                feet.append(at)
        again = [at for at in kept if sheet.records[at] == self.heading]
        for found, one, many in (
            (marks, "row of the template was", "rows of the template were"),
            (feet, "note under the table was", "notes under the table were"),
            (again, "row that repeats the heading was", "rows that repeat the heading were"),
        ):
            if found:
                self.notes.append(f"{counted(len(found), one, many)} left out.")
        left = {*marks, *feet, *again}
        self._left_out = len(left)
        return [at for at in kept if at not in left] if left else kept

    def _take_wide(self, rows: Sequence[Sequence[str]]) -> None:
        places = list(self.layout.wide)
        self.of = np.repeat(np.arange(len(rows)), len(places))
        self.positions = np.tile(np.array(places, dtype=np.int64), len(rows))
        cells = [row[at] if at < len(row) else "" for row in rows for at in places]
        self.text = {name: _column(rows, at)[self.of] for name, at in self.layout.columns.items()}
        self.text["value"] = array(cells)
        self.text["period"] = array([self.layout.wide[at] for at in places] * len(rows))
        if self.layout.metrics:
            named = [self.layout.metrics.get(at, "") for at in places]
            self.text["indicator"] = array(named * len(rows))

    def _blame_flagged(self, sheet: Sheet) -> None:
        if not sheet.flagged:
            return
        columns = {at: name for name, at in self.layout.columns.items()}
        rows_of: dict[int, list[int]] = {}
        for row, line in enumerate(self.lines.tolist()):
            rows_of.setdefault(line, []).append(row)
        for (line, position), says in sheet.flagged.items():
            for row in rows_of.get(line, []):
                wide = self.positions is not None and self.positions[row] == position
                if wide or position in columns:
                    name = "value" if wide else columns[position]
                    self.blame(row, name, says, "The value itself, typed in")
                    # Nothing more is to be said of such a cell.
                    self._unusable.add((line, self._headed(name, row)))

    def _blame_extra_cells(self, rows: Sequence[Sequence[str]]) -> None:
        wide = len(self.heading)
        for record, cells in enumerate(rows):
            if len(cells) > wide and any(cells[wide:]):
                extra = next(cell for cell in cells[wide:] if cell)
                self.bad[self.of == record] = True
                self._note(
                    int(self.record_lines[record]),
                    "",
                    extra,
                    f"The row has {len(cells)} cells and the heading {wide}",
                    "Quotation marks around a cell that holds a comma, or a heading for it",
                )


def missing(cells: Array) -> Array:
    """Tell which cells say that nothing is known."""
    found, which = distinct(cells)
    return np.array([values.is_missing(text, for_numbers=True) for (text,) in found])[which]


def _column(rows: Sequence[Sequence[str]], at: int) -> Array:
    return array([row[at] if at < len(row) else "" for row in rows])


def _sentence(text: str) -> str:
    text = text.strip().removesuffix(".")
    return text[:1].upper() + text[1:]
