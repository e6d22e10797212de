"""Find a council by any name it is known by, as people write it."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

import pandas as pd

from dashboard.council_aliases import ALIASES, AREAS, FORMER_CODES, KINDS, core, kinds, plain
from dashboard.warehouse import Snapshot
from dashboard.wording import long_date

NEAR = 0.76
"""How alike two spellings must be, by difflib's ratio; tried on slips of one or two letters."""

_CODE = re.compile(r"e\d{8}")


@dataclass(frozen=True)
class Match:
    """A council that a text may mean.

    `name` is its short name, `known_as` the name that matched, `note` tells it from others of the
    name. `through` is the code of the council that it took over from, when the name is that one's.
    """

    code: str
    name: str
    known_as: str
    note: str
    through: str | None = None


@dataclass(frozen=True)
class _Alias:
    code: str
    known_as: str
    plain: str
    core: str
    words: tuple[str, ...]
    through: str | None = None


class CouncilNames:
    """Every name of every council, ready to be searched."""

    def __init__(self, councils: pd.DataFrame, lineage: pd.DataFrame) -> None:
        """Take the built tables `councils` and `council_lineage`."""
        rows = councils.astype(object).where(councils.notna(), None).to_dict("records")
        for row in rows:
            row["start_date"], row["end_date"] = _day(row["start_date"]), _day(row["end_date"])
        self._councils: dict[str, dict[str, Any]] = {row["council_code"]: row for row in rows}
        self._after: dict[str, list[str]] = {}
        for before, after in zip(lineage["council_code"], lineage["successor_code"], strict=True):
            self._after.setdefault(before, []).append(after)
        self._codes = {new: old for old, new in self._other_codes()}
        self._aliases = list(self._names())
        self._by_core: dict[str, list[_Alias]] = {}
        for alias in self._aliases:
            self._by_core.setdefault(alias.core, []).append(alias)

    def search(self, text: str, limit: int = 10) -> list[Match]:
        """Return the councils that `text`, perhaps a part of a name, may mean, the likeliest first.

        In order: a whole name; the successors of a council of that name; the beginning of a name,
        as written or without words for the kind of council; beginnings of its words; and, if there
        is none of these, spellings that come near. Among equals councils in being come first, then
        by name.
        """
        asked = plain(text)
        if not asked:
            return []
        ranked = [(0, alias) for alias in self._exactly(asked)]
        ranked += [(1, alias) for _, known in ranked for alias in self._successors(known)]
        beginning = core(asked)
        ranked += [(2, alias) for alias in self._aliases if alias.plain.startswith(asked)]
        ranked += [(3, alias) for alias in self._aliases if alias.core.startswith(beginning)]
        words = asked.split()
        ranked += [
            (4, alias)
            for alias in self._aliases
            if all(any(had.startswith(word) for had in alias.words) for word in words)
        ]
        if not ranked:
            close = get_close_matches(beginning, self._by_core, n=limit, cutoff=NEAR)
            ranked = [
                (5 + n, alias) for n, found in enumerate(close) for alias in self._by_core[found]
            ]
        return self._best(ranked)[:limit]

    def candidates(self, text: str, on: date | None = None) -> list[Match]:
        """Return every council whose whole name, or code, is `text`; more than one is a choice.

        With `on`, only councils in being that day; where none is but one of the name had ended,
        its successors then in being, with `through` set.
        """
        asked = plain(text)
        found = self._exactly(asked) if asked else []
        if on is None:
            return self._best([(0, alias) for alias in found])
        here = [alias for alias in found if self._in_being(alias.code, on)]
        if not here and asked:
            # “Dorset Council” in 2016 means the county: only the kind was written as today.
            same = self._by_core.get(core(asked), [])
            here = [alias for alias in same if self._in_being(alias.code, on)]
            here = [alias for alias in here if self._fits(alias.code, kinds(asked))]
        if not here:
            after = [alias for known in found for alias in self._successors(known)]
            here = [alias for alias in after if self._in_being(alias.code, on)]
        return self._best([(0, alias) for alias in here])

    def _other_codes(self) -> Iterator[tuple[str, str]]:
        for code, row in self._councils.items():
            yield code, code.casefold()
            if row.get("code_2025"):
                yield code, row["code_2025"].casefold()
        for old, code in FORMER_CODES.items():
            if code in self._councils:
                yield code, old.casefold()

    def _names(self) -> Iterator[_Alias]:
        by_name: dict[str, list[str]] = {}
        for code, row in self._councils.items():
            by_name.setdefault(row["short_name"], []).append(code)
            for name in {row["short_name"]: None, row["name"]: None}:
                yield _alias(code, " ".join(name.split()))
        for table in (ALIASES.items(), _turned(AREAS)):
            for short_name, names in table:
                for code in by_name.get(short_name, []):
                    for name in names:
                        yield _alias(code, name)

    def _exactly(self, asked: str) -> list[_Alias]:
        """The aliases that are `asked` as a whole, or but for words of kind that do not differ."""
        if _CODE.fullmatch(asked):
            code = self._codes.get(asked)
            return [_alias(code, asked.upper())] if code else []
        same = self._by_core.get(core(asked), [])
        claimed = kinds(asked)
        if "council" in asked.split():
            whole = [alias for alias in same if alias.plain == asked]
            if whole:
                return whole
        fitting = [alias for alias in same if self._fits(alias.code, claimed)]
        closely = [alias for alias in fitting if self._is(alias.code, claimed)]
        return closely or fitting

    def _fits(self, code: str, claimed: frozenset[str]) -> bool:
        """Whether a council may be called that: a county is no borough, and the reverse."""
        row = self._councils[code]
        if row["authority_type"] == "county":
            return not claimed & {"city", "borough", "metropolitan", "district", "london"}
        had_county = any("county" in alias.plain.split() for alias in self._of(code))
        return "county" not in claimed or had_county

    def _is(self, code: str, claimed: frozenset[str]) -> bool:
        """Whether the council is exactly of the kind claimed, to choose between namesakes."""
        row = self._councils[code]
        words = {KINDS.get(word) for word in plain(row["name"]).split()}
        words |= set(plain(row["authority_type"]).split())
        said = {part for kind in claimed for part in kind.split(" or ")}
        return bool(said & words)

    def _of(self, code: str) -> list[_Alias]:
        row = self._councils[code]
        names = (row["name"], row["short_name"], *ALIASES.get(row["short_name"], ()))
        return [_alias(code, name) for name in names]

    def _successors(self, alias: _Alias) -> Iterator[_Alias]:
        for code in self._after.get(alias.code, []):
            one = replace(alias, code=code, through=alias.code)
            yield one
            yield from self._successors(one)

    def _in_being(self, code: str, on: date) -> bool:
        row = self._councils[code]
        return (row["start_date"] or date.min) <= on <= (row["end_date"] or date.max)

    def _best(self, ranked: Iterable[tuple[int, _Alias]]) -> list[Match]:
        """One match for each council, under the alias that ranks first."""

        def order(entry: tuple[int, _Alias]) -> tuple:
            rank, alias = entry
            row = self._councils[alias.code]
            other = alias.known_as != row["short_name"]
            shown = (other, len(alias.known_as), alias.known_as)
            return rank, row["end_date"] is not None, row["short_name"], alias.code, shown

        best: dict[str, _Alias] = {}
        for _, alias in sorted(ranked, key=order):
            best.setdefault(alias.code, alias)
        return [self._match(alias) for alias in best.values()]

    def _match(self, alias: _Alias) -> Match:
        row = self._councils[alias.code]
        return Match(
            alias.code, row["short_name"], alias.known_as, self._note(alias), alias.through
        )

    def _note(self, alias: _Alias) -> str:
        row = self._councils[alias.code]
        kind = row["authority_type"]
        if row["end_date"]:
            after = [self._councils[code]["short_name"] for code in self._after.get(alias.code, [])]
            until = f"{kind} until {long_date(row['end_date'].isoformat())}"
            return f"{until}, now {_both(after)}" if after else until
        if alias.through:
            before = self._councils[alias.through]
            first = before["end_date"] + timedelta(days=1)
            name = before["short_name"]
            return f"{kind}, took over from {name} on {long_date(first.isoformat())}"
        county = self._councils.get(row["county_code"] or "")
        if county:
            return f"{kind} in {county['short_name']}"
        return kind if kind == "London borough" else f"{kind}, {row['region']}"


def _day(value: Any) -> date | None:
    """A day from the built table or its csv, where a start may be only a year."""
    return None if value is None else pd.Timestamp(value).date()


def _alias(code: str, name: str) -> _Alias:
    whole = plain(name)
    return _Alias(code, name, whole, core(whole), tuple(dict.fromkeys(whole.split())))


def _turned(areas: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for area, councils in areas.items():
        for council in councils:
            yield council, (area,)


def _both(names: list[str]) -> str:
    """Names that may hold “and” themselves: “Cumberland, and Westmorland and Furness”."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])}, and {names[-1]}"


@lru_cache(maxsize=2)
def names_of(snapshot: Snapshot) -> CouncilNames:
    """Every name of the councils of one version of the data; worked out once."""
    return CouncilNames(snapshot.table("councils"), snapshot.table("council_lineage"))


class _Same(Hashable):
    """A frame by its identity, to keep what was worked out from it."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame

    def __hash__(self) -> int:
        return id(self.frame)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.frame is self.frame


@lru_cache(maxsize=2)
def _names(councils: _Same, lineage: _Same) -> CouncilNames:
    return CouncilNames(councils.frame, lineage.frame)


def search(
    councils: pd.DataFrame, lineage: pd.DataFrame, text: str, limit: int = 10
) -> list[Match]:
    """As `CouncilNames.search`, keeping the index as long as the same two frames are used."""
    return _names(_Same(councils), _Same(lineage)).search(text, limit)


def candidates(
    councils: pd.DataFrame, lineage: pd.DataFrame, text: str, on: date | None = None
) -> list[Match]:
    """As `CouncilNames.candidates`, keeping the index as long as the same two frames are used."""
    return _names(_Same(councils), _Same(lineage)).candidates(text, on)
