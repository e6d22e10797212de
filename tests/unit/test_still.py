"""Parts of a page that travel as one component each: what is left alive, and what is kept whole."""

from __future__ import annotations

from typing import Any

from dash import dcc, html

from dashboard import create_app
from dashboard.components import ids
from dashboard.components.still import LIVE, Still, still
from dashboard.settings import Settings


def test_what_no_callback_touches_becomes_one_tree() -> None:
    found = still(html.P(["Of ", html.Strong("353", className="figure"), None, " councils"]))
    assert isinstance(found, Still)
    assert found.tree == [  # type: ignore[attr-defined]
        "p",
        {},
        "Of ",
        ["strong", {"className": "figure"}, "353"],
        " councils",
    ]


def test_a_link_of_ours_stays_one_that_does_not_load_the_page_anew() -> None:
    found: Any = still(dcc.Link("Leeds", href="/council/E08000035"))
    assert found.tree == ["Link", {"href": "/council/E08000035"}, "Leeds"]


def test_what_callbacks_touch_stays_and_its_neighbours_become_one() -> None:
    found: Any = still(
        [
            html.H1("Title"),
            html.P("Lead"),
            html.Div(id=ids.NOTICES),
            html.Div([html.Span("Text"), html.Div(id=ids.part("figure", "one"))]),
        ]
    )
    heading, notices, holder = found
    assert heading.tree == ["", {}, ["h1", {}, "Title"], ["p", {}, "Lead"]]
    assert notices.id == ids.NOTICES
    assert isinstance(holder, html.Div)
    assert isinstance(holder.children[0], Still)
    assert holder.children[1].id == ids.part("figure", "one")


def test_every_plain_id_that_callbacks_name_is_left_alive(settings: Settings) -> None:
    app = create_app(settings)
    with app.server.test_client() as client:
        callbacks = client.get("/_dash-dependencies").get_json()
    named = {
        one["id"]
        for callback in callbacks
        for one in [*callback["inputs"], *callback["state"]]
        if not one["id"].startswith("{")
    }
    for callback in callbacks:
        for output in callback["output"].strip(".").split("..."):
            ident = output.rpartition(".")[0]
            if ident and not ident.startswith("{"):
                named.add(ident)
    assert named <= LIVE, named - LIVE
    assert {ids.ADDRESS, ids.PAGE, ids.SHOWN} <= named
