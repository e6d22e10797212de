"""The data routes: what they refuse, and that nothing answers 500."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

BAD = [
    ("year=1999-00", "year"),
    ("year=not-a-year", "year"),
    ("region=narnia", "region"),
    ("offer=free-lunch", "offer"),
    ("theme=weather", "theme"),
    ("patch=moon", "patch"),
    ("type=duchy", "type"),
    ("control=monarch", "control"),
    ("council=E00000000", "council"),
    ("records=some", "records"),
    ("map=globe", "map"),
    ("tier=middle", "tier"),
    ("as-at=tomorrow", "as-at"),
    ("as-at=2026-02-30", "as-at"),
    ("as-at=2009-12-31", "as-at"),
    ("base=1066-67", "base"),
    ("latest=tomorrow", "latest"),
    ("cut=3.5", "cut"),
    ("colour=red", "colour"),
    ("region=london,narnia", "region"),
    ("year=2016-17&year=2017-18", "year"),
]


@pytest.mark.parametrize("kind", ["json", "csv", "xlsx"])
@pytest.mark.parametrize(("query", "key"), BAD)
def test_what_is_not_known_is_refused_by_name(
    client: FlaskClient, kind: str, query: str, key: str
) -> None:
    response = client.get(f"/exhibits/take-up-by-region.{kind}?{query}")
    assert response.status_code == 400
    found = json.loads(response.get_data())
    assert found["key"] == key
    assert found["error"]
    if key != "colour" and "&" not in query:
        assert found["allowed"]


def test_an_unknown_exhibit_is_404_and_lists_those_there_are(client: FlaskClient) -> None:
    response = client.get("/exhibits/take-up-by-magic.json")
    assert response.status_code == 404
    assert "take-up-map" in json.loads(response.get_data())["exhibits"]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.text(max_size=200),
    st.sampled_from(["year", "region", "offer", "council", "map", "as-at", "zz"]),
)
def test_no_address_answers_500(client: FlaskClient, text: str, key: str) -> None:
    for path in ("/exhibits/take-up-map.json", "/take-up", "/", "/exhibits/take-up-trend.csv"):
        assert client.get(f"{path}?{key}={quote(text)}").status_code < 500
    assert client.get(f"/exhibits/{quote(text, safe='')}.json").status_code < 500


def test_ten_thousand_characters_are_refused_briefly(client: FlaskClient) -> None:
    rubbish = quote("£'\";--<script>" * 800)[:10_000]
    response = client.get(f"/exhibits/take-up-map.json?region={rubbish}")
    assert response.status_code == 400
    assert len(response.get_data()) < 2_000


def test_the_catalogue_leads_to_every_exhibit(client: FlaskClient) -> None:
    found = json.loads(client.get("/exhibits.json").get_data())
    assert found["data_version"]
    for row in found["exhibits"]:
        assert client.get(row["address"]).status_code == 200


def test_map_layers_may_be_kept_for_ever(client: FlaskClient) -> None:
    found = json.loads(client.get("/exhibits/take-up-map/figure.json?map=councils").get_data())
    address = found["figure"]["data"][0]["geojson"]
    response = client.get(address, headers={"Accept-Encoding": "br, gzip"})
    assert response.status_code == 200
    assert "immutable" in response.headers["Cache-Control"]
    assert response.headers["Content-Encoding"] in ("br", "gzip")
    assert len(response.get_data()) < 150_000
    assert client.get("/geometry/lower-000000000000.json").status_code == 404


def test_pages_are_locked_down(client: FlaskClient) -> None:
    headers = client.get("/take-up").headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == policy["connect-src"] == "'self'"
    assert "unsafe" not in policy["script-src"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_page_that_is_not_there_says_so(client: FlaskClient) -> None:
    assert client.get("/take-up").status_code == 200
    assert client.get("/nowhere").status_code == 404


def test_a_file_never_carries_a_live_formula(client: FlaskClient) -> None:
    from dashboard.export import _safe

    assert [_safe(text) for text in ("=1+1", "+44", "-5", "@x", "ok", 3)] == [
        "'=1+1", "'+44", "'-5", "'@x", "ok", 3,
    ]  # fmt: skip
