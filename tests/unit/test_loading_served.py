"""Readers see loaded rows in place of illustrative ones, everywhere and at once."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient

from dashboard import create_app
from dashboard.check import as_loaded, compare, unmet
from dashboard.intake import publish as publishing
from dashboard.loading.history import remove
from dashboard.loading.store import publish
from dashboard.settings import Settings
from dashboard.warehouse import Snapshot
from tests.extracts import BIRMINGHAM, KENT, LEEDS, OFFER, YEAR, prepared, take_up

ASKED = {"year": "2016-17", "offer": OFFER.replace("_", "-")}
EXHIBITS = (
    "take-up-by-region",
    "take-up-by-council",
    "take-up-by-authority-type",
    "take-up-by-political-control",
    "take-up-map",
    "take-up-matrix",
    "under-represented",
)


@pytest.fixture(scope="module")
def settings(small: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A warehouse into which an extract of one offer and year has been loaded."""
    data = tmp_path_factory.mktemp("built") / "warehouse"
    settings = replace(small, data=shutil.copytree(small.data, data))
    publish(prepared(settings, take_up(LEEDS, BIRMINGHAM, KENT)), settings)
    return settings


@pytest.fixture(scope="module")
def client(settings: Settings) -> FlaskClient:
    return create_app(settings).server.test_client()


@pytest.fixture(scope="module")
def snapshot(settings: Settings) -> Snapshot:
    return Snapshot(settings.data / str(publishing.current_version(settings.data)))


def ask(client: FlaskClient, exhibit: str, **selection: str) -> dict[str, Any]:
    response = client.get(f"/exhibits/{exhibit}.json", query_string=selection)
    assert response.status_code == 200
    return json.loads(response.get_data())


def parameters(records: str, **more: object) -> dict[str, object]:
    names = ("region", "patch", "type", "control", "council")
    return {**dict.fromkeys(names), "year": YEAR, "offer": [OFFER], "records": records, **more}


@pytest.mark.parametrize("exhibit", EXHIBITS)
def test_the_offer_and_year_rest_on_records_alone(client: FlaskClient, exhibit: str) -> None:
    told = ask(client, exhibit, **ASKED)
    assert told["basis"] == "recorded"
    recorded = ask(client, exhibit, **ASKED, records="recorded")
    # With recorded rows alone, a list of councils names only those that took part.
    taking_part = [row for row in told["rows"] if row.get("taking_part") != 0]
    listed = told["rows"] if exhibit != "take-up-by-council" else taking_part
    assert recorded["rows"] == listed


def test_england_has_the_councils_of_the_extract(client: FlaskClient) -> None:
    rows = ask(client, "take-up-by-region", **ASKED)["rows"]
    england = next(row for row in rows if row["region"] == "England")
    assert england["taking_part"] == 3


def test_other_years_still_show_illustrative_rows(client: FlaskClient) -> None:
    other = {**ASKED, "offer": "peer-challenge"}
    assert ask(client, "take-up-by-region", **other)["basis"] == "illustrative"


@pytest.mark.parametrize("records", ["all", "recorded"])
def test_a_full_extract_is_complete(snapshot: Snapshot, records: str) -> None:
    assert snapshot.run("take-up-by-region", parameters(records))["complete"].all()
    other = parameters(records, offer=[OFFER, "peer_challenge"])
    complete = snapshot.run("take-up-by-region", other)["complete"]
    assert complete.all() if records == "all" else not complete.any()


def test_an_offer_without_its_illustrative_rows_is_not_complete(small_copy: Settings) -> None:
    """The wider offer lost rows with its part; and so has all that was loaded once removed."""
    other, folder = small_copy, small_copy.data
    publish(prepared(other, take_up(LEEDS, offer="leadership_academy")), other)
    snapshot = Snapshot(folder / str(publishing.current_version(folder)))
    assert not snapshot.run("take-up-by-region", parameters("all"))["complete"].any()
    part = parameters("all", offer=["leadership_academy"])
    assert snapshot.run("take-up-by-region", part)["complete"].all()
    (load,) = snapshot.about["loads"]
    after = Snapshot(folder / remove(other, load["id"]))
    assert not after.run("take-up-by-region", part)["complete"].any()
    before = Snapshot(folder / remove(other, load["id"], with_illustrative=True))
    assert before.run("take-up-by-region", parameters("all"))["complete"].all()


def test_figures_of_the_extract_need_not_be_met(snapshot: Snapshot) -> None:
    names = ("published_take_up", "take_up", "offer_parts", "council_years")
    names = (*names, "deliveries", "delivery_measures")
    tables = {name: snapshot.table(name) for name in names}
    assert not unmet(compare(*tables.values())).empty
    published = as_loaded(tables["published_take_up"], snapshot.table("loaded_offer_years"))
    found = compare(*{**tables, "published_take_up": published}.values())
    assert unmet(found).empty
    loaded = found[found["use"] == "loaded"]
    assert set(loaded["offer"]) == {OFFER}
    assert "differs" in set(loaded["within"])
    # Without a load nothing is let off.
    none = snapshot.table("loaded_offer_years").iloc[:0]
    assert as_loaded(tables["published_take_up"], none).equals(tables["published_take_up"])


@pytest.mark.parametrize("path", ["/", "/take-up", "/about", "/breakdowns", "/coverage"])
def test_pages_open(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 200
