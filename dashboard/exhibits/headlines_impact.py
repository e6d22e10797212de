"""Headlines: the saving beside the commitment and the grant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.charts.headlines import Bullet, bullets
from dashboard.charts.rows import rows_figure
from dashboard.charts.theme import Figure
from dashboard.components.headline import ratio_face
from dashboard.exhibit import Exhibit, View
from dashboard.exhibits.headlines_figures import (
    THEME,
    Count,
    Statement,
    counts_of,
    described,
    statements,
)
from dashboard.exhibits.headlines_words import LABELS, hedged
from dashboard.exhibits.savings_words import NOTE_ESTIMATES, pounds
from dashboard.statistics.hedged import Hedged, compared
from dashboard.wording import listed

MONEY_COLUMNS = (
    "headline",
    "counts",
    "financial_year",
    "figure",
    "value",
    "unit",
    "published_wording",
    "covers",
    "source",
    "note",
    "source_address",
    "basis",
)
# What sentences and charts read besides the columns shown.
INTERNAL = (
    "headline_name",
    "measure",
    "position",
    "selected",
    "month",
    "sample_size",
    "base",
    "since",
)
LAST = 99
WORKED_OUT = "Worked out from the saving and the grant of the year."


@dataclass(frozen=True)
class Money:
    """What is published of one year's money."""

    year: str
    saved: Count | None
    committed: Count | None
    grant: Count | None
    stated: Count | None

    @property
    def target(self) -> Hedged | None:
        """The commitment; one that says “at least” quotes it more fully than one that does not."""
        held = self.committed.stated if self.committed else ()
        return max(held, key=lambda one: (one.wording == "at least", one.value), default=None)

    @property
    def ratio(self) -> Hedged | None:
        """Savings for each £1 of grant, where both have one figure and the grant is exact."""
        saved = self.saved.figures if self.saved else []
        grant = self.grant.figures if self.grant else []
        if len(saved) != 1 or len(grant) != 1 or grant[0].wording != "exact" or not grant[0].value:
            return None
        return Hedged(round(saved[0].value / grant[0].value, 2), saved[0].wording)


def money_of(rows: Sequence[Statement]) -> list[Money]:
    """The money of every year, oldest first."""
    held: dict[str, dict[str, Count]] = {}
    for one in counts_of(rows):
        held.setdefault(one.year, {})[one.headline] = one
    return [
        Money(year, *(found.get(name) for name in ("savings", "commitment", "grant", "ratio")))
        for year, found in sorted(held.items())
    ]


def _in_hand(found: list[Money], view: View) -> Money:
    nothing = Money(view.year, None, None, None, None)
    return next((one for one in found if one.year == view.year), nothing)


def _against(one: Money) -> str:
    """`£9.9 million more than the commitment of at least £210 million`."""
    assert one.saved and one.target
    target = f"the commitment of {hedged(one.target, 'gbp_million')}"
    verdict = compared(one.saved.stated, [Hedged(one.target.value)])
    if verdict == "same":
        return f"exactly {target}"
    if verdict == "cannot tell":
        return f"beside {target}; whether it was met cannot be told from these words"
    side = "more" if verdict == "higher" else "less"
    if len(one.saved.figures) > 1 or one.saved.figures[0].wording != "exact":
        return f"{side} than {target}"
    difference = abs(one.saved.figures[0].value - one.target.value)
    return f"{pounds(round(difference, 2))} {side} than {target}"


def _commitment_sentence(frame: pd.DataFrame, view: View) -> str:
    found = money_of(statements(frame))
    one = _in_hand(found, view)
    both = [money for money in found if money.saved and money.committed]
    if one in both:
        assert one.saved
        return f"In {one.year} the {one.saved.words} was {one.saved.text}, {_against(one)}."
    has = "has" if len(both) == 1 else "have"
    others = f" Only {listed([money.year for money in both])} {has} both." if both else ""
    return _not_both(one) + others


def _not_both(one: Money) -> str:
    if one.saved:
        return f"No commitment is published for {one.year} beside the saving of {one.saved.text}."
    if one.committed and one.target:
        target = hedged(one.target, "gbp_million")
        return f"No saving is published for {one.year} beside the commitment of {target}."
    return f"Neither a saving nor a commitment is published for {one.year}."


def _commitment_chart(frame: pd.DataFrame, view: View) -> Figure:
    rows = [
        Bullet(
            value=one.saved.figures[0].value,
            mark=one.target.value,
            words=f"{one.year}: {one.saved.text} saved",
            mark_words=f"commitment: {hedged(one.target, 'gbp_million')}",
            selected=one.year == view.year,
        )
        for one in money_of(statements(frame))
        if one.saved and one.target
    ]
    return bullets(rows, "No year has both a saving and a commitment.")


def _table(rows: list[dict[str, Any]]) -> pd.DataFrame:
    columns = [*dict.fromkeys([*MONEY_COLUMNS, *INTERNAL])]
    return pd.DataFrame(rows, columns=columns, dtype=object).astype({"value": float})


def with_ratios(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    """The chosen year's money and that of years with a ratio; a row for each one worked out."""
    stated = statements(frame)
    ratios = {one.year: one.ratio for one in money_of(stated) if one.ratio or one.stated}
    rows = described([row for row in stated if row["financial_year"] in (*ratios, view.year)])
    rows += [
        {
            "headline": LABELS["ratio"],
            "headline_name": "ratio",
            "counts": "worked out",
            "financial_year": year,
            "figure": hedged(ratio, "gbp"),
            "value": ratio.value,
            "unit": "gbp",
            "published_wording": ratio.wording,
            "covers": "whole year",
            "note": WORKED_OUT,
            "position": LAST,
        }
        for year, ratio in ratios.items()
        if ratio
    ]
    rows.sort(key=lambda row: (row["financial_year"], row["position"]))
    return _table(rows)


def _each_pound(one: Money) -> str:
    """What is said of a year's ratio: worked out, stated by a source, or both."""
    said = []
    if one.ratio and one.saved and one.grant:
        said.append(
            f"{hedged(one.ratio, 'gbp')}, worked out from {one.saved.text} saved and "
            f"{one.grant.text} of grant"
        )
    if one.stated:
        said.append(f"{one.stated.text} in the LGA’s own words")
    return "; ".join(said)


def _missing(one: Money) -> str:
    """Why there is no ratio: what is published of the two, and what is not."""
    held = [
        f"the {name} is published ({count.text})"
        for name, count in (("saving", one.saved), ("grant", one.grant))
        if count
    ]
    gone = [name for name, count in (("saving", one.saved), ("grant", one.grant)) if not count]
    if len(gone) == 1:
        return f"{held[0]}, the {gone[0]} is not"
    return "neither the saving nor the grant is published" if gone else "sources differ on them"


def _ratio_sentence(frame: pd.DataFrame, view: View) -> str:
    found = money_of(statements(frame))
    one = _in_hand(found, view)
    if one.ratio or one.stated:
        return f"In {one.year}, each £1 of grant went with savings of {_each_pound(one)}."
    others = [money for money in found if money.ratio or money.stated]
    known = f" It is known for {listed([money.year for money in others])}." if others else ""
    return f"It cannot be worked out for {one.year}: {_missing(one)}.{known}"


def _ratio_face(frame: pd.DataFrame, view: View) -> Any:
    found = money_of(statements(frame))
    one = _in_hand(found, view)
    others = [money for money in found if money.year != view.year]
    known = [money for money in (one, *others) if money.ratio or money.stated]
    lines = []
    for money in known:
        figure = hedged(money.ratio, "gbp") if money.ratio else ""
        figure = figure or (money.stated.text if money.stated else "")
        lines.append((money.year, figure, _each_pound(money), money.year == view.year))
    return ratio_face(lines, view.year)


SAVINGS_AGAINST_COMMITMENT = Exhibit(
    id="savings-against-commitment",
    question="Did savings meet the commitment?",
    theme=THEME,
    keys=("year",),
    ahead="year",
    columns=MONEY_COLUMNS,
    prepare=lambda frame, view: _table(described(statements(frame))),
    sentence=_commitment_sentence,
    chart=_commitment_chart,
    sources=None,
    height=91,
    table_height=300,
    not_in_table=("source_address",),
    method=(
        "The saving is the total that a document gives for the year, beside the commitment in the "
        "memorandum of understanding between the government and the LGA for the same year. Years "
        "with only one of the two are in the table and are not drawn.",
    ),
    notes=(NOTE_ESTIMATES,),
)
VALUE_FOR_MONEY = Exhibit(
    id="value-for-money",
    question="What was saved for each £1 of grant?",
    theme=THEME,
    keys=("year",),
    ahead="year",
    columns=MONEY_COLUMNS,
    prepare=with_ratios,
    sentence=_ratio_sentence,
    chart=lambda frame, view: rows_figure(
        frame,
        ("headline", "financial_year", "figure", "counts", "source"),
        ("Figure of", "Year", "Figure", "What it counts", "Source"),
    ),
    face=_ratio_face,
    sources=None,
    table_height=300,
    not_in_table=("source_address",),
    method=(
        "The total saving of a financial year divided by the grant for the same year, only where "
        "both are published. The hedge of the saving (over) stays with the result. Where a source "
        "itself states the ratio, it is shown as the source’s.",
    ),
    notes=(NOTE_ESTIMATES,),
)
EXHIBITS = (SAVINGS_AGAINST_COMMITMENT, VALUE_FOR_MONEY)
