"""Addresses below a path: on their way out, on their way in, and in files."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from dashboard import create_app
from dashboard.settings import Settings, SettingsError
from dashboard.subpath import inside, outside, placed


@pytest.fixture(scope="module")
def client(settings: Settings) -> FlaskClient:
    return create_app(replace(settings, prefix="/sli")).server.test_client()


def test_paths_there_and_back() -> None:
    for path in ("/", "/take-up", "/slippery", "/council/sli"):
        assert outside(path, "/sli") == f"/sli{path}"
        assert inside(outside(path, "/sli"), "/sli") == path
    assert inside("/sli", "/sli") == "/"
    for other in ("https://lga.example/", "//lga.example", "#main", "", "mailto:x", "/sli/take-up"):
        assert outside(other, "/sli") == other


def test_only_addresses_of_ours_are_placed() -> None:
    content = {"href": "/a", "children": [{"href": "https://x"}, {"text": "/a", "geojson": "/g"}]}
    assert placed(content, "/sli") == {
        "href": "/sli/a",
        "children": [{"href": "https://x"}, {"text": "/a", "geojson": "/sli/g"}],
    }


def test_a_proxy_may_take_the_path_off_or_not(client: FlaskClient) -> None:
    for path in ("/sli/take-up", "/take-up"):
        page = client.get(path)
        assert page.status_code == 200
        assert 'href="/assets' not in page.get_data(as_text=True)
        assert 'src="/_dash' not in page.get_data(as_text=True)
    assert client.get("/sli/nowhere").status_code == 404


def test_the_catalogue_and_the_maps_lead_on(client: FlaskClient) -> None:
    (first, *_) = client.get("/sli/exhibits.json").json["exhibits"]
    assert first["address"].startswith("/sli/exhibits/")
    assert client.get(first["address"]).status_code == 200
    figure = client.get("/sli/exhibits/take-up-map/figure.json").json["figure"]
    layer = figure["data"][0]["geojson"]
    assert layer.startswith("/sli/geometry/")
    assert client.get(layer).status_code == 200


@pytest.mark.parametrize("text", ["sli", "/", "//evil.example", "/a b", "/a/../b", "/<x>"])
def test_a_prefix_is_a_plain_path(text: str) -> None:
    if text == "/":
        assert Settings.from_environment({"DASHBOARD_PREFIX": text}).prefix == ""
        return
    with pytest.raises(SettingsError, match="DASHBOARD_PREFIX"):
        Settings.from_environment({"DASHBOARD_PREFIX": text})
