"""The filter bar and the line under it that says what is shown."""

from __future__ import annotations

from collections.abc import Collection

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components import ids
from dashboard.components.aria import aria
from dashboard.components.controls import control
from dashboard.selection import Problem, Selection, Vocabulary
from dashboard.vocabulary import KEY_LABELS
from dashboard.warehouse import Warehouse
from dashboard.wording import long_date

MOST_NOTICES = 4
# Keys whose control stands on the card that they change.
ON_CARDS = frozenset({"map", "tier", "base", "latest", "cut"})
MOST_LINKS = 3


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


def chips(
    path: str, selection: Selection, read: Collection[str], vocabulary: Vocabulary
) -> list[Component]:
    """What was chosen beyond the defaults, each with a link that takes it back.

    A choice that nothing on the page reads is kept in the address for the next page, without a
    chip that would say it is at work here.
    """
    items: list[Component] = []
    for key, values in selection.chosen().items():
        if key in ON_CARDS or key not in read:
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
    chosen = len(items)
    if "council" in read:
        items += [
            dcc.Link(f"Page of {vocabulary.label('council', code)}", href=f"/council/{code}")
            for code in selection.council[:MOST_LINKS]
        ]
    if chosen > 1:
        items.append(dcc.Link("Clear all", href=path, className="chip clear"))
    return items


def notices(problems: list[Problem]) -> list[Component]:
    """Words about what could not be used of an address."""
    shown = [html.Li(problem.message) for problem in problems[:MOST_NOTICES]]
    if len(problems) > MOST_NOTICES:
        shown.append(html.Li(f"And {len(problems) - MOST_NOTICES} more of the kind."))
    return [html.Div(html.Ul(shown), className="notice")] if shown else []


def trouble_notice(warehouse: Warehouse) -> list[Component]:
    """That something is wrong with the data on disk, if so, and which data are shown."""
    words = trouble_words(warehouse, "These are")
    return [html.Div(html.P(words), className="notice")] if words else []


def trouble_words(warehouse: Warehouse, shown: str) -> str:
    """The words of that notice, empty when nothing is wrong; `shown` begins what is shown."""
    trouble, snapshot = warehouse.trouble, warehouse.snapshot()
    if trouble is None:
        return ""
    date = long_date(snapshot.data_date)
    return f"{trouble} {shown} the data of version {snapshot.version}, as at {date}."
