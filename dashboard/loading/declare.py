"""The words in which loadable tables are declared, and how a heading is matched with them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from dashboard.intake.contracts import TABLES, Table
from dashboard.intake.loads import SCOPES

EXAMPLE = "EXAMPLE: delete this row"
ALLOWED = "ALLOWED: delete this row"
LOOKED_UP = {"council_code": "council", "offer_code": "offer", "indicator_code": "indicator"}
"""Our columns that hold a code, each with the column in which a file may give the name instead."""


@dataclass(frozen=True)
class Field:
    """A column that a file may have: what it means, its headings, and an example for the template.

    `headings` are other words for it with commas between, the likeliest first; letter case, spaces
    and punctuation do not matter. `default` stands where a file has no such column.
    """

    name: str
    means: str
    headings: str = ""
    example: str = ""
    default: str = ""


@dataclass(frozen=True)
class Loadable:
    """A table that can be loaded.

    `needs` lists what a file must have: of each group, one column at least; `asks` says what a
    group is, in words.
    """

    table: str
    title: str
    fields: tuple[Field, ...]
    needs: tuple[tuple[str, ...], ...]
    asks: Mapping[str, str] = field(default_factory=dict)

    @property
    def contract(self) -> Table:
        """The table's contract."""
        return TABLES[self.table]

    @property
    def scope(self) -> tuple[str, ...]:
        """The columns whose values a publication replaces; none: the whole table."""
        return SCOPES[self.table]

    def names(self) -> list[str]:
        """Return our columns, in the order of the template."""
        return [each.name for each in self.fields]

    def field(self, name: str) -> Field:
        """Return one of our columns."""
        return next(each for each in self.fields if each.name == name)

    @cached_property
    def _by_heading(self) -> dict[str, tuple[str, int]]:
        found: dict[str, tuple[str, int]] = {}
        for each in self.fields:
            for rank, word in enumerate((each.name, *each.headings.split(","))):
                if squeezed(word):
                    found.setdefault(squeezed(word), (each.name, rank))
        return found

    def match(self, heading: str) -> tuple[str, int] | None:
        """Return the column that a heading means and how far down its list of words it stands."""
        for text in (heading, re.sub(r"[(\[].*?[)\]]", "", heading)):
            asked = squeezed(text)
            if asked in self._by_heading:
                return self._by_heading[asked]
            if "council" in self._by_heading:
                if re.fullmatch(r"(lad|lau|utla|ltla|ctyua)\d{0,2}(cd|code)", asked):
                    return "council_code", 0
                if re.fullmatch(r"(lad|lau|utla|ltla|ctyua)\d{0,2}(nm|name)", asked):
                    return "council", 0
        return None


def squeezed(text: str) -> str:
    """Return the letters, digits and signs of money of a heading, small, without accents."""
    letters = unicodedata.normalize("NFKD", text.casefold().replace("&", "and"))
    return "".join(letter for letter in letters if letter.isalnum() or letter in "£%")
