"""The exhibit: one question, one query, one chart, one sentence, its notes and sources.

Everything a reader meets of an exhibit (card, table, file, picture, JSON, report) is made from
one `Answer`, and an answer is made by one function: `answer`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

import pandas as pd
from dash.development.base_component import Component

from dashboard.charts.theme import Figure
from dashboard.columns import COLUMNS, Column
from dashboard.selection import Selection
from dashboard.snapshot import Snapshot
from dashboard.vocabulary import KEY_LABELS
from dashboard.wording import listed

BASES = ("published", "recorded", "illustrative")
Found = TypeVar("Found")


@dataclass(frozen=True)
class View:
    """What a chart or a sentence may know besides its rows: the selection and the data's words.

    A chart that is `wide` is not for a phone, where it has 300 pixels across: it has 480 in a card
    of half a page's width, and 560 in a wider one.
    """

    selection: Selection
    snapshot: Snapshot
    wide: bool = False
    _found: dict[Callable[..., Any], tuple[pd.DataFrame, Any]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def once(self, find: Callable[[pd.DataFrame], Found], frame: pd.DataFrame) -> Found:
        """`find(frame)`, worked out once for the sentence and the chart of the same rows."""
        known = self._found.get(find)
        if known is None or known[0] is not frame:
            known = self._found[find] = (frame, find(frame))
        return known[1]

    def label(self, key: str, value: str) -> str:
        """The words for a value of a key."""
        return self.snapshot.vocabulary.label(key, value)

    def labels(self, key: str) -> list[str]:
        """The words for everything chosen under a key."""
        return [self.label(key, value) for value in getattr(self.selection, key)]

    def in_words(self, keys: tuple[str, ...]) -> str:
        """What was chosen, for a caption: “Financial year 2016/17; Offer Peer challenge”."""
        chosen = self.selection.chosen()
        # A theme stands for its offers, which would be a long list.
        shown = [k for k in chosen if k in keys and not (k == "offer" and self.selection.theme)]
        return "; ".join(f"{KEY_LABELS[key]}: {listed(self.labels(key))}" for key in shown)

    @property
    def year(self) -> str:
        """The chosen year, with defaults filled in."""
        return self.selection.year[0] if self.selection.year else ""


Chart = Callable[[pd.DataFrame, View], Figure]
Sentence = Callable[[pd.DataFrame, View], str]
Face = Callable[[pd.DataFrame, View], Component]
Settled = Mapping[str, tuple[str, ...]]


def _unchanged(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    return frame


@dataclass(frozen=True)
class Exhibit:
    """A declared exhibit; its query is `queries/<id>.sql`.

    `columns` are shown in this order in table, file and JSON, each described in
    `dashboard.columns`; those absent from a result are left out. `prepare` is the statistics
    step between query and chart. `keys` are the parts of the selection that the query reads.
    `opens_on` is the view a card starts with; `controls` are keys with a switch on the card
    itself; `not_in_table` are columns of the files that would only clutter the table on the
    page; `height` is in pixels, and of a `fluid` chart the most: it shrinks on a phone; `selects`
    names the key that a click sets, or is worked out by the page for a map. A `face` is words or
    figures shown in place of the chart, which is then only for pictures. `worklist` names a
    column to sort the page's table by: files keep the query's order, which goes by their first
    column (the adviser patch), and the page shows that column last. `row_key` names a column that
    no two rows share, by which the page's table keeps the rows that stay. `sources` is the query
    for the documents behind the answer; None where each row names its own in `source` and
    `source_address`. `settles` tells of keys whose choices depend on the rows which make sense, the
    first being what it opens on. `marks` are keys that only mark something in the chart. `ahead`
    names the only key that anything about it depends on, where its answers take long and are few:
    each value of the key is asked before anybody does (`dashboard.ahead`).
    """

    id: str
    question: str
    theme: str
    keys: tuple[str, ...]
    columns: tuple[str, ...]
    sentence: Sentence
    chart: Chart
    method: tuple[str, ...]
    prepare: Callable[[pd.DataFrame, View], pd.DataFrame] = _unchanged
    sources: str | None = "take-up-sources"
    notes: tuple[str, ...] = ()
    height: int = 420
    fluid: bool = False
    table_height: int = 460
    opens_on: str = "chart"
    not_in_table: tuple[str, ...] = ()
    controls: tuple[str, ...] = ()
    selects: str | None = None
    face: Face | None = None
    worklist: str | None = None
    row_key: str | None = None
    settles: Callable[[pd.DataFrame], Settled] | None = None
    marks: tuple[str, ...] = ()
    ahead: str | None = None

    @property
    def reads(self) -> tuple[str, ...]:
        """The parts of the selection that its rows follow from: a theme stands for its offers."""
        return (*self.keys, "theme") if "offer" in self.keys else self.keys

    @property
    def shows(self) -> tuple[str, ...]:
        """The parts of the selection that anything about it depends on."""
        return (*self.reads, *self.marks)


@dataclass(frozen=True)
class Answer:
    """An exhibit for one selection of one version of the data."""

    exhibit: Exhibit
    view: View
    frame: pd.DataFrame
    sentence: str

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns present, in the declared order."""
        return tuple(COLUMNS[name] for name in self.exhibit.columns if name in self.frame)

    @cached_property
    def basis(self) -> str:
        """The weakest standing among the rows: illustrative, then recorded, then published."""
        held = set(self.frame["basis"]) if "basis" in self.frame else set()
        return next((basis for basis in reversed(BASES) if basis in held), "recorded")

    @property
    def table(self) -> pd.DataFrame:
        """The rows as shown to readers: declared columns only."""
        return self.frame[[column.name for column in self.columns]]

    @cached_property
    def sources(self) -> pd.DataFrame:
        """The documents behind the rows: title, address, basis, records."""
        if self.exhibit.sources is None:
            return sources_of(self.frame)
        asked = self.view.selection.only(self.exhibit.reads)
        return self.view.snapshot.run(self.exhibit.sources, asked.parameters())

    @property
    def settled(self) -> Settled:
        """The choices that make sense, of keys where that depends on the rows."""
        return self.exhibit.settles(self.frame) if self.exhibit.settles else {}

    def figure(self, wide: bool = False) -> Figure:
        """The chart, for a phone or `wide`, each drawn once: who needs another makes a copy."""
        return self._wide if wide else self._narrow

    @cached_property
    def face(self) -> Component | None:
        """What is shown in place of the chart, where anything is; made once."""
        return self.exhibit.face(self.frame, self.view) if self.exhibit.face else None

    def open(self) -> None:
        """Make what a card opens on."""
        if self.exhibit.opens_on == "chart" and self.face is None:
            self.figure(wide=True)

    @cached_property
    def _narrow(self) -> Figure:
        return self.exhibit.chart(self.frame, self.view)

    @cached_property
    def _wide(self) -> Figure:
        return self.exhibit.chart(self.frame, replace(self.view, wide=True))


def sources_of(frame: pd.DataFrame) -> pd.DataFrame:
    """The documents that rows name: title, address, basis, records; the most used first."""
    named = frame.dropna(subset=["source"]) if "source" in frame else frame.iloc[:0]
    names = {"source": "title", "source_address": "address"}
    columns = ["source", "source_address", "basis"]
    found = named.reindex(columns=columns).value_counts(dropna=False, sort=False).reset_index()
    return (
        found.rename(columns={**names, "count": "records"})
        .sort_values(["records", "title"], ascending=[False, True])
        .reset_index(drop=True)
    )


def answer(exhibit: Exhibit, selection: Selection, snapshot: Snapshot) -> Answer:
    """Ask `exhibit` for `selection` (defaults are filled in) of one version of the data."""
    # Today is a part of what is asked, or after midnight an answer kept from yesterday would be
    # given again.
    if "as_at" in exhibit.keys:
        selection = selection.counted_to(date.today())
    # Kept by what the exhibit shows, so that a change of anything else asks nothing again.
    # Apart, or what is asked of other exhibits would push out what was asked ahead.
    make = _answer_ahead if exhibit.ahead else _answer
    return snapshot.remember(make, exhibit, selection.only(exhibit.shows))


def _answer(exhibit: Exhibit, selection: Selection, snapshot: Snapshot) -> Answer:
    resolved = selection.resolved(snapshot.vocabulary)
    if "indicator" in exhibit.keys:
        # The year and tier on which pages open are those of take-up; of an indicator they are the
        # latest period and the tier that delivers the service.
        resolved = resolved.with_values("year", selection.year)
        resolved = resolved.with_values("tier", selection.tier)
    view = View(resolved.only(exhibit.shows), snapshot)
    frame = exhibit.prepare(snapshot.run(exhibit.id, view.selection.parameters()), view)
    return Answer(exhibit, view, frame, exhibit.sentence(frame, view))


def _answer_ahead(exhibit: Exhibit, selection: Selection, snapshot: Snapshot) -> Answer:
    return _answer(exhibit, selection, snapshot)


def by_id(exhibits: tuple[Exhibit, ...]) -> Mapping[str, Exhibit]:
    """Exhibits by their id. Raises ValueError when two share one."""
    found = {exhibit.id: exhibit for exhibit in exhibits}
    if len(found) != len(exhibits):
        raise ValueError("Two exhibits share an id")
    return found
