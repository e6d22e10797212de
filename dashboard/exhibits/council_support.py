"""One council's support: what it had and when, and what councils like it had."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.peer_bars import peer_bars
from dashboard.charts.theme import Figure, empty_figure
from dashboard.charts.timeline import timeline
from dashboard.charts.timeline_marks import days_of
from dashboard.exhibit import Exhibit, View
from dashboard.exhibits import council_support_words as words
from dashboard.exhibits.one_council import CHOOSE_ONE, chosen_council


def _events(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    if frame.empty:
        return frame
    years = frame["financial_year"].where(frame["financial_year"].notna(), frame["date"].map(_year))
    return frame.assign(financial_year=years, when=frame.apply(words.when, axis="columns"))


def _year(date: object) -> str | None:
    """The financial year that a date lies in, where it fixes one: `2016-09` is in 2016/17."""
    if not isinstance(date, str) or len(date) == 4:
        return None
    first, _ = days_of(date)
    begins = first.year - (first.month < 4)
    return f"{begins}/{(begins + 1) % 100:02d}"


def _timeline_chart(frame: pd.DataFrame, view: View) -> Figure:
    council = chosen_council(view)
    if council is None or frame.empty:
        return empty_figure(f"Nothing is on record for {council}." if council else CHOOSE_ONE, 200)
    return timeline(frame, view.snapshot.data_date, view.wide)


def _compared(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    return frame.assign(here=[words.here_words(row) for _, row in frame.iterrows()])


def _peers_chart(frame: pd.DataFrame, view: View) -> Figure:
    if frame.empty or not frame["peers"].iloc[0]:
        nothing = "No record to compare."
        return empty_figure(nothing if chosen_council(view) else CHOOSE_ONE, 200)
    return peer_bars(frame, view.wide)


TIMELINE = Exhibit(
    id="council-timeline",
    question="What support has it had, and when?",
    theme="One council",
    keys=("council", "records"),
    controls=("records",),
    columns=(
        "date",
        "event",
        "event_kind",
        "held_by",
        "ended",
        "planned_end",
        "basis",
        "note",
        "source",
        "support_kind",
        "financial_year",
        "quantity",
        "source_address",
    ),
    prepare=_events,
    sentence=words.timeline_sentence,
    chart=_timeline_chart,
    method=(
        words.METHOD_EVENTS,
        words.METHOD_BEFORE,
        words.METHOD_DATES,
        words.METHOD_SHAPES,
    ),
    notes=(words.NOTE_EVENTS,),
    sources=None,
    height=240,
    not_in_table=("support_kind", "financial_year", "quantity", "source_address"),
)

OFFERS_AND_PEERS = Exhibit(
    id="council-offers-and-peers",
    question="What did councils like it use that it did not?",
    theme="One council",
    keys=("council",),
    columns=(
        "offer",
        "used_here",
        "peers_taking_part",
        "peers",
        "percent",
        "peer_offers",
        "peer_names",
        "offers",
        "last_here",
        "held_by",
        "theme",
        "basis",
    ),
    prepare=_compared,
    sentence=words.peers_sentence,
    chart=_peers_chart,
    method=(words.METHOD_KINDS, words.METHOD_PEERS, words.METHOD_HERE),
    notes=(words.NOTE_PEERS,),
    sources="council-offers-and-peers-sources",
    height=240,
    not_in_table=("theme", "basis"),
)

EXHIBITS = (TIMELINE, OFFERS_AND_PEERS)
