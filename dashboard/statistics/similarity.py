"""How alike places are: distances over a few characteristics, each counting the same.

Numbers in, numbers out. A characteristic is one column, or several that belong together, such as
the two coordinates of a place.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def squared_gaps(values: np.ndarray) -> np.ndarray:
    """Squared difference of every pair in one characteristic, scaled to 1 for the average pair.

    Args:
        values: shape (n,) or (n, d), in any unit; NaN where not known. The d columns of one
            characteristic share a unit and are not scaled apart, so that coordinates give the
            distance on the ground.

    Returns:
        Shape (n, n), symmetric. The average is taken over all pairs in which both are known: two
        independent draws differ by twice the variance on average, so this is the usual squared
        difference of z-scores, halved. NaN where either is not known, and everywhere when no two
        values differ, since then the characteristic tells nobody apart.
    """
    columns = np.asarray(values, dtype=float)
    columns = columns.reshape(len(columns), -1)
    gaps = ((columns[:, None, :] - columns[None, :, :]) ** 2).sum(axis=2)
    pairs = gaps[np.triu_indices(len(gaps), k=1)]
    pairs = pairs[~np.isnan(pairs)]
    if not pairs.any():
        return np.full_like(gaps, np.nan)
    return gaps / pairs.mean()


def distances(gaps: Sequence[np.ndarray]) -> np.ndarray:
    """Distance between every pair over several characteristics, each counting the same.

    Args:
        gaps: what `squared_gaps` gave for each characteristic, all of the same shape (n, n); NaN
            where a pair is not to be compared in it.

    Returns:
        Shape (n, n): the root of the mean of the squared gaps over the characteristics that are
        known for both, so 1 is the distance of an average pair. What is not known for one of the
        two plays no part, for or against. Infinite where nothing is known for both, and from each
        to itself, so that sorting puts those last.
    """
    every = np.stack(gaps)
    known = ~np.isnan(every)
    count = known.sum(axis=0)
    total = np.where(known, every, 0.0).sum(axis=0)
    found = np.sqrt(np.divide(total, count, out=np.full(total.shape, np.inf), where=count > 0))
    np.fill_diagonal(found, np.inf)
    return found


def nearest(found: np.ndarray, count: int) -> np.ndarray:
    """For each row of `found` the columns of its smallest distances, nearest first.

    Args:
        found: shape (n, m) of distances. Ties keep the order of the columns.
        count: how many are wanted.

    Returns:
        Shape (n, min(count, m)) of column numbers. Infinite distances come last; it is for the
        caller to leave them out.
    """
    return np.argsort(found, axis=1, kind="stable")[:, :count]
