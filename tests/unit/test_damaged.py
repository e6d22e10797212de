"""Data damaged on disk while they are served: readers get the last good, and are told so."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from flask.testing import FlaskClient

from dashboard import create_app, snapshot, starting, watching
from dashboard import warehouse as rooms
from dashboard.intake import publish, versions
from dashboard.intake.loads import Load
from dashboard.intake.versions import Version
from dashboard.settings import Settings
from dashboard.warehouse import Warehouse, WarehouseError
from tests.callback_bodies import bodies
from tests.served import get, served, wait_for
from tests.small import council_years, take_up, write_small

CALLBACKS = "/_dash-update-component"
NEWER = "0123456789ab"
VALUES = "indicator_values.parquet"
# Each table is read by one of these, and one that was asked before is not asked anew.
ASKED = (
    "/exhibits/take-up-by-region.json?year={}",
    "/exhibits/indicator-table.csv?year={}",
    "/exhibits/take-up-map/figure.json?year={}",
    "/exhibits/council-indicators.json?council=e08000016&base={}",
)
SECONDS = 20


def truncated(folder: Path) -> None:
    path = folder / "take_up.parquet"
    path.write_bytes(path.read_bytes()[:100])


def values_truncated(folder: Path) -> None:
    path = folder / VALUES
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


def deleted(folder: Path) -> None:
    (folder / "council_years.parquet").unlink()


def all_deleted(folder: Path) -> None:
    for path in folder.glob("*.parquet"):
        path.unlink()


def rubbish(folder: Path) -> None:
    """As long as before: only its content tells."""
    path = folder / "councils.parquet"
    path.write_bytes(os.urandom(path.stat().st_size))


def column_missing(folder: Path) -> None:
    path = folder / "offers.parquet"
    pd.read_parquet(path).drop(columns="name").to_parquet(path, index=False)


def geometry_cut(folder: Path) -> None:
    path = next(folder.glob("geometry/hex-2010*.json"))
    path.write_bytes(path.read_bytes()[:1000])


def geometry_deleted(folder: Path) -> None:
    shutil.rmtree(folder / "geometry")


def about_broken(folder: Path) -> None:
    (folder / "about.json").write_text("{")


def folder_deleted(folder: Path) -> None:
    shutil.rmtree(folder)


DAMAGE = (
    truncated,
    values_truncated,
    deleted,
    all_deleted,
    rubbish,
    column_missing,
    geometry_cut,
    geometry_deleted,
    about_broken,
    folder_deleted,
)


def copied(settings: Settings, folder: Path) -> Path:
    """The built data, copied: what is damaged here must not be linked to them."""
    folder.mkdir()
    version = publish.current_version(settings.data)
    assert version is not None
    shutil.copytree(settings.data / version, folder / version)
    publish.write_atomically(folder / "current", version + "\n")
    return folder


class Served:
    """A server over a copy of the data, and somebody who asks it again and again."""

    def __init__(self, settings: Settings, port: int, page: dict[str, Any]) -> None:
        self.data = settings.data
        self.port = port
        self.version = str(publish.current_version(settings.data))
        self.page = page
        self.asked = 0
        self.failed: list[str] = []
        self.whole = shutil.copytree(self.folder, self.data.parent / "whole")
        self._going = True
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    @property
    def folder(self) -> Path:
        return self.data / self.version

    def health(self) -> dict[str, str]:
        status, body = get(self.port, "/health")
        assert status == 200
        return json.loads(body)

    def notice(self) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        body = json.dumps(self.page)
        connection.request("POST", CALLBACKS, body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        text = response.read().decode()
        connection.close()
        assert response.status == 200
        return json.dumps(json.loads(text)["response"]["notices"]["children"], ensure_ascii=False)

    def ask_all(self, version: str) -> None:
        """Every kind of address, for years not asked before, from a version."""
        self.asked += 1
        year = 2011 + self.asked % 14
        for path in ASKED:
            status, body = get(self.port, path.format(f"{year}-{(year + 1) % 100:02d}"))
            assert status in (200, 400), (path, status, body[:300])
        _, body = get(self.port, ASKED[0].format("2016-17"))
        assert json.loads(body)["data_version"] == version

    def mended(self) -> None:
        shutil.copytree(self.whole, self.folder, dirs_exist_ok=True)
        publish.write_atomically(self.data / "current", self.version + "\n")
        wait_for(lambda: self.health() == {"status": "ok", "data_version": self.version}, SECONDS)
        assert "These are the data" not in self.notice()

    def _read(self) -> None:
        number = 0
        while self._going:
            number += 1
            path = ASKED[number % 3].format("2016-17") + f"&offer=leadership&n={number}"
            path = path.split("&n=")[0] if number % 2 else "/take-up"
            status, body = get(self.port, path)
            if status != 200:
                self.failed.append(f"{path}: {status} {body[:200]!r}")
            time.sleep(0.1)

    def stop(self) -> None:
        self._going = False
        self._thread.join(60)


@pytest.fixture(scope="module")
def page(settings: Settings) -> dict[str, Any]:
    """The request by which a page shows its answers and notices."""
    app = create_app(settings)
    sent = [body for body in bodies(app, "?year=2016-17") if ".notices.children" in body["output"]]
    return sent[0]


@pytest.fixture(scope="module")
def server(
    settings: Settings, page: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    data = copied(settings, tmp_path_factory.mktemp("served") / "warehouse")
    with served(replace(settings, data=data)) as (port, _):
        made = Served(replace(settings, data=data), port, page)
        yield made
        made.stop()
    assert made.failed == []


def assert_plain(health: dict[str, str], reason: str) -> None:
    """The reason is one of our sentences: no path, no name of a file, nothing of a query."""
    assert health["status"] == "degraded"
    assert health["reason"] == reason
    assert not set('/\\_="') & set(reason)


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_to_the_version_in_use(server: Served, damage: Callable[[Path], None]) -> None:
    damage(server.folder)
    wait_for(lambda: server.health()["status"] == "degraded", SECONDS)
    assert_plain(server.health(), rooms.DAMAGED)
    server.ask_all(server.version)
    assert f"{rooms.DAMAGED} These are the data of version {server.version}" in server.notice()
    server.mended()
    server.ask_all(server.version)


@pytest.mark.parametrize(
    "damage", [truncated, deleted, rubbish, column_missing, geometry_cut, about_broken]
)
def test_damage_to_a_version_newly_published(
    server: Served, damage: Callable[[Path], None]
) -> None:
    newer = server.data / NEWER
    shutil.rmtree(newer, ignore_errors=True)
    shutil.copytree(server.whole, newer)
    damage(newer)
    publish.write_atomically(server.data / "current", NEWER + "\n")
    wait_for(lambda: server.health()["status"] == "degraded", SECONDS)
    assert_plain(server.health(), rooms.NOT_OPENED)
    server.ask_all(server.version)
    assert f"{rooms.NOT_OPENED} These are the data of version {server.version}" in server.notice()
    # Mended where it lies, it is taken up.
    shutil.copytree(server.whole, newer, dirs_exist_ok=True)
    wait_for(lambda: server.health() == {"status": "ok", "data_version": NEWER}, SECONDS)
    server.ask_all(NEWER)
    server.mended()


@pytest.mark.parametrize(
    "named", [None, b"", b"\xff\xfe\x00rubbish", b"..", b"../..", b"/etc", b"no such\nversion"]
)
def test_the_name_of_the_version_is_lost(server: Served, named: bytes | None) -> None:
    pointer = server.data / "current"
    if named is None:
        pointer.unlink()
    else:
        pointer.write_bytes(named)
    wait_for(lambda: server.health()["status"] == "degraded", SECONDS)
    assert server.health()["reason"] in (rooms.NOT_NAMED, rooms.NOT_OPENED)
    server.ask_all(server.version)
    assert "These are the data of version" in server.notice()
    server.mended()


@pytest.fixture
def on_disk(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the data whose largest table is read from disk, looked at only when asked to."""
    monkeypatch.setattr(snapshot, "HELD_BYTES", 500_000)
    monkeypatch.setattr(watching, "LOOK_AGAIN_SECONDS", 1000.0)
    return copied(settings, tmp_path / "warehouse")


def ask(client: FlaskClient, indicator: str) -> tuple[int, Any]:
    """Of an indicator not asked of before, or its figures would be in memory."""
    response = client.get(f"/exhibits/indicator-spread.json?indicator={indicator}")
    return response.status_code, response.json


def test_a_request_is_answered_from_another_version_when_a_large_table_is_damaged(
    settings: Settings, on_disk: Path
) -> None:
    version = publish.current_version(on_disk)
    shutil.copytree(on_disk / str(version), on_disk / NEWER)
    app = create_app(replace(settings, data=on_disk))
    client = app.server.test_client()
    assert ask(client, "els-pay")[1]["data_version"] == version
    values_truncated(on_disk / str(version))
    status, told = ask(client, "oflog-asc4")
    assert (status, told["data_version"]) == (200, NEWER)
    assert_plain(client.get("/health").json, rooms.NOT_OPENED)
    # A page is answered likewise, and told so when there is no version left.
    shutil.copy(on_disk / NEWER / VALUES, on_disk / "values")
    values_truncated(on_disk / NEWER)
    (asked,) = (
        body
        for body in bodies(app, "?indicator=els-netadd1000")
        if ".notices.children" in body["output"] and "/performance" in json.dumps(body["inputs"])
    )
    response = client.post(CALLBACKS, json=asked)
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert rooms.LOST in response.get_data(as_text=True)
    response = client.get("/health")
    assert response.status_code == 503
    assert_plain(response.json, rooms.LOST)
    shutil.copy(on_disk / "values", on_disk / str(version) / VALUES)
    response = client.post(CALLBACKS, json=asked)
    assert response.status_code == 200
    assert client.get("/health").json == {"status": "ok", "data_version": version}


def test_a_large_table_that_is_mended_is_read_again(settings: Settings, on_disk: Path) -> None:
    version = str(publish.current_version(on_disk))
    client = create_app(replace(settings, data=on_disk)).server.test_client()
    whole = (on_disk / version / VALUES).read_bytes()
    values_truncated(on_disk / version)
    assert ask(client, "els-pay")[0] == 503
    (on_disk / version / VALUES).write_bytes(whole)
    assert ask(client, "els-pay")[0] == 200


def test_a_damaged_version_is_mended_at_the_start(settings: Settings, tmp_path: Path) -> None:
    data = copied(settings, tmp_path / "warehouse")
    shutil.copytree(settings.data / "kept", data / "kept")
    version = str(publish.current_version(data))
    rubbish(data / version)
    warehouse = starting.opened(replace(settings, data=data), (rooms.QUERIES,))
    warehouse.look()
    assert warehouse.trouble is None
    assert warehouse.snapshot().version == version
    assert publish.is_whole(data, version, thorough=True)


def test_what_cannot_be_mended_at_the_start_is_replaced_by_the_last_good(tmp_path: Path) -> None:
    """The csv files are no good either."""
    data, sources = tmp_path / "warehouse", tmp_path / "sources"
    sources.mkdir()
    tables = {
        "council_years": council_years([("N1", "North", "unitary", "Labour")]),
        "take_up": take_up([("N1", "whole", "2016/17", "recorded")]),
    }
    for days, version in enumerate(("in use", "before", "long before")):
        write_small(data / version, tables)
        os.utime(data / version, (0, 1e9 - 86400 * days))
    (data / "current").write_text("in use\n")
    settings = Settings(data=data, sources=sources)
    warehouse = starting.opened(settings, (rooms.QUERIES,))
    warehouse.look()
    assert (warehouse.snapshot().version, warehouse.trouble) == ("in use", rooms.NOT_MADE)
    truncated(data / "in use")
    os.utime(data / "in use", (0, 1e9))
    warehouse = starting.opened(settings, (rooms.QUERIES,))
    warehouse.look()
    assert (warehouse.snapshot().version, warehouse.trouble) == ("before", rooms.NOT_OPENED)
    write_small(data / "in use", tables)
    warehouse.look()
    assert warehouse.snapshot().version == "in use"
    for version in ("in use", "before", "long before"):
        truncated(data / version)
    with pytest.raises((ValueError, OSError)):
        starting.opened(settings, (rooms.QUERIES,))
    with pytest.raises(WarehouseError, match="python -m dashboard build"):
        Warehouse(data)


@pytest.mark.parametrize("named", [None, b"", b"\xff\xfe", b"../x", b"rubbish"])
def test_loads_are_kept_though_the_name_of_the_version_is_lost(
    tmp_path: Path, named: bytes | None
) -> None:
    load = Load("1", "take_up", "a.csv", "2026-11-22T10:00:00Z", 3, "0" * 64)
    for number, loads in enumerate([(), (load,), ()]):
        used = f"2026-11-22T1{number}:00:00Z" if number < 2 else None
        versions.write(tmp_path, Version(f"{number:012x}", f"2026-11-{number}", "", loads, used))
    if named is not None:
        (tmp_path / "current").write_bytes(named)
    assert versions.loads_in_use(tmp_path) == (load,)
