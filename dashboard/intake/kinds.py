"""The kinds of value a column may hold: how each is recognised, described and stored."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_YEAR = re.compile(r"(19|20)\d{2}")
_FINANCIAL_YEAR = re.compile(r"(\d{4})/(\d{2})")
_SPAN = re.compile(r"(\d{4})-(\d{2}|\d{4})")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+\.[^\s<>\"]+")
_CODE = re.compile(r"E(06|07|08|09|10)\d{6}")
_SLUG = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*")
_WHOLE = re.compile(r"-?\d{1,15}")


def _is_text(value: str) -> bool:
    return value == value.strip() and "\n" not in value


def _is_number(value: str) -> bool:
    try:
        return math.isfinite(float(value)) and "_" not in value and value == value.strip()
    except ValueError:
        return False


def _is_date(value: str) -> bool:
    if not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_partial_date(value: str) -> bool:
    return bool(_YEAR.fullmatch(value) or _MONTH.fullmatch(value)) or _is_date(value)


def _is_financial_year(value: str) -> bool:
    match = _FINANCIAL_YEAR.fullmatch(value)
    return match is not None and (int(match[1]) + 1) % 100 == int(match[2])


def _is_period(value: str) -> bool:
    """A year, a financial or academic year (2016-17) or a span of years (2013-2015)."""
    if _YEAR.fullmatch(value):
        return True
    match = _SPAN.fullmatch(value)
    if match is None:
        return False
    if len(match[2]) == 2:
        return (int(match[1]) + 1) % 100 == int(match[2])
    return int(match[1]) < int(match[2])


@dataclass(frozen=True)
class Kind:
    """A kind of value: what a reader is told it must be, the test, and the stored type."""

    must_be: str
    accepts: Callable[[str], bool]
    stored: pa.DataType


KINDS: dict[str, Kind] = {
    "text": Kind("text without spaces at either end", _is_text, pa.string()),
    "name": Kind(
        "lower-case letters and digits joined by _ or -",
        lambda value: _SLUG.fullmatch(value) is not None,
        pa.string(),
    ),
    "council": Kind(
        "a council's nine-character code such as E06000001",
        lambda value: _CODE.fullmatch(value) is not None,
        pa.string(),
    ),
    "address": Kind(
        "a web address that starts with http:// or https://",
        lambda value: _ADDRESS.fullmatch(value) is not None,
        pa.string(),
    ),
    "whole": Kind("a whole number", lambda value: _WHOLE.fullmatch(value) is not None, pa.int64()),
    "number": Kind("a number", _is_number, pa.float64()),
    "flag": Kind("true or false", lambda value: value in ("true", "false"), pa.bool_()),
    "date": Kind("a date such as 2016-09-14", _is_date, pa.date32()),
    "partial date": Kind(
        "a year, month or date such as 2016, 2016-09 or 2016-09-14",
        _is_partial_date,
        pa.string(),
    ),
    "month": Kind(
        "a month such as 2016-09", lambda value: _MONTH.fullmatch(value) is not None, pa.string()
    ),
    "financial year": Kind("a financial year such as 2016/17", _is_financial_year, pa.string()),
    "period": Kind(
        "a year (2015), a financial or academic year (2016-17) or a span (2013-2015)",
        _is_period,
        pa.string(),
    ),
}
