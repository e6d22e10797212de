"""DuckDB over the built parquet: `run(query, parameters)` gives a DataFrame.

A `Snapshot` is one version of the data, opened once and never changed. The `Warehouse` hands out
the current one and looks now and then whether a newer version has been published; a version that
cannot be opened leaves the last good one in place.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path

import duckdb
import pandas as pd

from dashboard.geography.drawings import Drawings
from dashboard.selection import Vocabulary
from dashboard.vocabulary import read_vocabulary

QUERIES = Path(__file__).resolve().parents[1] / "queries"
SHARED = "shared"
# Tables left on disk and read through their row groups; all others are small and held in memory.
# Answers are small: text kept as Python objects is quicker to handle than Arrow's arrays.
pd.options.mode.string_storage = "python"
ON_DISK = frozenset({"indicator_values"})
LOOK_AGAIN_SECONDS = 1.0

log = logging.getLogger(__name__)


class WarehouseError(RuntimeError):
    """The built data is missing or damaged; the message says what to do about it."""


@cache
def shared_definitions(folder: Path = QUERIES) -> dict[str, str]:
    """The table macros that several queries use: name -> SQL, those that use others last."""
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
        self._connection = duckdb.connect(":memory:")
        try:
            self.about = json.loads((folder / "about.json").read_text("utf-8"))
            self.data_date: str = self.about["data_date"]
            for path in sorted(folder.glob("*.parquet")):
                relation = self._connection.read_parquet(str(path))
                if path.stem in ON_DISK:
                    relation.create_view(path.stem)
                else:
                    relation.create(path.stem)
            for text in shared_definitions().values():
                self._connection.execute(text)
            self.drawings = Drawings(folder / "geometry")
        except (duckdb.Error, OSError, ValueError, LookupError) as error:
            self._connection.close()
            raise WarehouseError(
                f"The built data in {folder} cannot be read ({error}). "
                "Run `python -m dashboard build --force` to make it again."
            ) from error

    def run(self, name: str, parameters: Mapping[str, object] | None = None) -> pd.DataFrame:
        """Run `queries/<name>.sql`, binding those of `parameters` that it names."""
        text = self.query_text(name)
        wanted = _parameter_names(text)
        bound = {key: value for key, value in (parameters or {}).items() if key in wanted}
        with self._connection.cursor() as cursor:
            return cursor.execute(text, bound).df()

    def query_text(self, name: str) -> str:
        """The text of `queries/<name>.sql`. Raises LookupError when there is no such query."""
        return _read_query(name, self._queries)

    def table(self, name: str) -> pd.DataFrame:
        """A whole table, for the few that are shown or checked as they stand."""
        with self._connection.cursor() as cursor:
            return cursor.table(name).df()

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


class Warehouse:
    """Hands out the current snapshot and notices when a new version is published."""

    def __init__(self, folder: Path, queries: tuple[Path, ...] = (QUERIES,)) -> None:
        """`folder` holds `current` and one folder a version. Raises WarehouseError."""
        self._folder = folder
        self._queries = queries
        self._lock = threading.Lock()
        self._looked = 0.0
        self._failed: str | None = None
        self._snapshot = self._open(self._published())

    def _published(self) -> str:
        try:
            return (self._folder / "current").read_text("utf-8").strip()
        except OSError as error:
            raise WarehouseError(
                f"There is no built data in {self._folder}. Run `python -m dashboard build`."
            ) from error

    def _open(self, version: str) -> Snapshot:
        return Snapshot(self._folder / version, self._queries)

    def snapshot(self) -> Snapshot:
        """The newest version that can be opened."""
        now = time.monotonic()
        if now - self._looked > LOOK_AGAIN_SECONDS and self._lock.acquire(blocking=False):
            try:
                self._looked = now
                self._take_newer()
            finally:
                self._lock.release()
        return self._snapshot

    def _take_newer(self) -> None:
        version = ""
        try:
            version = self._published()
            if version == self._snapshot.version:
                self._failed = None
            elif version != self._failed:
                self._snapshot = self._open(version)
                self._failed = None
        except WarehouseError as error:
            if self._failed != version:
                log.warning("%s The last good data stay in use.", error)
            self._failed = version

    @property
    def stale(self) -> bool:
        """Whether a newer version was published that could not be opened."""
        return self._failed is not None
