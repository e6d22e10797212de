"""The upload page: closed without the token, and the same load as on the command line with it."""

from __future__ import annotations

import io
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard import create_app
from dashboard.intake.publish import current_version
from dashboard.loading.model import Limits
from dashboard.settings import Settings, SettingsError
from dashboard.uploading.routes import upload_pages

TOKEN = "a-token-for-tests-only"
GOOD = (
    "Council,Offer,Date\nKent,Peer challenge,14 September 2016\nLeeds,Peer challenge,2016-11-02\n"
)
BAD = GOOD + "Atlantis,Peer challenge,2016-10-03\n"
PATIENCE_SECONDS = 120


@pytest.fixture
def own(settings: Settings, tmp_path: Path) -> Settings:
    """The built data in a folder of their own, for these tests to change."""
    version = current_version(settings.data)
    assert version
    data = tmp_path / "data"
    shutil.copytree(settings.data / version, data / version)
    shutil.copy(settings.data / "current", data / "current")
    for name in ("kept", "versions"):
        if (settings.data / name).is_dir():
            shutil.copytree(settings.data / name, data / name)
    return replace(settings, data=data, load_token=TOKEN)


@pytest.fixture
def visitor(own: Settings) -> FlaskClient:
    """Somebody who has not given the token."""
    app = Flask(__name__)
    app.register_blueprint(upload_pages(own, Limits(megabytes=0.1)))
    return app.test_client()


@pytest.fixture
def officer(visitor: FlaskClient) -> FlaskClient:
    """Somebody who has."""
    assert visitor.post("/load/sign-in", data={"token": TOKEN}).status_code == 303
    return visitor


@pytest.fixture
def send(officer: FlaskClient) -> Callable[..., str]:
    """Send a file and wait until it has been checked; the address of its page."""

    def give(text: str, name: str = "extract.csv", **fields: str) -> str:
        file = (io.BytesIO(text.encode()), name)
        answer = officer.post("/load", data={"file": file, **fields})
        assert answer.status_code == 303, answer.get_data(as_text=True)
        rest(officer, answer.location)
        return answer.location

    return give


def rest(officer: FlaskClient, place: str) -> None:
    """Wait until nothing more is being done for an upload."""
    until = time.monotonic() + PATIENCE_SECONDS
    while officer.get(f"{place}.json").get_json()["working"]:
        assert time.monotonic() < until, "The upload was not dealt with in time"
        time.sleep(0.1)


def page(officer: FlaskClient, place: str) -> str:
    return officer.get(place).get_data(as_text=True)


def uploads(own: Settings) -> list[Path]:
    folder = own.data / "uploads"
    return [path for path in folder.iterdir() if path.is_dir()] if folder.exists() else []


def test_the_page_is_not_there_unless_a_token_is_set(client: FlaskClient) -> None:
    assert client.get("/load").status_code == 404
    assert client.post("/load").status_code in (404, 405)


def test_a_short_token_is_refused() -> None:
    with pytest.raises(SettingsError, match="at least 16"):
        Settings.from_environment({"DASHBOARD_LOAD_TOKEN": "short"})


def test_the_token_is_in_no_text_of_the_settings() -> None:
    settings = Settings.from_environment({"DASHBOARD_LOAD_TOKEN": TOKEN})
    assert TOKEN not in repr(settings)


def test_without_the_token_nothing_is_shown_or_kept(visitor: FlaskClient, own: Settings) -> None:
    assert 'type="file"' not in page(visitor, "/load")
    assert visitor.get("/load").status_code == 401
    sent = visitor.post("/load", data={"file": (io.BytesIO(GOOD.encode()), "a.csv")})
    assert sent.status_code == 403
    assert uploads(own) == []


@pytest.mark.parametrize("token", ["", "wrong", TOKEN + "x", TOKEN[:-1]])
def test_a_wrong_token_opens_nothing(visitor: FlaskClient, token: str) -> None:
    assert visitor.post("/load/sign-in", data={"token": token}).status_code == 403
    assert visitor.get("/load").status_code == 401


def test_a_made_up_pass_opens_nothing(visitor: FlaskClient) -> None:
    visitor.set_cookie("loading", "load.aWduxg.made-up", path="/load")
    assert visitor.get("/load").status_code == 401


def test_the_pass_is_kept_from_scripts_and_other_sites(visitor: FlaskClient) -> None:
    given = visitor.post("/load/sign-in", data={"token": TOKEN}).headers["Set-Cookie"]
    assert "HttpOnly" in given
    assert "SameSite=Strict" in given
    assert "Path=/load" in given


def test_a_form_of_another_site_is_refused(officer: FlaskClient, own: Settings) -> None:
    file = (io.BytesIO(GOOD.encode()), "a.csv")
    headers = {"Origin": "https://elsewhere.example"}
    assert officer.post("/load", data={"file": file}, headers=headers).status_code == 403
    assert uploads(own) == []


def test_a_file_too_large_is_refused_and_not_kept(officer: FlaskClient, own: Settings) -> None:
    file = (io.BytesIO(b"x" * 150_000), "large.csv")
    sent = officer.post("/load", data={"file": file})
    assert sent.status_code == 413
    assert "too large" in sent.get_data(as_text=True)
    assert uploads(own) == []


def test_a_form_without_a_file_says_so_and_loses_nothing(officer: FlaskClient) -> None:
    sent = officer.post("/load", data={"source": "My own list", "mapping": "Authority = council"})
    text = sent.get_data(as_text=True)
    assert sent.status_code == 400
    assert "Choose a file first" in text
    assert "My own list" in text
    assert "Authority = council" in text


def test_what_is_no_upload_is_not_found(officer: FlaskClient) -> None:
    for address in (
        "/load/x",
        "/load/..%2f..%2fcurrent",
        "/load/" + "A" * 22,
        "/load/x/faults.csv",
    ):
        assert officer.get(address).status_code == 404


def test_faults_are_shown_row_by_row_and_nothing_can_be_published(
    officer: FlaskClient, send: Callable[..., str], own: Settings
) -> None:
    before = current_version(own.data)
    place = send(BAD)
    text = page(officer, place)
    assert "Atlantis" in text
    assert "<td>4</td>" in text
    assert f'action="{place}/publish"' not in text
    assert "Atlantis" in page(officer, f"{place}/faults.csv")
    officer.post(f"{place}/publish")
    rest(officer, place)
    assert current_version(own.data) == before


def test_a_name_that_is_a_path_or_a_page_stays_a_name(
    officer: FlaskClient, send: Callable[..., str], own: Settings
) -> None:
    place = send(GOOD, "../../<script>alert(1)</script>.csv")
    assert "<script>alert" not in page(officer, place)
    (folder,) = uploads(own)
    assert (folder / "file.csv").exists()
    assert not list(own.data.parent.glob("*script*"))


def test_a_checked_file_is_published_and_served(
    officer: FlaskClient, send: Callable[..., str], own: Settings
) -> None:
    before = current_version(own.data)
    place = send(GOOD, source="Record of peer challenges")
    assert current_version(own.data) == before
    assert f'action="{place}/publish"' in page(officer, place)
    officer.post(f"{place}/publish")
    rest(officer, place)
    version = current_version(own.data)
    assert version != before
    assert version in page(officer, place)
    rows = pd.read_parquet(own.data / str(version) / "take_up.parquet")
    loaded = rows[rows["from_file"] == "extract.csv"]
    assert sorted(loaded["council_code"]) == ["E08000035", "E10000016"]
    assert sorted(loaded["from_line"]) == [2, 3]


def test_what_was_not_shown_is_not_published(
    officer: FlaskClient, send: Callable[..., str], own: Settings
) -> None:
    first, second = send(GOOD), send(GOOD.replace("Leeds", "Bradford"))
    officer.post(f"{first}/publish")
    rest(officer, first)
    published = current_version(own.data)
    officer.post(f"{second}/publish")
    rest(officer, second)
    assert current_version(own.data) == published
    assert "look again" in page(officer, second)


def test_trouble_with_the_data_is_said_on_every_page(own: Settings) -> None:
    app = Flask(__name__)
    app.register_blueprint(upload_pages(own, trouble=lambda: "The stored data are <damaged>."))
    client = app.test_client()
    for _ in range(2):
        assert '<p class="notice">The stored data are &lt;damaged&gt;.</p>' in page(client, "/load")
        client.post("/load/sign-in", data={"token": TOKEN})
    # What is wrong with a form is still what its script finds.
    refused = client.post("/load", data={}).get_data(as_text=True)
    assert '<p class="notice" role="alert">Choose a file first.</p>' in refused


def test_data_damaged_under_the_pages_for_loading_are_told(own: Settings) -> None:
    client = create_app(own).server.test_client()
    assert "have been damaged" not in page(client, "/load")
    version = current_version(own.data)
    assert version
    (own.data / version / "take_up.parquet").write_bytes(b"nothing")
    until = time.monotonic() + PATIENCE_SECONDS
    while "have been damaged" not in (text := page(client, "/load")):
        assert time.monotonic() < until, "Nothing was said about the damage"
        time.sleep(0.2)
    assert f"Readers see the data of version {version}, as at " in text


def test_a_page_that_follows_an_upload_learns_that_the_pass_is_over(
    visitor: FlaskClient,
) -> None:
    answer = visitor.get("/load/aaaaaaaaaaaaaaaaaaaaaa.json")
    assert (answer.status_code, answer.get_json()) == (401, {"working": False})


def test_councils_are_named_beside_their_codes(
    officer: FlaskClient, send: Callable[..., str]
) -> None:
    place = send(GOOD)
    text = page(officer, place)
    assert "<td>Leeds (E08000035)</td>" in text
    assert "Council code" not in text
    rows = pd.read_csv(io.BytesIO(officer.get(f"{place}/changes.csv").data))
    assert dict(zip(rows["council_code"], rows["council"], strict=True))["E08000035"] == "Leeds"
