"""Faces of the published record: differences, contradictions and the figures of documents."""

from __future__ import annotations

from functools import cache

import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

from dashboard.dictionary import EXHIBITS_TABLE, TABLE_WORDS
from dashboard.exhibit import View
from dashboard.records import records
from dashboard.recount import AGREES, DIFFERS, NOT_COMPARABLE
from dashboard.wording import MISSING, counted, listed

_ITEM = {"borderTop": "1px solid #D8DDE0", "padding": ".5rem 0"}
_LIST = {"listStyle": "none", "padding": 0, "margin": ".25rem 0 0"}
_SMALL = {"color": "#505A5F", "fontSize": ".9rem"}
_COLUMNS = {"columns": "26rem", "columnGap": "2.5rem"}
_WHOLE = {**_ITEM, "breakInside": "avoid"}
_INNER = {"paddingLeft": "1.25rem", "margin": 0}
_MEANINGS = {
    AGREES: "the rows give a figure that the published words allow",
    DIFFERS: "the rows give another figure; each is explained below",
    NOT_COMPARABLE: "the rows cannot bear the figure out, and do not contradict it",
}


def differences(frame: pd.DataFrame, view: View) -> Component:
    """How many figures agree, differ or cannot be compared, and each that differs with why."""
    results = frame["result"].value_counts()
    parts: list[Component] = [
        html.Dl(
            [
                part
                for word, meaning in _MEANINGS.items()
                for part in (
                    html.Dt(f"{word.capitalize()}: {int(results.get(word, 0)):,}"),
                    html.Dd(meaning),
                )
            ],
            className="facts",
        )
    ]
    differing = frame[frame["result"] == DIFFERS]
    if len(differing):
        parts += [
            html.H3("Figures that differ"),
            html.Ul([_difference(row) for row in records(differing)], style=_LIST),
        ]
    why = frame.loc[frame["use"] == "not counted", "reason"].value_counts()
    if len(why):
        parts += [
            html.H3("Why others cannot be compared"),
            html.Ul(
                [html.Li(f"{reason} ({counted(n, 'figure')})") for reason, n in why.items()]
                + [
                    html.Li(
                        "Each of the rest covers part of a year or several years, or the councils "
                        "on record are a part of the whole. The table has the reason for each."
                    )
                ]
            ),
        ]
    return html.Div(parts)


def _difference(row: dict) -> Component:
    return html.Li(
        [
            html.Strong(f"{_offer(row)}{row['claim_period']}. "),
            f"Published: {row['figure']}. From the rows: {_number(row)}. ",
            row["reason"],
            html.Br(),
            html.Span([_document(row), *_note(row)], style=_SMALL),
        ],
        style=_ITEM,
    )


def _offer(row: dict) -> str:
    return f"{row['offer']}, " if isinstance(row["offer"], str) else ""


def _number(row: dict) -> str:
    if pd.isna(row["computed"]):
        return MISSING
    unit = "%" if row["unit"] == "percent" else ""
    return f"{row['computed']:,.1f}".removesuffix(".0") + unit


def _note(row: dict) -> list[str]:
    return [f" – {row['note']}"] if isinstance(row["note"], str) else []


def _document(row: dict) -> Component | str:
    address = row["source_address"]
    return html.A(row["source"], href=address) if isinstance(address, str) else row["source"]


def contradiction_list(frame: pd.DataFrame, view: View) -> Component:
    """Each fact with its figures, and under each figure the documents that give it."""
    facts = _grouped(records(frame), "subject", "claim_period", "kind", "unit_family")
    return html.Ul([_fact(rows) for rows in facts], style={**_LIST, **_COLUMNS})


def _grouped(rows: list[dict], *names: str) -> list[list[dict]]:
    """The rows by equal values of the columns named, in the order of their first row."""
    groups: dict[tuple, list[dict]] = {}
    for row in rows:
        groups.setdefault(tuple(row[name] for name in names), []).append(row)
    return list(groups.values())


def _different(rows: list[dict], name: str) -> list[str]:
    """The texts of a column, each once."""
    return list(dict.fromkeys(row[name] for row in rows if isinstance(row[name], str)))


def _fact(rows: list[dict]) -> Component:
    meaning = "meaning" in _different(rows, "differs_in")
    by = ("figure", "measure_label") if meaning else ("figure",)
    values = _different(rows, "figure")
    figures = listed(values, "or") if len(values) > 1 else f"{values[0]}, but of what?"
    notes = _different(rows, "note")
    # What is said of every figure is said once, under the heading.
    shared = notes if len(notes) == 1 and all(isinstance(row["note"], str) for row in rows) else []
    return html.Li(
        [
            html.Strong(f"{rows[0]['subject']}, {rows[0]['claim_period']}: {figures}"),
            *[html.Div(note, style=_SMALL) for note in shared],
            html.Ul([_said(part, rows, not shared) for part in _grouped(rows, *by)], style=_INNER),
        ],
        style=_WHOLE,
    )


def _said(rows: list[dict], fact: list[dict], with_notes: bool) -> Component:
    """One figure, what and when it counts where that differs, its documents and their notes."""
    named = [
        rows[0][name]
        for name in ("measure_label", "stated_for")
        if len(_different(fact, name)) > 1 and len(_different(rows, name)) == 1
    ]
    of = f" ({', '.join(named)})" if named else ""
    documents = [_document(part[0]) for part in _grouped(rows, "source")]
    notes = _different(rows, "note") if with_notes else []
    between: list[Component | str] = []
    for place, document in enumerate(documents):
        between += ["; ", document] if place else [document]
    return html.Li(
        [
            f"{rows[0]['figure']}{of}: ",
            *between,
            html.Span(f" – {' '.join(notes)}" if notes else "", style=_SMALL),
        ]
    )


def quotes_left_out(frame: pd.DataFrame, view: View) -> Component:
    """Each figure left out: the words it stands in, the document and the reason."""
    return html.Ul(
        [
            html.Li(
                [
                    html.Strong(f"{row['figure']}. "),
                    row["reason"],
                    html.Br(),
                    html.Span([f"“…{row['quote']}…” ", _document(row), "."], style=_SMALL),
                ],
                style=_WHOLE,
            )
            for row in records(frame)
        ],
        style={**_LIST, **_COLUMNS},
    )


def documents_walked(frame: pd.DataFrame, view: View) -> Component:
    """Each document folded, with its figures by section and the exhibit that shows each."""
    documents = _grouped(records(frame), "source")
    return html.Div([_walked(rows) for rows in documents])


def _walked(rows: list[dict]) -> Component:
    out = sum(row["treatment"] == "Left out" for row in rows)
    left = f", {out:,} left out" if out else ""
    parts: list[Component] = []
    for section in _grouped(rows, "place"):
        quotes = [_quoted(group) for group in _grouped(section, "quote")]
        parts += [html.H3(section[0]["place"]), html.Ul(quotes)]
    title = html.Strong(rows[0]["source"])
    return html.Details(
        [html.Summary([title, f" – {counted(len(rows), 'figure')}{left}"]), *parts], style=_ITEM
    )


def _quoted(rows: list[dict]) -> Component:
    """One quotation, and for each of its figures the exhibit that shows it, or why none does."""
    parts: list[Component | str] = []
    for group in _grouped(rows, "exhibit", "reason"):
        figures = f"{'; ' if parts else ''}{listed(_different(group, 'figure'))}: "
        row = group[0]
        if row["treatment"] != "Shown":
            parts += [figures, f"left out. {row['reason']}"]
            continue
        path, question = _places().get(row["exhibit"], ("", row["exhibit"]))
        address = f"{path}?{row['selection']}" if isinstance(row["selection"], str) else path
        parts += [figures, dcc.Link(question, href=address) if path else question]
    return html.Li([f"“{rows[0]['quote']}”", html.Div(parts, style=_SMALL)])


@cache
def _places() -> dict[str, tuple[str, str]]:
    """The path of its page and the question of each exhibit that is on a page."""
    # The pages are made of exhibits, and the exhibits' faces of this module.
    from dashboard.exhibits import catalogue
    from dashboard.pages import site

    questions = {exhibit.id: exhibit.question for exhibit in catalogue()}
    return {name: (page.path, questions[name]) for page in site() for name in page.exhibits}


def tables_listed(frame: pd.DataFrame, view: View) -> Component:
    """The tables, each with what it holds and how many rows and columns it has."""
    rows = view.snapshot.about["tables"]
    counts = frame.loc[frame["table"] != EXHIBITS_TABLE, "table"].value_counts(sort=False)
    parts: list[Component] = []
    for name, columns in counts.items():
        held = counted(int(rows.get(name, 0)), "row")
        words = TABLE_WORDS.get(str(name), "")
        parts += [
            html.Dt(str(name)),
            html.Dd(f"{words} {held.capitalize()}, {counted(columns, 'column')}."),
        ]
    return html.Dl(parts, className="facts")


def sources_by_table(frame: pd.DataFrame, view: View) -> Component:
    """How many documents and pages each table cites, the most first."""
    counts = frame["cited_in"].str.split(", ").explode().value_counts()
    parts: list[Component] = []
    for name, sources in counts[counts.index != ""].items():
        words = TABLE_WORDS.get(str(name), "")
        cited = counted(sources, "document or page", "documents and pages").capitalize()
        parts += [html.Dt(str(name)), html.Dd(f"{words} {cited}.")]
    return html.Dl(parts, className="facts")
