"""Text as people write it, and the marks that people write for “nothing is known”."""

from __future__ import annotations

import re

_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_GAPS = re.compile(r"\s+")
_EXCEL_TEXT = re.compile(r'="(.*)"')
_MISSING = (
    "-, --, ---, –, —, ., .., ..., …, n/a, na, n.a., n.a, #n/a, n/k, nk, (blank), null, nan, "
    "not available, not applicable, not known, not recorded, unknown, missing, no data, tbc, "
    "[x], [z], [u]"
)
MISSING = frozenset(("", *_MISSING.split(", ")))
_SUPPRESSED = "*, **, c, [c], x, z, :, u, s, suppressed, [low], #, no value"
SUPPRESSED = frozenset(_SUPPRESSED.split(", "))
"""Marks in tables of statistics for a figure that is kept back, too small or does not apply."""


def tidy(value: str) -> str:
    """Return text without characters that are not seen, each gap or line break one space."""
    if value.isascii() and value.isalnum():
        return value
    value = _GAPS.sub(" ", value.translate(_UNSEEN)).strip()
    # Written so by programs that want a spreadsheet to keep leading noughts.
    excel = _EXCEL_TEXT.fullmatch(value)
    return excel[1].replace('""', '"').strip() if excel else value


def is_missing(value: str, *, for_numbers: bool = False) -> bool:
    """Return whether a cell's text says that nothing is known (“n/a”, “-”, “..” and others)."""
    given = tidy(value).lower()
    return given in MISSING or (for_numbers and given in SUPPRESSED)


def text(value: str) -> str:
    """Return text on one line; "" for a missing value."""
    return "" if is_missing(value) else tidy(value)
