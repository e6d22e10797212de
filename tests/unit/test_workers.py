"""Several workers: each notices by itself that there are new data, or that they are damaged."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.intake import publish
from dashboard.settings import Settings
from dashboard.warehouse import DAMAGED
from tests.served import get, served, workers_of

REGIONS = "/exhibits/take-up-by-region.json"
NEWER = "0123456789ab"
NOTICED_SECONDS = 5


@contextmanager
def held(process: int) -> Iterator[None]:
    """A process stands still: what is asked meanwhile is answered by the others."""
    os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(process, signal.SIGCONT)


def ask(port: int, path: str) -> dict[str, str]:
    return json.loads(get(port, path)[1])


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_each_worker_notices_new_data_and_damage(settings: Settings, tmp_path: Path) -> None:
    version = str(publish.current_version(settings.data))
    for name in (version, NEWER):
        shutil.copytree(settings.data / version, tmp_path / name)
    publish.write_atomically(tmp_path / "current", version + "\n")
    with served(replace(settings, data=tmp_path), DASHBOARD_WORKERS="2") as (port, process):
        workers = sorted(workers_of(process))
        assert len(workers) == 2

        def each(path: str, key: str) -> list[str | None]:
            found = []
            for other in reversed(workers):
                with held(other):
                    found.append(ask(port, path).get(key))
            return found

        assert each(REGIONS, "data_version") == [version] * 2
        publish.write_atomically(tmp_path / "current", NEWER + "\n")
        time.sleep(NOTICED_SECONDS)
        assert each(REGIONS, "data_version") == [NEWER] * 2
        values = tmp_path / NEWER / "take_up.parquet"
        whole = values.read_bytes()
        values.write_bytes(whole[:100])
        time.sleep(NOTICED_SECONDS)
        assert each("/health", "reason") == [DAMAGED] * 2
        assert each(REGIONS, "data_version") == [NEWER] * 2
        values.write_bytes(whole)
        time.sleep(NOTICED_SECONDS)
        assert each("/health", "status") == ["ok"] * 2
