"""The document that the browser opens first."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from flask_compress.compat import compression
from werkzeug.wrappers import Response

from dashboard import create_app
from dashboard.document import MOST_KEPT, Kept
from dashboard.settings import Settings


@pytest.fixture(scope="module")
def client(settings: Settings) -> FlaskClient:
    return create_app(settings).server.test_client()


def test_plotly_is_asked_for_at_once_only_where_there_are_charts(client: FlaskClient) -> None:
    assert '<link id="plotly" rel="preload"' in client.get("/take-up").get_data(as_text=True)
    assert '<link id="plotly" rel="prefetch"' in client.get("/nowhere").get_data(as_text=True)


def test_plotly_is_kept_for_good_at_an_address_of_its_content(client: FlaskClient) -> None:
    found = re.search(r'id="plotly"[^>]*href="([^"]+)"', client.get("/").get_data(as_text=True))
    assert found
    response = client.get(found[1], headers={"Accept-Encoding": "br"})
    assert "immutable" in response.headers["Cache-Control"]
    assert response.headers["Content-Encoding"] == "br"
    assert client.get("/plotly-000000000000.js").mimetype != "text/javascript"


def test_plotly_is_sent_smaller_once_there_was_time(settings: Settings) -> None:
    app = create_app(settings)
    client = app.server.test_client()

    def sent(accepted: str) -> Response:
        return client.get(app.plotly_address, headers={"Accept-Encoding": accepted})

    before = sent("gzip, br, zstd")
    app.press_plotly()
    after = sent("gzip, br, zstd")
    assert before.headers["Content-Encoding"] == after.headers["Content-Encoding"] == "zstd"
    assert len(after.data) < 0.9 * len(before.data)
    assert compression.zstd.decompress(after.data) == sent("").data
    assert sent("gzip, zstd;q=0").headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in after.headers["Vary"] and "immutable" in str(after.cache_control)


def test_nothing_waits_for_the_library_of_tables(client: FlaskClient) -> None:
    page = client.get("/take-up").get_data(as_text=True)
    found = re.search(r'<meta id="tables"[^>]*content="([^"]+)"', page)
    assert found and f'src="{found[1]}"' not in page
    response = client.get(found[1])
    assert response.mimetype == "text/javascript" and "max-age" in response.headers["Cache-Control"]


def test_old_libraries_are_left_out_and_the_icon_is_kept(client: FlaskClient) -> None:
    page = client.get("/").get_data(as_text=True)
    assert "polyfill" not in page and "dash_table" not in page.partition("<script src")[2]
    icon = re.search(r'rel="icon" href="([^"]+)"', page)
    assert icon and "immutable" in client.get(icon[1]).headers["Cache-Control"]


def test_compressed_copies_have_a_limit_and_none_without_a_name() -> None:
    kept = Kept()
    kept.set("br;", b"1")
    assert kept.get("br;") is None
    for name in range(4):
        kept.set(f"br;{name}", bytes(MOST_KEPT // 3))
    assert kept.get("br;0") is None
    assert kept.get("br;3") is not None
