"""Classes of a map of figures: round, rising, and near the fifths they come from."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.statistics.breaks import classes_of, round_breaks


@pytest.mark.parametrize(
    ("fifths", "breaks"),
    [
        ((15.8, 34.2, 40.1, 44.9, 51.3, 62.9), (34, 40, 45, 51)),
        ((0, 0, 0, 3.02, 9.7, 40), (3, 10)),
        ((5, 5, 5, 5, 5, 5), ()),
        ((0.1, 0.3881, 0.404, 0.4149, 0.4277, 0.6), (0.388, 0.405, 0.415, 0.428)),
        ((-900, -101, 10, 2_004, 51_200, 1_000_000), (-100, 10, 2_000, 50_000)),
        ((1, 2, 2, 3, 3, 3), (2, 3)),
    ],
)
def test_breaks_are_round_numbers_near_the_fifths(
    fifths: tuple[float, ...], breaks: tuple[float, ...]
) -> None:
    assert round_breaks(fifths) == pytest.approx(breaks)


def test_a_figure_on_a_break_belongs_to_the_class_above() -> None:
    values = np.array([9.9, 10, 19.9, 20, 500])
    assert classes_of(values, (10, 20)).tolist() == [0, 1, 1, 2, 2]


def test_no_break_moves_more_than_a_tenth_of_the_way_to_the_next() -> None:
    fifths = (0.0, 17.31, 23.77, 23.99, 61.5, 99.0)
    for given, found in zip(fifths[1:5], round_breaks(fifths), strict=True):
        nearest = min(abs(given - other) for other in fifths if other != given)
        assert abs(given - found) <= nearest / 10 + 1e-12
