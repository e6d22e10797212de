"""The words in which tables are declared: columns, tables and rules between columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

FILE, BUILT, BOTH = "file", "built", "both"


@dataclass(frozen=True)
class Column:
    """A column: its meaning, the kind of value (see kinds.py) and what more is required.

    `refers` names a table and column ("councils.council_code") whose values alone are allowed.
    `low` and `high` bound numbers. `where` says whether the column is in the csv only, in the
    built table only, or in both.
    """

    means: str
    kind: str = "text"
    required: bool = True
    allowed: tuple[str, ...] = ()
    refers: str = ""
    low: float | None = None
    high: float | None = None
    where: str = BOTH


@dataclass(frozen=True)
class Rule:
    """What must hold between columns or tables.

    `broken` gets the table's rows and all tables' rows, as text with nulls, and returns a boolean
    for each row. `column` is the one a violation is reported under, with `says`.
    """

    column: str
    says: str
    broken: Callable[[pd.DataFrame, dict[str, pd.DataFrame]], pd.Series]


@dataclass(frozen=True)
class Table:
    """A table: the csv files it comes from (none: worked out by the build), columns and key.

    `key` names the columns that together may not repeat; empty means the whole row. `sort` orders
    the built rows; empty keeps the order of the files, which for published figures is meaningful.
    `row_group` is how many rows parquet keeps together. `written` is false for tables that only
    the build itself reads.
    """

    name: str
    files: str
    columns: dict[str, Column]
    key: tuple[str, ...] = ()
    sort: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    row_group: int = 65_536
    written: bool = True

    def in_file(self) -> list[str]:
        """Return the columns of the csv, in order."""
        return [name for name, column in self.columns.items() if column.where != BUILT]

    def built(self) -> list[str]:
        """Return the columns of the built table, in order."""
        return [name for name, column in self.columns.items() if column.where != FILE]


def optional(means: str, kind: str = "text", **more: Any) -> Column:
    """Declare a column that may be empty."""
    return Column(means, kind, required=False, **more)


def council(means: str = "Code of the council in 2016/17, or when it was created") -> Column:
    """Declare a column that names a council by its code."""
    return Column(means, "council", refers="councils.council_code")


NOTE = optional("What a reader should know about this row")
FINANCIAL_YEAR = Column("Financial year, April to March", "financial year")
SOURCED = {
    "source": Column("Where it comes from", "name", refers="sources.source", where=BUILT),
    "source_title": Column("Title of the source", where=FILE),
    "source_address": optional("Web address of the source", "address", where=FILE),
}
LOADED = {
    "from_file": optional("File the row was loaded from, if it was loaded", where=BUILT),
    "from_line": optional("Line of that file", "whole", low=1, where=BUILT),
    "loaded_at": optional("When it was loaded (UTC)", where=BUILT),
}
"""Columns of every table that users can load: which of their files a row is from."""
ALSO_SEE = {"also_see": optional("Further sources of the same fact, with their addresses")}


def earlier(first: str, second: str) -> Callable[[pd.DataFrame, Any], pd.Series]:
    """Tell in which rows the date in `second` is before that in `first`, as far as both say."""

    def broken(rows: pd.DataFrame, _: Any) -> pd.Series:
        return pd.Series(
            [
                pd.notna(a) and pd.notna(b) and b[: len(a)] < a[: len(b)]
                for a, b in zip(rows[first], rows[second], strict=True)
            ],
            index=rows.index,
            dtype=bool,
        )

    return broken
