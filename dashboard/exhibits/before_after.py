"""Before and after a corporate peer challenge: one indicator, in matched pairs of councils."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.charts.before_after import pairs_figure
from dashboard.charts.theme import Figure, empty_figure
from dashboard.exhibit import Exhibit, View
from dashboard.exhibits import before_after_words as words
from dashboard.statistics.before_after import match, pair_cost, pooled_sd

CHALLENGE, PLACEBO = words.CHALLENGE, words.PLACEBO
# Units of totals, which follow the size of a council.
TOTALS = frozenset({"£ thousand", "£ million", "households", "dwellings"})
# What a pair is made of: our name -> the query's name of the council's and of the other's figure.
AFTER_CHALLENGE = {"before": "value_before", "after": "value_after", "earlier": "earlier"}
YEARS_BEFORE = {
    "before": "placebo_before",
    "after": "value_before",
    "earlier": "placebo_earlier",
}
OTHERS = {
    "value_before": "matched_before",
    "value_after": "matched_after",
    "earlier": "matched_earlier",
    "placebo_before": "matched_placebo_before",
    "placebo_earlier": "matched_placebo_earlier",
}
POLARITIES = {"higher_is_better": "higher is better", "lower_is_better": "lower is better"}
KEPT = ["council_code", "council", "challenge", "indicator_code", "indicator", "unit", "polarity"]
KEPT += ["source", "source_address", "basis"]
# All councils with none on record, in the periods of the council with a challenge.
BESIDE = ["without_councils", "without_before", "without_before_variance"]
BESIDE += ["without_trend", "without_trend_variance"]


@dataclass(frozen=True)
class _Part:
    """Rows of one kind: their places in the query's answer, and what they are given, each (k,)."""

    comparison: str
    places: np.ndarray
    given: dict[str, np.ndarray]

    def column(self, name: str) -> np.ndarray:
        """A column of what is given; nothing where this part has none."""
        nothing = np.full(len(self.places), np.nan)
        return self.given.get(name, nothing)


def _pairs(frame: pd.DataFrame, figures: dict[str, str], comparison: str) -> _Part:
    """The matched pairs of one comparison, one row each, with changes and trends."""
    placebo = comparison == PLACEBO
    before = frame["period_placebo" if placebo else "period_before"].to_numpy(object)
    after = frame["period_before" if placebo else "period_after"].to_numpy(object)
    found = {}
    for name, own in figures.items():
        found[f"own_{name}"] = frame[own].to_numpy(float)
        found[f"other_{name}"] = frame[OTHERS[own]].to_numpy(float)
    known = np.isfinite(np.stack([*found.values()])).all(axis=0)
    known &= frame["matched_code"].notna().to_numpy()
    for who in ("own", "other"):
        found[f"{who}_trend"] = found[f"{who}_before"] - found[f"{who}_earlier"]
        found[f"{who}_change"] = found[f"{who}_after"] - found[f"{who}_before"]
    found["pair_difference"] = found["own_change"] - found["other_change"]
    found["distance"] = frame["distance"].to_numpy(float)
    found |= {name: frame[name].to_numpy(object) for name in ("matched_code", "matched_council")}
    if not placebo:
        found |= {name: frame[name].to_numpy(float) for name in BESIDE}
    found |= {"period_before": before, "period_after": after}
    places = np.flatnonzero(known)
    # A council has some eight possible pairs and comes into one.
    places = places[_chosen(frame, before, found, places)]
    given = {name: values[places] for name, values in found.items()}
    given["pairing"] = np.full(len(places), words.MATCHED, object)
    return _Part(comparison, places, given)


def _chosen(
    frame: pd.DataFrame, period: np.ndarray, found: dict[str, np.ndarray], places: np.ndarray
) -> np.ndarray:
    """Which of the possible pairs at `places` are made."""
    own, other, when = (
        pd.factorize(column[places])[0]
        for column in (frame["council_code"].to_numpy(object), found["matched_code"], period)
    )
    each_own, each_other = _first_of(own), _first_of(other * (len(places) + 1) + when)
    if len(each_own) < 2 or len(each_other) < 2:
        return np.array([], dtype=int)
    gaps = {}
    for name in ("before", "trend"):
        mine, theirs = found[f"own_{name}"][places], found[f"other_{name}"][places]
        gaps[name] = (mine - theirs) / pooled_sd(mine[each_own], theirs[each_other])
    cost = pair_cost(gaps["before"], gaps["trend"], found["distance"][places])
    return match(own, other, cost)


def _first_of(codes: np.ndarray) -> np.ndarray:
    """The place of the first of each code, in order."""
    return np.sort(np.unique(codes, return_index=True)[1])


def _left_over(frame: pd.DataFrame, paired: np.ndarray, pairing: str | None) -> _Part:
    """Councils with a challenge that are in no pair, one row each, with the reason."""
    council = pd.factorize(frame["council_code"])[0]
    first = _first_of(council)
    places = first[~np.isin(council[first], council[paired])]
    before, after, earlier = (
        frame[name].to_numpy(float)[places] for name in ("value_before", "value_after", "earlier")
    )
    reason = np.where(np.isfinite(before + after), words.NO_MATCH, words.NO_FIGURES).astype(object)
    periods = {name: frame[name].to_numpy(object) for name in ("period_before", "period_after")}
    beside = {name: frame[name].to_numpy(float) for name in BESIDE}
    given = {name: values[places] for name, values in (periods | beside).items()}
    given |= {
        "pairing": np.full(len(places), pairing, object) if pairing else reason,
        "own_before": before,
        "own_after": after,
        "own_change": after - before,
        "own_trend": before - earlier,
    }
    return _Part(CHALLENGE, places, given)


def _matched(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    """From possible pairs to the pairs, the placebo's pairs and the councils in none."""
    unit = frame["unit"].iloc[0] if len(frame) else ""
    not_averaged = (
        words.GRADE if unit.startswith("grade") else words.TOTAL if unit in TOTALS else None
    )
    possible = frame.iloc[:0] if not_averaged else frame
    after = _pairs(possible, AFTER_CHALLENGE, CHALLENGE)
    placebo = _pairs(possible, YEARS_BEFORE, PLACEBO)
    parts = (after, placebo, _left_over(frame, after.places, not_averaged))
    columns = {name: np.concatenate([part.column(name) for part in parts]) for name in after.given}
    for name, values in columns.items():
        if name.startswith(("own_", "other_")) or name == "pair_difference":
            columns[name] = values.astype(float).round(4)
    kinds = [part.comparison for part in parts for _ in part.places]
    columns["comparison"] = np.array(kinds, dtype=object)
    rows = frame[KEPT].iloc[np.concatenate([part.places for part in parts])]
    keys = [*zip(kinds, columns["pairing"], rows["council"], rows["council_code"], strict=True)]
    order = sorted(range(len(rows)), key=lambda place: _place_in_table(*keys[place]))
    rows = rows.iloc[order].reset_index(drop=True)
    return rows.assign(
        polarity=[POLARITIES.get(polarity, "neither") for polarity in rows["polarity"]],
        **{name: values[order] for name, values in columns.items()},
    ).astype({"without_councils": "Int32"})


def _place_in_table(comparison: str, pairing: str, council: str, code: str) -> tuple:
    """The placebo last, in each the pairs first, then by name."""
    return comparison == PLACEBO, pairing != words.MATCHED, council, code


def _sentence(frame: pd.DataFrame, view: View) -> str:
    return words.sentence(view.once(words.findings, frame))


def _chart(frame: pd.DataFrame, view: View) -> Figure:
    found = view.once(words.findings, frame)
    if found.estimate is None:
        return empty_figure(words.no_estimate(found), 160)
    return pairs_figure(frame, found, view.wide)


BEFORE_AND_AFTER = Exhibit(
    id="before-and-after",
    question="How did it change after a corporate peer challenge?",
    theme="Performance",
    keys=("indicator",),
    columns=(
        "comparison",
        "pairing",
        "council",
        "matched_council",
        "challenge",
        "period_before",
        "period_after",
        "own_before",
        "own_after",
        "own_change",
        "other_before",
        "other_after",
        "other_change",
        "pair_difference",
        "own_trend",
        "other_trend",
        "without_councils",
        "without_before",
        "without_trend",
        "council_code",
        "matched_code",
        "indicator",
        "unit",
        "polarity",
        "source",
        "source_address",
        "basis",
    ),
    prepare=_matched,
    sentence=_sentence,
    chart=_chart,
    method=(
        words.METHOD_WHO,
        words.METHOD_WHEN,
        words.METHOD_MATCH,
        words.METHOD_ESTIMATE,
        words.METHOD_BALANCE,
        words.METHOD_PLACEBO,
        words.METHOD_LIVES,
    ),
    notes=(words.NOTE_ABSENCE, words.NOTE_CHOICE, words.NOTE_MANY),
    sources="before-and-after-sources",
    height=620,
    table_height=560,
    not_in_table=("source_address", "basis", "polarity", "indicator", "matched_code"),
    ahead="indicator",
)

EXHIBITS = (BEFORE_AND_AFTER,)
