"""Find a council by any name it is known by."""

from __future__ import annotations

from typing import Any

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard.components import ids
from dashboard.components.aria import aria
from dashboard.components.facts import council_link
from dashboard.council_names import Match, names_of
from dashboard.selection import shorten, slug
from dashboard.warehouse import Snapshot
from dashboard.wording import counted

TYPING_MS = 150
FEWEST_LETTERS = 2


def finder(label: str) -> Component:
    """A search box; what it finds is listed under it as links, and said aloud."""
    return html.Div(
        [
            html.Label(
                [
                    html.Span(label, className="label"),
                    dbc.Input(
                        id=ids.FIND, type="search", debounce=TYPING_MS, autocomplete="off", value=""
                    ),
                ]
            ),
            html.Div(id=ids.FOUND, className="found", **aria(live="polite")),
        ],
        className="finder",
        role="search",
    )


def found_councils(text: str, snapshot: Snapshot) -> list[Component]:
    """Links to the councils that `text` may mean, the likeliest first."""
    text = text.strip()
    if len(text) < FEWEST_LETTERS:
        return []
    matches = names_of(snapshot).search(text)
    if not matches:
        words = f"No council is known to us as “{shorten(text)}”. Try a part of its name."
        return [html.P(words)]
    items = [html.Li([council_link(one.code, one.name), html.Span(_aside(one))]) for one in matches]
    return [
        html.P(f"{counted(len(matches), 'council')} found", className="label"),
        html.Ul(items, **asked_for(text)),
    ]


def asked_for(text: str) -> dict[str, Any]:
    """What a list was asked for, so that Enter opens none of another search (`find.js`)."""
    return {"data-for": text}


def _aside(match: Match) -> str:
    """What tells a match from others: the name that it was found by, and what became of it."""
    other = match.through is None and slug(match.known_as) != slug(match.name)
    known = f"also known as {match.known_as}" if other else ""
    words = "; ".join(text for text in (known, match.note) if text)
    return f" {words}" if words else ""
