"""Before and after a corporate peer challenge: one indicator, in matched pairs of councils."""

from __future__ import annotations

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
FIGURES = ["before", "after", "earlier"]
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
    beside = [] if placebo else BESIDE
    rows = frame[[*KEPT, *beside, "matched_code", "matched_council", "distance"]].assign(
        comparison=comparison, period_before=before, period_after=after, pairing=words.MATCHED
    )
    for name, own in figures.items():
        rows[f"own_{name}"], rows[f"other_{name}"] = frame[own], frame[OTHERS[own]]
    needed = [f"{who}_{name}" for who in ("own", "other") for name in FIGURES]
    rows = rows.dropna(subset=[*needed, "matched_code"]).reset_index(drop=True)
    for who in ("own", "other"):
        rows[f"{who}_trend"] = rows[f"{who}_before"] - rows[f"{who}_earlier"]
        rows[f"{who}_change"] = rows[f"{who}_after"] - rows[f"{who}_before"]
    rows = rows.iloc[_chosen(rows)].copy()
    rows["pair_difference"] = rows["own_change"] - rows["other_change"]
    return rows


def _chosen(rows: pd.DataFrame) -> list[int]:
    own = rows.drop_duplicates("council_code")
    others = rows.drop_duplicates(["matched_code", "period_before"])
    if len(own) < 2 or len(others) < 2:
        return []
    gaps = {}
    for name in ("before", "trend"):
        sd = pooled_sd(own[f"own_{name}"].to_numpy(), others[f"other_{name}"].to_numpy())
        gaps[name] = ((rows[f"own_{name}"] - rows[f"other_{name}"]) / sd).to_numpy()
    cost = pair_cost(gaps["before"], gaps["trend"], rows["distance"].to_numpy())
    own_code, other_code = (pd.factorize(rows[c])[0] for c in ("council_code", "matched_code"))
    return [int(place) for place in match(own_code, other_code, cost)]


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
