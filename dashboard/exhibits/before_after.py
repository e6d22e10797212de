"""Before and after a corporate peer challenge: one indicator, in matched pairs of councils."""

from __future__ import annotations

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


def _pairs(frame: pd.DataFrame, figures: dict[str, str], comparison: str) -> pd.DataFrame:
    """The matched pairs of one comparison, one row each, with changes and trends."""
    placebo = comparison == PLACEBO
    before = frame["period_placebo"] if placebo else frame["period_before"]
    after = frame["period_before"] if placebo else frame["period_after"]
    found = {}
    for name, own in figures.items():
        found[f"own_{name}"] = frame[own].to_numpy(float)
        found[f"other_{name}"] = frame[OTHERS[own]].to_numpy(float)
    known = np.isfinite(np.stack([*found.values()])).all(axis=0)
    known &= frame["matched_code"].notna().to_numpy()
    for who in ("own", "other"):
        found[f"{who}_trend"] = found[f"{who}_before"] - found[f"{who}_earlier"]
        found[f"{who}_change"] = found[f"{who}_after"] - found[f"{who}_before"]
    places = np.flatnonzero(known)
    places = places[_chosen(frame, before, found, places)]
    # A council has some eight possible pairs and comes into one.
    columns = [*KEPT, *([] if placebo else BESIDE), "matched_code", "matched_council", "distance"]
    own, other = found["own_change"][places], found["other_change"][places]
    return (
        frame[columns]
        .iloc[places]
        .assign(
            comparison=comparison,
            period_before=before.iloc[places],
            period_after=after.iloc[places],
            pairing=words.MATCHED,
            pair_difference=own - other,
            **{name: values[places] for name, values in found.items()},
        )
    )


def _chosen(
    frame: pd.DataFrame, period: pd.Series, found: dict[str, np.ndarray], places: np.ndarray
) -> np.ndarray:
    """Which of the possible pairs at `places` are made."""
    own, other, when = (
        pd.factorize(column.iloc[places])[0]
        for column in (frame["council_code"], frame["matched_code"], period)
    )
    each_own, each_other = _first_of(own), _first_of(other * (len(places) + 1) + when)
    if len(each_own) < 2 or len(each_other) < 2:
        return np.array([], dtype=int)
    gaps = {}
    for name in ("before", "trend"):
        mine, theirs = found[f"own_{name}"][places], found[f"other_{name}"][places]
        gaps[name] = (mine - theirs) / pooled_sd(mine[each_own], theirs[each_other])
    cost = pair_cost(gaps["before"], gaps["trend"], frame["distance"].to_numpy()[places])
    return match(own, other, cost)


def _first_of(codes: np.ndarray) -> np.ndarray:
    """The place of the first of each code, in order."""
    return np.sort(np.unique(codes, return_index=True)[1])


def _left_over(frame: pd.DataFrame, paired: pd.DataFrame, pairing: str | None) -> pd.DataFrame:
    """Councils with a challenge that are in no pair, one row each, with the reason."""
    rest = frame.drop_duplicates("council_code")
    rest = rest[~rest["council_code"].isin(paired["council_code"])]
    both = rest["value_before"].notna() & rest["value_after"].notna()
    reason = pd.Series(words.NO_MATCH, rest.index).where(both, words.NO_FIGURES)
    return rest[[*KEPT, *BESIDE, "period_before", "period_after"]].assign(
        comparison=CHALLENGE,
        pairing=pairing or reason,
        own_before=rest["value_before"],
        own_after=rest["value_after"],
        own_change=rest["value_after"] - rest["value_before"],
        own_trend=rest["value_before"] - rest["earlier"],
    )


def _matched(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    """From possible pairs to the pairs, the placebo's pairs and the councils in none."""
    unit = frame["unit"].iloc[0] if len(frame) else ""
    not_averaged = (
        words.GRADE if unit.startswith("grade") else words.TOTAL if unit in TOTALS else None
    )
    possible = frame.iloc[:0] if not_averaged else frame
    after = _pairs(possible, AFTER_CHALLENGE, CHALLENGE)
    placebo = _pairs(possible, YEARS_BEFORE, PLACEBO)
    rows = pd.concat([after, placebo, _left_over(frame, after, not_averaged)], ignore_index=True)
    rows["polarity"] = rows["polarity"].map(POLARITIES).fillna("neither")
    figures = [
        name for name in rows if name.startswith(("own_", "other_")) or name == "pair_difference"
    ]
    rows[figures] = rows[figures].astype(float).round(4)
    order = rows.assign(second=rows["comparison"] == PLACEBO, none=rows["pairing"] != words.MATCHED)
    order = order.sort_values(["second", "none", "council", "council_code"], kind="stable")
    return rows.loc[order.index].reset_index(drop=True)


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
)

EXHIBITS = (BEFORE_AND_AFTER,)
