"""Addresses that lead somewhere, and those that do not."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from dashboard.pages import find, site
from dashboard.selection import Selection
from dashboard.warehouse import Snapshot


@pytest.mark.parametrize(
    ("path", "page", "value"),
    [
        ("/take-up", "Who takes part, and where?", None),
        ("/take-up/", "Who takes part, and where?", None),
        ("/council", "Find a council", None),
        ("/council/E08000016", "One council", "E08000016"),
        # Barnsley's code changed in 2025: both lead to it.
        ("/council/E08000038", "One council", "E08000016"),
        ("/council/e06000028", "One council", "E06000028"),
    ],
)
def test_an_address_leads_to_its_page(
    snapshot: Snapshot, path: str, page: str, value: str | None
) -> None:
    place = find(site(), path, snapshot.vocabulary)
    assert place is not None
    assert (place.page.title, place.value) == (page, value)


@pytest.mark.parametrize("path", ["/council/E99999999", "/council/x/y", "/take-up/E08000016", ""])
def test_other_addresses_lead_nowhere(snapshot: Snapshot, client: FlaskClient, path: str) -> None:
    found = find(site(), path, snapshot.vocabulary)
    assert found is None or found.page.path == "/"
    if path:
        assert client.get(path).status_code == 404


def test_a_page_of_one_council_answers(client: FlaskClient) -> None:
    assert client.get("/council/E07000200").status_code == 200


def test_the_path_has_the_last_word_on_which_council(snapshot: Snapshot) -> None:
    place = find(site(), "/council/E08000016", snapshot.vocabulary)
    assert place is not None
    chosen = Selection(council=("E07000200", "E06000028"), records=("recorded",))
    shown = place.selection(chosen)
    assert shown.council == ("E08000016",)
    assert shown.records == ("recorded",)
