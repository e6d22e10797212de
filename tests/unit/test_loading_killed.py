"""Loads that are killed, starved or raced, while a server answers: readers notice nothing."""

from __future__ import annotations

import http.client
import json
import multiprocessing
import os
import random
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dashboard.intake import publish as publishing
from dashboard.intake import versions
from dashboard.intake.loads import LOADS, kept_rows
from dashboard.settings import Settings
from tests import loading_child
from tests.extracts import LEEDS, prepared, take_up
from tests.served import get, served

SEED = 2017
TIMED, AT_A_STEP = 15, 25
LAST_STEPS = 12
REGIONS = "/exhibits/take-up-by-region.json?year=2016-17&offer=leadership"
OTHERS = (
    "/health",
    "/take-up",
    "/exhibits.json",
    "/exhibits/take-up-by-council.csv?year=2016-17&offer=leadership",
    "/exhibits/indicator-spread.json",
)
PAUSE = 0.2
WAIT = 60

Loader = Any


@pytest.fixture
def settings(small_copy: Settings) -> Settings:
    """A warehouse to load into."""
    return small_copy


@pytest.fixture(scope="module")
def codes(small: Settings) -> list[str]:
    """Codes of councils in being in 2016/17."""
    version = publishing.current_version(small.data)
    years = pd.read_parquet(small.data / str(version) / "council_years.parquet")
    return years.loc[years["financial_year"] == "2016/17", "council_code"].tolist()


@pytest.fixture(scope="module")
def processes() -> multiprocessing.context.ForkServerContext:
    """Processes that start with everything imported, so that a load begins at once."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(loading_child.PRELOAD)
    return context


class Loading:
    """A load under way in a process of its own."""

    def __init__(self, processes: Any, settings: Settings, rows: pd.DataFrame, **more: Any) -> None:
        self._told, tells = processes.Pipe(duplex=False)
        arguments = (tells, settings, rows)
        self._process = processes.Process(
            target=loading_child.load, args=arguments, kwargs=more, daemon=True
        )
        self._process.start()
        tells.close()
        assert self._told.poll(WAIT)
        assert self._told.recv() == (loading_child.BEGUN,)

    def kill_after(self, seconds: float) -> None:
        """Kill it, unless it ends first."""
        self._process.join(seconds)
        self._process.kill()
        self._process.join()

    def result(self) -> tuple[Any, ...] | None:
        """What it told in the end; None when it was killed before."""
        try:
            return self._told.recv() if self._told.poll(WAIT) else None
        except EOFError:
            return None
        finally:
            self._process.join(WAIT)


class Readers:
    """Threads that ask a server without a pause, and keep what they got."""

    def __init__(self, port: int, count: int = 3) -> None:
        self.failed: list[str] = []
        self.seen: set[tuple[str, int]] = set()
        self.asked = 0
        self._port = port
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._read, args=(n,)) for n in range(count)]
        for thread in self._threads:
            thread.start()

    def _read(self, number: int) -> None:
        chance = random.Random(number)
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=WAIT)
        while not self._stop.is_set():
            path = REGIONS if chance.random() < 0.6 else chance.choice(OTHERS)
            try:
                connection.request("GET", path)
                response = connection.getresponse()
                body = response.read()
            except (OSError, http.client.HTTPException) as error:
                self.failed.append(f"{path}: {error!r}")
                connection.close()
                continue
            self.asked += 1
            if response.status != 200:
                self.failed.append(f"{path}: {response.status} {body[:200]!r}")
            elif path == REGIONS:
                self.seen.add(taking_part(json.loads(body)))
            time.sleep(PAUSE)

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(WAIT)


@pytest.fixture
def port(settings: Settings) -> Iterator[int]:
    """A server of its own, in a process of its own."""
    with served(settings, DASHBOARD_SOURCES=str(settings.sources)) as (number, running):
        assert running.poll() is None, "the server ended"
        yield number


def taking_part(told: dict[str, Any]) -> tuple[str, int]:
    """The version of an answer, and how many councils of England take part in it."""
    england = [row for row in told["rows"] if row["region"] == "England"]
    return told["data_version"], england[0]["taking_part"]


def assert_whole(settings: Settings) -> tuple[str, int]:
    """The version in use is whole, with its loads; return it and how many rows the last has."""
    version = publishing.current_version(settings.data)
    assert version is not None
    assert publishing.is_whole(settings.data, version, thorough=True)
    loads = versions.loads_in_use(settings.data)
    for load in loads:
        assert kept_rows(load, settings.data).exists()
    return version, loads[-1].rows if loads else 0


def test_killed_at_any_moment_a_load_harms_nobody(
    settings: Settings, processes: Any, codes: list[str], port: int
) -> None:
    chance = random.Random(SEED)
    # Each load has one council more than the one before, so rows tell which version they are of.
    size = 1
    right = {taking_part(json.loads(get(port, REGIONS)[1]))}
    began = time.monotonic()
    first = Loading(processes, settings, take_up(*codes[:size])).result()
    seconds = time.monotonic() - began
    assert first is not None
    assert first[0] == "done", first
    steps = first[2]
    right |= {assert_whole(settings)}
    early = chance.sample(range(steps - LAST_STEPS), AT_A_STEP - LAST_STEPS)
    moments: list[tuple[str, float]] = [
        *(("step", step) for step in (*early, *range(steps - LAST_STEPS, steps))),
        *(("time", seconds * (n + chance.random()) / TIMED) for n in range(TIMED)),
    ]
    chance.shuffle(moments)
    killed = 0
    readers = Readers(port)
    try:
        for kind, moment in moments:
            before = publishing.current_version(settings.data)
            size += 1
            rows = take_up(*codes[:size])
            if kind == "step":
                loading = Loading(processes, settings, rows, kill_at=int(moment))
            else:
                loading = Loading(processes, settings, rows)
                loading.kill_after(moment)
            killed += loading.result() is None
            after, rows_held = assert_whole(settings)
            assert after == before or rows_held == size, "not the data before, nor those loaded"
            right.add((after, rows_held))
        # After the last kill a load works, is served, and leaves nothing lying about.
        last = Loading(processes, settings, take_up(*codes[: size + 1])).result()
        assert last is not None
        assert last[0] == "done", last
        right.add(assert_whole(settings))
        deadline = time.monotonic() + WAIT
        while (last[1], size + 1) not in readers.seen:
            assert time.monotonic() < deadline, "readers do not get what was loaded last"
            time.sleep(0.05)
    finally:
        readers.stop()
    assert killed >= AT_A_STEP
    assert readers.failed == []
    assert readers.asked > len(moments)
    # What readers saw are whole versions: each has the rows that were loaded into it.
    assert readers.seen <= right
    assert not list(settings.data.glob(".building-*"))
    held = {load.id for load in versions.loads_in_use(settings.data)}
    known = {load.id for record in versions.every(settings.data) for load in record.loads}
    assert held <= {path.name for path in (settings.data / LOADS).iterdir()} <= known


@pytest.mark.parametrize("most", [0, 1_000, 9_000, 40_000])
def test_a_full_disk_leaves_the_old_data_and_says_so(
    settings: Settings, processes: Any, most: int
) -> None:
    before = publishing.current_version(settings.data)
    result = Loading(processes, settings, take_up(LEEDS), most=most).result()
    assert result is not None
    assert result[0] == "failed"
    assert result[2] == "LoadError"
    assert "There is no room left on the disk" in result[1]
    assert assert_whole(settings) == (before, 0)
    assert not list((settings.data / LOADS).glob("*"))
    again = Loading(processes, settings, take_up(LEEDS)).result()
    assert again is not None
    assert again[0] == "done"


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become another user")
def test_a_folder_that_may_not_be_written_to_is_told_plainly(
    small: Settings, processes: Any
) -> None:
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        settings = replace(small, data=shutil.copytree(small.data, Path(place) / "w"))
        result = Loading(processes, settings, take_up(LEEDS), user=65_534).result()
        assert result is not None
        assert result[2] == "LoadError", result
        assert "This account may not write there" in result[1]
        assert_whole(settings)


def test_two_loads_at_once_both_hold_when_they_are_of_different_tables(
    settings: Settings, processes: Any
) -> None:
    patches = pd.read_csv(settings.sources / "reference/adviser_patches.csv", dtype=str)
    asked = [
        prepared(settings, take_up(LEEDS)),
        prepared(settings, patches, "adviser_patches", file="patches.csv"),
    ]
    both = [Loading(processes, settings, pd.DataFrame(), asked=one) for one in asked]
    assert [result[0] for one in both if (result := one.result())] == ["done", "done"]
    assert_whole(settings)
    assert {load.table for load in versions.loads_in_use(settings.data)} == {
        "take_up",
        "adviser_patches",
    }


def test_of_two_loads_at_once_into_one_table_the_second_is_told(
    settings: Settings, processes: Any
) -> None:
    asked = [prepared(settings, take_up(LEEDS), file=f"{name}.csv") for name in "ab"]
    both = [Loading(processes, settings, pd.DataFrame(), asked=one) for one in asked]
    results = sorted(result for one in both if (result := one.result()))
    assert [result[0] for result in results] == ["done", "failed"]
    assert "take_up has changed since" in results[1][1]
    assert_whole(settings)
    assert len(versions.loads_in_use(settings.data)) == 1
