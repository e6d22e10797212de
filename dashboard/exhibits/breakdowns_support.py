"""What councils used: every offer side by side, and how many kinds of support each council used."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from dashboard.charts.depth import depth_marks
from dashboard.charts.offer_bars import offer_bars, published_words
from dashboard.charts.theme import Figure
from dashboard.charts.trend import ENGLAND
from dashboard.exhibit import Exhibit, View
from dashboard.exhibits.breakdowns_words import any_council, empty_chart, why_empty
from dashboard.exhibits.narrowing import NARROWING
from dashboard.exhibits.take_up_words import (
    METHOD_COUNCILS,
    METHOD_INTERVAL,
    METHOD_RATE,
    NOTE_RECORDS,
    selection_words,
)
from dashboard.records import Row, as_objects, records
from dashboard.statistics.depth import compare_depth, expected_depth
from dashboard.statistics.rates import compare_each, rates
from dashboard.vocabulary import sentence_case
from dashboard.wording import counted, listed, lower_first, n_of_n

OFFER_KEYS = ("year", "theme", "region", "patch", "type", "control", "records")
DEPTH_KEYS = (*OFFER_KEYS, "council")
MOST_NAMED = 3


def _narrowed(view: View) -> bool:
    chosen = view.selection
    return any(getattr(chosen, key) for key in NARROWING if key != "council")


def _offer_rates(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    taking_part = frame["taking_part"].to_numpy(float, na_value=np.nan)
    found = rates(taking_part, frame["councils"].to_numpy(), frame["complete"].to_numpy())
    frame = frame.assign(taking_part=taking_part, **found)
    # Each offer is compared with its own England figure; all of England with nothing.
    if _narrowed(view):
        return compare_each(frame, frame["england_percent"].to_numpy(float))
    return frame.assign(compared_with_england=as_objects([None] * len(frame), frame))


def _offer_sentence(frame: pd.DataFrame, view: View) -> str:
    if frame.empty:
        return _no_offer(view)
    words = selection_words(view)
    place = "councils in England" if words == ENGLAND else words
    rows = records(frame)
    counts = [row for row in rows if row["basis"] != "published"]
    rated = [row for row in counts if row["complete"] and row["taking_part"] > 0]
    floors = [row for row in counts if not row["complete"]]
    figures = [row for row in rows if row["basis"] == "published"]
    parts = []
    if rated:
        named = [
            f"{lower_first(row['offer'])} ({n_of_n(row['taking_part'], row['councils'])})"
            for row in rated[:MOST_NAMED]
        ]
        parts.append(f"What {place} used most in {view.year}: {listed(named)}.")
        parts += _offers_compared(rated)
    if floors:
        which = f"{counted(len(floors), 'offer')} of {len(rows)}"
        parts.append(
            f"For {which} only the records found so far are counted: “at least” marks a floor, "
            "not a rate."
        )
    if figures:
        named = [f"{lower_first(row['offer'])} ({published_words(row)})" for row in figures]
        what = "one offer" if len(figures) == 1 else f"{len(figures)} offers"
        parts.append(f"Of {what} only a figure for England is known: {listed(named)}.")
    return " ".join(parts) or f"No offer was used by {place} in {view.year}."


def _no_offer(view: View) -> str:
    if not any_council(view):
        return why_empty(view)
    theme = f" for {listed([lower_first(t) for t in view.labels('theme')], 'or')}"
    found = "record" if view.selection.records == ("recorded",) else "record or published figure"
    what = f"an offer{theme}" if view.selection.theme else "any offer"
    return f"No {found} of {what} was found in {view.year}. Choose another year or theme."


def _offers_compared(rated: list[Row]) -> list[str]:
    """“Higher than England: leadership. Lower: peer challenge.”"""
    parts = []
    for word in ("higher", "lower"):
        names = [row["offer"] for row in rated if row["compared_with_england"] == word]
        if names:
            offers = listed([lower_first(name) for name in names])
            parts.append(f"{sentence_case(word)} than England: {offers}.")
    if not parts and any(row["compared_with_england"] for row in rated):
        parts.append("No offer differs from England by more than chance would explain.")
    return parts


def _offer_chart(frame: pd.DataFrame, view: View) -> Figure:
    if frame.empty:
        return empty_chart(_no_offer(view))
    return offer_bars(records(frame), view.selection.offer, _narrowed(view))


def _depth_expected(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    found = [set(kinds.split("; ")) - {""} for kinds in frame["kinds"].fillna("")]
    names = sorted(set().union(*found))
    held = np.array([[name in kinds for name in names] for kinds in found], dtype=bool)
    expected = expected_depth(
        held.reshape(len(frame), len(names)), frame["authority_type"].to_numpy(object)
    )
    known = frame["complete"].to_numpy(bool)
    if not known.all():
        expected = {name: np.where(known, values, np.nan) for name, values in expected.items()}
    words = compare_depth(
        frame["depth"].to_numpy(), expected["expected_low"], expected["expected_high"]
    )
    return frame.assign(**expected, compared_with_expected=as_objects(words, frame))


def _depth_sentence(frame: pd.DataFrame, view: View) -> str:
    rows = records(frame)
    chosen = [row for row in rows if row["selected"]]
    if not chosen:
        return why_empty(view, NARROWING)
    kinds = {kind for row in rows if isinstance(row["kinds"], str) for kind in _kinds(row)}
    if not kinds:
        return f"No record in {view.year} names a kind of support, so there is no depth to show."
    parts = [
        _one_council(chosen[0], view) if len(chosen) == 1 else _several(chosen, view, len(kinds))
    ]
    if not all(row["complete"] for row in chosen):
        parts.append(
            "Records are incomplete: depth is a floor, so it is not compared with what chance "
            "would give."
        )
    elif len(chosen) > 1:
        parts.append(_outside(chosen))
    if any(row["basis"] == "illustrative" for row in chosen):
        parts.append(
            f"Depth in {view.year} is illustrative: nearly all rows were allocated to councils by "
            "us, so it says nothing about any one council."
        )
    return " ".join(parts)


def _kinds(row: Row) -> list[str]:
    return row["kinds"].split("; ")


def _one_council(row: Row, view: View) -> str:
    kinds = counted(row["depth"], "kind")
    if row["basis"] == "illustrative":
        words = f"In the illustrative rows for {view.year}, {row['council']} has {kinds} of support"
    else:
        words = f"In {view.year}, {row['council']} has {kinds} of support on record"
    if pd.isna(row["expected_low"]):
        return f"{words}."
    low, high = row["expected_low"], row["expected_high"]
    against = {"as expected": "within", "more": "above", "fewer": "below"}
    return (
        f"{words}: {against[row['compared_with_expected']]} the {low:.0f} to {high:.0f} that "
        f"chance would give a {_one(row['authority_type'])}."
    )


def _one(kind: str) -> str:
    return "unitary council" if kind == "unitary" else kind


def _several(chosen: list[Row], view: View, kinds: int) -> str:
    words = selection_words(view)
    place = "councils in England" if words == ENGLAND or view.selection.council else words
    depths = [row["depth"] for row in chosen]
    low, high = min(depths), max(depths)
    spread = f"{low} each" if low == high else f"from {low} to {high}, on average "
    mean = "" if low == high else f"{sum(depths) / len(depths):.1f}"
    found = counted(kinds, "kind")
    return (
        f"In {view.year} the {len(chosen):,} {place} have {spread}{mean} of the {found} of "
        "support on record."
    )


def _outside(chosen: list[Row]) -> str:
    words = [row["compared_with_expected"] for row in chosen]
    more, fewer = words.count("more"), words.count("fewer")
    by_chance = f"{math.fsum(row['chance_outside'] for row in chosen):.0f}"
    if not more + fewer:
        return "None lies outside the range that chance would give councils of its type."
    sides = [f"{number} {word}" for number, word in ((more, "above"), (fewer, "below")) if number]
    return (
        f"{counted(more + fewer, 'council').capitalize()} "
        f"{'lies' if more + fewer == 1 else 'lie'} outside the range that chance would give "
        f"councils of the same type ({listed(sides)}); chance alone would put about {by_chance} "
        "there."
    )


def _depth_chart(frame: pd.DataFrame, view: View) -> Figure:
    rows = records(frame)
    if not any(row["selected"] for row in rows):
        return empty_chart(why_empty(view, NARROWING))
    if not any(row["depth"] for row in rows):
        return empty_chart(f"No record in {view.year} names a kind of support.")
    return depth_marks(rows)


TAKE_UP_BY_OFFER = Exhibit(
    id="take-up-by-offer",
    question="Which offers do councils use most?",
    theme="Breakdowns",
    keys=OFFER_KEYS,
    marks=("offer",),
    columns=(
        "financial_year",
        "offer",
        "theme",
        "councils",
        "taking_part",
        "percent",
        "interval_low",
        "interval_high",
        "england_percent",
        "compared_with_england",
        "published_percent",
        "published_wording",
        "quantity",
        "complete",
        "basis",
        "offer_code",
    ),
    prepare=_offer_rates,
    sentence=_offer_sentence,
    chart=_offer_chart,
    sources="all-offers-sources",
    method=(
        METHOD_RATE,
        METHOD_COUNCILS,
        METHOD_INTERVAL,
        "Listed are the offers with a record or a published figure of their own in the year, and "
        "the broadest offer of each kind. The offer chosen above does not narrow this list, it "
        "is only shown in colour; the theme narrows it.",
    ),
    notes=(
        NOTE_RECORDS,
        "A hatched bar and the words “at least” mark an offer whose records are those found so "
        "far. A diamond is the figure that a document gives for all of England; with a filter it "
        "is drawn only where England cannot be counted. Offers overlap: a council "
        "counted under a part is counted under the whole too.",
    ),
    height=900,
    not_in_table=("financial_year", "complete"),
    selects="offer",
)

DEPTH_OF_SUPPORT = Exhibit(
    id="depth-of-support",
    question="How many kinds of support does each council use?",
    theme="Breakdowns",
    keys=DEPTH_KEYS,
    columns=(
        "financial_year",
        "council",
        "depth",
        "expected_depth",
        "expected_low",
        "expected_high",
        "compared_with_expected",
        "kinds",
        "authority_type",
        "political_control",
        "region",
        "patch",
        "selected",
        "complete",
        "basis",
        "council_code",
    ),
    prepare=_depth_expected,
    sentence=_depth_sentence,
    chart=_depth_chart,
    sources="all-offers-sources",
    method=(
        "Depth is the number of different kinds of support with at least one record of the "
        "council in the financial year. Offers that are parts of one another are one kind: a "
        "corporate peer challenge, a finance peer challenge and a progress review are all peer "
        "challenge. Left out are kinds that every council used, since they tell no council from "
        "another, and rows that do not say which offer was used.",
        "The range is what chance would give if each kind were taken up separately, by each "
        "council with the share of English councils of its authority type that used it (the "
        "Poisson binomial distribution). It leaves at most 2.5% on either side, so at least 95 in "
        "100 councils would lie inside by chance. Authority type stands for size and duties; "
        "population within a type is not allowed for.",
        METHOD_COUNCILS,
    ),
    notes=(
        NOTE_RECORDS,
        "Illustrative rows dominate 2016/17: depth in that year shows how the chart works, not "
        "how much any one council used. Only kinds of support with a published figure are in it.",
        "The offer chosen above plays no part here; the theme narrows the kinds of support. "
        "Councils outside the selection stay in grey. More is not better: a council may need "
        "little.",
    ),
    height=620,
    not_in_table=("financial_year", "selected", "complete", "patch"),
    selects="council",
)

EXHIBITS = (TAKE_UP_BY_OFFER, DEPTH_OF_SUPPORT)
