"""Where one council stands among others, in quarters, and whether its own figure has moved.

Quarters and not ranks: with some twenty councils to compare with, one place up or down means
nothing. Quartiles are interpolated (type 7 of Hyndman and Fan 1996, "Sample quantiles in
statistical packages", The American Statistician 50:4), as pandas and DuckDB do by default.
"""

from __future__ import annotations

HIGHER, LOWER, NEUTRAL = "higher_is_better", "lower_is_better", "neutral"
JUDGED = ("best quarter", "second quarter", "third quarter", "worst quarter")
UNJUDGED = ("highest quarter", "second highest quarter", "second lowest quarter", "lowest quarter")
LITTLE_CHANGED, SAME_GRADE = "little changed", "same grade"
# A change counts when it is more than this share of the width of the middle half of the others.
CUT = 0.25
# Quartiles are computed; a figure that is one of them must not miss it by the last binary digit.
DECIMALS = 4


def quarter(value: float, quartiles: tuple[float, float, float], polarity: str) -> str:
    """The quarter that `value` is in, given the others' lower quartile, median and upper quartile.

    Best (or highest) only when beyond the quartile: a figure equal to a quartile belongs to the
    middle half, one equal to the median to its better (higher) part, so that a figure shared by
    everybody is neither best nor worst. `polarity` is HIGHER, LOWER or NEUTRAL.
    """
    low, middle, high = (round(q, DECIMALS) for q in quartiles)
    value = round(value, DECIMALS)
    if polarity == LOWER:
        value, low, middle, high = -value, -high, -middle, -low
    words = UNJUDGED if polarity == NEUTRAL else JUDGED
    if value > high:
        return words[0]
    if value < low:
        return words[3]
    return words[1] if value >= middle else words[2]


def direction(change: float, spread: float, polarity: str) -> str:
    """Whether a change is for the better, in a word; for a neutral indicator only up or down.

    `spread` is the width of the middle half of the others (upper less lower quartile), in the
    unit of the indicator: a change of up to CUT of it is called little.
    """
    change = round(change, DECIMALS)
    if change == 0 or abs(change) <= CUT * spread:
        return LITTLE_CHANGED
    if polarity == NEUTRAL:
        return "rose" if change > 0 else "fell"
    return "improved" if (change > 0) == (polarity == HIGHER) else "worsened"


def grade_direction(change: float, polarity: str) -> str:
    """Whether a grade is better than before; grades are categories, so any change counts."""
    return direction(change, 0, polarity) if change else SAME_GRADE
