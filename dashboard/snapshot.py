"""One version of the data: DuckDB over its parquet. `run(query, parameters)` gives a DataFrame."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Mapping
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from dashboard.damage import ABOUT, DamagedError, Files
from dashboard.geography.drawings import Drawings
from dashboard.selection import Vocabulary
from dashboard.vocabulary import read_vocabulary

QUERIES = Path(__file__).resolve().parents[1] / "queries"
SHARED = "shared"
# Answers are small: text kept as Python objects is quicker to handle than Arrow's arrays.
pd.options.mode.string_storage = "python"
# A table is held in memory, where no damage reaches it, unless its file is larger than this (some
# two million indicator values: 170 MB of memory); then it is read through its row groups on disk.
HELD_BYTES = 8_000_000
REMEMBERED = 512


class WarehouseError(RuntimeError):
    """The built data is missing or damaged; the message says what to do about it."""


@cache
def shared_definitions(folder: Path = QUERIES) -> dict[str, str]:
    """What several queries use (macros, tables, settings): name -> SQL, those using others last."""
    found = {path.stem: path.read_text("utf-8") for path in sorted((folder / SHARED).glob("*.sql"))}
    uses = {name: sum(other in text for other in found) for name, text in found.items()}
    return dict(sorted(found.items(), key=lambda item: uses[item[0]]))


class Snapshot:
    """One version of the data, read only."""

    def __init__(self, folder: Path, queries: tuple[Path, ...] = (QUERIES,)) -> None:
        """Open every parquet file of `folder`. Raises WarehouseError if one cannot be read."""
        self.folder = folder
        self.version = folder.name
        self._queries = queries
        self._remembered: dict[Callable[..., Any], Callable[..., Any]] = {}
        self._connection = duckdb.connect(":memory:")
        try:
            about = (folder / ABOUT).read_bytes()
            self.about = json.loads(about)
            self.data_date: str = self.about["data_date"]
            self.files = Files(folder, self.about, about)
            if damaged := self.files.damaged():
                raise ValueError(f"{damaged[0]} is missing or not as it was built")
            paths = sorted(folder.glob("*.parquet"))
            self._on_disk = {path.name for path in paths if path.stat().st_size > HELD_BYTES}
            for path in paths:
                relation = self._connection.read_parquet(str(path))
                if path.name in self._on_disk:
                    relation.create_view(path.stem)
                else:
                    relation.create(path.stem)
            for text in shared_definitions().values():
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

        Raises DamagedError when a table that is read from disk has been damaged there.
        """
        text = self.query_text(name)
        wanted = _parameter_names(text)
        bound = {key: value for key, value in (parameters or {}).items() if key in wanted}
        try:
            with self._connection.cursor() as cursor:
                return cursor.execute(text, bound).df()
        except duckdb.Error as error:
            if self.is_lost():
                raise DamagedError(self.version) from error
            raise

    def is_lost(self) -> bool:
        """Whether a table that is read from disk has been damaged there."""
        return not self._on_disk.isdisjoint(self.files.damaged()) if self._on_disk else False

    def query_text(self, name: str) -> str:
        """The text of `queries/<name>.sql`. Raises LookupError when there is no such query."""
        return _read_query(name, self._queries)

    def table(self, name: str) -> pd.DataFrame:
        """A whole table, for the few that are shown or checked as they stand."""
        with self._connection.cursor() as cursor:
            return cursor.table(name).df()

    def remember(self, make: Callable[..., Any], *asked: Hashable) -> Any:
        """`make(*asked, self)`, kept with this version so that asking again costs nothing."""
        kept = self._remembered.get(make)
        if kept is None:
            kept = lru_cache(REMEMBERED)(lambda *asked: make(*asked, self))
            kept = self._remembered.setdefault(make, kept)
        return kept(*asked)

    def forget(self) -> None:
        """Let go of what is remembered, and so of the tables once nobody uses them."""
        self._remembered.clear()

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The values each key of an address may take."""
        return read_vocabulary(self.run)


@cache
def _read_query(name: str, folders: tuple[Path, ...]) -> str:
    for folder in folders:
        path = folder / f"{name}.sql"
        if path.exists():
            return path.read_text("utf-8")
    raise LookupError(f"There is no query {name}.sql in {', '.join(map(str, folders))}")


@cache
def _parameter_names(text: str) -> frozenset[str]:
    with duckdb.connect(":memory:") as connection:
        statements = connection.extract_statements(text)
        return frozenset().union(*(statement.named_parameters for statement in statements))
