"""About: where the figures come from and what they can bear."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.aria import aria
from dashboard.exhibit import View
from dashboard.pages import Page
from dashboard.pages.about_words import (
    ERRORS,
    LOADING,
    METHODS,
    RULES,
    STANDINGS,
    UPDATES,
)
from dashboard.wording import long_date

CONTENTS = (
    ("standings", "What stands behind a figure"),
    ("who-decided", "Who decided what is in here"),
    ("updates", "When it is updated"),
    ("errors", "How errors are handled and reported"),
    ("loading", "How to load data"),
    ("method", "How figures are worked out"),
    ("published-and-computed", "Published figures beside the records"),
    ("contradictions", "Figures that contradict each other"),
    ("figures-left-out", "Figures left out"),
    ("figures-in-sources", "Every figure of the source documents"),
    ("sources-used", "Sources"),
    ("data-dictionary", "Data dictionary"),
)
HEADINGS = dict(CONTENTS)


def _heading(view: View) -> Component:
    snapshot = view.snapshot
    return html.Div(
        [
            _contents(),
            _section("standings", _terms(STANDINGS)),
            _section("who-decided", html.Ul([html.Li(rule) for rule in RULES])),
            _section(
                "updates",
                *_paragraphs(UPDATES),
                html.P(
                    f"These are data version {snapshot.version}. The newest dated record is of "
                    f"{long_date(snapshot.data_date)}. The version is on every page, in every "
                    "file and in every picture."
                ),
            ),
            _section("errors", *_paragraphs(ERRORS)),
            _section(
                "loading",
                *(part for words, command in LOADING for part in _step(words, command)),
            ),
            _section("method", _terms(METHODS)),
        ],
        className="prose",
        style={"marginBottom": "1.5rem"},
    )


def _contents() -> Component:
    links = [html.Li(html.A(words, href=f"#{name}")) for name, words in CONTENTS]
    return html.Nav(html.Ul(links, className="inline"), **aria(label="On this page"))


def _section(name: str, *parts: Component) -> Component:
    heading = html.H2(HEADINGS[name], id=f"{name}-heading")
    return html.Section([heading, *parts], id=name, **aria(labelledby=f"{name}-heading"))


def _paragraphs(texts: Sequence[str]) -> list[Component]:
    return [html.P(text) for text in texts]


def _step(words: str, command: str) -> tuple[Component, Component]:
    return html.P(words), html.Pre(html.Code(command), tabIndex="0")


def _terms(terms: Sequence[tuple[str, str]]) -> Component:
    return html.Dl(
        [part for term, words in terms for part in (html.Dt(term), html.Dd(words))],
    )


PAGE = Page(
    path="/about",
    name="About",
    title="About this dashboard",
    lead="Where the figures come from, and what they can and cannot say.",
    heading=_heading,
    rows=(
        ((12, ("published-and-computed",)),),
        ((12, ("contradictions",)),),
        ((12, ("figures-left-out",)),),
        ((12, ("figures-in-sources",)),),
        ((12, ("sources-used",)),),
        ((12, ("data-dictionary",)),),
    ),
)
