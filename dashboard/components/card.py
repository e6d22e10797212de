"""The card of an exhibit: question, sentence, chart, table, how it is calculated, downloads."""

from __future__ import annotations

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard.components import ids
from dashboard.components.aria import aria
from dashboard.components.controls import control
from dashboard.components.detail import table
from dashboard.components.graph import graph
from dashboard.exhibit import Exhibit
from dashboard.selection import Vocabulary

VIEWS = (("chart", "Chart"), ("table", "Table"), ("method", "How this is calculated"))
# What the first view is called where it is words and figures, not a chart.
FACE = "Summary"
BASIS_WORDS = {
    "published": ("Published", "Figures that a document gives."),
    "recorded": ("Recorded", "Each row has its own source. No record does not mean no support."),
    "illustrative": (
        "Illustrative",
        "Allocated to councils by us so that every published figure is met. Not facts about "
        "any one council.",
    ),
}


def card(exhibit: Exhibit, vocabulary: Vocabulary) -> Component:
    """An empty card; the page's callback fills it."""
    title_id = f"{exhibit.id}-title"
    return html.Section(
        [
            html.Div(
                [
                    html.H2(exhibit.question, id=title_id),
                    html.Div(id=ids.part("basis", exhibit.id)),
                ],
                className="card-head",
            ),
            html.P(id=ids.part("sentence", exhibit.id), className="sentence"),
            html.Div(
                [control(key, vocabulary) for key in exhibit.controls], className="card-controls"
            ),
            *_bodies(exhibit),
            html.Div([_views(exhibit), _downloads(exhibit)], className="card-foot"),
        ],
        className="exhibit",
        id=exhibit.id,
        **aria(labelledby=title_id),
    )


def _bodies(exhibit: Exhibit) -> list[Component]:
    closed = exhibit.opens_on != "chart"
    if exhibit.face:
        first = html.Div(id=ids.part("face", exhibit.id), hidden=closed, className="face")
    else:
        first = html.Div(
            graph(ids.part("figure", exhibit.id), exhibit.height, exhibit.fluid),
            id=ids.part("chart", exhibit.id),
            hidden=closed,
            role="img",
            className="chart fluid" if exhibit.fluid else "chart",
            style={"--height": f"{exhibit.height}px"},
            **aria(
                labelledby=f"{exhibit.id}-title",
                describedby=ids.in_page(ids.part("sentence", exhibit.id)),
            ),
        )
    detail = html.Div(
        table(exhibit) if exhibit.opens_on == "table" else None,
        id=ids.part("detail", exhibit.id),
        hidden=not closed,
        className="detail",
    )
    return [first, detail]


def _views(exhibit: Exhibit) -> Component:
    return html.Fieldset(
        [
            html.Legend(f"View of “{exhibit.question}”", className="visually-hidden"),
            dbc.RadioItems(
                id=ids.part("face-view" if exhibit.face else "view", exhibit.id),
                # One stop for Tab, and the arrow keys between them.
                name=f"view-{exhibit.id}",
                options=[
                    {"label": FACE if exhibit.face and value == "chart" else words, "value": value}
                    for value, words in VIEWS
                ],
                value=exhibit.opens_on,
                className="segments",
                inputClassName="btn-check",
                labelClassName="btn",
                labelCheckedClassName="active",
            ),
        ],
        className="views",
    )


def _downloads(exhibit: Exhibit) -> Component:
    files = [
        html.A(
            kind.upper(),
            className="file",
            href=f"/exhibits/{exhibit.id}.{kind}",
            download="" if kind != "json" else None,
            **aria(label=f"{kind.upper()} of “{exhibit.question}”"),
        )
        for kind in ("csv", "xlsx", "json")
    ]
    picture = html.Button(
        "PNG",
        className="link",
        **{**aria(label=f"PNG picture of “{exhibit.question}”"), "data-picture": exhibit.id},
    )
    return html.Div(
        [html.Span("Download", className="label"), files[0], files[1], picture, files[2]],
        className="downloads",
    )


def basis_badge(basis: str) -> Component:
    """The standing of an answer, in a word and a sentence."""
    word, meaning = BASIS_WORDS[basis]
    return html.Span(
        [word, html.Span(f": {meaning}", className="visually-hidden")],
        className=f"badge {basis}",
        title=meaning,
    )
