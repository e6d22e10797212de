"""Which council a row means, by code or name, on the day of the row. Never a guess.

A name that several councils have, or a council that was not in being on the day, is a question:
the answer says what is wrong and which councils it may be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from dashboard.council_aliases import plain
from dashboard.council_names import CouncilNames, Match
from dashboard.intake.contracts_councils import REGIONS
from dashboard.wording import listed, long_date

SUGGESTED = 5
SEARCHES = 200
_GSS = re.compile(r"[EWSNKJL]\d{8}")
_COUNCIL_GSS = re.compile(r"E(06|07|08|09|10)\d{6}")
_PLACES = frozenset(
    plain(name)
    for name in (
        *REGIONS,
        *(f"{name} region" for name in REGIONS),
        *("England", "Wales", "Scotland", "Northern Ireland", "Great Britain", "United Kingdom"),
        *("UK", "GB", "England and Wales", "Yorkshire and Humber", "East", "Total", "Grand total"),
        *("All", "All councils", "All authorities", "All areas", "Average", "Mean", "Median"),
        *("Minimum", "Maximum", "Greater London", "Inner London", "Outer London", "Merseyside"),
        *("Greater Manchester", "Tyne and Wear", "South Yorkshire", "West Yorkshire"),
        *("West Midlands Met County", "West Midlands (Met County)"),
    )
)
_GROUP = re.compile(
    r"(mean|average|median|minimum|maximum|min|max|total|sum|quartile|lower quartile|"
    r"upper quartile|percentile|england|all)\b.*\b(for|of|authorities|councils|boroughs|districts|"
    r"counties|unitaries|english|region|areas|england)\b"
)
_FOOT = re.compile(r"(sources?|notes?|powered by|metric id|©|crown copyright|date)\b.*[:\d ]")


@dataclass(frozen=True)
class Answer:
    """A council's code, or what is wrong and what would be right.

    `late` marks a council that was not in being on the day, `unknown` a text that is no council's
    on any day.
    """

    code: str = ""
    wrong: str = ""
    right: str = ""
    late: bool = False
    unknown: bool = False


def is_foot(text: str) -> bool:
    """Tell whether a cell alone in its row is a note under a table, not a row of it."""
    return bool(_FOOT.match(text.casefold())) or text.startswith(("*", "©"))


def is_no_council(code: str, name: str) -> bool:
    """Tell whether a row is of an area that no council serves: a region, a country, an average."""
    if _GSS.fullmatch(code.upper()):
        return not _COUNCIL_GSS.fullmatch(code.upper())
    if _GSS.fullmatch(name.upper()):
        return not _COUNCIL_GSS.fullmatch(name.upper())
    said = plain(name)
    return said in _PLACES or bool(_GROUP.match(said))


class Councils:
    """Finds councils for the rows of a file; knows one version of the data."""

    def __init__(self, names: CouncilNames, councils: pd.DataFrame, lineage: pd.DataFrame) -> None:
        """Take the index of names and the built tables `councils` and `council_lineage`."""
        self._names = names
        self._searched = 0
        rows = councils.astype(object).where(councils.notna(), None)
        self._short = dict(zip(rows["council_code"], rows["short_name"], strict=True))
        self._start = dict(zip(rows["council_code"], rows["start_date"].map(_day), strict=True))
        self._end = dict(zip(rows["council_code"], rows["end_date"].map(_day), strict=True))
        self._before: dict[str, list[str]] = {}
        self._after: dict[str, list[str]] = {}
        for old, new in zip(lineage["council_code"], lineage["successor_code"], strict=True):
            self._before.setdefault(new, []).append(old)
            self._after.setdefault(old, []).append(new)

    def find(self, code: str, name: str, on: date | None, *, any_day: bool = False) -> Answer:
        """Return the council that `code` and `name` mean on a day; either may be empty.

        With `any_day`, a code is taken though the council was not in being (`late` is then set):
        some sources work out figures for councils before they began.
        """
        if not code and not name:
            return Answer(wrong="There is no council.", right="A council's name or its GSS code")
        if not code or not name:
            return self._one(code or name, on, any_day)
        if not _GSS.fullmatch(code.upper()):
            # A number of somebody's own says nothing; a name in the place of the code does.
            by_name, other = self._one(name, on, any_day), self._one(code, on, any_day)
            if by_name.code and other.code not in ("", by_name.code):
                return self._disagree(code, other.code, name, by_name.code)
            return by_name
        by_code = self._one(code, on, any_day)
        if not by_code.code:
            return by_code
        # The name on any day too: a code says which of two of one name is meant.
        meant = {match.code for day in (on, None) for match in self._names.candidates(name, day)}
        if by_code.code in meant:
            return by_code
        if not meant:
            near = self._near(name)
            right = f"The name of {self._called(by_code.code)}"
            return Answer(
                wrong=f"The code is {self._called(by_code.code)}, but no council has this name.",
                right=f"{right}, or the code of {near}" if near else right,
            )
        return self._disagree(code, by_code.code, name, *sorted(meant))

    def _one(self, text: str, on: date | None, any_day: bool) -> Answer:
        is_code = bool(_GSS.fullmatch(text.upper()))
        ever = self._names.candidates(text)
        here = [match for match in self._names.candidates(text, on) if match.through is None]
        if is_code and len(ever) == 1 and (here or any_day):
            return Answer(ever[0].code, late=not here)
        if len(here) == 1:
            return Answer(here[0].code)
        if len(here) > 1:
            return Answer(
                wrong=f"The name may mean {len(here)} councils"
                + (f" on {_told(on)}." if on and len(ever) > len(here) else "."),
                right="One of: " + "; ".join(self._listed(here)),
            )
        if ever:
            return self._not_in_being(ever, on)
        if is_code:
            kind = "a council" if _COUNCIL_GSS.fullmatch(text.upper()) else "an English council"
            return Answer(
                wrong=f"This is not the code of {kind}.", right="A council's GSS code", unknown=True
            )
        near = self._near(text)
        return Answer(
            wrong="No council has this name.",
            right=f"Is it {near}?" if near else "A council's name or its GSS code",
            unknown=True,
        )

    def _not_in_being(self, found: list[Match], on: date | None) -> Answer:
        said, instead = [], []
        for match in found:
            start, end = self._start[match.code], self._end[match.code]
            if on and start and on < start:
                said.append(f"{self._called(match.code)} began on {_told(start)}")
                instead += self._walk(self._before, match.code, on)
            elif end:
                said.append(f"{self._called(match.code)} ended on {_told(end)}")
                instead += self._walk(self._after, match.code, on)
        wrong = f"{listed(said)}, and the row is of {_told(on)}."
        if not instead:
            return Answer(wrong=wrong, right="A council in being then, or another date")
        called = [self._called(code) for code in dict.fromkeys(instead)]
        return Answer(wrong=wrong, right=f"In being then: {'; '.join(called)}. Or another date")

    def _walk(self, step: dict[str, list[str]], code: str, on: date | None) -> list[str]:
        found: list[str] = []
        for other in step.get(code, []):
            start, end = self._start[other] or date.min, self._end[other] or date.max
            if on is None or start <= on <= end:
                found.append(other)
            else:
                found += self._walk(step, other, on)
        return found

    def _disagree(self, code: str, by_code: str, name: str, *by_name: str) -> Answer:
        meant = listed([self._called(each) for each in by_name], "or")
        return Answer(
            wrong=f"The code and the name disagree: the code {code} is {self._called(by_code)}, "
            f"the name “{name}” is {meant}.",
            right="A code and a name of the same council, or only one of the two",
        )

    def _near(self, text: str) -> str:
        # A search by spelling is slow; a file of nonsense must not take all day.
        if self._searched >= SEARCHES:
            return ""
        self._searched += 1
        found = self._names.search(text, SUGGESTED)
        return listed([f"{match.name} ({match.code})" for match in found], "or")

    def _called(self, code: str) -> str:
        return f"{self._short.get(code, code)} ({code})"

    @staticmethod
    def _listed(matches: list[Match]) -> list[str]:
        return [f"{match.name} ({match.code}), {match.note}" for match in matches]


def _day(value: object) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(str(value)).date()


def _told(day: date | None) -> str:
    return long_date(day.isoformat()) if day else "today"


def last_day(text: str) -> date | None:
    """Return the last day of a financial year or period, or None where it is empty.

    Councils begin and end with the financial year, so of a year the last day decides, as it does
    for the councils of a financial year; of a calendar year the last day too.
    """
    if not text:
        return None
    if re.fullmatch(r"\d{4}[/-]\d{2}", text):
        return date(int(text[:4]) + 1, 3, 31)
    return date(int(text[-4:]), 12, 31)


def day_of(partial: str) -> date | None:
    """Return the day of a date, or the last of a month or year; None where it is empty."""
    parts = [int(part) for part in partial.split("-") if part]
    if not parts:
        return None
    if len(parts) == 3:
        return date(*parts)
    year, month = (*parts, 12)[:2]
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
