"""How many kinds of support chance and size would explain: the Poisson binomial distribution."""

from __future__ import annotations

import numpy as np
import pandas as pd

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


def expected_depth(used: pd.DataFrame, size: pd.Series) -> pd.DataFrame:
    """The depth that chance would give each council if kinds of support were taken up separately.

    Each kind is taken to be used by a council with the share of all councils of its `size` (its
    authority type) that used it, whatever else the council used.

    Args:
        used: one row for each council, one column for each kind, true where the council used it.
        size: the group of each council, on the same index.

    Returns:
        On the same index: `expected` (mean), `expected_low` and `expected_high` (range that holds
        at least 95 %), all in kinds of support, and `chance_outside`, the probability of a depth
        outside that range (0–0.05).
    """
    found = {}
    for group, shares in used.astype(float).groupby(size).mean().iterrows():
        chances = poisson_binomial(shares.to_numpy())
        low, high = central_range(chances)
        outside = 1 - chances[low : high + 1].sum()
        found[group] = (shares.sum(), low, high, max(0.0, float(outside)))
    names = ["expected", "expected_low", "expected_high", "chance_outside"]
    table = pd.DataFrame.from_dict(found, orient="index", columns=names)
    return table.reindex(size.to_numpy()).set_index(size.index)


def compare_depth(frame: pd.DataFrame) -> pd.Series:
    """“more”, “fewer” or “as expected” for `depth` against `expected_low` and `expected_high`.

    None where there is no range.
    """
    words = np.where(
        frame["depth"] > frame["expected_high"],
        "more",
        np.where(frame["depth"] < frame["expected_low"], "fewer", "as expected"),
    ).astype(object)
    words[frame["expected_low"].isna().to_numpy()] = None
    return pd.Series(words, frame.index, dtype=object)
