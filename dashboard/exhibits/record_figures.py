"""Every figure of the source documents: the sentence it stands in, and where it is shown."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.rows import rows_figure
from dashboard.charts.theme import Figure, empty_figure
from dashboard.components.record import documents_walked, quotes_left_out
from dashboard.exhibit import Exhibit, View
from dashboard.exhibits.record import THEME
from dashboard.wording import counted

METHOD = (
    "The five source documents were read sentence by sentence. Every number that is a finding is "
    "listed with the words it stands in. Numbers that only name a date, a length of time, a page "
    "or a telephone are not.",
    "A test finds every quotation in its document, every number of the documents in this list, "
    "and every figure that is shown in the exhibit named.",
)


def _sentence(frame: pd.DataFrame, view: View) -> str:
    if frame.empty:
        return "No figure of a source document is listed."
    out = int((frame["treatment"] == "Left out").sum())
    shown = len(frame) - out
    documents = counted(frame["source"].nunique(), "document")
    rest = f", and {out:,} {'is' if out == 1 else 'are'} left out with the reason" if out else ""
    return (
        f"{counted(len(frame), 'figure').capitalize()} in {documents}: {shown:,} "
        f"{'is' if shown == 1 else 'are'} shown in an exhibit{rest}."
    )


def _chart(frame: pd.DataFrame, view: View) -> Figure:
    if frame.empty:
        return empty_figure("No figure.", 240)
    counts = frame.groupby("source", sort=False)["treatment"].value_counts().unstack(fill_value=0)
    counts = counts.reindex(columns=["Shown", "Left out"], fill_value=0).reset_index()
    headings = ("Document", "Figures shown", "Left out")
    return rows_figure(counts, ("source", "Shown", "Left out"), headings)


def _left_out_sentence(frame: pd.DataFrame, view: View) -> str:
    if frame.empty:
        return "No figure of the source documents is left out."
    return (
        f"{counted(len(frame), 'figure').capitalize()} of the source documents "
        f"{'is' if len(frame) == 1 else 'are'} in no exhibit, because of what they count."
    )


def _left_out_chart(frame: pd.DataFrame, view: View) -> Figure:
    if frame.empty:
        return empty_figure("No figure.", 240)
    headings = ("Document", "Figure", "Reason")
    return rows_figure(frame, ("source", "figure", "reason"), headings)


LEFT_OUT = Exhibit(
    id="figures-left-out",
    question="Which figures of the source documents are left out?",
    theme=THEME,
    keys=(),
    columns=(
        "figure",
        "quote",
        "reason",
        "source",
        "place",
        "value",
        "unit",
        "published_wording",
        "basis",
        "source_address",
    ),
    sentence=_left_out_sentence,
    chart=_left_out_chart,
    face=quotes_left_out,
    sources=None,
    method=METHOD,
    table_height=360,
    not_in_table=("value", "unit", "published_wording", "basis", "source_address"),
)

IN_SOURCES = Exhibit(
    id="figures-in-sources",
    question="Where is each figure of the source documents shown?",
    theme=THEME,
    keys=(),
    columns=(
        "figure",
        "quote",
        "treatment",
        "exhibit",
        "reason",
        "place",
        "source",
        "value",
        "unit",
        "published_wording",
        "selection",
        "held_in",
        "held_key",
        "basis",
        "source_address",
    ),
    sentence=_sentence,
    chart=_chart,
    face=documents_walked,
    sources=None,
    method=METHOD,
    table_height=560,
    not_in_table=(
        "value",
        "unit",
        "published_wording",
        "selection",
        "held_in",
        "held_key",
        "basis",
        "source_address",
    ),
)

EXHIBITS = (LEFT_OUT, IN_SOURCES)
