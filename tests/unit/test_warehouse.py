"""The data under a running dashboard: swapped whole, kept when the new cannot be read."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dashboard import warehouse as rooms
from dashboard.warehouse import Warehouse, WarehouseError
from tests.small import council_years, take_up, write_small

TABLES = {
    "council_years": council_years([("N1", "North", "unitary", "Labour")]),
    "take_up": take_up([("N1", "whole", "2016/17", "recorded")]),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two versions on disk, the first in use."""
    monkeypatch.setattr(rooms, "LOOK_AGAIN_SECONDS", 0)
    for version in ("one", "two"):
        write_small(tmp_path / version, TABLES)
    (tmp_path / "current").write_text("one\n")
    return tmp_path


def test_a_new_version_is_taken_up_while_running(folder: Path) -> None:
    warehouse = Warehouse(folder)
    before = warehouse.snapshot()
    (folder / "current").write_text("two\n")
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
        pointer.write_text("three" if damage == "no such version" else "two")
    for _ in range(3):
        assert warehouse.snapshot().version == "one"
    assert warehouse.stale
    # Mended and published again, it is taken up.
    shutil.rmtree(folder / "two")
    write_small(folder / "two", TABLES)
    write_small(folder / "four", TABLES)
    pointer.write_text("four")
    assert warehouse.snapshot().version == "four"
    assert not warehouse.stale


@pytest.mark.parametrize("missing", ["current", "one/take_up.parquet", "one/about.json"])
def test_without_usable_data_it_says_what_to_do(folder: Path, missing: str) -> None:
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
