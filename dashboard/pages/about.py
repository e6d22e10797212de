"""About: where the figures come from and what they can bear."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard.pages import Page
from dashboard.warehouse import Snapshot
from dashboard.wording import long_date


def _body(snapshot: Snapshot) -> Component:
    tables = snapshot.about["tables"]
    return html.Section(
        [
            html.H2("What stands behind a figure"),
            html.Dl(
                [
                    html.Dt("Published"),
                    html.Dd("A document says so. The figure is shown as the document gives it."),
                    html.Dt("Recorded"),
                    html.Dd(
                        "A council took part, and a page or document names it. These records are "
                        "those found so far: no record does not mean no support."
                    ),
                    html.Dt("Illustrative"),
                    html.Dd(
                        "Full records by council are held by the Local Government Association and "
                        "are not public. So that the whole picture can be shown, councils are "
                        "allocated to offers in such a way that every published figure is met. "
                        "These rows are not facts about any one council."
                    ),
                ]
            ),
            html.H2("What the data hold"),
            html.P(f"Version {snapshot.version}, data as at {long_date(snapshot.data_date)}."),
            html.Ul(
                [
                    html.Li(f"{name.replace('_', ' ').capitalize()}: {count:,} rows")
                    for name, count in tables.items()
                ]
            ),
        ],
        className="prose",
    )


PAGE = Page(
    path="/about",
    name="About",
    title="About this dashboard",
    lead="Where the figures come from, and what they can and cannot say.",
    body=_body,
)
