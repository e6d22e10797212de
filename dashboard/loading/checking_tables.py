"""What each table makes of a file's columns: values, dates, codes and what is left unsaid."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np

from dashboard.intake.contracts_councils import CONTROL_GROUPS, PATCHES
from dashboard.loading import values
from dashboard.loading.checking_dates import dated, future_period, future_year, judge_order
from dashboard.loading.checking_savings import make_savings
from dashboard.loading.councils import last_day
from dashboard.loading.looking_up import codes, councils, leave_out_areas
from dashboard.loading.reference import Reference
from dashboard.loading.work import Array, Work, array, distinct, missing
from dashboard.wording import counted

NUMBERS_SHOWN = 5
_CONTROL = {
    "con": "Conservative",
    "cons": "Conservative",
    "conservatives": "Conservative",
    "tory": "Conservative",
    "lab": "Labour",
    "labour and co-operative": "Labour",
    "ld": "Liberal Democrat",
    "lib dem": "Liberal Democrat",
    "lib dems": "Liberal Democrat",
    "liberal democrats": "Liberal Democrat",
    "noc": "No overall control",
    "n.o.c.": "No overall control",
    "no overall majority": "No overall control",
    "hung": "No overall control",
    "greens": "Green",
    "green party": "Green",
    "ind": "Independent",
    "independents": "Independent",
    "reform": "Reform UK",
}


def make_take_up(work: Work, reference: Reference, source: str) -> dict[str, Array]:
    """Return the columns of take-up records."""
    work.judge("basis", [work.given("basis")], _is_recorded)
    written = work.convert("date", values.text)
    _take_years_out_of_dates(work)
    dates = work.convert("date", values.partial_date)
    years = work.convert("financial_year", values.financial_year)
    judge_order(work, "date", "financial_year")
    days, settled = dated(work, dates, years, reference.today)
    found = councils(work, reference, days)
    offers = codes(work, "offer_code", "offer", reference.offers)
    named = work.convert("council", values.text)
    named = np.where(
        named == "", array([reference.short_names.get(code, "") for code in found]), named
    )
    given = work.convert("date_as_given", values.text)
    return {
        "council_code": found,
        "council": named,
        "offer_code": offers,
        "financial_year": settled,
        "date": dates,
        "quantity": _or(work.convert("quantity", values.whole), "1"),
        "date_as_given": np.where(given == "", written, given),
        "evidence": _or(work.convert("evidence", values.text), "Listed in the extract."),
        **_sourced(work, source),
    }


def _take_years_out_of_dates(work: Work) -> None:
    """Move a financial year that stands in the column of dates to the column of years."""
    if not work.has("date"):
        return
    years = _mapped(work.text["date"], _only_a_year)
    free = (years != "") & (work.given("financial_year") == "")
    if free.any():
        work.text["financial_year"] = np.where(free, years, work.given("financial_year"))
        work.text["date"] = np.where(free, "", work.text["date"])


def _only_a_year(text: str) -> str:
    try:
        values.partial_date(text)
    except ValueError:
        try:
            return values.financial_year(text)
        except ValueError:
            return ""
    return ""


def make_indicator_values(work: Work, reference: Reference, _: str) -> dict[str, Array]:
    """Return the columns of indicator values; cells without a value are left out."""
    leave_out_areas(work)
    empty = missing(work.given("value")) & ~work.bad if len(work) else work.bad
    if empty.any():
        work.notes.append(
            f"{counted(int(empty.sum()), 'cell')} without a value "
            f"{'was' if empty.sum() == 1 else 'were'} left out."
        )
        work.drop(empty)
    mark = work.mark("value")
    figures = work.convert("value", lambda text: values.number(text, mark))
    periods = work.convert("period", values.period)
    work.judge("period", [periods], lambda period: future_period(period, reference.today))
    titled = bool(work.layout.fixed.get("indicator"))
    indicators = codes(work, "indicator_code", "indicator", reference.indicators, within=titled)
    found = councils(work, reference, _mapped(periods, last_day), any_day=True)
    return {
        "indicator_code": indicators,
        "council_code": found,
        "period": periods,
        "value": figures,
    }


def make_political_control(work: Work, reference: Reference, source: str) -> dict[str, Array]:
    """Return the columns of political control."""
    years = work.convert("year", _election_year)
    work.judge("year", [years], lambda year: future_year(year, reference.today))
    # After the elections; a council's first members may be elected the year before it begins.
    days = _mapped(years, lambda year: date(int(year), 5, 31) if year else None)
    found = councils(work, reference, days, or_by=lambda day: date(day.year + 1, 4, 30))
    now = reference.table("political_control", ["control", "control_group"]).dropna()
    groups = dict(zip(now["control"], now["control_group"], strict=True))
    groups |= {name: name for name in CONTROL_GROUPS}
    parties = {name.casefold(): name for name in groups} | _CONTROL

    def party(text: str) -> str:
        said = values.text(text).casefold()
        if said and said not in parties:
            right = f"One of: {'; '.join(sorted(set(parties.values())))}"
            raise ValueError("This party or control is not known", right)
        return parties[said] if said else ""

    control = work.convert("control", party)
    group = work.convert("control_group", party)
    group = np.where(group == "", _mapped(control, lambda name: groups.get(name, "")), group)
    control = np.where(control == "", group, control)
    sourced = _sourced(work, source)
    given = work.convert("source_title", values.text)
    sourced["source_title"] = np.where(control == "", given, sourced["source_title"])
    seats = {
        name: work.convert(name, values.whole)
        for name in work.table.contract.in_file()
        if name == "seats_total" or name in ("con", "lab", "ld", "green", "ukip", "reform", "other")
    }
    return {
        "council_code": found,
        "year": years,
        "control": control,
        "control_group": group,
        **seats,
        "note": work.convert("note", values.text),
        **sourced,
    }


def make_adviser_patches(work: Work, reference: Reference, source: str) -> dict[str, Array]:
    """Return the columns of the advisers' areas."""
    days = array([reference.today] * len(work))
    found = councils(work, reference, days, any_day=True)
    known = {name.casefold(): name for name in PATCHES}

    def patch(text: str) -> str:
        said = values.text(text)
        if said.casefold().replace("&", "and") not in known:
            raise ValueError("This area is not known", f"One of: {'; '.join(PATCHES)}")
        return known[said.casefold().replace("&", "and")]

    return {
        "council_code": found,
        "patch": work.convert("patch", patch),
        "basis": _or(work.convert("basis", values.text), work.table.field("basis").default),
        **_sourced(work, source),
    }


MAKERS: dict[str, Callable[[Work, Reference, str], dict[str, Array]]] = {
    "take_up": make_take_up,
    "savings": make_savings,
    "indicator_values": make_indicator_values,
    "political_control": make_political_control,
    "adviser_patches": make_adviser_patches,
}


def _is_recorded(text: str) -> tuple[str, str] | None:
    if values.text(text).casefold() in ("", "recorded", "published"):
        return None
    return "This is not a record", "“recorded”: illustrative rows cannot be loaded as records"


def _election_year(text: str) -> str:
    """The year of a May, from “2016”, “May 2016” or a date."""
    given = values.partial_date(text)
    if given and not 1973 <= int(given[:4]) <= 2099:
        raise ValueError("This is not a year", "A year such as 2016")
    return given[:4]


def _mapped(column: Array, function: Callable[[str], object]) -> Array:
    found, which = distinct(column)
    return array([function(text) for (text,) in found])[which] if found else column


def _or(column: Array, default: str) -> Array:
    return np.where(column == "", default, column)


def _sourced(work: Work, source: str) -> dict[str, Array]:
    return {
        "source_title": _or(work.convert("source_title", values.text), source),
        "source_address": work.convert("source_address", _address),
    }


def _address(text: str) -> str:
    given = values.text(text)
    return f"https://{given}" if given.startswith("www.") else given
