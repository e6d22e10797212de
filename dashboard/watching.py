"""What goes on beside the requests: a thread that looks after the data, and what it asks ahead."""

from __future__ import annotations

import atexit
import logging
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from typing import Protocol

from dashboard.memory import give_back
from dashboard.snapshot import Snapshot

LOOK_AGAIN_SECONDS = 1.0
# What is asked ahead has time: it begins when those who waited for a version have been answered,
# and takes so much of each second that what readers ask meanwhile takes little longer.
AHEAD_AFTER_SECONDS = 10.0
AHEAD_SECONDS = 0.1

Questions = Callable[[Snapshot], Iterator[object]]

_ending = threading.Event()
_watchers: weakref.WeakSet[threading.Thread] = weakref.WeakSet()

log = logging.getLogger(__name__)


def nothing(snapshot: Snapshot) -> Iterator[object]:
    """No questions."""
    return iter(())


class Ahead:
    """What readers may ask next, asked bit by bit of the version in use."""

    def __init__(self, questions: Questions = nothing) -> None:
        """`questions` gives what is asked of a version, each asked as it is taken."""
        self._questions = questions
        self._left: Iterator[object] = iter(())
        self._from = 0.0
        self._is_new = False

    def begin(self, snapshot: Snapshot) -> None:
        """Begin anew, with a version that readers have from now on."""
        self._left = self._questions(snapshot)
        self._from = time.monotonic() + AHEAD_AFTER_SECONDS
        self._is_new = True

    def go_on(self) -> None:
        """Ask more, for AHEAD_SECONDS."""
        now = time.monotonic()
        if now < self._from:
            return
        if self._is_new:
            self._is_new = False
            # By now nobody uses an older version any more.
            give_back()
        try:
            for _ in self._left:
                if time.monotonic() > now + AHEAD_SECONDS or _ending.is_set():
                    break
        # What has failed is at its end. Who asks the same will be told, as of anything else.
        except Exception as error:
            log.warning("Not asked ahead: %s", error)


class Watched(Protocol):
    """What a thread can look after."""

    ahead: Ahead

    def look(self) -> None:
        """See whether all is well."""


def watch(watched: Watched) -> threading.Thread:
    """Have a thread look, and ask ahead, about once a second for as long as `watched` is there."""
    watcher = threading.Thread(
        target=_look_again, args=(weakref.ref(watched),), name="warehouse", daemon=True
    )
    _watchers.add(watcher)
    watcher.start()
    return watcher


def _look_again(watched: weakref.ref[Watched]) -> None:
    while (still := watched()) is not None:
        still.look()
        still.ahead.go_on()
        del still
        if _ending.wait(LOOK_AGAIN_SECONDS):
            break


@atexit.register
def _wait_for_watchers() -> None:
    """Let nobody be inside DuckDB when Python ends: the process would be aborted."""
    _ending.set()
    for watcher in list(_watchers):
        watcher.join()
