"""Which pairs are made of the possible ones, by a table small enough to work out by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.exhibits.before_after import BEFORE_AND_AFTER
from dashboard.exhibits.before_after_words import MATCHED


def possible(council: str, other: str, periods: tuple[str, str], figure: float) -> dict[str, Any]:
    """A council at 10 throughout and another it may be matched with, at `figure` throughout."""
    before, after = periods
    names = ("matched_before", "matched_after", "matched_earlier")
    gone = (
        "placebo_before",
        "placebo_earlier",
        "matched_placebo_before",
        "matched_placebo_earlier",
    )
    return {
        **dict.fromkeys(("value_before", "value_after", "earlier"), 10.0),
        **dict.fromkeys(names, figure),
        **dict.fromkeys(gone, float("nan")),
        "council_code": council,
        "council": council,
        "matched_code": other,
        "matched_council": other,
        "period_before": before,
        "period_after": after,
        "period_placebo": None,
        "distance": 1.0,
        "without_councils": 3,
        **dict.fromkeys(("without_before", "without_before_variance"), 1.0),
        **dict.fromkeys(("without_trend", "without_trend_variance"), 1.0),
        "challenge": "2014",
        "indicator_code": "i",
        "indicator": "An indicator",
        "unit": "%",
        "polarity": "higher_is_better",
        "source": "A document",
        "source_address": None,
        "basis": "recorded",
    }


def test_the_spread_of_the_others_counts_each_in_each_of_its_periods() -> None:
    """A gap of 1 is an eighth of a deviation where the others are at 11, 11 and 31 (√(133 / 2)).

    Counted once a council they are at 11 and 11, which do not spread at all: 1 would be too far.
    """
    first, second = ("2013-14", "2015-16"), ("2014-15", "2016-17")
    rows = [
        possible("T1", "A", first, 11.0),
        possible("T1", "B", first, 11.0),
        possible("T2", "A", second, 31.0),
    ]
    found = BEFORE_AND_AFTER.prepare(pd.DataFrame(rows), None)  # type: ignore[arg-type]
    pairs = found[found["pairing"] == MATCHED]
    assert pairs["council_code"].tolist() == ["T1"]
    assert found.loc[found["pairing"] != MATCHED, "council_code"].tolist() == ["T2"]
