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
import weakref
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from dashboard.geography.drawings import Drawing, Drawings
from dashboard.selection import Vocabulary
from dashboard.vocabulary import read_vocabulary

QUERIES = Path(__file__).resolve().parents[1] / "queries"
SHARED = "shared"
# Tables left on disk and read through their row groups; all others are small and held in memory.
# Answers are small: text kept as Python objects is quicker to handle than Arrow's arrays.
pd.options.mode.string_storage = "python"
ON_DISK = frozenset({"indicator_values"})
LOOK_AGAIN_SECONDS = 1.0
WARM_SECONDS = 2.0
REMEMBERED = 512
EARLIER_DRAWINGS = 100

log = logging.getLogger(__name__)


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


class Warehouse:
    """Hands out the current snapshot and notices when a new version is published.

    A thread looks once a second. It opens a newer version and has it answer first questions
    (`warmed_by`) before readers get it, so that no request waits for it or is slow after it.
    """

    def __init__(self, folder: Path, queries: tuple[Path, ...] = (QUERIES,)) -> None:
        """`folder` holds `current` and one folder a version. Raises WarehouseError."""
        self._folder = folder
        self._queries = queries
        self._taking = threading.Lock()
        self._starting = threading.Lock()
        self._failed: tuple[str, int] | None = None
        self._questions: Sequence[Callable[[Snapshot], object]] = ()
        self._earlier: dict[str, Drawing] = {}
        self._snapshot = self._open(self._published())
        self._watcher: threading.Thread | None = None

    def _published(self) -> str:
        try:
            return (self._folder / "current").read_text("utf-8").strip()
        except OSError as error:
            raise WarehouseError(
                f"There is no built data in {self._folder}. Run `python -m dashboard build`."
            ) from error

    def _open(self, version: str) -> Snapshot:
        return Snapshot(self._folder / version, self._queries)

    def warmed_by(self, questions: Sequence[Callable[[Snapshot], object]]) -> None:
        """Have this version answer all questions now, and each newer one before readers get it.

        Of a newer one only those that it answers within WARM_SECONDS: readers are waiting for it.
        One that cannot answer a question is not taken up.
        """
        for ask in questions:
            ask(self._snapshot)
        self._questions = questions

    def snapshot(self) -> Snapshot:
        """The newest version that can be opened. Never waits for one to be."""
        watcher = self._watcher
        if watcher is None or not watcher.is_alive():
            # The first time, and in a process that a server has forked off: threads stay behind.
            self._watch()
        return self._snapshot

    def drawing(self, address: str) -> Drawing | None:
        """The map layer at an address, also one of an earlier version that pages still show."""
        return self._snapshot.drawings.by_address.get(address) or self._earlier.get(address)

    def look(self) -> None:
        """Take up the version published now, unless it is in use or cannot be opened."""
        with self._taking:
            self._take_newer()

    def _watch(self) -> None:
        with self._starting:
            if self._watcher is None or not self._watcher.is_alive():
                self._watcher = threading.Thread(
                    target=_look_again, args=(weakref.ref(self),), name="warehouse", daemon=True
                )
                self._watcher.start()

    def _take_newer(self) -> None:
        found = ("", 0)
        try:
            found = (self._published(), self._stamp())
            if found[0] == self._snapshot.version:
                self._failed = None
            elif found != self._failed:
                self._take(self._open(found[0]))
                self._failed = None
        # Whatever is wrong with a new version, the old one is there.
        except Exception as error:
            if self._failed != found:
                log.warning("%s The last good data stay in use.", error)
            self._failed = found

    def _take(self, newer: Snapshot) -> None:
        until = time.monotonic() + WARM_SECONDS
        for ask in self._questions:
            if time.monotonic() > until:
                break
            ask(newer)
        older = self._snapshot
        drawn = {**self._earlier, **older.drawings.by_address}
        left = [address for address in drawn if address not in newer.drawings.by_address]
        self._earlier = {address: drawn[address] for address in left[-EARLIER_DRAWINGS:]}
        self._snapshot = newer
        # Its tables go when the requests that still use it have been answered.
        older.forget()
        log.info("Data version %s is in use.", newer.version)

    def _stamp(self) -> int:
        """When `current` was last written: a version mended under the same name counts as new."""
        try:
            return (self._folder / "current").stat().st_mtime_ns
        except OSError:
            return 0

    @property
    def stale(self) -> bool:
        """Whether a newer version was published that could not be opened."""
        return self._failed is not None


def _look_again(warehouse: weakref.ref[Warehouse]) -> None:
    """Look for newer data for as long as there is somebody to give it to."""
    while (still := warehouse()) is not None:
        still.look()
        del still
        time.sleep(LOOK_AGAIN_SECONDS)
