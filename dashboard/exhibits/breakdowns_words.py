"""Words of the breakdowns: what leaves nothing to show, the mix of types, how groups compare."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

import numpy as np

from dashboard.charts.theme import Figure, empty_figure
from dashboard.charts.trend import ENGLAND
from dashboard.exhibit import View
from dashboard.exhibits.narrowing import NARROWING, YEAR, all_of, council_years, fitting
from dashboard.exhibits.take_up_words import (
    control_words,
    region_name,
    selection_words,
    type_plural,
)
from dashboard.records import Row
from dashboard.vocabulary import KEY_LABELS
from dashboard.wording import counted, listed, lower_first, n_of_n, whole_percent

NO_BREAK = "\N{NO-BREAK SPACE}"
LINE_CHARACTERS = 50
EMPTY_CHARACTERS = 36
EMPTY_HEIGHT = 240


def why_empty(view: View, keys: Collection[str] = ("control", "type", "region", "patch")) -> str:
    """Why no council fits, and which filter to take away.

    “In 2016/17 there are no counties under Green control. Remove political control or authority
    type to see councils.” `keys` are the filters that the exhibit narrows by.
    """
    fits = fitting(council_years(view.snapshot), view, keys)
    words = selection_words(view, "or")
    if "council" in fits:
        what = f"In {view.year} the chosen council is not among the {_plain(words)}."
    else:
        what = f"In {view.year} there are no {_plain(words)}."
    this_year = _of_year(view)
    another = ", or choose another year," if all_of(fits.values()).any() else ""
    without = {key: [fit for one, fit in fits.items() if one != key] for key in fits}
    helpful = _names(key for key in fits if all_of([this_year, *without[key]]).any())
    if helpful:
        return f"{what} Remove {listed(helpful, 'or')}{another} to see councils."
    kept = _names(key for key in fits if (this_year & fits[key]).any())
    if kept:
        return f"{what} Keep only {listed(kept, 'or')}{another} to see councils."
    return f"{what} Remove {listed(_names(fits))}{another} to see councils."


def _of_year(view: View) -> np.ndarray:
    return council_years(view.snapshot)[YEAR].are(view.year)


def _names(keys: Iterable[str]) -> list[str]:
    return [lower_first(KEY_LABELS[key]) for key in keys]


def _plain(words: str) -> str:
    return "councils in England" if words == ENGLAND else words


def any_council(view: View) -> bool:
    """Whether any council of the year passes the filters of place, type and control."""
    fits = fitting(council_years(view.snapshot), view, NARROWING.keys() - {"council"})
    return bool(all_of([_of_year(view), *fits.values()]).any())


def empty_chart(words: str) -> Figure:
    """A chart with nothing to show but the reason, in lines that fit a phone."""
    return empty_figure("<br>".join(textwrap.wrap(words, EMPTY_CHARACTERS)), EMPTY_HEIGHT)


def english_councils(view: View, marked: str) -> str:
    """The councils that the England row counts: filters of place and the `marked` key left out."""
    chosen = view.selection.without("region").without("patch").without(marked)
    words = selection_words(replace(view, selection=chosen))
    return words if words == ENGLAND else f"{words} in England"


def place_words(view: View) -> str:
    """“in London”, “in the patch West Midlands”, or nothing."""
    chosen = view.selection
    parts = []
    if chosen.region:
        parts.append(f"in {listed([region_name(region) for region in chosen.region])}")
    if chosen.patch:
        parts.append(f"in the patch {listed(list(chosen.patch))}")
    return " ".join(parts)


def group_name(group: str, column: str) -> str:
    """A group inside a sentence: “districts”, “councils under Labour control”."""
    if column == "authority_type":
        return type_plural(group)
    return f"councils under {control_words(group)}"


def compared(groups: Sequence[Row], column: str, kind: str) -> str:
    """“Unitary councils were higher and districts were lower than England; 3 types similar.”

    Empty where nothing can be compared. `kind` counts the groups: type, group.
    """
    found: dict[str, list[str]] = {}
    for row in groups:
        if row["compared_with_england"]:
            found.setdefault(row["compared_with_england"], []).append(row[column])
    if not found:
        return ""
    parts = [
        f"{listed([group_name(name, column) for name in found[word]])} were {word}"
        for word in ("higher", "lower")
        if word in found
    ]
    if not parts:
        return f"No {kind} differs from England by more than chance would explain."
    words = listed(parts)
    similar = len(found.get("similar", []))
    rest = f"; {counted(similar, kind)} similar" if similar else ""
    return f"{words[:1].upper()}{words[1:]} than England{rest}."


def extremes(groups: Sequence[Row], column: str, place: str) -> str:
    """“It was highest among unitary councils (29 of 56) and lowest among districts (40 of 201).”"""
    lead = f"{place[:1].upper()}{place[1:]} it was" if place else "It was"
    shares = [row["percent"] for row in groups]
    high, low = max(shares), min(shares)
    if high == low:
        return f"{lead} {whole_percent(high)} in every group."

    def among(value: float) -> str:
        tied = [row for row in groups if row["percent"] == value]
        names = listed([group_name(row[column], column) for row in tied])
        part = n_of_n(tied[0]["taking_part"], tied[0]["councils"])
        return f"{names} ({part if len(tied) == 1 else f'{whole_percent(value)} each'})"

    return f"{lead} highest among {among(high)} and lowest among {among(low)}."


def read_mix(type_mix: str) -> dict[str, int]:
    """“county 15, district 143” as a dictionary, the most councils first."""
    pairs = [part.rsplit(" ", 1) for part in type_mix.split(", ")]
    mix = {kind: int(number) for kind, number in pairs}
    return dict(sorted(mix.items(), key=lambda item: (-item[1], item[0])))


def mix_lines(type_mix: str) -> list[str]:
    """“143 districts, 21 unitary councils, …” in lines that fit a phone."""
    words = [
        counted(n, _singular(kind), type_plural(kind)) for kind, n in read_mix(type_mix).items()
    ]
    # A number stays on the line of what it counts.
    return textwrap.wrap(", ".join(word.replace(" ", NO_BREAK) for word in words), LINE_CHARACTERS)


def _singular(kind: str) -> str:
    return "unitary council" if kind == "unitary" else kind


def mix_sentence(groups: Sequence[Row]) -> str:
    """How control goes with type, by the two largest groups and the commonest type of council."""
    largest = groups[:2]
    mixes = [read_mix(row["type_mix"]) for row in largest]
    in_all: Counter[str] = sum(map(Counter, mixes), Counter())
    if len(in_all) < 2 or len(largest) < 2:
        return ""
    commonest = in_all.most_common(1)[0][0]
    shares = [
        f"{whole_percent(100 * mix.get(commonest, 0) / row['councils'])} of "
        f"{group_name(row['political_control'], 'political_control')}"
        for mix, row in zip(mixes, largest, strict=True)
    ]
    return f"Control goes with type: {type_plural(commonest)} make up {listed(shares)}."
