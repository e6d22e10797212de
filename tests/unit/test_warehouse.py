"""The data under a running dashboard: swapped whole, kept when the new cannot be read."""

from __future__ import annotations

import gc
import json
import shutil
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dashboard import warehouse as rooms
from dashboard import watching
from dashboard.intake.publish import write_atomically
from dashboard.settings import ROOT
from dashboard.warehouse import Snapshot, Warehouse, WarehouseError
from tests.small import council_years, take_up, write_small

TABLES = {
    "council_years": council_years([("N1", "North", "unitary", "Labour")]),
    "take_up": take_up([("N1", "whole", "2016/17", "recorded")]),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two versions on disk, the first in use."""
    monkeypatch.setattr(watching, "LOOK_AGAIN_SECONDS", 0.01)
    monkeypatch.setattr(watching, "AHEAD_AFTER_SECONDS", 0.0)
    for version in ("one", "two"):
        write_small(tmp_path / version, TABLES)
    write_atomically(tmp_path / "current", "one\n")
    return tmp_path


def test_a_new_version_is_taken_up_while_running(folder: Path) -> None:
    warehouse = Warehouse(folder)
    before = warehouse.snapshot()
    write_atomically(folder / "current", "two\n")
    warehouse.look()
    assert warehouse.snapshot().version == "two"
    assert before.table("take_up").shape == (1, 8)


@pytest.mark.parametrize("damage", ["truncate", "remove a table", "no such version", "no pointer"])
def test_the_last_good_data_stay_when_the_new_are_damaged(folder: Path, damage: str) -> None:
    warehouse = Warehouse(folder)
    if damage == "truncate":
        path = folder / "two" / "take_up.parquet"
        path.write_bytes(path.read_bytes()[:60])
    elif damage == "remove a table":
        (folder / "two" / "take_up.parquet").unlink()
    pointer = folder / "current"
    if damage == "no pointer":
        pointer.unlink()
    else:
        write_atomically(pointer, "three" if damage == "no such version" else "two")
    for _ in range(3):
        warehouse.look()
        assert warehouse.snapshot().version == "one"
    assert warehouse.trouble == (rooms.NOT_NAMED if damage == "no pointer" else rooms.NOT_OPENED)
    # Mended and published again, it is taken up.
    shutil.rmtree(folder / "two")
    write_small(folder / "two", TABLES)
    write_small(folder / "four", TABLES)
    pointer.write_text("four")
    warehouse.look()
    assert warehouse.snapshot().version == "four"
    assert warehouse.trouble is None


@pytest.mark.parametrize("missing", ["current", "one/take_up.parquet", "one/about.json"])
def test_without_usable_data_it_says_what_to_do(folder: Path, missing: str) -> None:
    shutil.rmtree(folder / "two")
    if missing == "current":
        shutil.rmtree(folder / "one")
        write_small(folder / ".building-one", TABLES)
    (folder / missing).unlink()
    with pytest.raises(WarehouseError, match="python -m dashboard build"):
        Warehouse(folder)


def test_many_threads_ask_at_once(folder: Path) -> None:
    snapshot = Warehouse(folder).snapshot()
    asked = {
        **dict.fromkeys(["region", "patch", "type", "control", "council"]),
        "year": "2016/17",
        "offer": ["whole"],
        "records": "all",
    }
    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(lambda _: snapshot.run("take-up-by-council", asked), range(200)))
    assert all(frame["council_code"].tolist() == ["N1"] for frame in found)


def test_a_new_version_is_taken_up_though_nobody_asks(folder: Path) -> None:
    warehouse = Warehouse(folder)
    warehouse.snapshot()
    write_atomically(folder / "current", "two\n")
    deadline = time.monotonic() + 30
    while warehouse._snapshot.version != "two":
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_requests_get_the_old_version_while_the_new_one_opens(folder: Path) -> None:
    warehouse = Warehouse(folder)
    opening, go_on = threading.Event(), threading.Event()

    def ask(snapshot: Snapshot) -> None:
        if snapshot.version == "two":
            opening.set()
            assert go_on.wait(30)

    warehouse.warmed_by([ask])
    assert warehouse.snapshot().version == "one"
    write_atomically(folder / "current", "two\n")
    assert opening.wait(30)
    assert warehouse.snapshot().version == "one"
    assert warehouse.trouble is None
    go_on.set()
    warehouse.look()
    assert warehouse.snapshot().version == "two"


def test_a_version_that_cannot_answer_is_not_taken_up(folder: Path) -> None:
    warehouse = Warehouse(folder)

    def ask(snapshot: Snapshot) -> None:
        if snapshot.version == "two":
            raise KeyError("percent")

    warehouse.warmed_by([ask])
    write_atomically(folder / "current", "two\n")
    warehouse.look()
    assert warehouse.snapshot().version == "one"
    assert warehouse.trouble == rooms.NOT_OPENED


def test_a_version_mended_under_its_own_name_is_taken_up(folder: Path) -> None:
    warehouse = Warehouse(folder)
    whole = (folder / "two" / "take_up.parquet").read_bytes()
    (folder / "two" / "take_up.parquet").write_bytes(whole[:60])
    write_atomically(folder / "current", "two\n")
    warehouse.look()
    assert warehouse.trouble == rooms.NOT_OPENED
    (folder / "two" / "take_up.parquet").write_bytes(whole)
    warehouse.look()
    assert warehouse.snapshot().version == "two"


def test_old_versions_are_let_go_of_once_nobody_uses_them(folder: Path) -> None:
    warehouse = Warehouse(folder)
    held = warehouse.snapshot()
    rows = held.remember(lambda name, snapshot: snapshot.table(name), "take_up")
    old = weakref.ref(held)
    write_atomically(folder / "current", "two\n")
    warehouse.look()
    # A request that began before still gets its answers.
    assert held.table("take_up").equals(rows)
    del held
    gc.collect()
    assert old() is None


def test_what_readers_may_ask_next_is_asked_bit_by_bit(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "AHEAD_SECONDS", 0.0)
    warehouse, asked = Warehouse(folder), []

    def ahead(snapshot: Snapshot) -> Iterator[object]:
        for number in range(3):
            asked.append((snapshot.version, number))
            yield number

    warehouse.warmed_by([], ahead)
    assert not asked
    warehouse.ahead.go_on()
    warehouse.ahead.go_on()
    assert asked == [("one", 0), ("one", 1)]
    # Of a newer version everything is asked anew, and nothing more of the older one.
    write_atomically(folder / "current", "two\n")
    warehouse.look()
    for _ in range(5):
        warehouse.ahead.go_on()
    assert asked[2:] == [("two", 0), ("two", 1), ("two", 2)]


def test_it_is_asked_though_nobody_else_asks_and_what_fails_is_left(folder: Path) -> None:
    warehouse, asked = Warehouse(folder), []

    def ahead(snapshot: Snapshot) -> Iterator[object]:
        asked.append(snapshot.version)
        raise KeyError("percent")
        yield

    warehouse.warmed_by([], ahead)
    warehouse.snapshot()
    write_atomically(folder / "current", "two\n")
    deadline = time.monotonic() + 30
    while asked[-1:] != ["two"]:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    for _ in range(3):
        warehouse.ahead.go_on()
    assert asked in (["one", "two"], ["two"])
    assert warehouse.trouble is None


STOPPED_WHILE_ASKING = """
import sys, time
from pathlib import Path
from dashboard import warehouse as rooms
from dashboard import watching

def ahead(snapshot):
    while True:
        yield snapshot.run("slow")

watching.AHEAD_AFTER_SECONDS, watching.AHEAD_SECONDS = 0, 60
folder = Path(sys.argv[1])
warehouse = rooms.Warehouse(folder, (folder, rooms.QUERIES))
warehouse.warmed_by([], ahead)
warehouse.snapshot()
time.sleep(0.5)
"""


def test_a_server_that_is_stopped_while_it_asks_ends_as_it_should(folder: Path) -> None:
    (folder / "slow.sql").write_text("select sum(sqrt(i)) from range(10_000_000) as numbers(i)")
    command = [sys.executable, "-c", STOPPED_WHILE_ASKING, str(folder)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=ROOT)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_nothing_is_asked_ahead_while_many_may_wait_for_a_version(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "AHEAD_AFTER_SECONDS", 60.0)
    warehouse, asked = Warehouse(folder), []
    warehouse.warmed_by([], lambda snapshot: map(asked.append, range(3)))
    warehouse.ahead.go_on()
    assert not asked


def test_a_page_of_the_old_version_still_gets_its_map(folder: Path) -> None:
    layer = {"name": "lower", "kind": "lower", "file": "lower.json", "first_year": "2010/11"}
    for number, version in enumerate(("one", "two")):
        geometry = folder / version / "geometry"
        rows = [{**layer, "last_year": None, "extent": [0, 0, 1, 1]}]
        (geometry / "layers.json").write_text(json.dumps({"layers": rows}))
        feature = {"id": "N1", "properties": {"place": [number, 0]}}
        (geometry / "lower.json").write_text(json.dumps({"features": [feature]}))
    warehouse = Warehouse(folder)
    (before,) = warehouse.snapshot().drawings.by_address
    write_atomically(folder / "current", "two\n")
    warehouse.look()
    (after,) = warehouse.snapshot().drawings.by_address
    assert before != after
    for address, place in ((before, 0), (after, 1)):
        drawing = warehouse.drawing(address)
        assert drawing is not None
        assert drawing.places["N1"] == (place, 0)
    assert warehouse.drawing("/geometry/lower-000000000000.json") is None
