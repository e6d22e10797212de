"""The frame round every page: heading, navigation, filters, notices, footer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import ASSETS
from dashboard.components import ids
from dashboard.components.aria import aria
from dashboard.components.card import card
from dashboard.components.filter_bar import filter_bar
from dashboard.components.still import still
from dashboard.exhibit import Exhibit, View
from dashboard.pages import Page, Place
from dashboard.selection import Selection, slug
from dashboard.warehouse import Snapshot
from dashboard.wording import long_date

NAME = "Sector-led improvement"
STRAPLINE = "Take-up and impact in England's councils"

# With its mark it is kept for good; without, it is asked for again at every change of filters.
ICON = f"/assets/icon.svg?m={crc32((ASSETS / 'icon.svg').read_bytes())}"

INDEX = """<!DOCTYPE html>
<html lang="en-GB">
<head>
{%metas%}
<title>{%title%}</title>
<link rel="icon" href="{ICON}" type="image/svg+xml">
{%css%}
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
{%app_entry%}
<noscript>These pages draw charts with JavaScript, which is switched off. The same figures are
at <a href="/exhibits.json">/exhibits.json</a>.</noscript>
{%config%}
{%scripts%}
{%renderer%}
</body>
</html>""".replace("{ICON}", ICON)


def shell(snapshot: Snapshot, pages: Sequence[Page], signs_out: bool = False) -> Component:
    """The layout that stays while pages change; `signs_out` adds a link to sign out.

    The links stand from the start, so that they push nothing down; which of them is the page that
    is open, and with which filters, comes with its answers.
    """
    brand = [html.Strong(NAME), html.Span(STRAPLINE)]
    defaults = {key: slug(value) for key, value in snapshot.vocabulary.defaults.items()}
    whole = html.Div(
        [
            dcc.Location(id=ids.ADDRESS, refresh=False),
            dcc.Store(id=ids.DEFAULTS, data=defaults),
            dcc.Store(id=ids.SHOWN),
            dcc.Store(id=ids.WRITTEN),
            dcc.Store(id=ids.ROOM),
            html.Header(
                html.Div(
                    [
                        dcc.Link(brand, href="/", className="brand"),
                        html.Nav(navigation(pages, "", ""), id=ids.NAV, **aria(label="Pages")),
                    ],
                    className="wide",
                ),
                className="site-head",
            ),
            html.Div(id=ids.BAR),
            html.Main(
                [
                    html.Div(id=ids.HEADING),
                    html.Div(id=ids.CHIPS, className="chips"),
                    html.Div(id=ids.NOTICES),
                    # Beside the page and not round it, so that the mark touches nothing else.
                    html.Div(id=ids.ASKING),
                    html.Div(id=ids.PAGE),
                ],
                id="main",
                className="wide page",
                tabIndex="-1",
            ),
            # The one place that says aloud what changed: see `said.js`.
            html.P(id=ids.SAID, className="visually-hidden", role="status"),
            html.Footer(_footer(snapshot, signs_out), className="site-foot"),
        ]
    )
    return still(whole)


def navigation(pages: Sequence[Page], here: str, query: str) -> list[Component]:
    """Links to the pages; they carry the reader's filters along."""
    return [
        dcc.Link(
            [page.name, html.Span(" (this page)", className="visually-hidden")]
            if page.path == here
            else page.name,
            href=f"{page.path}?{query}" if query else page.path,
            className="here" if page.path == here else "",
        )
        for page in pages
        if page.name
    ]


@dataclass(frozen=True)
class Parts:
    """What a page puts into the shell; nothing is an empty list, since None confuses Dash."""

    bar: list[Component]
    heading: list[Component]
    body: list[Component]


def page_parts(place: Place, exhibits: Mapping[str, Exhibit], snapshot: Snapshot) -> Parts:
    """A page with empty cards; the page's callback fills them."""
    page, vocabulary = place.page, snapshot.vocabulary
    view = View(place.selection(Selection()).resolved(vocabulary), snapshot)
    rows: list[Component] = [
        html.Div(
            [
                html.Div(
                    [card(exhibits[name], vocabulary) for name in names], className=f"span-{width}"
                )
                for width, names in row
            ],
            className="row",
        )
        for row in page.rows
    ]
    bar: list[Component] = []
    if page.filters:
        bar = [html.Div(filter_bar(page.filters, vocabulary), className="wide")]
    title = vocabulary.label(page.takes, place.value) if page.takes and place.value else page.title
    heading: list[Component] = [html.H1(title), html.P(page.lead, className="lead")]
    heading += [page.heading(view)] if page.heading else []
    body = html.Div(
        [*rows, *([page.body(view)] if page.body else [])],
        className=f"prints-on-{page.printed}" if page.printed else "",
    )
    return Parts(still(bar), still(heading), still([body]))


def missing_page(pages: Sequence[Page]) -> Parts:
    """What stands at an address that is no page."""
    heading: list[Component] = [
        html.H1("There is no page at this address"),
        html.P("It may have been mistyped. These are the pages:"),
    ]
    links = [html.Li(dcc.Link(page.name, href=page.path)) for page in pages if page.name]
    return Parts([], still(heading), still([html.Ul(links)]))


def version_words(snapshot: Snapshot) -> str:
    """Which version of the data the page shows."""
    return f"Data version {snapshot.version}, data as at {long_date(snapshot.data_date)}."


def _footer(snapshot: Snapshot, signs_out: bool) -> Component:
    return html.Div(
        [
            html.P(version_words(snapshot), id=ids.VERSION),
            html.P(
                "Contains public sector information licensed under the Open Government Licence "
                "v3.0; contains OS data © Crown copyright and database right; council names, "
                "codes and dates after mySociety (CC BY 4.0); political control after Open "
                "Council Data UK (public domain data)."
            ),
            html.P(
                "Illustrative rows are allocated to councils so that every published figure is "
                "met. They are not facts about any one council.",
                className="about-illustrative",
            ),
            *([html.P(html.A("Sign out", href="/sign-out"))] if signs_out else []),
            html.Div(id=ids.PRINTED, className="print-only"),
            # Filled in when the page is printed.
            html.P(id=ids.PRINT, className="print-only"),
        ],
        className="wide",
    )
