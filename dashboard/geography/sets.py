"""Which councils are in being when: the distinct council sets and the years each one serves.

A council set is the list of councils in being from one change of councils to the next. Sets are
worked out from the councils' start and end dates, so a later reorganisation needs new rows in the
register and nothing here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

EARLIEST_DAY = date(2010, 4, 1)
"""First day of 2010/11, the first financial year covered. The register holds only councils that
existed from then on, so an earlier set could not be complete."""

_FINANCIAL_YEAR = re.compile(r"(\d{4})/(\d{2})")


def year_end(financial_year: str) -> date:
    """Return the 31 March that ends a financial year, such as 2017-03-31 for `2016/17`.

    Raises ValueError when the text is not a financial year.
    """
    match = _FINANCIAL_YEAR.fullmatch(financial_year)
    if match is None or (int(match[1]) + 1) % 100 != int(match[2]):
        raise ValueError(f"Not a financial year: {financial_year!r}. Write it as 2016/17.")
    return date(int(match[1]) + 1, 3, 31)


def financial_year_of(day: date) -> str:
    """Return the financial year a day lies in, such as `2016/17` for 1 April 2016."""
    first = day.year if (day.month, day.day) >= (4, 1) else day.year - 1
    return f"{first}/{(first + 1) % 100:02d}"


def with_tier(councils: pd.DataFrame) -> pd.DataFrame:
    """Return `councils` with the column tier worked out from authority_type.

    A county is `upper`, a district `lower`, and a council that does the work of both `single`.
    """
    tier = councils["authority_type"].map({"county": "upper", "district": "lower"})
    return councils.assign(tier=tier.fillna("single"))


@dataclass(frozen=True)
class CouncilSet:
    """The councils in being from `first_day` to `last_day` (None: no later change is known).

    `councils` holds the register's rows of those councils, in the order of their codes.
    """

    first_day: date
    last_day: date | None
    councils: pd.DataFrame

    @property
    def name(self) -> str:
        """The set's first day as ISO text, which names it in files and tables."""
        return self.first_day.isoformat()

    @property
    def codes(self) -> list[str]:
        """Codes of every council of the set, in order."""
        return self.councils["council_code"].tolist()

    @property
    def first_year(self) -> str:
        """The first financial year whose 31 March lies in the set."""
        return financial_year_of(self.first_day)

    @property
    def last_year(self) -> str | None:
        """The last financial year whose 31 March lies in the set; None while the set is open."""
        if self.last_day is None:
            return None
        march = date(self.last_day.year, 3, 31)
        if march > self.last_day:
            march = date(self.last_day.year - 1, 3, 31)
        return financial_year_of(march)

    def tier(self, *tiers: str) -> pd.DataFrame:
        """Return the rows of the councils whose tier is one of `tiers`."""
        return self.councils[self.councils["tier"].isin(tiers)]


def _days(column: pd.Series, *, whole: bool) -> pd.Series:
    """Turn dates or partial ISO text into days; a partial date stands for its first day."""
    if whole:
        text = column.dropna().astype(str)
        partial = text[text.str.len() < len("2019-03-31")]
        if len(partial):
            raise ValueError(f"An end date must be a full date, not {partial.iloc[0]!r}.")
    return pd.to_datetime(column, format="ISO8601")


def in_being(councils: pd.DataFrame, day: date) -> pd.DataFrame:
    """Return the rows of `councils` that are in being on `day`, in the order of their codes.

    `councils` needs council_code, start_date and end_date: dates or ISO text, a start possibly
    only a year, an empty start meaning always and an empty end meaning still in being.
    Raises ValueError when an end date is only a year or a month.
    """
    start = _days(councils["start_date"], whole=False)
    end = _days(councils["end_date"], whole=True)
    moment = pd.Timestamp(day)
    open_ = (start.isna() | (start <= moment)) & (end.isna() | (end >= moment))
    return councils[open_].sort_values("council_code").reset_index(drop=True)


def council_sets(councils: pd.DataFrame, first_day: date = EARLIEST_DAY) -> list[CouncilSet]:
    """Return the distinct council sets from `first_day` on, earliest first.

    A set in which no 31 March falls serves no financial year and is left out. Columns needed:
    those of `in_being`. Raises ValueError for an end date that is not a full date.
    """
    starts = _days(councils["start_date"], whole=False).dropna()
    ends = _days(councils["end_date"], whole=True).dropna() + timedelta(days=1)
    changes = {day.date() for day in pd.concat([starts, ends])}
    days = [first_day, *sorted(day for day in changes if day > first_day)]
    sets = []
    for day, following in zip(days, [*days[1:], None], strict=True):
        last_day = following - timedelta(days=1) if following else None
        candidate = CouncilSet(day, last_day, in_being(councils, day))
        if last_day is None or year_end(financial_year_of(day)) <= last_day:
            sets.append(candidate)
    return sets


def set_for(sets: list[CouncilSet], financial_year: str) -> CouncilSet:
    """Return the set in being on the 31 March that ends `financial_year`.

    Raises ValueError when the year is before the first set or is not a financial year.
    """
    day = year_end(financial_year)
    for candidate in sets:
        if candidate.first_day <= day and (candidate.last_day is None or day <= candidate.last_day):
            return candidate
    raise ValueError(f"No council set for {financial_year}: the first is {sets[0].first_year}.")
