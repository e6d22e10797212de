"""Tables with a column for each period, as LG Inform writes them: periods, and of what."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from dashboard.intake.kinds import KINDS
from dashboard.loading import values

_UNITS = re.compile(r"\s*[(\[]?\s*(raw values?|values?|%|£|per cent)\s*[)\]]?\s*$", re.IGNORECASE)


def wide_columns(
    record: Sequence[str], above: Sequence[str], taken: Collection[int]
) -> dict[int, tuple[str, str]]:
    """Return the period of each column that has one, and its indicator where a heading says it.

    `record` is the heading, `above` the row above it, which may hold indicators over several
    periods each, or periods over several indicators; `taken` are columns of another meaning.
    """
    grouped = _is_heading(above)
    found: dict[int, tuple[str, str]] = {}
    group = ""
    for at, cell in enumerate(record):
        group = (above[at] if at < len(above) else "") or group
        if at in taken or not cell:
            continue
        period, metric = period_of(cell), group if grouped else ""
        if period is None:
            period, metric = _metric_and_period(cell)
        if period is None and grouped and (over := period_of(group)):
            period, metric = over, cell
        if period is not None:
            found[at] = period, metric
    return found


def _is_heading(above: Sequence[str]) -> bool:
    """Whether a row stands over columns: one cell above the first of all is only a title."""
    return sum(bool(cell) for cell in above) > 1 or (any(above) and not above[0])


def period_of(heading: str) -> str | None:
    """Return the period that a heading is, in the contract's form, or None."""
    for text in (heading, _UNITS.sub("", heading)):
        if re.search(r"(19|20)\d\d", text) and len(text) <= 20 and not re.search(r"Q[1-4]", text):
            try:
                found = values.period(text)
            except ValueError:
                continue
            if KINDS["period"].accepts(found):
                return found
    return None


def _metric_and_period(cell: str) -> tuple[str | None, str]:
    """Take “Recycling rate - 2016/17” or “2016/17 Recycling rate” apart."""
    last = re.fullmatch(r"(?s)(.*?\S)[\s\-–:|,(\[]+((?:19|20)\d\d(?:[/\-–]\d{2,4})?)[)\]]?", cell)
    if last and (period := period_of(last[2])):
        return period, re.sub(r"\s+(for|in)$", "", last[1]).strip(" -–:|,")
    first = re.fullmatch(r"(?s)((?:19|20)\d\d(?:[/\-–]\d{2,4})?)[\s\-–:|,]+(\S.*)", cell)
    if first and (period := period_of(first[1])):
        return period, first[2]
    return None, ""
