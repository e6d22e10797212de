"""Savings claims: amounts in the unit the heading says, and what a short extract leaves out."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np

from dashboard.intake.contracts import TABLES
from dashboard.loading import values
from dashboard.loading.checking_dates import future, judge_order
from dashboard.loading.reference import Reference
from dashboard.loading.work import Array, Work, array, distinct

AMOUNT = "estimated_saving_gbp_million"
_TOTALS = frozenset({"total", "all", "overall", "grand total", "all programmes", "overall total"})
_MAY_BE_TO_COME = frozenset({"forecast", "commitment"})
_TEXTS = ("programme_area", "scheme", "who_says", "note", "quote", "period")
_CHOICES = ("qualifier", "scope", "kind", "how_firm", "basis")


def make_savings(work: Work, reference: Reference, source: str) -> dict[str, Array]:
    """Return the columns of savings claims."""
    table = work.table
    columns = {name: work.convert(name, values.text) for name in _TEXTS}
    kinds = tuple(reference.known["claim_kinds.kind"])
    for name in _CHOICES:
        allowed = kinds if name == "kind" else TABLES["savings"].columns[name].allowed
        columns[name] = work.convert(name, _choice(allowed))
    columns[AMOUNT] = _amounts(work)
    columns["year"] = work.convert("year", _year)
    for name in ("first_year", "last_year"):
        columns[name] = work.convert(name, values.financial_year)
    judge_order(work, "year", "first_year", "last_year")
    _fill_years(work, columns, reference)
    for each in table.fields:
        if each.default:
            columns[each.name] = np.where(
                columns[each.name] == "", each.default, columns[each.name]
            )
    areas, which = distinct(columns["programme_area"])
    whole = [("whole" if area.casefold() in _TOTALS else "area") for (area,) in areas]
    if whole:
        columns["scope"] = np.where(columns["scope"] == "", array(whole)[which], columns["scope"])
    columns["period"] = np.where(columns["period"] == "", columns["year"], columns["period"])
    columns["claim"] = _claims(work, columns)
    columns["source_title"] = work.convert("source_title", values.text)
    columns["source_title"] = np.where(
        columns["source_title"] == "", source, columns["source_title"]
    )
    columns["source_address"] = work.convert("source_address", values.text)
    return {name: columns[name] for name in table.contract.in_file()}


def _amounts(work: Work) -> Array:
    """The amounts in £ million; a heading that says pounds or thousands says how to read them."""
    heading = work.layout.named.get(AMOUNT, "").casefold()
    mark = work.mark(AMOUNT)
    if re.search(r"£\s*m|million|gbp_million|\bm\b", heading):
        return work.convert(AMOUNT, lambda text: _in_million(text, mark))
    thousands = re.search(r"000|£\s*k|thousand", heading)
    pounds = "£" in heading or re.search(r"\b(gbp|pounds)\b", heading)
    if not thousands and not pounds:
        return work.convert(AMOUNT, lambda text: values.gbp_million(text, mark))
    times = 1_000 if thousands else 1

    def scaled(text: str) -> str:
        said = re.search(r"[a-z]", text.casefold().replace("gbp", ""))
        if said and not values.is_missing(text, for_numbers=True):
            return values.gbp_million(text, mark)
        number = values.number(text, mark)
        return number and values.number(f"{float(number) * times / 1e6:.9f}")

    return work.convert(AMOUNT, scaled)


def _in_million(text: str, mark: str) -> str:
    """An amount under a heading that says £ million: a bare number of any size is one."""
    bare = re.fullmatch(r"[\d., ]+", values.tidy(text))
    return values.number(text, mark) if bare else values.gbp_million(text, mark)


def _year(text: str) -> str:
    """A financial year where it is one; else the words, such as “2016 to 2019”."""
    try:
        return values.financial_year(text)
    except ValueError:
        return values.text(text)


def _fill_years(work: Work, columns: dict[str, Array], reference: Reference) -> None:
    """Take the first and last year from the year; blame a row that has neither, or is to come."""
    single = np.array([bool(re.fullmatch(r"\d{4}/\d\d", text)) for text in columns["year"]], bool)
    for name in ("first_year", "last_year"):
        # Where the file has the column, an empty cell means that the year is not known.
        empty = (columns[name] == "") & (name == "last_year" or not work.has(name))
        columns[name] = np.where(empty & single, columns["year"], columns[name])
    one = columns["first_year"] == columns["last_year"]
    columns["year"] = np.where((columns["year"] == "") & one, columns["last_year"], columns["year"])

    def judge(year: str, last: str) -> tuple[str, str] | None:
        if last:
            return None
        if not year:
            return "There is no financial year", "A financial year such as 2016/17"
        return (
            f"“{year}” is not one financial year",
            "A financial year such as 2016/17, or columns “First year” and “Last year”",
        )

    def judge_future(kind: str, first: str) -> tuple[str, str] | None:
        return None if kind in _MAY_BE_TO_COME else future(first, reference.today)

    column = "year" if work.has("year") else "last_year"
    work.judge(column, [columns["year"], columns["last_year"]], judge)
    work.judge(column, [columns["kind"], columns["first_year"]], judge_future)


def _choice(allowed: tuple[str, ...]) -> Callable[[str], str]:
    known = {name.casefold(): name for name in allowed}

    def choose(text: str) -> str:
        said = values.text(text).casefold()
        if said and said not in known:
            raise ValueError(f"“{values.tidy(text)}” is not allowed here", "; ".join(allowed))
        return known.get(said, "")

    return choose


def _claims(work: Work, columns: dict[str, Array]) -> Array:
    """The name of each claim: as given, or made of what it is about."""
    given = work.convert("claim", values.text)
    parts = [given, *(columns[name] for name in ("scheme", "programme_area", "kind", "year"))]
    found, which = distinct(*parts)
    names = [_slug(own or "-".join(rest)) for own, *rest in found]
    return array(names)[which] if names else given


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9_]+", "-", text.casefold()).strip("-_")
