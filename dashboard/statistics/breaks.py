"""Where the classes of a map begin: round numbers near the fifths of all figures."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

# How far a break may move to a rounder number, as a share of the way to its nearest neighbour.
MOST_MOVED = 0.1


def round_breaks(fifths: Sequence[float]) -> tuple[float, ...]:
    """Breaks, rising, between classes: of `fifths` those inside, each as round as may be.

    `fifths` are the lowest figure, the four quintiles and the highest, in any unit. A break belongs
    to the class above it. Equal quintiles, and any equal to the lowest figure, give fewer classes.
    """
    low, *inner, high = (float(value) for value in fifths)
    breaks = sorted({value for value in inner if value > low})
    around = [low, *breaks, high]
    return tuple(
        _rounded(value, min(value - before, (after - value) or math.inf))
        for before, value, after in zip(around, breaks, around[2:], strict=False)
    )


def classes_of(values: np.ndarray, breaks: Sequence[float]) -> np.ndarray:
    """The class of each figure, from 0 for those under the first of the rising `breaks`."""
    return np.searchsorted(breaks, values, side="right")


def _rounded(value: float, room: float) -> float:
    """The roundest number near `value`: a multiple of the largest 1, 2 or 5 of a power of ten."""
    power = math.ceil(math.log10(abs(value))) if value else 0
    while True:
        for step in (1.0, 0.5, 0.2):
            width = step * 10.0**power
            near = round(value / width) * width
            if abs(near - value) <= room * MOST_MOVED:
                return round(near, max(0, 2 - power))
        power -= 1
