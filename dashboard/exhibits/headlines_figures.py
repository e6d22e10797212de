"""From what documents say, one row each, to the figures of a headline in a year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.exhibits.headlines_words import (
    HEADLINES,
    LABELS,
    count_of,
    counts_words,
    either,
    hedged,
    place_of,
)
from dashboard.exhibits.opinion_words import long_month
from dashboard.records import records
from dashboard.statistics.hedged import Hedged, differ, distinct

THEME = "Headlines"
Statement = dict[str, Any]
WHOLE, PART, EXPECTED, AGREED = "whole year", "part of the year", "expected", "agreed"


@dataclass(frozen=True)
class Count:
    """Figures of one year that count the same thing, from however many documents.

    `stated` is what each document says, with its note in `notes`; `figures` are the different ones
    among them; `rows` are the labels of their rows.
    """

    headline: str
    count: str
    words: str
    year: str
    covers: str
    unit: str
    month: str | None
    sample: float | None
    stated: tuple[Hedged, ...]
    notes: tuple[str | None, ...]
    sources: int
    rows: tuple[int, ...]

    @property
    def figures(self) -> list[Hedged]:
        """The different figures: most often given first."""
        return distinct(self.stated)

    @property
    def text(self) -> str:
        """`over 700 or 649`."""
        return either(self.figures, self.unit)

    @property
    def dated(self) -> str:
        """The figures, with the month of a poll: `65% in February 2017`."""
        return f"{self.text} in {long_month(self.month)}" if self.month else self.text

    @property
    def remarks(self) -> list[str]:
        """The notes, each once."""
        return list(dict.fromkeys(note for note in self.notes if note))

    @property
    def differ(self) -> bool:
        """Whether not all that is stated can be right."""
        return differ(self.stated)


@dataclass(frozen=True)
class Headline:
    """A headline's figures for a year, what is only expected of it, and the year before."""

    name: str
    now: tuple[Count, ...]
    expected: tuple[Count, ...]
    before: tuple[Count, ...]

    @property
    def label(self) -> str:
        """The headline in words."""
        return HEADLINES[self.name]

    def whole(self, before: bool = False) -> tuple[Count, ...]:
        """The figures that cover a whole year."""
        return tuple(one for one in (self.before if before else self.now) if one.covers == WHOLE)

    def pairs(self) -> list[tuple[Count, Count]]:
        """Figures of both years, whole years only, that count the same."""
        held = {one.count: one for one in self.whole(before=True)}
        return [(one, held[one.count]) for one in self.whole() if one.count in held]

    @property
    def differ(self) -> bool:
        """Whether sources differ on a figure of the year."""
        return any(one.differ for one in self.now)


def statements(frame: pd.DataFrame) -> list[Statement]:
    """The rows of `headline_statements` as plain values, with their place among the rows.

    There are a few dozen at most, which pandas would take ten times as long to group. Rows that
    stand for a missing figure, or are worked out by us, are no statements and are left out.
    """
    rows = [
        {name: None if pd.isna(value) else value for name, value in row.items()}
        for row in records(frame)
    ]
    return [
        {**row, "headline": row.get("headline_name", row["headline"]), "row": place}
        for place, row in enumerate(rows)
        if row["source"] is not None
    ]


def chosen_rounds(rows: Sequence[Statement]) -> list[Statement]:
    """The statements, of the polls only the year's latest and the one to set beside it.

    That is the poll of the same month a year earlier, since satisfaction has its seasons; where
    none is published, the latest of the year before.
    """
    polls = [row for row in rows if row["month"]]
    now = max((row["month"] for row in polls if row["selected"]), default=None)
    earlier = {row["month"] for row in polls if not row["selected"]}
    same = f"{int(now[:4]) - 1}{now[4:]}" if now else None
    before = same if same in earlier else max(earlier, default=None)
    return [row for row in rows if row["month"] in (None, now, before)]


def counts_of(rows: Sequence[Statement]) -> list[Count]:
    """The figures that statements come to, in the order of the measures."""
    groups: dict[tuple, list[Statement]] = {}
    for row in sorted(rows, key=lambda row: place_of(row["measure"])):
        same = [row[name] for name in ("headline", "financial_year", "covers", "month")]
        groups.setdefault((*same, count_of(row["measure"])), []).append(row)
    return [_count(found) for found in groups.values()]


def _count(rows: Sequence[Statement]) -> Count:
    # The statement that says most (a basket's size) describes the figures.
    first = min(rows, key=lambda row: row["base"] is None)
    samples = [row["sample_size"] for row in rows if row["sample_size"] is not None]
    return Count(
        headline=first["headline"],
        count=count_of(first["measure"]),
        words=counts_words(first["measure"], first["month"], first["base"], first["since"]),
        year=first["financial_year"],
        covers=first["covers"],
        unit=first["unit"],
        month=first["month"],
        sample=max(samples, default=None),
        stated=tuple(Hedged(row["value"], row["published_wording"]) for row in rows),
        notes=tuple(row["note"] for row in rows),
        sources=len({row["source"] for row in rows}),
        rows=tuple(row["row"] for row in rows),
    )


def headlines(rows: Sequence[Statement], names: Iterable[str] = tuple(HEADLINES)) -> list[Headline]:
    """Every headline of `names` with its figures; `selected` rows are of the year in hand."""
    now = counts_of([row for row in rows if row["selected"]])
    before = counts_of([row for row in rows if not row["selected"]])
    return [
        Headline(
            name,
            tuple(one for one in now if one.headline == name and one.covers != EXPECTED),
            tuple(one for one in now if one.headline == name and one.covers == EXPECTED),
            tuple(one for one in before if one.headline == name and one.covers != EXPECTED),
        )
        for name in names
    ]


def described(rows: Sequence[Statement]) -> list[Statement]:
    """The statements with their headline, what they count and their figure in words."""
    counts = {row: one.words for one in counts_of(rows) for row in one.rows}
    return [
        {
            **row,
            "headline_name": row["headline"],
            "headline": LABELS[row["headline"]],
            "counts": counts[row["row"]],
            "figure": hedged(Hedged(row["value"], row["published_wording"]), row["unit"]),
        }
        for row in rows
    ]
