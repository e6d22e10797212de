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


def test_what_callbacks_touch_stands_in_its_place_in_one_tree() -> None:
    figure = html.Div(id=ids.part("figure", "one"))
    (found,) = still(
        [
            html.H1("Title"),
            html.Div(id=ids.NOTICES),
            html.Div([html.Span("Text"), html.Section(figure)], className="wide"),
        ]
    )
    assert found.tree == [
        "",
        {},
        ["h1", {}, "Title"],
        {"place": 0},
        ["div", {"className": "wide"}, ["span", {}, "Text"], ["section", {}, {"place": 1}]],
    ]
    assert [one.id for one in found.children] == [ids.NOTICES, ids.part("figure", "one")]


def test_what_is_in_a_part_that_callbacks_touch_is_made_still_for_itself() -> None:
    figure = html.Div(id=ids.part("figure", "one"))
    holder: Any = still(
        html.Div(html.Section([html.P("Text"), figure]), id=ids.part("chart", "one"))
    )
    assert isinstance(holder, html.Div)
    inside: Any = holder.children
    assert inside.tree == ["section", {}, ["p", {}, "Text"], {"place": 0}]
    assert inside.children == [figure]


def test_parts_that_callbacks_touch_each_need_nothing_round_them() -> None:
    parts = [html.Div(id=ids.NOTICES), html.Div(id=ids.CHIPS)]
    assert still(parts) == parts
    assert still([]) == []
    # One that only holds such a part is itself no such part.
    (found,) = still([html.Div(html.Div(id=ids.CHIPS), className="wide")])
    assert found.tree == ["", {}, ["div", {"className": "wide"}, {"place": 0}]]


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
