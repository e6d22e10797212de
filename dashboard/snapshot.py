"""One version of the data: DuckDB over its parquet. `run(query, parameters)` gives a DataFrame."""

from __future__ import annotations

import json
import weakref
from collections.abc import Callable, Hashable, Mapping
from contextlib import suppress
from functools import cache, cached_property, partial
from itertools import count
from pathlib import Path
from threading import Condition
from typing import Any

import duckdb
import pandas as pd
from cachetools import LRUCache, cached

from dashboard import queries as sql
from dashboard.damage import ABOUT, DamagedError, Files
from dashboard.geography.drawings import Drawings
from dashboard.selection import Vocabulary
from dashboard.vocabulary import read_vocabulary

# Answers are small: text kept as Python objects is quicker to handle than Arrow's arrays.
pd.options.mode.string_storage = "python"
# A table is held in memory, where no damage reaches it, unless its file is larger than this (some
# two million indicator values: 170 MB of memory); then it is read through its row groups on disk.
HELD_BYTES = 8_000_000
REMEMBERED = 512
# Steps are tables, of up to some megabytes each: of each step as many are kept.
REMEMBERED_STEPS = 12
# Those that follow from one key, each with the key: all are kept, and asked before anybody does
# (`dashboard.ahead`), where the data are in memory.
STEPS_OF_ONE_KEY = {
    "indicator_values_base": "base",
    "indicator_values_latest": "latest",
    "changes_of_control": "year",
}
STEP_NUMBERS = count()
# Of what is in memory a query takes milliseconds: sharing it out among threads costs a third more
# processor time than it saves, and the exhibits of a page are asked side by side anyway.
ONE_THREAD: dict[str, str | bool | int | float | list[str]] = {"threads": 1}


class WarehouseError(RuntimeError):
    """The built data is missing or damaged; the message says what to do about it."""


class Snapshot:
    """One version of the data, read only."""

    def __init__(self, folder: Path, queries: tuple[Path, ...] = (sql.QUERIES,)) -> None:
        """Open every parquet file of `folder`. Raises WarehouseError if one cannot be read."""
        self.folder = folder
        self.version = folder.name
        self._queries = queries
        self._remembered: dict[Callable[..., Any], Callable[..., Any]] = {}
        paths = sorted(folder.glob("*.parquet"))
        self._on_disk = {path.name for path in paths if path.stat().st_size > HELD_BYTES}
        self._connection = duckdb.connect(":memory:", config={} if self._on_disk else ONE_THREAD)
        try:
            about = (folder / ABOUT).read_bytes()
            self.about = json.loads(about)
            self.data_date: str = self.about["data_date"]
            self.files = Files(folder, self.about, about)
            if damaged := self.files.damaged():
                raise ValueError(f"{damaged[0]} is missing or not as it was built")
            for path in paths:
                relation = self._connection.read_parquet(str(path))
                if path.name in self._on_disk:
                    relation.create_view(path.stem)
                else:
                    relation.create(path.stem)
            for text in sql.shared_definitions().values():
                self._connection.execute(text)
            self.drawings = Drawings(folder / "geometry")
        except (duckdb.Error, OSError, ValueError, LookupError, TypeError) as error:
            self._connection.close()
            raise WarehouseError(
                f"The built data in {folder} cannot be read ({error}). "
                "Run `python -m dashboard build --force` to make it again."
            ) from error

    def run(self, name: str, parameters: Mapping[str, object] | None = None) -> pd.DataFrame:
        """Run `queries/<name>.sql`, binding those of `parameters` that it names.

        Steps that it reads are asked first, unless their rows are still held. Raises DamagedError
        when a table that is read from disk has been damaged there.
        """
        text = self.query_text(name)
        try:
            with self._connection.cursor() as cursor:
                # Held until there is an answer, or their tables might be dropped before.
                held = self._steps_of(text, parameters or {})
                return cursor.execute(text, _bound(text, parameters or {}, held)).df()
        except duckdb.Error as error:
            if self.is_lost():
                raise DamagedError(self.version) from error
            raise

    def _steps_of(self, text: str, parameters: Mapping[str, object]) -> dict[str, _Step]:
        """The steps that a query reads, each asked for what it binds of `parameters`."""
        return {name: self.step(name, parameters) for name in sql.steps_of(text)}

    def step(self, name: str, parameters: Mapping[str, object]) -> _Step:
        """A step, asked for what it binds of `parameters` unless its rows are still held."""
        wanted = sql.every_value_of(sql.steps()[name])
        asked = {key: _frozen(value) for key, value in parameters.items() if key in wanted}
        every = name in STEPS_OF_ONE_KEY and not self.is_on_disk
        most = REMEMBERED if every else REMEMBERED_STEPS
        return self.remember(_maker_of(name), *sorted(asked.items()), most=most)

    def make_step(self, name: str, parameters: Mapping[str, object]) -> _Step:
        """Ask a step and hold its rows as a table."""
        text = sql.steps()[name]
        with self._connection.cursor() as cursor:
            held = self._steps_of(text, parameters)
            step = _Step(self._connection)
            # A name cannot be bound here. This one is ours.
            made = f"create table {step.table} as {text}"
            cursor.execute(made, _bound(text, parameters, held))
            return step

    @property
    def is_on_disk(self) -> bool:
        """Whether any table is too large for memory."""
        return bool(self._on_disk)

    def is_lost(self) -> bool:
        """Whether a table that is read from disk has been damaged there."""
        return not self._on_disk.isdisjoint(self.files.damaged()) if self._on_disk else False

    def query_text(self, name: str) -> str:
        """The text of `queries/<name>.sql`. Raises LookupError when there is no such query."""
        return sql.query_text(name, self._queries)

    def table(self, name: str) -> pd.DataFrame:
        """A whole table, for the few that are shown or checked as they stand."""
        with self._connection.cursor() as cursor:
            return cursor.table(name).df()

    def remember(self, make: Callable[..., Any], *asked: Hashable, most: int = REMEMBERED) -> Any:
        """`make(*asked, self)`, kept with this version so that asking again costs nothing.

        Who asks while it is being made waits for it. Of one `make` at most `most` are kept.
        """
        kept = self._remembered.get(make)
        if kept is None:
            cache: LRUCache = LRUCache(most)
            kept = cached(cache, condition=Condition())(lambda *asked: make(*asked, self))
            kept = self._remembered.setdefault(make, kept)
        return kept(*asked)

    def forget(self) -> None:
        """Let go of what is remembered, and so of the tables once nobody uses them."""
        self._remembered.clear()

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The values each key of an address may take."""
        return read_vocabulary(self.run)


class _Step:
    """Rows that several queries start from, as a table that is dropped when nobody holds this."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.table = f"step_{next(STEP_NUMBERS)}"
        weakref.finalize(self, _drop, connection, self.table)


def _drop(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    # With the database gone, so is the table. Its name is ours: there is no way to bind one here.
    with suppress(duckdb.Error), connection.cursor() as cursor:
        cursor.execute(f"drop table if exists {table}")


@cache
def _maker_of(name: str) -> Callable[..., _Step]:
    """What makes a step: one for each, so that one asked for often leaves the others theirs."""
    return partial(_make_step, name)


def _make_step(name: str, *asked: Any) -> _Step:
    *parameters, snapshot = asked
    thawed = {key: list(value) if isinstance(value, tuple) else value for key, value in parameters}
    return snapshot.make_step(name, thawed)


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _bound(
    text: str, parameters: Mapping[str, object], steps: Mapping[str, _Step]
) -> dict[str, object]:
    """Those of `parameters` that a query names, and the tables of the steps that it reads."""
    wanted = sql.named_values(text)
    bound = {key: value for key, value in parameters.items() if key in wanted}
    return bound | {name: step.table for name, step in steps.items()}
