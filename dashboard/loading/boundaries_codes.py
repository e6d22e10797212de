"""Whose area is it: which property of a file of boundaries holds the councils’ codes."""

from __future__ import annotations

import re
from collections.abc import Mapping

import geopandas as gpd
import pandas as pd

from dashboard.council_aliases import FORMER_CODES
from dashboard.geography.sets import CouncilSet, council_sets, with_tier
from dashboard.loading.model import Boundaries, Layout, LoadError
from dashboard.wording import counted, listed, long_date

TABLE = "boundaries"
OURS = "council_code"

_CODE = re.compile(r"[A-Z]\d{8}")
_NATIONS = {"W": "Wales", "S": "Scotland", "N": "Northern Ireland"}
_COUNTY = "E10"
_USUAL = re.compile(r"(lad|ltla|lau|gss|ons|geo|area)?_?\d{0,2}_?(cd|code)", re.IGNORECASE)
_SHARE = 0.5
"""A property holds codes when more than this share of its values look like one."""


class Register:
    """The councils by their codes of any time, and the sets they form."""

    def __init__(self, councils: pd.DataFrame) -> None:
        self.councils = (with_tier(councils) if "tier" not in councils else councils).set_index(
            "council_code", drop=False
        )
        self.councils.index.name = None
        self.sets = council_sets(self.councils)
        newer = self.councils["code_2025"].dropna() if "code_2025" in self.councils else {}
        self._known = {code: code for code in self.councils.index}
        for old, now in FORMER_CODES.items():
            if now in self._known:
                self._known.setdefault(old, now)
        for code, now in dict(newer).items():
            self._known.setdefault(str(now), str(code))
        self.lower = set(self.councils.index[self.councils["tier"] != "upper"])

    def code(self, written: str) -> str | None:
        """Return the register's code of the district or single-tier council that a code means."""
        code = self._known.get(written.strip().upper())
        return code if code in self.lower else None

    def name(self, code: str) -> str:
        """Return the name readers know, with the code."""
        return f"{self.councils.at[code, 'short_name']} ({code})"


def own_codes(council_set: CouncilSet) -> set[str]:
    """Return the codes of the districts and single-tier councils of a set."""
    return set(council_set.tier("lower", "single")["council_code"])


def in_words(council_set: CouncilSet) -> str:
    """Return “the 296 districts and single-tier councils in being from 1 April 2023”."""
    number = len(own_codes(council_set))
    until = "" if council_set.last_day is None else f" to {long_date(str(council_set.last_day))}"
    return (
        f"the {number} districts and single-tier councils in being from "
        f"{long_date(str(council_set.first_day))}{until}"
    )


def nation(written: str) -> str | None:
    """Return the nation other than England that a code belongs to."""
    code = written.strip().upper()
    return _NATIONS.get(code[:1]) if _CODE.fullmatch(code) else None


def is_county(written: str) -> bool:
    """Tell whether a code is that of an English county."""
    code = written.strip().upper()
    return code.startswith(_COUNTY) and _CODE.fullmatch(code) is not None


def properties(areas: gpd.GeoDataFrame) -> list[str]:
    """Return the names of the properties, in the order of the file."""
    return [str(name) for name in areas.columns if name != areas.geometry.name]


def recognise_boundaries(
    boundaries: Boundaries, councils: pd.DataFrame, mapping: Mapping[str, str] | None = None
) -> Layout:
    """Say which property holds the councils' codes: by its values, and by its name where two do.

    `mapping` is {"Their property": "council_code"} where the user has said so. `councils` is the
    table of that name. Raises LoadError when there is no such property, when the areas are
    counties without districts, or when none of them is a council of England.
    """
    areas, register = boundaries.areas, Register(councils)
    names = properties(areas)
    wanted = [theirs for theirs, ours in (mapping or {}).items() if ours == OURS]
    for theirs, ours in (mapping or {}).items():
        if ours != OURS or theirs not in names:
            raise LoadError(
                f"“{theirs}={ours}” does not fit: boundaries need only {OURS}, from one of "
                f"{listed(names) or 'no properties'}."
            )
    coded = [name for name in names if _holds_codes(areas[name])]
    if not wanted and not coded:
        seen = listed(names[:12]) or "none"
        raise LoadError(
            "No property of the areas holds codes of the Office for National Statistics, such as "
            f"E07000008. The properties are: {seen}. If one does, say which with "
            f'--map "property={OURS}".'
        )
    chosen = wanted[0] if wanted else max(coded, key=lambda name: _fit(name, areas, register))
    _refuse_others(areas[chosen], register)
    return Layout(
        TABLE,
        0,
        {OURS: names.index(chosen)},
        {OURS: chosen},
        tuple(name for name in names if name != chosen),
        notes=(f"The codes of the councils are taken from “{chosen}”.",),
    )


def _holds_codes(values: pd.Series) -> bool:
    written = values.dropna().astype(str).str.strip().str.upper()
    written = written[written != ""]
    return len(written) > 0 and bool(written.str.fullmatch(_CODE.pattern).mean() > _SHARE)


def _fit(name: str, areas: gpd.GeoDataFrame, register: Register) -> tuple[bool, int, bool]:
    """Order properties: codes of a whole set first, then of many councils, then a usual name."""
    codes = {register.code(str(value)) for value in areas[name].dropna()} - {None}
    whole = any(own_codes(each) == codes for each in register.sets)
    return whole, len(codes), _USUAL.fullmatch(name) is not None


def _refuse_others(values: pd.Series, register: Register) -> None:
    """Raise LoadError for areas that are all of another kind than councils of England."""
    written = [str(value) for value in values.dropna()]
    known = {register.code(value) for value in written} - {None}
    counties = sum(is_county(value) for value in written)
    if counties and not any(code and code.startswith("E07") for code in known):
        raise LoadError(
            f"The file holds {counted(counties, 'county', 'counties')} but not their districts, so "
            "the districts cannot be drawn. Load the boundaries of local authority districts: "
            "counties are drawn from these."
        )
    if not known:
        elsewhere = sum(nation(value) is not None for value in written)
        what = (
            "councils outside England only"
            if elsewhere == len(written) > 0
            else f"areas with codes such as {written[0]!r}, which are not councils"
            if written
            else "areas without codes"
        )
        raise LoadError(
            f"The file holds {what}. Load the boundaries of England's districts and single-tier "
            "councils (“local authority districts”)."
        )
