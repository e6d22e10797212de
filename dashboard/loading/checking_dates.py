"""Days and years of rows: what a date and a financial year say together, and what is to come."""

from __future__ import annotations

import re
from datetime import date

from dashboard.loading import values
from dashboard.loading.councils import day_of, last_day
from dashboard.loading.work import Array, Work, array, distinct
from dashboard.wording import long_date


def dated(work: Work, dates: Array, years: Array, today: date) -> tuple[Array, Array]:
    """Return the day and the financial year of each row; blame what is not settled or to come."""

    def settle(day: str, year: str) -> tuple[date | None, str]:
        own = values.financial_year_of(day) if day else ""
        return (day_of(day) if own else last_day(year)), year or own

    def judge(day: str, year: str) -> tuple[str, str] | None:
        own = values.financial_year_of(day) if day else ""
        if not day and not year:
            return "There is no date and no financial year", "A date or a financial year"
        if day and not year and not own:
            before, after = _around(int(day))
            return (
                f"The year {day} does not say which financial year it is",
                f"A date, a month or a financial year: is it {before} or {after}?",
            )
        if own and year and own != year:
            return f"The date is in {own}, the financial year is {year}", "A date in that year"
        if not own and day and year and day not in (year[:4], str(int(year[:4]) + 1)):
            return f"The date is not in {year}", f"A date in {year}"
        return None

    first = "date" if work.has("date") else "financial_year"
    work.judge(first, [dates, years], judge)
    for column, cells in (("date", dates), ("financial_year", years)):
        work.judge(column, [cells], lambda text: future(text, today))
    found, which = distinct(dates, years)
    settled = [settle(*each) for each in found]
    if not settled:
        return dates, years
    return array([day for day, _ in settled])[which], array([year for _, year in settled])[which]


def judge_order(work: Work, *names: str) -> None:
    """Blame dates that could be either, in a column where another has the month first.

    That one date is refused by itself, but 03/04 beside it would be taken for 3 April though the
    whole column is in American order. In a workbook, Excel has turned such cells into dates
    already, the wrong way round, and left those that are no such day as text.
    """
    for name in names:
        if work.has(name):
            _judge_order(work, name)


def _judge_order(work: Work, name: str) -> None:
    typed = not work.in_workbook
    texts = [text for (text,) in distinct(work.given(name))[0]]
    orders = {
        text: both for text in texts if (both := values.both_orders(text, typed=typed)) is not None
    }
    american = [
        text for text, (day_first, month_first) in orders.items() if month_first > day_first == ""
    ]
    if american:
        work.judge(name, [work.given(name)], lambda text: _either(orders.get(text), american[0]))


def _either(orders: tuple[str, str] | None, american: str) -> tuple[str, str] | None:
    if not orders or not all(orders) or orders[0] == orders[1]:
        return None
    day_first, month_first = (long_date(day) for day in orders)
    return (
        f"This may be {day_first} or {month_first}: the column also has “{american}”, which has "
        "the month first",
        "The day first in the whole column",
    )


def _around(year: int) -> tuple[str, str]:
    return f"{year - 1}/{year % 100:02}", f"{year}/{(year + 1) % 100:02}"


def future(text: str, today: date) -> tuple[str, str] | None:
    """Tell what is wrong with a date or financial year that has not begun."""
    if not text:
        return None
    if "/" in text:
        if date(int(text[:4]), 4, 1) > today:
            newest = _around(today.year if (today.month, today.day) < (4, 1) else today.year + 1)
            return f"The financial year {text} has not begun", f"A year up to {newest[0]}"
        return None
    if text > today.isoformat()[: len(text)]:
        return "The date is in the future", f"A date up to {told(today)}"
    return None


def future_period(text: str, today: date) -> tuple[str, str] | None:
    """Tell what is wrong with a period that has not begun."""
    if not text:
        return None
    if re.fullmatch(r"\d{4}-\d{2}", text):
        return future(text.replace("-", "/"), today)
    return future(text[-4:], today) and (
        f"The period {text} has not begun or is not over",
        f"A period up to {today.year}",
    )


def future_year(text: str, today: date) -> tuple[str, str] | None:
    """Tell what is wrong with a year that has not begun."""
    if text and int(text) > today.year:
        return f"The year {text} is in the future", f"A year up to {today.year}"
    return None


def told(day: date) -> str:
    """Return a day as it is written in the United Kingdom."""
    return f"{day.day} {day:%B %Y}"
