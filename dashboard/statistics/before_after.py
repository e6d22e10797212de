"""Matched difference in change: councils that took part, each beside a similar one that did not.

A treated council is paired with one control, and a control is used once, so that pairs are
independent and resampling whole pairs is fair (Austin and Small 2014, "The use of bootstrapping
when using propensity-score matching without replacement", Statistics in Medicine 33:4306). The
assignment makes as many pairs as it can and, among those, the closest (Rosenbaum 1989, "Optimal
matching for observational studies", JASA 84:1024).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

FEWEST_PAIRS = 15
# Pairs further apart than these, in standard deviations, are no comparison and are not made.
MOST_APART_LEVEL, MOST_APART_TREND = 0.5, 1.0
RESAMPLES = 2_000
SEED = 2016


@dataclass(frozen=True)
class Estimate:
    """A mean difference in change over `pairs`, with the bounds of its 95 % interval."""

    pairs: int
    mean: float
    low: float
    high: float

    @property
    def found(self) -> bool:
        """Whether the interval leaves out no difference."""
        return self.low > 0 or self.high < 0


def pooled_sd(treated: np.ndarray, control: np.ndarray) -> float:
    """Square root of the mean of two groups' variances, in their unit; 1 where nothing varies."""
    sd = float(np.sqrt((np.var(treated, ddof=1) + np.var(control, ddof=1)) / 2))
    return sd if sd > 0 else 1.0


def standardised_difference(treated: np.ndarray, matched: np.ndarray, sd: float) -> float:
    """Mean of the treated less that of the matched, in standard deviations `sd`.

    Up to 0.1 either way is usually taken as balanced (Austin 2009, Statistics in Medicine 28:3083).
    """
    return float(np.mean(treated) - np.mean(matched)) / sd


def unmatched_gap(
    treated: np.ndarray, means: np.ndarray, variances: np.ndarray
) -> tuple[float, float]:
    """Standardised difference of all the treated and everyone else, and the deviation it is in.

    Args:
        treated: one figure for each treated council, shape (n,).
        means, variances: of everyone else in the periods of each treated council, shape (n,); the
            variance is that of a whole population.

    The others of all periods stand together, as often as a treated council has their period. The
    deviation also serves for balance after matching: the same before and after, or a change in
    spread would pass for one in balance (Stuart 2010, Statistical Science 25:1).
    """
    middle = float(np.mean(means))
    others = float(np.mean(variances) + np.var(means))
    sd = float(np.sqrt((np.var(treated, ddof=1) + others) / 2)) or 1.0
    return float(np.mean(treated) - middle) / sd, sd


def pair_cost(level: np.ndarray, trend: np.ndarray, distance: np.ndarray) -> np.ndarray:
    """How unlike the two of each possible pair are, shape (k,); infinite where too far apart.

    Args:
        level: difference in the figure before, in standard deviations, shape (k,).
        trend: difference in the trend before, in standard deviations, shape (k,).
        distance: distance of the two councils' characteristics, 0 or more, shape (k,); it is
            divided by its own median, so that a usual one weighs as one standard deviation.
    """
    usual = float(np.median(distance)) if len(distance) else 1.0
    cost = level**2 + trend**2 + (distance / (usual or 1.0)) ** 2
    near = (np.abs(level) <= MOST_APART_LEVEL) & (np.abs(trend) <= MOST_APART_TREND)
    return np.where(near, cost, np.inf)


def match(treated: np.ndarray, control: np.ndarray, cost: np.ndarray) -> np.ndarray:
    """Positions of the chosen pairs among the possible ones: as many as can be, then the closest.

    `treated` and `control` number the councils of each possible pair from 0, `cost` is finite where
    the pair may be made; all have shape (k,). Each council is in one pair at most.
    """
    allowed = np.flatnonzero(np.isfinite(cost))
    if not len(allowed):
        return allowed
    treated, control = np.asarray(treated)[allowed], np.asarray(control)[allowed]
    shape = (treated.max() + 1, control.max() + 1)
    # One pair more is worth more than any closeness of the others.
    barred = (cost[allowed].sum() + 1) * 2
    table, place = np.full(shape, barred), np.full(shape, -1)
    table[treated, control] = cost[allowed]
    place[treated, control] = allowed
    chosen = place[linear_sum_assignment(table)]
    return np.sort(chosen[chosen >= 0])


def estimate(differences: np.ndarray, seed: int = SEED) -> Estimate | None:
    """Mean of the pairs' differences in change, shape (n,), with a 95 % interval, in their unit.

    None with fewer than FEWEST_PAIRS. The interval is the symmetric studentised bootstrap over
    resampled pairs (Hall 1988, "On symmetric bootstrap confidence intervals", Journal of the Royal
    Statistical Society B 50:35): a difference between the two of a pair is as likely to fall to one
    side as to the other, and with few pairs percentile and BCa intervals come out too narrow.
    """
    found = np.asarray(differences, dtype=float)
    n = len(found)
    if n < FEWEST_PAIRS:
        return None
    mean, error = float(found.mean()), float(found.std(ddof=1) / np.sqrt(n))
    if error == 0:
        return Estimate(n, mean, mean, mean)
    again = found[np.random.default_rng(seed).integers(0, n, (RESAMPLES, n))]
    errors = again.std(axis=1, ddof=1) / np.sqrt(n)
    # A resample of one and the same value has no error to divide by and tells nothing.
    varies = errors > 0
    t = np.abs(again.mean(axis=1)[varies] - mean) / errors[varies]
    half = float(np.quantile(t, 0.95)) * error
    return Estimate(n, mean, mean - half, mean + half)
