"""Figures given as “over”, “almost” or “about”: what they allow, and what two of them tell."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product

# How far an “about” or “almost” may lie from the figure named, as a share of it. It is the widest
# reading made of such words in the published take-up (around a third: 30 to 36 per cent).
ABOUT = 0.1


@dataclass(frozen=True)
class Hedged:
    """A published figure and the source's own word for how exact it is."""

    value: float
    wording: str = "exact"

    @property
    def bounds(self) -> tuple[float, float]:
        """Lowest and highest value that the words allow. Raises LookupError for other words."""
        return {
            "exact": (self.value, self.value),
            "over": (_above(self.value), math.inf),
            "at least": (self.value, math.inf),
            "up to": (-math.inf, self.value),
            "almost": (self.value * (1 - ABOUT), _below(self.value)),
            "just below": (self.value * (1 - ABOUT), _below(self.value)),
            "about": (self.value * (1 - ABOUT), self.value * (1 + ABOUT)),
        }[self.wording]

    def allows(self, other: Hedged) -> bool:
        """Whether one value could meet both."""
        low, high = self.bounds
        other_low, other_high = other.bounds
        return low <= other_high and other_low <= high


def _above(value: float) -> float:
    return math.nextafter(value, math.inf)


def _below(value: float) -> float:
    return math.nextafter(value, -math.inf)


def distinct(figures: Sequence[Hedged]) -> list[Hedged]:
    """The different figures among `figures`: those given most often first, then the largest.

    One that is only a less exact form of another (“over 26” beside 26.5) is left out.
    """
    exact = {one for one in figures if one.wording == "exact"}
    kept = [
        one
        for one in dict.fromkeys(figures)
        if one in exact or not any(one.allows(other) for other in exact)
    ]
    return sorted(kept, key=lambda one: (-figures.count(one), -one.value, one.wording == "exact"))


def differ(figures: Sequence[Hedged]) -> bool:
    """Whether two of the figures cannot both be right."""
    return any(not one.allows(other) for one, other in combinations(figures, 2))


def compared(after: Sequence[Hedged], before: Sequence[Hedged]) -> str:
    """`higher`, `lower`, `same`, or `cannot tell` where the words or the sources do not allow it.

    What is said must hold for whichever of several figures is right.
    """
    found = {_compared(*pair) for pair in product(after, before)}
    return found.pop() if len(found) == 1 else "cannot tell"


def _compared(after: Hedged, before: Hedged) -> str:
    low, high = after.bounds
    low_before, high_before = before.bounds
    if low > high_before:
        return "higher"
    if high < low_before:
        return "lower"
    exact = after.wording == before.wording == "exact"
    return "same" if exact else "cannot tell"
