"""Faces of the opinion exhibits: published answers in words and figures."""

from __future__ import annotations

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.exhibit import View
from dashboard.exhibits.opinion_words import hedged
from dashboard.records import records

_COLUMNS = {"columns": "19rem", "columnGap": "2rem"}
_WHOLE = {"breakInside": "avoid", "paddingBottom": "1rem"}
_HEADING = {"margin": 0}
_ITEM = {
    "display": "grid",
    "gridTemplateColumns": "5.5rem 1fr",
    "gap": ".5rem",
    "borderTop": "1px solid #D8DDE0",
    "padding": ".35rem 0",
}
_LIST = {"listStyle": "none", "padding": 0, "margin": ".25rem 0 0"}
_TABLE = {"width": "100%", "borderCollapse": "collapse", "fontSize": ".875rem"}
_CELL = {
    "textAlign": "left",
    "padding": ".15rem .35rem .15rem .25rem",
    "borderBottom": "1px solid #D8DDE0",
}
_SMALL = {"color": "#505A5F", "fontSize": ".9rem"}


def answers_by_group(frame: pd.DataFrame, view: View) -> Component:
    """A list of answers for each `group`: the share, what was said, by whom and when."""
    return html.Div(
        [
            html.Section(
                [
                    html.H3(str(group), style=_HEADING),
                    html.Ul([_answer(row) for row in records(part)], style=_LIST),
                ],
                style=_WHOLE,
            )
            for group, part in frame.groupby("group", sort=False)
        ],
        style=_COLUMNS,
    )


def _answer(row: dict) -> Component:
    return html.Li(
        [
            html.Strong(hedged(row["percent"], row["published_wording"])),
            html.Span(
                [
                    row["statement"],
                    html.Br(),
                    html.Span(f"{row['audience']}, {row['survey_year']}", style=_SMALL),
                ]
            ),
        ],
        style=_ITEM,
    )


def surveys_by_year(rows: pd.DataFrame) -> Component:
    """A small table: one row for each survey, the chosen year marked.

    `rows` holds `Survey`, a column of words for each audience, and `selected`.
    """
    names = [name for name in rows.columns if name != "selected"]
    head = html.Tr([html.Th(name, scope="col", style=_CELL) for name in names])
    body = [_survey(row, names) for row in records(rows)]
    return html.Table([html.Thead(head), html.Tbody(body)], style=_TABLE)


def _survey(row: dict, names: list[str]) -> Component:
    first, *others = names
    chosen = row["selected"]
    year = [row[first], html.Span(" (year chosen)", style=_SMALL)] if chosen else row[first]
    weight = {"fontWeight": "600", "background": "#E4EEF8"} if chosen else {}
    return html.Tr(
        [
            html.Th(year, scope="row", style={**_CELL, "fontWeight": "400", **weight}),
            *(html.Td(row[name], style={**_CELL, **weight}) for name in others),
        ]
    )
