"""How many kinds of support chance and size would explain: the Poisson binomial distribution."""

from __future__ import annotations

import numpy as np

TAIL = 0.025
# Sums of probabilities differ from round numbers in their last digits.
ROUNDING = 1e-9


def poisson_binomial(shares: np.ndarray) -> np.ndarray:
    """Chance of 0, 1, … k successes in k independent trials with unequal chances.

    Args:
        shares: the chance of success of each trial (0–1), shape (k,).

    Returns:
        Probabilities that add up to 1, shape (k + 1,).

    Source: exact, one trial at a time; Wang (1993), Statistica Sinica 3:295–312, describes the
    distribution, and Hong (2013), Computational Statistics & Data Analysis 59:41–51, its exact
    computation.
    """
    chances = np.ones(1)
    for share in np.asarray(shares, dtype=float):
        chances = np.convolve(chances, [1 - share, share])
    return chances


def central_range(chances: np.ndarray, tail: float = TAIL) -> tuple[int, int]:
    """The lowest and highest count that leave at most `tail` of probability on either side.

    `chances` are the probabilities of 0, 1, … successes. As counts are whole numbers the range
    holds at least 1 − 2·tail, often more.
    """
    up_to = np.cumsum(chances)
    low = int(np.argmax(up_to > tail + ROUNDING))
    high = int(np.argmax(up_to >= 1 - tail - ROUNDING))
    return low, high


def expected_depth(used: np.ndarray, size: np.ndarray) -> dict[str, np.ndarray]:
    """The depth that chance would give each council if kinds of support were taken up separately.

    Each kind is taken to be used by a council with the share of all councils of its `size` (its
    authority type) that used it, whatever else the council used.

    Args:
        used: true where a council used a kind of support, shape (councils, kinds).
        size: the group of each council, shape (councils,).

    Returns:
        Each of shape (councils,): `expected_depth` (mean), `expected_low` and `expected_high`
        (range that holds at least 95 %), all in kinds of support, and `chance_outside`, the
        probability of a depth outside that range (0–0.05).
    """
    found = {
        "expected_depth": np.zeros(len(size)),
        "expected_low": np.zeros(len(size), dtype=int),
        "expected_high": np.zeros(len(size), dtype=int),
        "chance_outside": np.zeros(len(size)),
    }
    for group in set(size):
        of_group = size == group
        shares = used[of_group].mean(axis=0)
        chances = poisson_binomial(shares)
        low, high = central_range(chances)
        outside = max(0.0, 1 - chances[low : high + 1].sum())
        for values, value in zip(found.values(), (shares.sum(), low, high, outside), strict=True):
            values[of_group] = value
    return found


def compare_depth(depth: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """“more”, “fewer” or “as expected” for depths against ranges, each of shape (councils,).

    None where there is no range (NaN).
    """
    words = np.where(depth > high, "more", np.where(depth < low, "fewer", "as expected"))
    words = words.astype(object)
    words[np.isnan(low)] = None
    return words
