"""Dates, financial years and periods as people write them: the day comes first, as in the UK."""

from __future__ import annotations

import datetime as dt
import re

from dashboard.loading.values_text import is_missing, tidy

_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_NAMES = "january february march april may june july august september october november december"
_MONTHS = {
    name[:length]: month
    for month, name in enumerate(_NAMES.split(), 1)
    for length in range(3, len(name) + 1)
}
_WEEKDAY = re.compile(r"(mon|tues?|wed(nes)?|thu(rs?)?|fri|sat(ur)?|sun)(day)?\.?,?\s+", re.I)
_TIME = re.compile(r"[T ]\s*[0-2]?[0-9]:[0-5][0-9](:[0-5][0-9](\.[0-9]+)?)?\s*([ap]m|Z)?$", re.I)
_YEAR = re.compile(r"([12][0-9]{3})(?:\.0)?")
_ISO = re.compile(r"([12][0-9]{3})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_COMPACT = re.compile(r"((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])")
_UK = re.compile(r"([0-9]{1,2})\s?([-/. ])\s?([0-9]{1,2})\s?\2\s?([0-9]{4}|[0-9]{2})")
_SERIAL = re.compile(r"([2-7][0-9]{4})(?:\.[0-9]+)?")
_DAY_MONTH = re.compile(
    r"([0-9]{1,2})(?:st|nd|rd|th)?(?:\s+of)?[-/. ]*([a-z]{3,9})\.?[-/., ]*'?([0-9]{4}|[0-9]{2})",
    re.I,
)
_MONTH_DAY = re.compile(
    r"([a-z]{3,9})\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?(?:,\s*|\s+)([12][0-9]{3})", re.I
)
_MONTH_YEAR = re.compile(r"([a-z]{3,9})\.?[-/., ]*'?([0-9]{4}|[0-9]{2})", re.I)
_YEAR_MONTH_NAMED = re.compile(r"([12][0-9]{3})[-/., ]+([a-z]{3,9})", re.I)
_ISO_MONTH = re.compile(r"([12][0-9]{3})-(0[1-9]|1[0-2])")
_NUMBER_MONTH = re.compile(r"(0?[1-9]|1[0-2])[-/.]([12][0-9]{3})")
_TWO_YEARS = re.compile(
    r"([12][0-9]{3}|[0-9]{2})\s*(/|-|_|to|and|\\)\s*([12][0-9]{3}|[0-9]{2})", re.I
)
_SIX = re.compile(r"([12][0-9]{3})([0-9]{2})")
_YEAR_WORDS = re.compile(
    r"^(?:FY|F/Y|financial year|academic year|year)[\s:.]*|[\s,]*(?:FY|financial year|academic year"
    r"|academic|financial)$",
    re.I,
)
_QUARTER = re.compile(r"\b(q[1-4]|[1-4]q|quarter|h[12])\b", re.I)
_SEASON = re.compile(r"\b(spring|summer|autumn|winter|early|mid|late|end of)\b", re.I)

_DATE_RIGHT = "a date such as 14/09/2016, a month such as September 2016, or a year"
_DAY_RIGHT = "a date such as 14/09/2016"
_YEAR_RIGHT = "a financial year such as 2016/17"
_PERIOD_RIGHT = "2016-17 (financial or academic year), 2016 (calendar year) or 2014-2016"


def date(value: str) -> str:
    """Return a whole date as 2016-09-14."""
    given = partial_date(value)
    if given and len(given) < 10:
        raise ValueError(f"“{tidy(value)}” does not say the day", _DAY_RIGHT)
    return given


def partial_date(value: str) -> str:
    """Return a date 2016-09-14, a month 2016-09 or a year 2016, as far as the text says.

    “14 Sept 2016”, “14/9/16”, “Sep-16” (the month), “2016” and serial numbers of Excel are read.
    Refused: American order, financial years, quarters, seasons and spans of days.
    """
    if is_missing(value):
        return ""
    given = tidy(value).rstrip(".,;")
    bare = _TIME.sub("", _WEEKDAY.sub("", given))
    try:
        found = _date(bare)
    except ValueError as error:
        if len(error.args) == 2:
            raise
        raise ValueError(f"“{given}” is not a day that exists", _DATE_RIGHT) from None
    if found is None:
        raise ValueError(*_why_no_date(bare, given))
    if not _FIRST_YEAR <= int(found[:4]) <= _LAST_YEAR:
        raise ValueError(f"the year of “{given}” is before 1900 or after 2099", _DATE_RIGHT)
    return found


def both_orders(value: str, *, typed: bool = True) -> tuple[str, str] | None:
    """Return the day that a date means with the day first, and with the month first.

    “03/04/2016” is 2016-04-03 or 2016-03-04; where there is no such day, "". None for a text
    that is no date in numbers. An ISO date has one order, unless it was not `typed` so but is
    how a spreadsheet understood it.
    """
    bare = _TIME.sub("", _WEEKDAY.sub("", tidy(value).rstrip(".,;")))
    if match := _UK.fullmatch(bare):
        year, first, second = _century(match[4]), match[1], match[3]
    elif not typed and (match := _ISO.fullmatch(bare)):
        year, first, second = match[1], match[4], match[3]
    else:
        return None
    found = []
    for month, day in ((second, first), (first, second)):
        try:
            found.append(_day(year, month, day))
        except ValueError:
            found.append("")
    return found[0], found[1]


def _date(bare: str) -> str | None:
    """Return the date, None where the text is in no known form; ValueError for no such day."""
    if match := _YEAR.fullmatch(bare):
        return match[1]
    if match := _ISO_MONTH.fullmatch(bare):
        return bare
    if match := _ISO.fullmatch(bare):
        return _day(match[1], match[3], match[4])
    if match := _COMPACT.fullmatch(bare):
        return _day(match[1], match[2], match[3])
    if match := _UK.fullmatch(bare):
        if int(match[3]) > 12 >= int(match[1]):
            day = _day(_century(match[4]), match[1], match[3])
            raise ValueError(
                f"“{bare}” is in American order: there is no month {match[3]}",
                f"the day first, in the whole column: {day[8:]}/{day[5:7]}/{day[:4]}",
            )
        return _day(_century(match[4]), match[3], match[1])
    if match := _SERIAL.fullmatch(bare):
        # Excel counts days from the last but one of 1899 (it has a 29 February 1900).
        return (dt.date(1899, 12, 30) + dt.timedelta(days=int(match[1]))).isoformat()
    if (match := _DAY_MONTH.fullmatch(bare)) and (month := _MONTHS.get(_name(match[2]))):
        return _day(_century(match[3]), month, match[1])
    if (match := _MONTH_DAY.fullmatch(bare)) and (month := _MONTHS.get(_name(match[1]))):
        return _day(match[3], month, match[2])
    if (match := _MONTH_YEAR.fullmatch(bare)) and (month := _MONTHS.get(_name(match[1]))):
        return f"{_century(match[2])}-{month:02}"
    if (match := _YEAR_MONTH_NAMED.fullmatch(bare)) and (month := _MONTHS.get(_name(match[2]))):
        return f"{match[1]}-{month:02}"
    if match := _NUMBER_MONTH.fullmatch(bare):
        return f"{match[2]}-{int(match[1]):02}"
    return None


def _name(word: str) -> str:
    return word.lower()


def _day(year: str | int, month: str | int, day: str | int) -> str:
    return dt.date(int(year), int(month), int(day)).isoformat()


def _century(year: str) -> str:
    if len(year) == 4:
        return year
    return f"20{year}" if int(year) < 50 else f"19{year}"


def _why_no_date(bare: str, given: str) -> tuple[str, str]:
    if _years(_bare_years(bare)) is not None:
        right = "the date, or the month; a financial year belongs in a column of its own"
        return f"“{given}” is a financial year, not a date", right
    if _QUARTER.search(bare) or _SEASON.search(bare):
        return f"“{given}” is a part of a year, not a date", "the date, the month or only the year"
    if re.search(r"[0-9]\s*(-|–|to|and|&)\s*[0-9]", bare):
        return f"“{given}” is a span of time, not one date", "the first day, such as 14/09/2016"
    if re.search(r"[a-z]{3}", bare, re.I) and re.search(r"[0-9]", bare):
        return f"“{given}” cannot be read as a date", _DATE_RIGHT
    return f"“{given}” is not a date", _DATE_RIGHT


def financial_year(value: str) -> str:
    """Return a financial year as 2016/17.

    “2016-17”, “2016/2017”, “FY16/17” and “16/17” are read, and so is a date or month, which lies
    in just one financial year. A bare year is refused: it is a part of two.
    """
    if is_missing(value):
        return ""
    given = tidy(value)
    bare = _bare_years(given)
    years = _years(bare)
    if years is not None:
        if not _FIRST_YEAR <= years <= _LAST_YEAR:
            raise ValueError(f"“{given}” is before 1900 or after 2099", _YEAR_RIGHT)
        return f"{years}/{(years + 1) % 100:02}"
    if match := _YEAR.fullmatch(bare):
        year = int(match[1])
        raise ValueError(
            f"“{given}” is part of two financial years",
            f"{year - 1}/{year % 100:02} or {year}/{(year + 1) % 100:02}",
        )
    if _QUARTER.search(bare):
        raise ValueError(f"“{given}” is a part of a financial year", _YEAR_RIGHT)
    if _TWO_YEARS.fullmatch(bare) or _SIX.fullmatch(bare):
        raise ValueError(f"“{given}” is not one year and the next", _YEAR_RIGHT)
    try:
        found = financial_year_of(partial_date(bare))
    except ValueError:
        found = ""
    if not found:
        raise ValueError(f"“{given}” is not a financial year", _YEAR_RIGHT)
    return found


def financial_year_of(partial: str) -> str:
    """Return the financial year that a date or month (as ISO text) lies in; "" for a bare year."""
    if len(partial) < 7:
        return ""
    year = int(partial[:4]) - (int(partial[5:7]) < 4)
    return f"{year}/{(year + 1) % 100:02}"


def _bare_years(given: str) -> str:
    bare = given.replace("–", "-").replace("—", "-").replace("−", "-").strip("()[]' ")
    return _YEAR_WORDS.sub("", bare).strip("()[] ,:'")


def _years(bare: str) -> int | None:
    """Return the first of two years that follow each other, or None."""
    bare = bare.replace("–", "-")
    match = _TWO_YEARS.fullmatch(bare)
    if match is None:
        six = _SIX.fullmatch(bare)
        # 201612 is a month; 201617 can only be a year and the next.
        if six and int(six[2]) == (int(six[1]) + 1) % 100:
            return int(six[1])
        return None
    first = int(_century(match[1]))
    if len(match[1]) == 2 and len(match[3]) == 4:
        return None
    second = int(match[3])
    follows = second == first + 1 if len(match[3]) == 4 else second == (first + 1) % 100
    return first if follows else None


def period(value: str) -> str:
    """Return the period of an indicator: 2016-17, 2016 or 2014-2016.

    “2016/17” and “2016/2017” are financial (or academic) years; “2014-16” and “2014 to 2016” a
    span of calendar years. “2016-2017” is refused: it may be either.
    """
    if is_missing(value):
        return ""
    given = tidy(value)
    bare = re.sub(r"^calendar year\s*", "", _bare_years(given), flags=re.I)
    if match := _YEAR.fullmatch(bare):
        if not _FIRST_YEAR <= int(match[1]) <= _LAST_YEAR:
            raise ValueError(f"“{given}” is before 1900 or after 2099", _PERIOD_RIGHT)
        return match[1]
    if _QUARTER.search(bare):
        raise ValueError(f"“{given}” is a part of a year", _PERIOD_RIGHT)
    match = _TWO_YEARS.fullmatch(bare)
    years = _years(bare)
    if match is None and years is None:
        if re.search(r"[0-9]{4}[/-][0-9]{2}\s*(-|to)\s*[0-9]{4}[/-][0-9]{2}", bare, re.I):
            raise ValueError(f"“{given}” is more than one financial year", _PERIOD_RIGHT)
        raise ValueError(f"“{given}” is not a period", _PERIOD_RIGHT)
    if years is not None:
        if not _FIRST_YEAR <= years <= _LAST_YEAR:
            raise ValueError(f"“{given}” is before 1900 or after 2099", _PERIOD_RIGHT)
        short = f"{years}-{(years + 1) % 100:02}"
        if match and len(match[1]) == len(match[3]) == 4 and match[2] not in ("/", "\\", "_"):
            raise ValueError(
                f"“{given}” may be a financial year or two calendar years",
                f"{short} for the financial or academic year",
            )
        return short
    assert match is not None
    first = int(_century(match[1]))
    last = int(match[3]) if len(match[3]) == 4 else first // 100 * 100 + int(match[3])
    spans = match[2] not in ("/", "\\", "_") and len(match[1]) == 4
    if not spans or not first < last <= first + 20 or not _FIRST_YEAR <= first <= _LAST_YEAR:
        raise ValueError(f"“{given}” is not a period", _PERIOD_RIGHT)
    return f"{first}-{last}"
