"""Margins of polls against values worked out elsewhere."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.statistics.polling import change_interval, margin, share_interval


def test_half_of_a_thousand_has_a_margin_of_three_points() -> None:
    assert float(margin(50, 1000)) == pytest.approx(3.1, abs=0.05)


def test_the_margin_is_smaller_for_a_larger_sample_and_a_lopsided_answer() -> None:
    assert margin(50, 1001) < margin(50, 1000) < margin(50, 500)
    assert float(margin(87, 1000)) == pytest.approx(2.1, abs=0.05)


def test_the_interval_is_wilsons_and_holds_the_share() -> None:
    # 65 % of 1,000: by hand, centre 0.64943, half width 0.02950.
    low, high = share_interval([65, 100], [1000, 1000])
    assert low[0] == pytest.approx(61.99, abs=0.01)
    assert high[0] == pytest.approx(67.89, abs=0.01)
    assert (low[1], high[1]) == (pytest.approx(99.62, abs=0.01), 100)


def test_without_a_share_or_a_sample_there_is_no_interval() -> None:
    low, high = share_interval([np.nan, 50, 50], [1000, np.nan, 0])
    assert np.isnan(low).all() and np.isnan(high).all()


def test_a_change_has_newcombes_interval() -> None:
    # The paper's first example: 56 of 70 against 48 of 80 gives 0.0524 to 0.3339.
    low, high = change_interval(100 * 48 / 80, 80, 100 * 56 / 70, 70)
    assert float(low) == pytest.approx(5.24, abs=0.005)
    assert float(high) == pytest.approx(33.39, abs=0.005)


def test_a_change_turned_round_has_its_interval_turned_round() -> None:
    up = change_interval(60, 1000, 65, 1000)
    down = change_interval(65, 1000, 60, 1000)
    assert up == (pytest.approx(-down[1]), pytest.approx(-down[0]))


@pytest.mark.parametrize(
    ("before", "after", "larger"),
    [(72, 65, True), (72, 68, False), (65, 65, False), (63, 75, True)],
)
def test_whether_a_change_is_larger_than_the_margin(before: int, after: int, larger: bool) -> None:
    low, high = change_interval(before, 1000, after, 1000)
    assert bool(low > 0 or high < 0) == larger
