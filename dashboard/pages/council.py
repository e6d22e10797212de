"""One council: what an adviser takes into the meeting. And the way to it."""

from __future__ import annotations

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.components import ids
from dashboard.components.facts import council_link
from dashboard.components.finder import finder
from dashboard.exhibit import View, answer
from dashboard.exhibits.council_profile import PROFILE
from dashboard.pages import Page
from dashboard.wording import long_date


def _heading(view: View) -> Component:
    facts = answer(PROFILE, view.selection, view.snapshot).frame
    return html.Div(
        [
            *_gone(facts),
            html.Div(
                [
                    finder("Find another council"),
                    html.Button("Print a two-page brief", id=ids.PRESS, className="press"),
                ],
                className="tools",
            ),
        ]
    )


def _gone(facts: pd.DataFrame) -> list[Component]:
    """What became of a council that is no more, with the way to those that followed."""
    ended = facts.loc[facts["fact"] == "Until", "as_at"]
    if ended.empty:
        return []
    after = facts[facts["fact"] == "Followed by"]
    links = [html.Li(council_link(row.linked_council, row.detail)) for row in after.itertuples()]
    words = f"This council was abolished: its last day was {long_date(ended.iloc[0])}. "
    lead = "Its area is now looked after by:" if links else "It has no successor on record."
    return [html.Div([html.P(words + lead), html.Ul(links)], className="notice", role="note")]


def _every_council(view: View) -> Component:
    """Councils in being by region, for those who would rather look than type."""
    councils = view.snapshot.table("councils").sort_values("short_name")
    open_now = councils[councils["end_date"].isna()]
    return html.Div(
        [
            html.Section(
                [
                    html.H2(region),
                    html.Ul(
                        [
                            html.Li(council_link(row.council_code, row.short_name))
                            for row in rows.itertuples()
                        ]
                    ),
                ]
            )
            for region, rows in open_now.groupby("region")
        ],
        className="directory",
    )


FINDER = Page(
    path="/council",
    name="Councils",
    title="Find a council",
    lead="Type a part of any name it is known by: a former name, a short form, a council that has "
    "since merged.",
    heading=lambda view: finder("Name of the council"),
    body=_every_council,
)
PAGE = Page(
    path="/council",
    name="",
    title="One council",
    lead="What to bring to the meeting: who they are, what they have used, and how they stand "
    "beside councils like them.",
    takes="council",
    heading=_heading,
    rows=(
        (
            (5, ("council-profile", "council-control")),
            (7, ("council-timeline", "council-offers-and-peers")),
        ),
        ((5, ("similar-councils",)), (7, ("council-indicators",))),
    ),
    printed=2,
)
