"""What is said of a comparison before and after, for each way that it can come out."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from dashboard.exhibits.before_after_words import (
    GRADE,
    Findings,
    decimals,
    findings,
    no_estimate,
    sentence,
    signed,
    unit_words,
)
from dashboard.statistics.before_after import Estimate

USUAL = Findings(
    indicator="Waste",
    unit="%",
    polarity="higher is better",
    councils=182,
    with_figures=118,
    pairs=67,
    reason=None,
    estimate=Estimate(67, 1.2, -0.5, 2.9),
    own_change=2.0,
    other_change=0.8,
    placebo=Estimate(62, 0.1, -1.0, 1.2),
    placebo_pairs=62,
)


def test_a_difference_that_chance_could_give() -> None:
    said = sentence(USUAL)
    assert said.startswith("“Waste” changed by +2.00 on average in 67 councils")
    assert "by +0.80 in 67 matched councils with none on record" in said
    assert "a difference of +1.20 (percentage points), with a 95% interval from −0.50 to" in said
    assert "Chance alone could give a difference like this." in said
    assert "the same comparison gives +0.10 (−1.00 to +1.20)." in said
    assert said.endswith("is not absence of support, and councils choose to take part.")


def test_a_difference_that_chance_would_seldom_give() -> None:
    said = sentence(replace(USUAL, estimate=Estimate(67, 1.2, 0.1, 2.3)))
    assert "Chance alone would seldom give a difference like this." in said


def test_a_placebo_that_finds_something_is_a_warning() -> None:
    said = sentence(replace(USUAL, placebo=Estimate(62, 2.0, 1.0, 3.0)))
    assert "already changing differently, so read with great care." in said


def test_no_placebo_is_said_to_be_missing() -> None:
    said = sentence(replace(USUAL, placebo=None, placebo_pairs=9))
    assert "Too few pairs (9) go back far enough" in said


@pytest.mark.parametrize(("pairs", "words"), [(0, "no matched pairs"), (1, "1 matched pair of")])
def test_too_few_pairs(pairs: int, words: str) -> None:
    few = replace(USUAL, pairs=pairs, estimate=None)
    assert words in sentence(few)
    assert "With fewer than 15 no estimate is shown." in sentence(few)
    assert no_estimate(few) == "Too few pairs: no estimate."


def test_nothing_at_all() -> None:
    nothing = findings(pd.DataFrame())
    assert sentence(nothing) == "No council has a dated, recorded corporate peer challenge."
    assert no_estimate(replace(USUAL, reason=GRADE)) == "Grades are not averaged."


def test_numbers_as_they_are_written() -> None:
    assert [signed(1.25, 1), signed(-0.04, 1), signed(-1_234.5, 1)] == ["+1.2", "0.0", "−1,234.5"]
    widths = [1_000, 100, 1, 0.1]
    found = [replace(USUAL, estimate=Estimate(20, 0, 0, width)) for width in widths]
    assert [decimals(each) for each in found] == [0, 1, 2, 3]
    assert unit_words("% of leavers") == "percentage points"
    assert unit_words("Rate per 10,000") == "rate per 10,000"
    assert unit_words("kg per person") == "kg per person"
