"""Thousands of malformed and hostile requests: none may be answered with anything but words.

The requests are made from a fixed seed, so that a failure is met again at the next run.
"""

from __future__ import annotations

import copy
import json
import random
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from dash import Dash
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Response

from dashboard import create_app
from dashboard.callback_requests import ADDRESS
from dashboard.pages import site
from dashboard.selection import ADDRESS_KEYS
from dashboard.settings import ROOT, Settings
from tests.callback_bodies import bodies
from tests.conftest import EXHIBITS

EXAMPLES = 900
CALLS = 3_300
FORBIDDEN = (
    b"Traceback",
    b'File "',
    b"site-packages",
    b" Error: ",
    b"duckdb.",
    b"Werkzeug",
    str(ROOT).encode(),
)
HOSTILE = (
    "'; drop table take_up; --", "' or 1=1 --", "\" union select 1", "%27", "%00", "\x00",
    "\r\nX: y",
    "../../etc/passwd", "..%2f..%2f", "%2e%2e/", "....//", "\\..\\..", "<script>alert(1)</script>",
    "{{7*7}}", "${jndi:ldap://x}", "=1+1", "%", "%zz", "%ff%fe", "\ufeff", "\u202e", "\U0001f4a9",
    "é" * 50, "A" * 5_000, "1e999", "-1", "NaN", "null", "None", "[]", "{}", "2016-17,", ",,,,",
    "?", "&", "=", "#", ";", "//", "///x", "~", "*", "all", "$year", "read_csv('/etc/passwd')",
    "2016-17' as", "london\x7f", "E08000016", "e08000016,E0", "similar", "2013-2015", "9" * 400,
)  # fmt: skip
ODD: tuple[Any, ...] = (
    *HOSTILE, None, True, False, 0, -1, 2**63, 10**300, 1.5, float("inf"), "", [], {}, [[]],
    [None], {"a": 1}, {"exhibit": "x"}, ["x"] * 50, "\ud800", {"": ""}, {"__proto__": {"x": 1}},
    {"marks": 5, "path": "/take-up"}, {"path": "/take-up"}, {"marks": {"a": []}, "path": 3},
    "?year=2016-17", "/council/E08000016", "/council/' --", {"id": "address"}, "ALL", ["ALL"],
)  # fmt: skip
KINDS = ("json", "csv", "xlsx")
SEEN: Counter[int] = Counter()
many = examples(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def app(settings: Settings) -> Dash:
    return create_app(settings)


@pytest.fixture(scope="module")
def client(app: Dash) -> FlaskClient:
    return app.server.test_client()


def check(response: Any) -> None:
    """No answer may be a failure of ours or tell of our insides."""
    SEEN[response.status_code] += 1
    content = response.get_data()
    assert response.status_code < 500, content[:300]
    if response.status_code >= 400:
        assert len(content) < 20_000
    if response.mimetype != "application/javascript":
        for words in FORBIDDEN:
            assert words not in content, content[:300]
    assert "Content-Security-Policy" in response.headers


hostile = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=60))
piece = st.one_of(
    hostile,
    st.sampled_from(["exhibits", "geometry", "assets", "load", "health", "_dash-layout", ".json"]),
    st.sampled_from(["_dash-component-suites", "dash", "deps", "_favicon.ico", "council", ""]),
    st.sampled_from([page.path.strip("/") for page in site()]),
)


@many
@given(
    st.lists(piece, min_size=1, max_size=5),
    hostile,
    st.sampled_from(["GET", "GET", "GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"]),
    st.booleans(),
)
def test_no_address_upsets_it(
    client: FlaskClient, parts: list[str], query: str, method: str, raw: bool
) -> None:
    path = "/" + "/".join(part if raw else quote(part, safe="") for part in parts)
    environ = EnvironBuilder(path="/", method=method).get_environ()
    # As a server hands it over: the bytes of the path, whatever they are.
    environ["PATH_INFO"] = path.encode("utf-8", "surrogatepass").decode("latin-1")
    environ["QUERY_STRING"] = quote(query, safe="=&?/,")
    check(Response.from_app(client.application, environ))


@many
@given(
    st.sampled_from([exhibit.id for exhibit in EXHIBITS]),
    st.sampled_from([*(f".{kind}" for kind in KINDS), "/figure.json"]),
    st.lists(
        st.tuples(st.one_of(st.sampled_from(ADDRESS_KEYS), hostile), hostile),
        min_size=1,
        max_size=4,
    ),
    st.booleans(),
)
def test_no_question_upsets_the_data_routes(
    client: FlaskClient, exhibit: str, kind: str, pairs: list[tuple[str, str]], raw: bool
) -> None:
    plain = "%=&'\";-" if raw else ""
    query = "&".join(f"{quote(key, safe=plain)}={quote(value, safe=plain)}" for key, value in pairs)
    check(client.get(f"/exhibits/{exhibit}{kind}?{query}"))


def mutated(body: Any, chance: random.Random) -> Any:
    """A body with a few of its parts replaced, taken out, doubled or put elsewhere."""
    body = copy.deepcopy(body)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        places = list(_places(body))
        if not places:
            return body
        holder, key = chance.choice(places)
        what = chance.random()
        if what < 0.6:
            holder[key] = copy.deepcopy(chance.choice(ODD))
        elif what < 0.75:
            del holder[key]
        elif what < 0.9 and isinstance(holder, list):
            holder.append(copy.deepcopy(holder[key]))
        else:
            other, other_key = chance.choice(places)
            holder[key] = copy.deepcopy(other[other_key])
    return body


def _places(node: Any) -> Iterator[tuple[Any, Any]]:
    keys = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in keys:
        yield node, key
        if isinstance(value, (dict, list)):
            yield from _places(value)


def test_every_page_asks_as_the_check_expects(app: Dash, client: FlaskClient) -> None:
    for body in bodies(app, "?year=2016-17"):
        response = client.post(ADDRESS, json=body)
        assert response.status_code == 200, (body["output"][:60], response.get_data()[:300])


def test_a_long_address_is_answered_with_a_notice(app: Dash, client: FlaskClient) -> None:
    for body in bodies(app, "?region=" + "x" * 20_000):
        assert client.post(ADDRESS, json=body).status_code == 200


def test_no_body_upsets_the_callbacks(app: Dash, client: FlaskClient) -> None:
    chance = random.Random(2017)
    sound = list(bodies(app))
    before = sum(SEEN.values())
    for number in range(CALLS):
        body = mutated(chance.choice(sound), chance)
        if number % 50 == 0:
            body = chance.choice(ODD)
        check(client.post(ADDRESS, json=body))
    assert sum(SEEN.values()) - before == CALLS


# What stands in a value that is text has to reach our own code, past the check of the shape.
@pytest.mark.parametrize("odd", ODD, ids=lambda odd: repr(odd)[:30])
def test_no_value_upsets_the_callbacks(app: Dash, client: FlaskClient, odd: Any) -> None:
    for number, body in enumerate(bodies(app)):
        if number % 3:
            continue
        for group in ("inputs", "state"):
            for place in range(len(body[group])):
                changed = copy.deepcopy(body)
                ones = changed[group][place]
                for one in ones if isinstance(ones, list) else [ones]:
                    one["value"] = copy.deepcopy(odd)
                check(client.post(ADDRESS, json=changed))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "application/json"),
        (b"{", "application/json"),
        (b"[" * 100_000, "application/json"),
        (b'{"output":' * 20_000, "application/json"),
        (b"\xff\xfe{}", "application/json"),
        (b"9" * 5_000, "application/json"),
        (b'"\\ud800"', "application/json"),
        (b"{}", "text/plain"),
        (b"a=1", "application/x-www-form-urlencoded"),
        (b" " * 1_000_001, "application/json"),
        (b"--x\r\n", "multipart/form-data; boundary=x"),
    ],
    ids=str,
)
def test_no_content_upsets_the_callbacks(client: FlaskClient, content: bytes, kind: str) -> None:
    response = client.post(ADDRESS, data=content, content_type=kind)
    check(response)
    assert response.status_code in (400, 413, 415)
    assert json.loads(response.get_data())["error"]
