"""Find an indicator by any words of its name, theme, code or unit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

import pandas as pd

from dashboard.warehouse import Snapshot

NEAR = 0.76
"""How alike two spellings must be, by difflib's ratio; tried where a word is nowhere."""

_APOSTROPHES = str.maketrans("", "", "'’`")


@dataclass(frozen=True)
class Named:
    """An indicator as it is found and listed."""

    code: str
    name: str
    theme: str
    unit: str


@dataclass(frozen=True)
class _Words:
    one: Named
    name: tuple[str, ...]
    others: tuple[str, ...]


class IndicatorNames:
    """The words of every indicator, ready to be searched."""

    def __init__(self, indicators: pd.DataFrame) -> None:
        """Take the built table `indicators`."""
        columns = ["indicator_code", "indicator_name", "theme", "unit"]
        named = [Named(*row) for row in indicators[columns].fillna("").to_numpy()]
        self._all = [
            _Words(one, _words(one.name), _words(one.theme, one.code, one.unit)) for one in named
        ]
        self._known = sorted({word for had in self._all for word in (*had.name, *had.others)})

    def search(self, text: str, theme: str | None = None) -> list[Named]:
        """Return the indicators that have every word of `text`, or its beginning, in any order.

        Only those of `theme`, if given; all of that theme where no word is given. Those come first
        whose name begins with the text, then those with every word in the name, then by name. A
        word that no indicator has is taken for the nearest that some have.
        """
        asked = [self._meant(word) for word in _words(text)]
        if not asked and not theme:
            return []
        found = [
            had
            for had in self._all
            if (not theme or had.one.theme == theme)
            and all(_has((*had.name, *had.others), word) for word in asked)
        ]

        def order(had: _Words) -> tuple:
            begins = had.name[: len(asked)] == tuple(asked)
            in_name = all(_has(had.name, word) for word in asked)
            return not begins, not in_name, had.one.name.casefold(), had.one.code

        return [had.one for had in sorted(found, key=order)]

    def _meant(self, word: str) -> str:
        """The word itself if some indicator has it, or else the nearest that some have."""
        if _has(self._known, word):
            return word
        return next(iter(get_close_matches(word, self._known, n=1, cutoff=NEAR)), word)


def _words(*texts: str) -> tuple[str, ...]:
    """Lower-case words and numbers; `waste_recyc` is two, “children's” is one."""
    joined = " ".join(texts).casefold().translate(_APOSTROPHES)
    return tuple(re.findall(r"[a-z0-9]+", joined))


def _has(words: Iterable[str], beginning: str) -> bool:
    return any(word.startswith(beginning) for word in words)


@lru_cache(maxsize=2)
def indicator_names(snapshot: Snapshot) -> IndicatorNames:
    """The indicators of one version of the data; worked out once."""
    return IndicatorNames(snapshot.table("indicators"))
