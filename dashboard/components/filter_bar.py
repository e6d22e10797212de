"""The filter bar and the line under it that says what is shown."""

from __future__ import annotations

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components import ids
from dashboard.components.aria import aria
from dashboard.components.controls import control
from dashboard.selection import Problem, Selection, Vocabulary
from dashboard.vocabulary import KEY_LABELS

MOST_NOTICES = 4


def filter_bar(keys: tuple[str, ...], vocabulary: Vocabulary) -> Component:
    """The controls of a page, folded behind a button on a phone."""
    return html.Form(
        [
            html.Button(
                "Filters",
                id=ids.FILTER_TOGGLE,
                type="button",
                className="filter-toggle",
                **aria(expanded="false", controls=ids.FILTER_BODY),
            ),
            html.Div(
                [control(key, vocabulary) for key in keys],
                id=ids.FILTER_BODY,
                className="filter-body",
            ),
        ],
        id=ids.FILTER_BAR,
        className="filter-bar",
        **aria(label="Filters"),
    )


def chips(path: str, selection: Selection, vocabulary: Vocabulary) -> list[Component]:
    """What was chosen beyond the defaults, each with a link that takes it back."""
    items: list[Component] = []
    for key, values in selection.chosen().items():
        if key in ("map", "tier"):
            continue
        for value in values:
            words = vocabulary.label(key, value)
            without = selection.without(key, value).query()
            items.append(
                dcc.Link(
                    [
                        html.Span(f"{KEY_LABELS[key]}: ", className="chip-key"),
                        words,
                        html.Span(" ✕", **aria(hidden="true")),
                        html.Span(" (remove)", className="visually-hidden"),
                    ],
                    href=f"{path}?{without}" if without else path,
                    className="chip",
                )
            )
    if len(items) > 1:
        items.append(dcc.Link("Clear all", href=path, className="chip clear"))
    return items


def notices(problems: list[Problem]) -> list[Component]:
    """Words about what could not be used of an address."""
    shown = [html.Li(problem.message) for problem in problems[:MOST_NOTICES]]
    if len(problems) > MOST_NOTICES:
        shown.append(html.Li(f"And {len(problems) - MOST_NOTICES} more of the kind."))
    return [html.Div(html.Ul(shown), className="notice", role="status")] if shown else []
