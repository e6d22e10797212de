"""Find an indicator by typing, or by its theme: the other road to the list in the filters."""

from __future__ import annotations

from dataclasses import dataclass

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components import ids
from dashboard.components.controls import ALL
from dashboard.components.finder import FEWEST_LETTERS, TYPING_MS, asked_for
from dashboard.indicator_names import Named, indicator_names
from dashboard.selection import Selection, shorten
from dashboard.warehouse import Snapshot
from dashboard.wording import counted

# A theme holds some fifty.
MOST_LISTED = 60


@dataclass(frozen=True)
class Found:
    """How many were found, in words that are said aloud, and links to them."""

    words: str
    links: list[Component]


NOTHING = Found("", [])


def indicator_finder(themes: list[str]) -> Component:
    """A search box and a choice of theme; what they find is listed under them as links."""
    themed = [{"label": "Any theme", "value": ALL}, *({"label": t, "value": t} for t in themes)]
    return html.Div(
        [
            html.Label(
                [
                    html.Span("Find an indicator by typing", className="label"),
                    dbc.Input(
                        id=ids.FIND_INDICATOR,
                        type="search",
                        debounce=TYPING_MS,
                        autocomplete="off",
                        value="",
                    ),
                ],
                className="typed",
            ),
            html.Label(
                [
                    html.Span("In the theme", className="label"),
                    dbc.Select(id=ids.FIND_THEME, options=themed, value=ALL),
                ]
            ),
            html.P(id=ids.FOUND_NUMBER, className="label", role="status"),
            html.Div(id=ids.FOUND_INDICATORS, className="found"),
        ],
        className="finder indicators",
        role="search",
    )


def found_indicators(
    text: str, theme: str, chosen: Selection, path: str, snapshot: Snapshot
) -> Found:
    """Links to the indicators that `text` and `theme` leave; they keep what else was chosen."""
    text = text.strip()
    within = None if theme == ALL else theme
    if len(text) < FEWEST_LETTERS and not within:
        return NOTHING
    found = indicator_names(snapshot).search(text, within)
    if not found:
        where = f" in {within}" if within else ""
        words = f"No indicator has the words “{shorten(text)}”{where}. Try fewer or other words."
        return Found(words, [])
    listed = found[:MOST_LISTED]
    words = f"{counted(len(found), 'indicator')} found"
    if len(listed) < len(found):
        words += f", the first {len(listed)} listed: add a word"
    items = [_item(one, chosen, path, snapshot) for one in listed]
    return Found(words, [html.Ul(items, **asked_for(text))])


def _item(one: Named, chosen: Selection, path: str, snapshot: Snapshot) -> Component:
    opens_on = snapshot.vocabulary.defaults.get("indicator")
    values = () if one.code == opens_on else (one.code,)
    query = chosen.with_values("indicator", values).query()
    link = dcc.Link(
        snapshot.vocabulary.label("indicator", one.code), href=f"{path}?{query}" if query else path
    )
    now = (chosen.indicator or (opens_on,))[0]
    shown = ", shown now" if one.code == now else ""
    return html.Li([link, html.Span(f" {one.theme}; {one.unit}{shown}")])
