"""Words and findings of the comparison before and after, from the rows of the exhibit."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard.statistics.before_after import (
    FEWEST_PAIRS,
    Estimate,
    estimate,
    standardised_difference,
    unmatched_gap,
)
from dashboard.wording import counted, lower_first

CHALLENGE, PLACEBO = "After the challenge", "Placebo: years before"
MATCHED, NO_MATCH = "matched", "no near match"
NO_FIGURES = "no figure before and after"
GRADE, TOTAL = "grade: not averaged", "total: not averaged"
# Beyond this many standard deviations either way a matching is usually called unbalanced.
BALANCED = 0.1

METHOD_WHO = (
    "Councils with a challenge have a dated, recorded corporate peer challenge; the first such "
    "counts. Illustrative rows are left out. The councils beside them have no peer "
    "challenge of any kind and no progress review on record, dated or not."
)
METHOD_WHEN = (
    "Before is the last period that ended before the earliest day the date allows; after is the "
    "first that began when the latest such day was over; each within two years of it. The period "
    "of the challenge itself is left out. Both councils of a pair have the same two periods."
)
METHOD_MATCH = (
    "A council is matched with one of its 20 similar councils, and no council is used twice. As "
    "many pairs are made as can be and, among those, the closest on three things: the figure "
    "before, the trend over the two periods up to it, and the distance between similar councils. "
    "Each counts the same. Pairs more than half a standard deviation apart in the figure before, "
    "or more than one in the trend, are not made."
)
METHOD_ESTIMATE = (
    "The difference in change is a council's change less that of the council it is matched with, "
    "averaged over the pairs. Its 95% interval is a studentised bootstrap over whole pairs (2,000 "
    f"draws from a fixed seed). With fewer than {FEWEST_PAIRS} pairs there is no estimate. Grades "
    "are categories and totals follow the size of a council: neither is averaged. Rounded figures "
    "may not add up to the last digit."
)
METHOD_BALANCE = (
    "Balance is the average difference between the two sides before the challenge, in the figure "
    "before and in the trend up to it. Before matching all councils with a challenge stand beside "
    "all with none on record in the same periods, as far as they have figures; after matching only "
    "the pairs are left. Both are in standard deviations of the councils before matching; up to "
    f"{BALANCED} either way is usually called balanced."
)
METHOD_PLACEBO = (
    "The placebo asks the same of years in which there was no challenge: from as many periods "
    "further back to the period before the challenge, matched anew on what came before that. A "
    "difference there would tell of councils that were already changing differently."
)
METHOD_LIVES = (
    "A figure counts only where its period and the council's own life overlap; nothing passes from "
    "a council to the one that replaced it. The first academic year of a new council is the one "
    "that begins after it."
)
NOTE_ABSENCE = (
    "Absence of a record is not absence of support: councils with none on record may have had a "
    "challenge that no document we hold names, or other support."
)
NOTE_CHOICE = (
    "Councils choose whether and when to take part, and may differ in ways that no figure here "
    "shows. A difference in change does not tell what brought it about."
)
NOTE_MANY = (
    "There are over a hundred indicators: of twenty with no difference at all, about one "
    "would show one that chance alone would seldom give."
)


@dataclass(frozen=True)
class Balance:
    """Differences of the two sides before the challenge, in standard deviations before matching.

    `with_challenge` and `without` are the councils compared before matching.
    """

    with_challenge: int
    without: int
    level_before: float
    trend_before: float
    level: float
    trend: float


@dataclass(frozen=True)
class Findings:
    """What the rows amount to; means are in the unit."""

    indicator: str
    unit: str
    polarity: str
    councils: int
    with_figures: int
    pairs: int
    reason: str | None
    estimate: Estimate | None = None
    own_change: float = 0.0
    other_change: float = 0.0
    balance: Balance | None = None
    placebo: Estimate | None = None
    placebo_pairs: int = 0


def _balance(real: pd.DataFrame, pairs: pd.DataFrame) -> Balance:
    """Balance before matching, from every council with all figures, and after, from the pairs."""
    needed = ["own_before", "own_after", "own_trend", "without_before"]
    every = real.dropna(subset=needed)
    gaps = {}
    for name in ("before", "trend"):
        apart, sd = unmatched_gap(
            *(
                every[column].to_numpy(float)
                for column in (f"own_{name}", f"without_{name}", f"without_{name}_variance")
            )
        )
        own, other = pairs[f"own_{name}"].to_numpy(), pairs[f"other_{name}"].to_numpy()
        gaps[name] = apart, standardised_difference(own, other, sd)
    return Balance(
        len(every),
        int(every["without_councils"].max()),
        gaps["before"][0],
        gaps["trend"][0],
        gaps["before"][1],
        gaps["trend"][1],
    )


def findings(frame: pd.DataFrame) -> Findings:
    """Count, estimate, balance and placebo of the exhibit's rows."""
    if frame.empty:
        return Findings("", "", "", 0, 0, 0, None)
    first = frame.iloc[0]
    real = frame[frame["comparison"] == CHALLENGE]
    pairs = real[real["pairing"] == MATCHED]
    placebo = frame[frame["comparison"] == PLACEBO]
    reason = real["pairing"].iloc[0] if real["pairing"].iloc[0] in (GRADE, TOTAL) else None
    named = first["indicator"], first["unit"], first["polarity"]
    counts = len(real), int((real["pairing"] != NO_FIGURES).sum()), len(pairs)
    found = estimate(pairs["pair_difference"].to_numpy()) if len(pairs) else None
    if found is None:
        return Findings(*named, *counts, reason)
    return Findings(
        *named,
        *counts,
        reason,
        found,
        float(pairs["own_change"].mean()),
        float(pairs["other_change"].mean()),
        _balance(real, pairs),
        estimate(placebo["pair_difference"].to_numpy()) if len(placebo) else None,
        len(placebo),
    )


def signed(value: float, decimals: int = 1) -> str:
    """`+1.2`, `−0.4` or `0.0`."""
    text = f"{abs(value):,.{decimals}f}"
    if not float(text.replace(",", "")):
        return text
    return ("+" if value > 0 else "−") + text


def decimals(found: Findings) -> int:
    """As many decimals as show two or three significant figures of the interval's width."""
    width = found.estimate.high - found.estimate.low if found.estimate else 1.0
    return 0 if width >= 500 else 1 if width >= 5 else 2 if width >= 0.5 else 3


def unit_words(unit: str) -> str:
    """The unit of a change: a change of a percentage is in percentage points."""
    return "percentage points" if unit.startswith("%") else lower_first(unit)


def interval(found: Estimate, places: int) -> str:
    """`−0.4 to +1.2`."""
    return f"{signed(found.low, places)} to {signed(found.high, places)}"


def balance_words(found: Findings) -> tuple[str, ...]:
    """How far the two sides were apart before the challenge, before matching and after it."""
    if found.balance is None:
        return ()
    held = found.balance
    return (
        f"<b>Balance before matching</b>, {counted(held.with_challenge, 'council')} with a "
        f"challenge beside {held.without} with none on record: "
        f"{_apart(held.level_before, held.trend_before)}.",
        f"<b>After matching</b>, {counted(found.pairs, 'pair')}: {_apart(held.level, held.trend)}.",
    )


def _apart(level: float, trend: float) -> str:
    within = "both within" if max(abs(level), abs(trend)) <= BALANCED else "not both within"
    return (
        f"figure {signed(level, 2)}, trend {signed(trend, 2)} standard deviations apart "
        f"({within} {BALANCED})"
    )


def no_estimate(found: Findings) -> str:
    """Why there is no estimate, in a few words for an empty chart."""
    if found.reason == GRADE:
        return "Grades are not averaged."
    if found.reason == TOTAL:
        return "Totals are not averaged."
    return "Too few pairs: no estimate."


def sentence(found: Findings) -> str:
    """What was found, or why nothing could be."""
    if not found.councils:
        return "No council has a dated, recorded corporate peer challenge."
    if found.reason == GRADE:
        return f"“{found.indicator}” is a grade. Grades are categories, so no average is shown."
    if found.reason == TOTAL:
        return (
            f"“{found.indicator}” is a total, which follows the size of a council, so no average "
            "change is shown."
        )
    if found.estimate is None:
        return (
            f"Too few to tell: “{found.indicator}” gives {counted(found.pairs, 'matched pair')} of "
            f"councils before and after a challenge. With fewer than {FEWEST_PAIRS} no estimate is "
            "shown."
        )
    places, unit = decimals(found), unit_words(found.unit)
    seldom = "would seldom" if found.estimate.found else "could"
    return (
        f"“{found.indicator}” changed by {signed(found.own_change, places)} on average in "
        f"{found.pairs} councils from before to after their first corporate peer challenge with a "
        f"date on record, and by {signed(found.other_change, places)} in {found.pairs} matched "
        f"councils with none on record: a difference of {signed(found.estimate.mean, places)} "
        f"({unit}), with a 95% interval from {interval(found.estimate, places)}. Chance alone "
        f"{seldom} give a difference like this. "
        f"{_placebo(found, places)} Absence of a record is not absence of support, and councils "
        "choose to take part."
    )


def _placebo(found: Findings, places: int) -> str:
    if found.placebo is None:
        return (
            f"Too few pairs ({found.placebo_pairs}) go back far enough to ask the same of the "
            "years before."
        )
    text = (
        f"In the years before, the same comparison gives {signed(found.placebo.mean, places)} "
        f"({interval(found.placebo, places)})"
    )
    if found.placebo.found:
        return f"{text}: the two sides were already changing differently, so read with great care."
    return f"{text}."
