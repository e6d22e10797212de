"""Take-up rates against figures worked out by other means."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest

from dashboard.statistics.rates import add_rates, compare_with, wilson_interval


@pytest.mark.parametrize(("n", "total"), [(0, 12), (1, 1), (3, 7), (29, 56), (40, 201), (33, 33)])
def test_interval_agrees_with_scipy(n: int, total: int) -> None:
    expected = binomtest(n, total).proportion_ci(0.95, method="wilson")
    low, high = wilson_interval(np.array([n]), np.array([total]))
    assert low[0] == pytest.approx(100 * expected.low, abs=1e-6)
    assert high[0] == pytest.approx(100 * expected.high, abs=1e-6)


def test_no_councils_give_no_rate() -> None:
    frame = add_rates(pd.DataFrame({"councils": [0], "taking_part": [0], "complete": [True]}))
    assert frame[["percent", "interval_low", "interval_high"]].isna().all(axis=None)


def test_incomplete_records_get_no_interval() -> None:
    frame = add_rates(
        pd.DataFrame({"councils": [10, 10], "taking_part": [5, 5], "complete": [True, False]})
    )
    assert frame["percent"].tolist() == [50.0, 50.0]
    assert frame["interval_low"].isna().tolist() == [False, True]


def test_higher_and_lower_only_when_england_lies_outside_the_interval() -> None:
    counts = pd.DataFrame(
        {
            "councils": [40, 40, 40, 40, 160],
            "taking_part": [24, 12, 3, 12, 48],
            "complete": [True, True, True, False, True],
        }
    )
    rated = add_rates(counts)
    compared = compare_with(rated, 4)["compared_with_england"]
    # England: 48 of 160 is 30 %. Wilson for 24 of 40 is 44.6 to 73.7, for 3 of 40 2.6 to 19.9.
    assert compared.tolist() == ["higher", "similar", "lower", None, None]


@pytest.mark.parametrize("share", [0, 1])
def test_all_or_none_taking_part_is_similar_everywhere(share: int) -> None:
    sizes = [*range(1, 80), 353]
    counts = pd.DataFrame(
        {"councils": sizes, "taking_part": [share * n for n in sizes], "complete": True}
    )
    rated = add_rates(counts)
    compared = compare_with(rated, len(rated) - 1)["compared_with_england"]
    assert set(compared[:-1]) == {"similar"}
