"""Polling: the margin of error of a share and of the change between two rounds.

A poll is a sample, so a share of those asked stands for the share of everybody only within a
margin. The margins here are those of a simple random sample; quotas and weights make the true
ones somewhat wider, and shares published as whole per cents add up to half a point.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from dashboard.statistics.rates import wilson_interval


def share_interval(percent: ArrayLike, sample: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """95 % Wilson interval (0–100) of shares `percent` (0–100) of `sample` people, shape (k,).

    Both bounds are NaN where either is missing or nobody was asked.
    """
    asked = np.asarray(sample, dtype=float)
    return wilson_interval(np.asarray(percent, dtype=float) * asked / 100, asked)


def margin(percent: ArrayLike, sample: ArrayLike) -> np.ndarray:
    """Half the width of `share_interval`, in percentage points: 3.1 for 50 % of 1,000 people."""
    low, high = share_interval(percent, sample)
    return (high - low) / 2


def change_interval(
    percent_before: ArrayLike,
    sample_before: ArrayLike,
    percent_after: ArrayLike,
    sample_after: ArrayLike,
) -> tuple[np.ndarray, np.ndarray]:
    """95 % interval of `percent_after` less `percent_before`, in percentage points, shape (k,).

    The two samples are of different people. The change is larger than the margin of error where
    the interval leaves out 0.

    Source: Newcombe (1998), Statistics in Medicine 17:873–890, method 10, which combines the
    Wilson intervals of the two shares.
    """
    before = np.asarray(percent_before, dtype=float)
    after = np.asarray(percent_after, dtype=float)
    low_before, high_before = share_interval(before, sample_before)
    low_after, high_after = share_interval(after, sample_after)
    change = after - before
    down = np.hypot(after - low_after, high_before - before)
    up = np.hypot(high_after - after, before - low_before)
    return change - down, change + up
