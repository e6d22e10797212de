"""Numbers and lists as a reader expects to see them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

import pandas as pd

MISSING = "–"
_SMALL_WORDS = frozenset({"a", "and", "for", "in", "of", "on", "the", "to"})


def whole_percent(value: float) -> str:
    """`47%`, halves rounded up; small shares are not rounded to nothing."""
    if pd.isna(value):
        return MISSING
    if 0 < value < 1:
        return "under 1%"
    return f"{math.floor(value + 0.5)}%"


def n_of_n(taking_part: float, councils: float) -> str:
    """`19 of 41`, with thousands separated."""
    return f"{taking_part:,.0f} of {councils:,.0f}"


def counted(number: float, one: str, many: str | None = None) -> str:
    """`1 council`, `12 councils`, `no councils`."""
    word = one if number == 1 else (many or f"{one}s")
    return f"{'no' if number == 0 else f'{number:,.0f}'} {word}"


def listed(items: Sequence[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def long_date(iso: str) -> str:
    """`2017-03-31` as 31 March 2017."""
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B %Y}"


def lower_first(text: str) -> str:
    """The text with a small first letter, unless it starts with an acronym or a name.

    A second word with a capital tells a name, also after a small word: “One Public Estate”, “Focus
    on Leadership”, but “governance support from the Centre for Public Scrutiny”.
    """
    second = text[1:2]
    following = [word for word in text.split()[1:] if word not in _SMALL_WORDS][:1]
    is_name = bool(following) and following[0][:1].isupper()
    return text if is_name or second.isupper() or not second.isalpha() else _small_first(text)


def _small_first(text: str) -> str:
    return text[:1].lower() + text[1:]
