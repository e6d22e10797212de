"""Hedged figures: which can be true together and which cannot."""

from __future__ import annotations

import math

import pytest

from dashboard.intake.contracts_published import QUALIFIERS
from dashboard.statistics.claims import all_can_hold, bounds, can_both_hold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((26, "over"), (26.5, "exact")),
        ((2, "almost"), (1.7, "exact")),
        ((13.2, "over"), (13.2, "exact")),
        ((67, "about"), (67, "exact")),
        ((50, "just below"), (48.5, "exact")),
        ((5, "at least"), (9, "exact")),
        ((20, "up to"), (3, "exact")),
        ((100, "over"), (100, "over")),
    ],
)
def test_figures_that_can_both_be_true(one: tuple, other: tuple) -> None:
    assert can_both_hold(one, other)
    assert can_both_hold(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((140, "exact"), (145, "exact")),
        ((700, "over"), (649, "exact")),
        ((200, "over"), (120, "exact")),
        ((200, "over"), (120, "over")),
        ((1.5, "at least"), (1.5, "up to")),
        ((50, "just below"), (50.5, "exact")),
        ((2500, "exact"), (1200, "over")),
        ((3, "almost"), (3, "over")),
    ],
)
def test_figures_that_cannot(one: tuple, other: tuple) -> None:
    assert not can_both_hold(one, other)
    assert not can_both_hold(other, one)


def test_all_of_several_need_every_two() -> None:
    assert all_can_hold([(26, "over"), (26.5, "exact"), (27, "almost")])
    assert not all_can_hold([(26, "over"), (26.5, "exact"), (25, "exact")])
    assert all_can_hold([(5, "exact")])
    assert all_can_hold([])


def test_every_qualifier_of_the_data_has_bounds() -> None:
    for qualifier in QUALIFIERS:
        low, high = bounds(100, qualifier)
        assert 0 <= low <= 100 <= high
    assert bounds(5, "at least") == (5, math.inf)
    with pytest.raises(ValueError, match="roughly"):
        bounds(5, "roughly")
