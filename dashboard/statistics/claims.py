"""Whether figures that sources hedge (“over 700”, “almost £2 million”) can be true together."""

from __future__ import annotations

import math
from collections.abc import Sequence

# How far beyond a bound a writer still writes “over” or “almost”: our reading, stated on the page.
OVER, ALMOST, JUST_BELOW, ABOUT = 1.25, 0.8, 0.95, 0.1


def bounds(value: float, qualifier: str) -> tuple[float, float]:
    """Return the lowest and highest figure that “`qualifier` `value`” may stand for.

    Both ends count as possible. An exact figure is itself and nothing else; “over 700” is taken as
    700 to 875, because nobody writes it of 900; “at least” and “up to” are open on one side. Raises
    ValueError for a qualifier that is not known.
    """
    match qualifier:
        case "exact":
            return value, value
        case "over":
            return value, value * OVER
        case "at least":
            return value, math.inf
        case "up to":
            return 0.0, value
        case "almost":
            return value * ALMOST, value
        case "just below":
            return value * JUST_BELOW, value
        case "about":
            return value * (1 - ABOUT), value * (1 + ABOUT)
    raise ValueError(f"A figure cannot be “{qualifier}”")


def can_both_hold(one: tuple[float, str], other: tuple[float, str]) -> bool:
    """Tell whether two figures (value, qualifier) for one fact can be true together.

    “Over 26” and 26.5 can; “over 700” and 649 cannot. Nor can “at least 1.5” and “up to 1.5”: they
    meet in one point, but one calls it a floor and the other a ceiling.
    """
    (low, high), (other_low, other_high) = bounds(*one), bounds(*other)
    start, end = max(low, other_low), min(high, other_high)
    if start == end:
        return low == high or other_low == other_high
    return start < end


def all_can_hold(figures: Sequence[tuple[float, str]]) -> bool:
    """Tell whether every two of the figures (value, qualifier) can be true together."""
    return all(
        can_both_hold(one, other)
        for place, one in enumerate(figures)
        for other in figures[place + 1 :]
    )
