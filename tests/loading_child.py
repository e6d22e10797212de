"""A load in a process of its own, to be killed, starved or raced by the tests."""

from __future__ import annotations

import os
import resource
import signal
import sys
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.loading.model import Prepared
from dashboard.loading.store import publish
from dashboard.settings import Settings
from tests.extracts import prepared

PRELOAD = ["tests.loading_child", "dashboard.intake.tables"]
BEGUN = "begun"
# What changes a folder, as Python tells of it; `open` only counts when it is to write.
_CHANGES = {"os.rename", "os.mkdir", "os.link", "os.remove", "os.rmdir", "os.utime", "os.chmod"}


def load(told: Connection, settings: Settings, rows: pd.DataFrame, **more: Any) -> None:
    """Publish `rows`; tell when it begins, then ("done", version, steps) or ("failed", why).

    `kill_at`: be killed before this step, a change to a file of the data. `most`: bytes that a
    file may have at most. `user`: the account to become. `asked`: what was prepared before.
    """
    steps = _count_steps(settings.data, more.get("kill_at"))
    asked: Prepared = more.get("asked") or prepared(settings, rows, file=more.get("file", "x.csv"))
    if "most" in more:
        resource.setrlimit(resource.RLIMIT_FSIZE, (more["most"], more["most"]))
    if "user" in more:
        os.setuid(more["user"])
    told.send((BEGUN,))
    try:
        steps[0] = 0
        version = publish(asked, settings)
        told.send(("done", version, steps[0]))
    except Exception as error:
        told.send(("failed", str(error), type(error).__name__))


def _count_steps(data: Path, kill_at: int | None) -> list[int]:
    steps = [0]
    inside = f"{data}/"

    def count(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            writes = isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
            if not writes:
                return
        elif event not in _CHANGES:
            return
        if str(arguments[0]).startswith(inside):
            if steps[0] == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)
            steps[0] += 1

    sys.addaudithook(count)
    return steps
