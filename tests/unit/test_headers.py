"""Every route, whatever it answers, carries the strict headers; none answers to a strange name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from dashboard import create_app
from dashboard.settings import Settings
from tests.routes import METHODS, address_of

TOKEN = "a token for the tests"
STRICT = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.fixture(scope="module")
def server(settings: Settings) -> Flask:
    """The whole application, with the pages for loading and one route that fails."""
    server = create_app(replace(settings, load_token=TOKEN)).server

    @server.get("/broken")
    def broken() -> str:
        raise RuntimeError("secret words from /some/path: select 1")

    return server


@pytest.fixture(scope="module")
def client(server: Flask) -> FlaskClient:
    return server.test_client()


def check(response) -> None:  # type: ignore[no-untyped-def]
    for name, value in STRICT.items():
        assert response.headers.get(name) == value, name
    policy = dict(
        part.split(" ", 1) for part in response.headers["Content-Security-Policy"].split("; ")
    )
    assert "unsafe" not in policy["script-src"]
    assert policy["default-src"] == policy["connect-src"] == "'self'"
    assert policy["object-src"] == policy["frame-ancestors"] == "'none'"
    assert policy["base-uri"] == policy["form-action"] == "'self'"
    assert "camera=()" in response.headers["Permissions-Policy"]
    assert "Server" not in response.headers


def test_every_route_whatever_it_answers(server: Flask, client: FlaskClient) -> None:
    seen = set()
    for refused in (
        client.get("/exhibits/take-up-by-region.json?year=x"),
        client.post("/_dash-update-component", json={}),
    ):
        seen.add(refused.status_code)
        check(refused)
    rules: list[Rule] = list(server.url_map.iter_rules())
    for rule in rules:
        address = address_of(rule)
        for method in METHODS:
            response = client.open(address, method=method)
            seen.add(response.status_code)
            check(response)
            etag = response.headers.get("ETag")
            if etag and method == "GET":
                again = client.get(address, headers={"If-None-Match": etag})
                seen.add(again.status_code)
                check(again)
    assert len(rules) > 20
    assert {200, 304, 400, 401, 404, 405, 415} <= seen


def test_what_is_too_large_or_broken(client: FlaskClient) -> None:
    large = client.post(
        "/_dash-update-component", data=b" " * 1_100_000, content_type="application/json"
    )
    assert large.status_code == 413
    check(large)
    broken = client.get("/broken")
    assert broken.status_code == 500
    check(broken)
    content = broken.get_data(as_text=True)
    assert broken.json["error"]
    for words in ("secret", "path", "select", "RuntimeError", "Traceback"):
        assert words not in content
    page = client.get("/broken", headers={"Accept": "text/html"})
    assert page.mimetype == "text/plain"
    assert page.status_code == 500


def test_an_error_is_in_the_log_without_its_words(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    from dashboard.logs import _Utc

    client.get("/broken?council=E08000016")
    (record,) = [one for one in caplog.records if one.name == "dashboard.errors"]
    line = _Utc("%(message)s").format(record)
    assert "RuntimeError" in line
    assert "in broken" in line
    assert "secret words" not in line.replace('"secret words from /some/path: select 1"', "")
    assert "E08000016" not in line


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "localhost:80@evil.example", "a b", "", "é"]
)
def test_strange_names_are_refused(client: FlaskClient, host: str) -> None:
    response = client.get("/exhibits/take-up-by-region.csv", headers={"Host": host})
    assert response.status_code == 400
    assert b"evil" not in response.get_data()
    check(response)


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:8050", "127.0.0.1:8050", "[::1]:8050", "192.0.2.7"]
)
def test_our_own_names_are_answered(client: FlaskClient, host: str) -> None:
    assert client.get("/health", headers={"Host": host}).status_code == 200


def test_names_can_be_given(settings: Settings) -> None:
    ours = replace(settings, hosts=("sli.example.org", ".council.example"))
    client = create_app(ours).server.test_client()
    for host, status in {
        "sli.example.org": 200,
        "SLI.example.org:443": 200,
        "a.council.example": 200,
        "council.example": 400,
        "evilcouncil.example": 400,
        "x.sli.example.org": 400,
    }.items():
        assert client.get("/health", headers={"Host": host}).status_code == status, host


def test_forwarded_headers_count_only_from_a_trusted_proxy(settings: Settings) -> None:
    forwarded = {"X-Forwarded-Host": "sli.example.org", "X-Forwarded-Proto": "https"}
    address = "/exhibits/take-up-by-region.csv"
    alone = create_app(settings).server.test_client()
    assert b"sli.example.org" not in alone.get(address, headers=forwarded).get_data()
    behind = create_app(replace(settings, hosts=("sli.example.org",), trusted_proxies=1))
    client = behind.server.test_client()
    assert b"https://sli.example.org/exhibits/" in client.get(address, headers=forwarded).get_data()
    elsewhere = {"REMOTE_ADDR": "192.0.2.9"}
    stranger = client.get(address, headers=forwarded, environ_base=elsewhere)
    assert b"sli.example.org" not in stranger.get_data()
    assert "Strict-Transport-Security" not in stranger.headers
    evil = client.get(address, headers={"X-Forwarded-Host": "evil.example"})
    assert evil.status_code == 400
