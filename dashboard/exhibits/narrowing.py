"""Which filters of councils leave nothing to show, found out from the councils without them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.exhibit import View
from dashboard.selection import Selection
from dashboard.snapshot import Snapshot
from dashboard.vocabulary import KEY_LABELS
from dashboard.wording import listed

# The keys that narrow the councils, and the columns they narrow by.
NARROWING = {
    "control": "political_control",
    "type": "authority_type",
    "region": "region",
    "patch": "patch",
    "council": "council_code",
}
COUNCILS = "council_in_year"
YEAR = "financial_year"


class Labels:
    """A column of words held as numbers, which are compared in a twentieth of the time."""

    def __init__(self, words: pd.Series) -> None:
        """`words` may have gaps."""
        self._numbers, words_in_use = pd.factorize(words)
        self._known = {word: number for number, word in enumerate(words_in_use)}

    def __len__(self) -> int:
        """How many words there are."""
        return len(self._numbers)

    def are(self, word: str) -> np.ndarray:
        """Which of them are that word."""
        # What is missing has -1.
        return self._numbers == self._known.get(word, -2)


# Column -> a value for each council.
Councils = Mapping[str, Labels]


def by_column(frame: pd.DataFrame) -> Councils:
    """Councils that no filter has narrowed, column by column, of those that matter here."""
    used = {YEAR, *NARROWING.values()}
    return {name: Labels(column) for name, column in frame.items() if name in used}


def council_years(snapshot: Snapshot) -> Councils:
    """The councils of each financial year."""
    return snapshot.remember(_council_years)


def _council_years(snapshot: Snapshot) -> Councils:
    return by_column(snapshot.table(COUNCILS))


def councils_of(year: str, snapshot: Snapshot) -> Councils:
    """The councils of one financial year."""
    return snapshot.remember(_councils_of, year)


def _councils_of(year: str, snapshot: Snapshot) -> Councils:
    frame = snapshot.table(COUNCILS)
    return by_column(frame[frame[YEAR] == year])


def without_filters(view: View, query: str, keys: tuple[str, ...]) -> Councils:
    """The councils among the rows of `query` with no more chosen than `keys`."""
    return view.snapshot.remember(_rows, query, view.selection.only(keys))


def _rows(query: str, selection: Selection, snapshot: Snapshot) -> Councils:
    return by_column(snapshot.run(query, selection.parameters()))


def fitting(councils: Councils, view: View, keys: Collection[str]) -> dict[str, np.ndarray]:
    """For each of `keys` that is chosen, which of the councils pass it."""
    return {
        key: np.logical_or.reduce([councils[column].are(value) for value in chosen])
        for key, column in NARROWING.items()
        if key in keys and (chosen := getattr(view.selection, key))
    }


def all_of(fits: Iterable[np.ndarray]) -> np.ndarray:
    """Which councils pass every filter; a single True without any filter."""
    return np.logical_and.reduce(list(fits))


@dataclass(frozen=True)
class Lifted:
    """What lifting filters would do: keys that alone bring something back, and whether all do."""

    helps: tuple[str, ...]
    all_help: bool


def lifted(councils: Councils, view: View, keys: Collection[str] = NARROWING.keys()) -> Lifted:
    """What it would do to lift each of `keys` that is chosen, where they leave no council."""
    fits = fitting(councils, view, keys)
    number = len(next(iter(councils.values())))
    helps = tuple(
        key
        for key in fits
        if number and all_of(fit for other, fit in fits.items() if other != key).any()
    )
    return Lifted(helps, bool(number))


def filter_words(view: View, keys: Iterable[str]) -> dict[str, str]:
    """Each of `keys` that is chosen, as it is named to readers: `“Region: London”`."""
    return {
        key: f"“{KEY_LABELS[key]}: {listed(view.labels(key), 'or')}”"
        for key in keys
        if getattr(view.selection, key)
    }


def what_to_lift(names: Mapping[str, str], helps: Collection[str]) -> str:
    """The beginning of a sentence: `Lift “Region: London” or “Authority type: County”`.

    `names` are the filters to choose from as they are named, `helps` the keys that help alone.
    """
    alone = [words for key, words in names.items() if key in helps]
    if not alone:
        return f"Lift more than one of the filters {listed([*names.values()])}"
    if len(alone) == 1:
        return f"The filter {alone[0]} leaves none: lift it"
    return f"Lift {listed(alone, 'or')}"
