"""The expected range of depth of support, against counting by hand and against simulation."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from scipy.stats import binom

from dashboard.statistics.depth import (
    central_range,
    compare_depth,
    expected_depth,
    poisson_binomial,
)


def test_equal_chances_are_the_binomial() -> None:
    assert poisson_binomial(np.full(9, 0.3)) == pytest.approx(binom.pmf(range(10), 9, 0.3))


def test_unequal_chances_agree_with_every_outcome_written_out() -> None:
    shares = [0.9, 0.4, 0.05, 0.66]
    by_hand = np.zeros(5)
    for outcome in product([0, 1], repeat=4):
        chance = np.prod([s if hit else 1 - s for s, hit in zip(shares, outcome, strict=True)])
        by_hand[sum(outcome)] += chance
    assert poisson_binomial(np.array(shares)) == pytest.approx(by_hand)


def test_no_kinds_leave_nothing_to_chance() -> None:
    assert central_range(poisson_binomial(np.array([]))) == (0, 0)
    assert central_range(poisson_binomial(np.array([1.0, 0.0, 1.0]))) == (2, 2)


def test_the_range_leaves_at_most_a_fortieth_on_either_side_and_no_less_would_do() -> None:
    rng = np.random.default_rng(7)
    for _ in range(200):
        chances = poisson_binomial(rng.random(rng.integers(1, 12)))
        low, high = central_range(chances)
        assert chances[:low].sum() <= 0.025 + 1e-9
        assert chances[high + 1 :].sum() <= 0.025 + 1e-9
        assert chances[: low + 1].sum() > 0.025
        assert chances[high:].sum() > 0.025


def test_councils_drawn_at_the_shares_of_their_type_fall_inside_as_often_as_said() -> None:
    """Simulated councils of two types: at least 95 in 100 lie in the range worked out for them."""
    rng = np.random.default_rng(2016)
    size = np.repeat(["district", "county"], [201, 27])
    shares = {"district": rng.uniform(0.05, 0.7, 10), "county": rng.uniform(0.2, 0.9, 10)}
    inside = {"district": [], "county": []}
    outside = {"district": [], "county": []}
    for _ in range(120):
        used = rng.random((len(size), 10)) < np.vstack([shares[kind] for kind in size])
        expected = expected_depth(used, size)
        depth = used.sum(axis=1)
        held = (depth >= expected["expected_low"]) & (depth <= expected["expected_high"])
        for kind in shares:
            inside[kind].append(held[size == kind].mean())
            outside[kind].append(expected["chance_outside"][size == kind].mean())
    for kind in shares:
        assert np.mean(inside[kind]) >= 0.95
        assert np.mean(inside[kind]) == pytest.approx(1 - np.mean(outside[kind]), abs=0.015)


def test_each_type_has_its_own_expectation() -> None:
    used = np.array([[1, 1], [1, 1], [0, 1], [0, 0]], dtype=bool)
    found = expected_depth(used, np.array(["big", "big", "small", "small"]))
    assert found["expected_depth"].tolist() == [2.0, 2.0, 0.5, 0.5]
    assert found["expected_low"].tolist() == [2, 2, 0, 0]
    assert found["expected_high"].tolist() == [2, 2, 1, 1]


def test_depth_is_more_fewer_or_as_expected() -> None:
    low, high = np.array([1, 1, 1, 1, np.nan]), np.array([4, 4, 4, 4, np.nan])
    found = compare_depth(np.array([0, 1, 4, 5, 3]), low, high).tolist()
    assert found == ["fewer", "as expected", "as expected", "more", None]
