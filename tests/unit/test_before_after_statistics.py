"""Matching and the difference in change: by hand, and on data simulated with a known effect."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from dashboard.statistics.before_after import (
    FEWEST_PAIRS,
    MOST_APART_LEVEL,
    MOST_APART_TREND,
    estimate,
    match,
    pair_cost,
    pooled_sd,
    standardised_difference,
    unmatched_gap,
)

RUNS, MORE_RUNS = 500, 3_000
COUNCILS, NEAREST = 160, 20


def test_a_pair_too_far_apart_is_not_made() -> None:
    level = np.array([0.0, MOST_APART_LEVEL, MOST_APART_LEVEL + 0.01, 0.0])
    trend = np.array([0.0, MOST_APART_TREND, 0.0, -MOST_APART_TREND - 0.01])
    cost = pair_cost(level, trend, np.ones(4))
    assert cost.tolist() == [1.0, 1 + 0.25 + 1, np.inf, np.inf]


def test_a_usual_distance_weighs_as_one_standard_deviation() -> None:
    cost = pair_cost(np.zeros(3), np.zeros(3), np.array([1.0, 2.0, 6.0]))
    assert cost.tolist() == [0.25, 1.0, 9.0]


def test_the_most_pairs_come_first_and_then_the_closest() -> None:
    # Council 0 is nearest to control 0, which is all that council 1 can have.
    treated, control = np.array([0, 0, 1]), np.array([0, 1, 0])
    assert match(treated, control, np.array([0.1, 50.0, 0.2])).tolist() == [1, 2]
    # With a choice, the closest in all.
    treated, control = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    assert match(treated, control, np.array([1.0, 5.0, 2.0, 9.0])).tolist() == [1, 2]
    assert match(treated, control, np.array([1.0, np.inf, np.inf, 9.0])).tolist() == [0, 3]


def test_matching_is_the_best_of_all_there_are_and_uses_nobody_twice() -> None:
    rng = np.random.default_rng(5)
    treated, control = np.repeat(np.arange(4), 6), np.tile(np.arange(6), 4)
    for _ in range(20):
        cost = rng.random(24)
        chosen = match(treated, control, cost)
        assert len(set(treated[chosen])) == len(set(control[chosen])) == 4
        best = min(cost.reshape(4, 6)[range(4), p].sum() for p in permutations(range(6), 4))
        assert cost[chosen].sum() == pytest.approx(best)


def test_nobody_to_match_gives_no_pair() -> None:
    assert len(match(np.array([0]), np.array([0]), np.array([np.inf]))) == 0


def test_too_few_pairs_give_no_estimate() -> None:
    assert estimate(np.arange(FEWEST_PAIRS - 1.0)) is None
    found = estimate(np.arange(float(FEWEST_PAIRS)))
    assert found is not None
    assert (found.pairs, found.mean) == (15, 7.0)
    assert found.low < 7 < found.high


def test_the_same_pairs_always_give_the_same_interval() -> None:
    differences = np.random.default_rng(1).normal(0, 1, 40)
    assert estimate(differences) == estimate(differences)
    assert estimate(differences) != estimate(differences, seed=1)


def test_pairs_that_all_differ_alike_leave_no_doubt() -> None:
    found = estimate(np.full(20, 2.5))
    assert found is not None
    assert (found.low, found.mean, found.high, found.found) == (2.5, 2.5, 2.5, True)


def test_resamples_without_any_spread_are_left_out() -> None:
    found = estimate(np.array([1.5, *[0.0] * 14]))
    assert found is not None
    assert np.isfinite([found.low, found.high]).all()
    assert found.low < 0 < found.high


def test_balance_by_hand() -> None:
    treated, matched = np.array([1.0, 3.0]), np.array([0.0, 4.0])
    # Variances 2 and 8: the root of their mean is that of 5.
    assert pooled_sd(treated, matched) == pytest.approx(5**0.5)
    assert standardised_difference(treated + 1, matched, 2.0) == pytest.approx(0.5)
    assert pooled_sd(np.ones(3), np.ones(3)) == 1


def test_balance_before_matching_by_hand() -> None:
    # The others' mean is 1; within their periods they vary by 2 on average, between them by 1.
    gap, sd = unmatched_gap(np.array([1.0, 3.0]), np.array([0.0, 2.0]), np.array([1.0, 3.0]))
    # Variances 2 and 3: the root of their mean is that of 2.5.
    assert sd == pytest.approx(2.5**0.5)
    assert gap == pytest.approx((2 - 1) / 2.5**0.5)
    assert unmatched_gap(np.ones(2), np.zeros(2), np.zeros(2)) == (1.0, 1.0)


def _interval(effect: float, seed: int) -> tuple[float, float]:
    """One set of councils that take part the more the higher they are, matched and estimated.

    The change falls with the level (return to the mean), follows the trend and a characteristic
    of the place, and has a long tail to one side.
    """
    rng = np.random.default_rng(seed)
    level, trend = rng.normal(50, 10, COUNCILS), rng.normal(0, 2, COUNCILS)
    place = rng.normal(0, 1, (COUNCILS, 3))
    took = rng.random(COUNCILS) < 1 / (1 + np.exp(0.6 - 0.04 * (level - 50) - 0.1 * trend))
    change = 1 - 0.1 * (level - 50) + 0.4 * trend + 0.5 * place[:, 0] + effect * took
    change += rng.exponential(3, COUNCILS) - 3
    own, others = np.flatnonzero(took), np.flatnonzero(~took)
    apart = np.sqrt(((place[own][:, None] - place[others][None]) ** 2).sum(axis=2))
    near = np.argsort(apart, axis=1)[:, :NEAREST]
    treated, control = np.repeat(np.arange(len(own)), near.shape[1]), near.ravel()
    gaps = [
        (figure[own[treated]] - figure[others[control]]) / pooled_sd(figure[own], figure[others])
        for figure in (level, trend)
    ]
    chosen = match(treated, control, pair_cost(*gaps, apart[treated, control]))
    found = estimate(change[own[treated[chosen]]] - change[others[control[chosen]]])
    assert found is not None
    return found.low, found.high


@pytest.mark.parametrize("effect", [2.0, 0.0])
def test_the_interval_covers_a_known_effect_and_seldom_finds_none(effect: float) -> None:
    bounds = np.array([_interval(effect, seed) for seed in range(MORE_RUNS)])
    # Of no effect, what is not covered is what is found.
    covered = (bounds[:, 0] <= effect) & (effect <= bounds[:, 1])
    assert 0.93 <= covered[:RUNS].mean() <= 0.97
    # More runs leave less to the seeds.
    assert 0.94 <= covered.mean() <= 0.965


def test_an_effect_as_large_as_the_spread_is_mostly_found() -> None:
    bounds = np.array([_interval(4.0, seed) for seed in range(100)])
    assert np.mean(bounds[:, 0] > 0) > 0.95


@pytest.mark.parametrize("pairs", [15, 25])
def test_it_covers_with_few_pairs_too(pairs: int) -> None:
    rng = np.random.default_rng(3)
    found = [estimate(rng.normal(0, 2, pairs) + 1) for _ in range(RUNS)]
    covered = np.mean([each is not None and each.low <= 1 <= each.high for each in found])
    assert 0.93 <= covered <= 0.97
