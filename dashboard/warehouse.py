"""The data that are served: the version in use, newer ones, and what is wrong with them.

The `Warehouse` hands out one `Snapshot` and looks once a second whether a newer version has been
published and whether the files are whole; what cannot be opened leaves the last good version in
place, and `trouble` says so.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from dashboard.damage import ABOUT, stamps
from dashboard.geography.drawings import Drawing
from dashboard.queries import QUERIES
from dashboard.snapshot import Snapshot, WarehouseError
from dashboard.watching import Ahead, Questions, nothing, watch

__all__ = ["QUERIES", "Snapshot", "Warehouse", "WarehouseError"]

CURRENT = "current"
WARM_SECONDS = 2.0
EARLIER_DRAWINGS = 100

# What is wrong, in words for readers.
NOT_MADE = "The newest data could not be made."
NOT_OPENED = "The newest data could not be opened."
NOT_NAMED = "It cannot be told which data are the newest."
DAMAGED = "The stored data have been damaged since they were opened."
LOST = "The stored data have been damaged, and no other version can be opened."

log = logging.getLogger(__name__)


class Warehouse:
    """Hands out the current snapshot and notices when a new version is published.

    A thread looks once a second. It opens a newer version and has it answer first questions
    (`warmed_by`) before readers get it, so that no request waits for it or is slow after it.
    """

    def __init__(
        self, folder: Path, queries: tuple[Path, ...] = (QUERIES,), trouble: str | None = None
    ) -> None:
        """`folder` holds `current` and one folder a version. Raises WarehouseError.

        When the current version cannot be opened, the one last in use that can be is. `trouble`
        is what is known to be wrong with the version that is current now.
        """
        self._folder = folder
        self._queries = queries
        self._taking = threading.Lock()
        self._starting = threading.Lock()
        self._failed: dict[str, object] = {}
        self._questions: Sequence[Callable[[Snapshot], object]] = ()
        self.ahead = Ahead()
        self._earlier: dict[str, Drawing] = {}
        self._told = (trouble, self._stamp()) if trouble else None
        self.trouble: str | None = trouble
        self._snapshot = self._first()
        self._watcher: threading.Thread | None = None

    def _published(self) -> str | None:
        """The version that `current` names, or None when it names none."""
        try:
            version = (self._folder / CURRENT).read_text("utf-8").strip()
        except (OSError, ValueError):
            return None
        return version if (self._folder / version).parent == self._folder else None

    def _first(self) -> Snapshot:
        published = self._published()
        if published is None and not self._others(""):
            raise WarehouseError(
                f"There is no built data in {self._folder}. Run `python -m dashboard build`."
            )
        problems = []
        for version in ([published] if published else []) + self._others(published or ""):
            try:
                return self._open(version)
            except WarehouseError as error:
                problems.append(error)
                log.warning("%s", error)
        raise problems[0]

    def _others(self, version: str) -> list[str]:
        """All versions on disk but one, the last used first (see `publish.make_current`)."""
        used = {}
        for about in self._folder.glob(f"*/{ABOUT}"):
            if about.parent.name != version and not about.parent.name.startswith("."):
                with suppress(OSError):
                    used[about.parent.name] = about.parent.stat().st_mtime
        return sorted(used, key=lambda name: used[name], reverse=True)

    def _open(self, version: str) -> Snapshot:
        return Snapshot(self._folder / version, self._queries)

    def warmed_by(
        self,
        questions: Sequence[Callable[[Snapshot], object]],
        ahead: Questions = nothing,
    ) -> None:
        """Have this version answer all questions now, and each newer one before readers get it.

        Of a newer one only those that it answers within WARM_SECONDS: readers are waiting for it.
        One that cannot answer a question is not taken up. What `ahead` gives is asked bit by bit of
        the version in use, once readers have it.
        """
        tried = self._snapshot.version
        for version in (tried, *self._others(tried)):
            try:
                if version != tried:
                    self._snapshot = self._open(version)
                with ThreadPoolExecutor(os.cpu_count()) as pool:
                    list(pool.map(lambda ask: ask(self._snapshot), questions))
                break
            except Exception as error:
                # Of the current version it is the code that is at fault.
                if version == self._published():
                    raise
                log.warning("Version %s cannot be used. %s", version, error)
        else:
            raise WarehouseError(f"No version in {self._folder} can answer what is asked of it.")
        self._questions = questions
        self.ahead = Ahead(ahead)
        self.ahead.begin(self._snapshot)
        self.look()

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
        """Take up the version published now if it is another and can be opened; see what is wrong.

        If the version in use is read from disk and damaged there, take up another one.
        """
        with self._taking:
            # Whatever is wrong, there is something to serve, and somebody has to look again.
            try:
                trouble = self._take_newer()
                if self._snapshot.is_lost():
                    trouble = NOT_OPENED if self._fall_back() else LOST
            except Exception as error:
                log.warning("%s", error)
                trouble = NOT_OPENED
            if trouble != self.trouble:
                if trouble:
                    log.warning("%s The last good data stay in use.", trouble)
                else:
                    log.info("The data are whole again.")
            self.trouble = trouble

    def _watch(self) -> None:
        with self._starting:
            if self._watcher is None or not self._watcher.is_alive():
                self._watcher = watch(self)

    def _take_newer(self) -> str | None:
        published = self._published()
        if published is None:
            return NOT_NAMED
        if published != self._snapshot.version and not self._take(published):
            return NOT_OPENED
        if self._told and self._told[1] == self._stamp():
            return self._told[0]
        return DAMAGED if self._snapshot.files.damaged() else None

    def _fall_back(self) -> bool:
        return any(self._take(version) for version in self._others(self._snapshot.version))

    def _take(self, version: str) -> bool:
        """Take up a version, unless it cannot be opened or has not changed since it could not."""
        found = (self._stamp(), stamps(self._folder / version))
        if self._failed.get(version) == found:
            return False
        try:
            newer = self._open(version)
            until = time.monotonic() + WARM_SECONDS
            for ask in self._questions:
                if time.monotonic() > until:
                    break
                ask(newer)
        # Whatever is wrong with it, the one in use is there.
        except Exception as error:
            self._failed[version] = found
            log.warning("Version %s cannot be used. %s", version, error)
            return False
        older = self._snapshot
        drawn = {**self._earlier, **older.drawings.by_address}
        left = [address for address in drawn if address not in newer.drawings.by_address]
        self._earlier = {address: drawn[address] for address in left[-EARLIER_DRAWINGS:]}
        self._snapshot = newer
        self.ahead.begin(newer)
        self._failed.clear()
        # Its tables go when the requests that still use it have been answered.
        older.forget()
        log.info("Data version %s is in use.", newer.version)
        return True

    def _stamp(self) -> int:
        """When `current` was last written: a version mended under the same name counts as new."""
        try:
            return (self._folder / CURRENT).stat().st_mtime_ns
        except OSError:
            return 0
