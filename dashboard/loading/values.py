"""Turn values as people write them into the text that the tables hold, without guessing.

Each function takes a cell's text and returns the contract's text, "" for a missing value, or
raises `ValueError(wrong, right)`: what is wrong and what would be right, in plain words. What may
mean two things is refused. Dates are in `values_dates`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from dashboard.loading.values_dates import (
    both_orders,
    date,
    financial_year,
    financial_year_of,
    partial_date,
    period,
)
from dashboard.loading.values_text import is_missing, text, tidy

__all__ = [
    "both_orders",
    "date",
    "decimal_mark",
    "financial_year",
    "financial_year_of",
    "flag",
    "gbp_million",
    "is_missing",
    "number",
    "partial_date",
    "period",
    "text",
    "tidy",
    "whole",
]

# Written already as the tables hold numbers, with no more digits than a float keeps.
_PLAIN = re.compile(r"-?[1-9][0-9]{0,8}(\.[0-9]{0,5}[1-9])?|0(\.[0-9]{0,5}[1-9])?")
_DECIMAL_COMMA = re.compile(r"[-−]?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+),(?:[0-9]{1,2}|[0-9]{4,})")
_DECIMAL_POINT = re.compile(r"[-−]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)\.(?:[0-9]{1,2}|[0-9]{4,})")
_TIMES = {
    "k": Decimal(1000),
    "thousand": Decimal(1000),
    "m": Decimal(10) ** 6,
    "mn": Decimal(10) ** 6,
    "million": Decimal(10) ** 6,
    "bn": Decimal(10) ** 9,
    "billion": Decimal(10) ** 9,
}
_NUMBER = re.compile(
    r"(?P<minus>-)?(?P<pound>£)?(?P<minus2>-)?"
    r"(?P<digits>[0-9][0-9., ]*|\.[0-9]+)(?P<power>e[-+]?[0-9]{1,3})?"
    r"(?P<times>k|thousand|mn?|million|bn|billion)?(?P<percent>%|percent|per cent)?",
    re.IGNORECASE,
)
_ERROR = re.compile(r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)", re.I)
_GROUPED = re.compile(r"[0-9]{1,3}(?P<mark>[, ])[0-9]{3}(?:(?P=mark)[0-9]{3})*")
_TOO_MUCH = Decimal(10) ** 15
_YES = {"true", "yes", "y", "t", "1", "1.0"}
_NO = {"false", "no", "n", "f", "0", "0.0"}


def decimal_mark(cells: Iterable[str]) -> str:
    """Return “,” where some cells can only be numbers with a decimal comma and none with a point.

    1,5 can only be one and a half; 1,500 may be either, so it says nothing.
    """
    comma = False
    for cell in cells:
        if not cell or cell[-1:] not in "0123456789":
            continue
        if _DECIMAL_POINT.fullmatch(cell):
            return "."
        comma = comma or _DECIMAL_COMMA.fullmatch(cell) is not None
    return "," if comma else "."


def number(value: str, decimal: str = ".") -> str:
    """Return a number: “£1,200” 1200, “45%” 45, “(1.2)” -1.2, “£1.2m” 1200000, “n/a” empty.

    `decimal` is the mark of decimals, “.” or “,” (see `decimal_mark`).
    """
    if decimal == "." and _PLAIN.fullmatch(value):
        return value
    found = _parsed(value, decimal)
    return "" if found is None else _plain(found[0])


def whole(value: str, decimal: str = ".") -> str:
    """Return a whole number; “3.0” is 3."""
    given = number(value, decimal)
    if given and not given.lstrip("-").isdigit():
        raise ValueError(f"“{tidy(value)}” is not a whole number", "a whole number, such as 12")
    return given


def gbp_million(value: str, decimal: str = ".") -> str:
    """Return £ million: “£1.2m” and “1.2” are 1.2, “£850,000” and “850k” are 0.85.

    A bare number is taken to be in £ million, as the column says, unless that cannot be.
    """
    found = _parsed(value, decimal)
    if found is None:
        return ""
    amount, parts = found
    if parts["percent"]:
        raise ValueError("a percentage stands where an amount is needed", "an amount, such as 1.2")
    if parts["times"] or (parts["pound"] and abs(amount) >= 10_000):
        return _plain(amount / Decimal(10) ** 6)
    if abs(amount) >= 1000:
        raise ValueError(
            f"“{tidy(value)}” may be pounds or £ million",
            f"{_plain(amount / Decimal(10) ** 6)} if it is pounds; £{_plain(amount)}m if it is not",
        )
    return _plain(amount)


def flag(value: str) -> str:
    """Return true or false from yes, no, Y, N, TRUE, FALSE, 1 or 0."""
    given = tidy(value).lower()
    if is_missing(value):
        return ""
    if given in _YES:
        return "true"
    if given in _NO:
        return "false"
    raise ValueError(f"“{tidy(value)}” is neither yes nor no", "yes or no")


def _plain(amount: Decimal) -> str:
    if amount == amount.to_integral_value():
        return str(int(amount))
    # Fifteen digits are all that a spreadsheet means.
    shortest = format(float(amount), ".15g")
    # A residue of Excel's own arithmetic, not a figure.
    if "e" in shortest and abs(amount) < Decimal("1e-9"):
        return "0"
    return format(Decimal(shortest), "f")


def _parsed(value: str, decimal: str) -> tuple[Decimal, dict[str, str | None]] | None:
    """Return the amount and the marks that stand with it, or None for a missing value."""
    given = tidy(value)
    if is_missing(value, for_numbers=True):
        return None
    bare = given.replace("−", "-").replace("–", "-").replace("Â£", "£").replace("\u2009", " ")
    refused = ValueError(f"“{given}” is not a number", "a number, such as 1234.5")
    if _ERROR.fullmatch(bare):
        raise ValueError(f"“{given}” is an error of the spreadsheet", "the number itself")
    if bare.startswith("="):
        raise ValueError(f"“{given}” is a formula, not its result", "the number itself")
    if bare.lower() in ("nil", "none", "no"):
        raise ValueError(f"“{given}” may mean nought or not known", "0, or an empty cell")
    if bare[:1] in "<>≤≥~±" or bare.lower().startswith(("over ", "about ", "under ", "up to ")):
        raise ValueError(f"“{given}” is a bound, not a figure", "the figure, or an empty cell")
    negative = False
    brackets = re.fullmatch(r"(-?£?)\((.*)\)(%|m|k|mn|bn)?", bare, re.IGNORECASE)
    if brackets:
        negative = True
        if brackets[1].startswith("-"):
            raise refused
        bare = brackets[1] + brackets[2].strip() + (brackets[3] or "")
    if bare.startswith("+"):
        bare = bare[1:].lstrip()
    bare = re.sub(r"^(-?)gbp ?", r"\1£", bare, flags=re.IGNORECASE)
    squeezed = re.sub(r"(?<=[£%-]) | (?=[%a-zA-Z])", "", bare)
    parts = _NUMBER.fullmatch(squeezed)
    if parts is None or (parts["minus"] and parts["minus2"]):
        raise refused
    if (parts["minus"] or parts["minus2"]) and negative:
        raise refused
    digits = _digits(parts["digits"].strip(), decimal, given)
    try:
        amount = Decimal(digits + (parts["power"] or ""))
    except ArithmeticError:
        raise refused from None
    amount *= _TIMES.get((parts["times"] or "").lower(), Decimal(1))
    if abs(amount) >= _TOO_MUCH:
        raise ValueError(f"“{given}” is too large to be a figure here", "a smaller number")
    if parts["minus"] or parts["minus2"] or negative:
        amount = -amount
    return amount, parts.groupdict()


def _digits(digits: str, decimal: str, given: str) -> str:
    """Return digits with a decimal point and no separators of thousands."""
    if decimal == ",":
        digits = digits.translate({ord(","): ".", ord("."): ","})
    before, point, after = digits.partition(".")
    if not re.fullmatch(r"[0-9]*", after) or (before and not _whole_part(before)):
        if decimal == "." and _DECIMAL_COMMA.fullmatch(digits):
            comma = digits.replace(".", "").replace(",", ".")
            raise ValueError(
                f"“{given}” has a comma where no separator of thousands can stand",
                f"{comma}, with a decimal point",
            )
        raise ValueError(
            f"the commas, points or spaces in “{given}” do not make a number",
            "a number, such as 1,234.5 or 1234.5",
        )
    return re.sub("[, ]", "", before) + point + after


def _whole_part(before: str) -> bool:
    return before.isdigit() or _GROUPED.fullmatch(before) is not None
