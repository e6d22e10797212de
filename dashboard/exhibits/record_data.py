"""What the data are made of: the data dictionary, and the documents behind the rows."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.rows import rows_figure
from dashboard.charts.theme import Figure, empty_figure
from dashboard.components.record import sources_by_table, tables_listed
from dashboard.dictionary import EXHIBITS_TABLE, dictionary
from dashboard.exhibit import Exhibit, View
from dashboard.wording import counted

THEME = "Data"


def _dictionary(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    return dictionary(frame, view.snapshot).assign(basis="published")


def _dictionary_sentence(frame: pd.DataFrame, view: View) -> str:
    own = frame["table"] == EXHIBITS_TABLE
    tables = frame.loc[~own, "table"].nunique()
    return (
        f"{counted(tables, 'table').capitalize()} with {counted(int((~own).sum()), 'column')}, and "
        f"{counted(int(own.sum()), 'column')} of exhibits. A name means the same wherever it "
        "stands among the exhibits."
    )


def _dictionary_chart(frame: pd.DataFrame, view: View) -> Figure:
    headings = ("Table", "Column", "Meaning")
    return rows_figure(frame, ("table", "column", "means"), headings)


def _sources_sentence(frame: pd.DataFrame, view: View) -> str:
    if frame.empty:
        return "No document or page is cited."
    linked = int(frame["source_address"].notna().sum())
    return (
        f"{counted(len(frame), 'document or page', 'documents and pages').capitalize()} stand "
        f"behind the rows; {linked:,} {'has' if linked == 1 else 'have'} a known address."
    )


def _sources_chart(frame: pd.DataFrame, view: View) -> Figure:
    if frame.empty:
        return empty_figure("No document or page.", 240)
    headings = ("Document or page", "Rows", "Tables")
    return rows_figure(frame, ("source", "times_cited", "cited_in"), headings)


DATA_DICTIONARY = Exhibit(
    id="data-dictionary",
    question="What does each table and column hold?",
    theme=THEME,
    keys=(),
    columns=("table", "column", "means", "holds", "label", "basis"),
    prepare=_dictionary,
    sentence=_dictionary_sentence,
    chart=_dictionary_chart,
    face=tables_listed,
    sources="data-dictionary-sources",
    method=(
        "Tables and columns are read from the built data; their meaning from the contracts that "
        "every build checks the rows against. The columns of exhibits are those of charts, tables, "
        "files and JSON.",
        "A test checks that every column there is described and that every one described is there.",
    ),
    opens_on="table",
    table_height=520,
    not_in_table=("basis",),
)

SOURCES_USED = Exhibit(
    id="sources-used",
    question="Which documents and pages stand behind the rows?",
    theme=THEME,
    keys=(),
    columns=(
        "source",
        "times_cited",
        "cited_in",
        "publisher",
        "licence",
        "source_address",
        "basis",
    ),
    sentence=_sources_sentence,
    chart=_sources_chart,
    face=sources_by_table,
    sources=None,
    method=(
        "Every document or page that a row names, with the number of rows that name it. One "
        "address is one source, even where rows title it differently. Illustrative rows have no "
        "source and are not counted.",
    ),
    opens_on="table",
    table_height=520,
    not_in_table=("basis",),
)

EXHIBITS = (DATA_DICTIONARY, SOURCES_USED)
