"""What the tests share: the real data, built once, and the application over it."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest
from flask.testing import FlaskClient

from dashboard import create_app
from dashboard.exhibit import Exhibit
from dashboard.exhibits import catalogue
from dashboard.intake.build import ensure_built
from dashboard.serving import COLLECT_AFTER
from dashboard.settings import ROOT, Settings
from dashboard.warehouse import Snapshot, Warehouse
from tests.provider import Provider

# As when serving: to look for garbage after every 700 objects takes a tenth of the time.
gc.set_threshold(COLLECT_AFTER, *gc.get_threshold()[1:])
SHARED = ROOT.parent / "shared"
EXHIBITS = catalogue()
# Begun first, in this order, so that no worker is left with a long file at the end.
LONGEST = (
    "tests/browser/test_access.py",
    "tests/unit/test_loading_killed.py",
    "tests/unit/test_every_exhibit.py",
    "tests/browser/",
    "tests/unit/test_damaged.py",
    "tests/unit/test_serving.py",
    "tests/unit/test_workers.py",
    "tests/unit/test_loading_",
    "tests/unit/test_intake_build.py",
    "tests/unit/test_fuzz.py",
    "tests/unit/test_uploading.py",
    "tests/unit/test_warehouse.py",
    "tests/backtests/test_indicator",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take longest first; within a file the order stays."""
    items.sort(key=lambda item: [not item.nodeid.startswith(name) for name in LONGEST])


@pytest.fixture(scope="session")
def settings() -> Settings:
    """Settings of the project as it stands, with its data built."""
    settings = Settings.from_environment({})
    ensure_built(settings)
    return settings


@pytest.fixture(scope="session")
def snapshot(settings: Settings) -> Snapshot:
    """The real data."""
    return Warehouse(settings.data).snapshot()


@pytest.fixture(scope="session")
def client(settings: Settings) -> FlaskClient:
    """Ask the application without a network."""
    return create_app(settings).server.test_client()


@pytest.fixture(scope="session")
def ask(client: FlaskClient) -> Callable[..., pd.DataFrame]:
    """The rows of an exhibit's JSON: `ask("take-up-by-region", offer="leadership")`."""

    def rows(exhibit: str, **selection: str) -> pd.DataFrame:
        response = client.get(f"/exhibits/{exhibit}.json", query_string=selection)
        assert response.status_code == 200, response.get_data(as_text=True)
        return pd.DataFrame(json.loads(response.get_data())["rows"])

    return rows


@pytest.fixture(params=EXHIBITS, ids=lambda exhibit: exhibit.id)
def exhibit(request: pytest.FixtureRequest) -> Exhibit:
    """Every declared exhibit in turn."""
    return request.param


@pytest.fixture(scope="session")
def shared() -> Iterator[Path]:
    """The folder of material to compare with, which a copy of the project need not have."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not there: the comparison with outside material was NOT made")
    yield SHARED


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    """An identity provider of our own, on this machine."""
    provider = Provider()
    yield provider
    provider.stop()
