"""Headline figures as a row of cards, and what changed as a list."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.exhibits.headlines_changes import Change
from dashboard.exhibits.headlines_figures import PART, Count, Headline
from dashboard.exhibits.headlines_words import LABELS

# Longer figures (“over 200, over 120 or 120”) are set smaller.
LONG = 11


def headline_cards(found: Sequence[Headline], year: str) -> Component:
    """A card for each headline: its figures, what they count, and the year before."""
    return html.Ul([_card(one, year) for one in found], className="headlines")


def _card(one: Headline, year: str) -> Component:
    parts: list[Component] = [html.H3(one.label)]
    matched = {now.count: then for now, then in one.pairs()}
    for now in one.now:
        parts.append(_figure(now))
        if now.count in matched:
            parts.append(_before(matched[now.count]))
    if not one.now:
        parts.append(html.P(f"No figure published for {year}", className="none"))
    parts += [
        html.P(f"Part of the year. {' '.join(now.remarks)}", className="aside")
        for now in one.now
        if now.covers == PART
    ]
    parts += [
        html.P(f"Expected: {later.text} {later.words}", className="aside") for later in one.expected
    ]
    if one.differ:
        alone = all(now.sources == 1 for now in one.now if now.differ)
        where = "Sources differ: one report gives both" if alone else "Sources differ"
        parts.append(html.P(where, className="differ"))
    parts += [_before(then, counts=True) for then in one.before if then not in matched.values()]
    return html.Li(parts)


def _figure(now: Count) -> Component:
    small = " long" if len(now.text) > LONG else ""
    return html.P(
        [html.Strong(now.text, className=f"figure{small}"), " ", html.Span(now.words)],
        className="counted",
    )


def _before(then: Count, counts: bool = False) -> Component:
    """The year before; `counts` where it counts something else than the year's own figure."""
    words = then.dated.replace(" in ", ", ") if then.month else then.text
    about = f" {then.words}" if counts and not then.month else ""
    part = ", a part of the year" if then.covers == PART else ""
    return html.P([html.Span(f"{then.year}: "), f"{words}{about}{part}"], className="before")


def change_list(changes: Sequence[Change]) -> Component:
    """The sentences, each with its topic."""
    return html.Ul([html.Li(_sentence(change)) for change in changes], className="changes")


def _sentence(change: Change) -> list[Component | str]:
    topic, colon, rest = change.sentence.partition(": ")
    # The topic leads where it is the start of the sentence, so that the eye finds it.
    return [html.Strong(f"{topic}{colon}"), rest] if topic in LABELS.values() else [change.sentence]


def ratio_face(lines: Sequence[tuple[str, str, str, bool]], year: str) -> Component:
    """Savings for each £1 of grant: (year, figure, where it is from, whether it is the year's)."""
    parts: list[Component] = []
    if not any(chosen for *_, chosen in lines):
        parts.append(html.P(f"No figure for {year}", className="none"))
    for held, figure, words, chosen in lines:
        if chosen:
            parts.append(
                html.P(
                    [
                        html.Strong(figure, className="figure"),
                        " ",
                        html.Span(f"for each £1 in {held}"),
                    ],
                    className="counted",
                )
            )
        else:
            parts.append(html.P([html.Span(f"{held}: "), f"{words}."], className="before"))
    return html.Div(parts, className="ratio")
