"""From what a file says to the codes of our tables: councils, offers and indicators."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from datetime import date

import numpy as np

from dashboard.loading import values
from dashboard.loading.councils import SEARCHES, Councils, is_no_council
from dashboard.loading.declare import squeezed
from dashboard.loading.reference import Reference
from dashboard.loading.work import Array, Work, array, distinct
from dashboard.wording import counted, listed

SUGGESTED = 4
SHORT_FORMS = {"cpc": "corporate_peer_challenge", "ope": "one_public_estate"}
"""Offers by the letters that officers use for them."""


def leave_out_areas(work: Work) -> None:
    """Leave out rows of regions, countries and averages, which no council is."""
    found, which = distinct(work.given("council_code"), work.given("council"))
    none = np.array([is_no_council(code, name) for code, name in found], dtype=bool)
    if len(none) and none.any():
        out = none[which]
        names = list(dict.fromkeys(name or code for name, code in _names(work, out)))
        rows = len(np.unique(work.of[out]))
        few = f"{', '.join(names[:5])}{' and others' if len(names) > 5 else ''}"
        verb = "is" if rows == 1 else "are"
        work.notes.append(
            f"{counted(rows, 'row')} of areas that {verb} no English council "
            f"{'was' if rows == 1 else 'were'} left out: {few}."
        )
        work.drop(out)


def _names(work: Work, rows: Array) -> list[tuple[str, str]]:
    return distinct(work.given("council")[rows], work.given("council_code")[rows])[0]


def councils(
    work: Work,
    reference: Reference,
    days: Array,
    *,
    any_day: bool = False,
    or_by: Callable[[date], date] | None = None,
) -> Array:
    """Return each row's council code; what is no council of the row's day is a fault.

    `days` holds the day of each row, or None where it is not known. With `any_day`, a code is
    taken whatever the day. `or_by` gives a later day on which a council may also be in being.
    """
    finder = Councils(reference.names, reference.councils, reference.lineage)
    found, which = distinct(work.given("council_code"), work.given("council"), days)
    answers = []
    for code, name, on in found:
        code, name = values.tidy(code), values.tidy(name)
        answer = finder.find(code, name, on, any_day=any_day)
        if not answer.code and or_by and on:
            later = finder.find(code, name, or_by(on))
            answer = later if later.code else answer
        answers.append(answer)
    wrong = np.array([not answer.code for answer in answers], dtype=bool)
    late = np.array([answer.late for answer in answers], dtype=bool)
    if len(wrong) and wrong.any():
        for row in np.flatnonzero(wrong[which]).tolist():
            answer = answers[which[row]]
            # Without a day only a text that is no council's on any day is wrong for certain.
            if days[row] is None and not answer.unknown and work.bad[row]:
                continue
            name = "council" if work.given("council")[row] else "council_code"
            work.blame(row, name if work.has(name) else "council", answer.wrong, answer.right)
    if work.has("period") and len(late) and late.any():
        work.notes.append(
            f"{counted(int(late[which].sum()), 'value')} of councils that were not in being in the "
            "period: they are kept, and the pages leave them out."
        )
    return array([answer.code for answer in answers])[which] if answers else days


def codes(
    work: Work, code: str, name: str, known: Mapping[str, str], *, within: bool = False
) -> Array:
    """Return each row's code of an offer or indicator, from its code, its name or both.

    `known` gives names by code. With `within`, a name that a longer text holds will do: the title
    of an export says more than the name.
    """
    by_text: dict[str, list[str]] = {}
    for each, called in known.items():
        for text in {squeezed(each), squeezed(called)}:
            by_text.setdefault(text, []).append(each)
    thing = name.replace("_", " ")

    def one(text: str) -> list[str]:
        for said in (text, re.sub(r"[(\[].*?[)\]]", "", text)):
            plain = squeezed(said)
            if plain in by_text:
                return by_text[plain]
            if SHORT_FORMS.get(plain) in known:
                return [SHORT_FORMS[plain]]
        if within and (inside := [each for each in by_text if each in squeezed(text)]):
            longest = max(inside, key=len)
            if len(longest) > 8 and all(each in longest for each in inside):
                return by_text[longest]
        return []

    def find(by_code: str, by_name: str) -> tuple[str, str, str, str]:
        first, second = one(by_code) if by_code else [], one(by_name) if by_name else []
        if first and second and not set(first) & set(second):
            wrong = f"The code is of “{known[first[0]]}”, but the {thing} is “{by_name}”"
            return "", code, wrong, "A code and a name of the same, or only one of the two"
        one_of = [each for each in first if each in second] or first or second
        if len(one_of) == 1:
            return one_of[0], "", "", ""
        column = name if by_name or not work.has(code) else code
        if one_of:
            told = "; ".join(f"{known[each]} ({each})" for each in one_of)
            return "", column, f"The name is that of {len(one_of)} {thing}s", f"One of: {told}"
        asked = by_name or by_code
        if not asked:
            return "", column, f"There is no {thing}", f"The name or code of an {thing}"
        return "", column, f"This {thing} is not known", near.to(asked)

    found, which = distinct(work.given(code), work.given(name))
    near = _Near(known, thing)
    answers = [find(values.text(first), values.text(second)) for first, second in found]
    wrong = np.array([not answer[0] for answer in answers], dtype=bool)
    if len(wrong) and wrong.any():
        for row in np.flatnonzero(wrong[which]).tolist():
            work.blame(row, *answers[which[row]][1:])
    return array([answer[0] for answer in answers])[which] if answers else work.given(code)


class _Near:
    """Finds codes that come near to what was asked, by spelling or by a word of theirs."""

    def __init__(self, known: Mapping[str, str], thing: str) -> None:
        self._known, self._thing = known, thing
        self._codes = {
            text.casefold(): code for code, name in known.items() for text in (name, code)
        }
        self._asked = 0

    def to(self, asked: str) -> str:
        """Return what may be meant, as a question."""
        found: list[str] = []
        self._asked += 1
        # Comparing spellings is slow; a file of nonsense must not take all day.
        if self._asked <= SEARCHES:
            text = asked.casefold()[:120]
            near = difflib.get_close_matches(text, self._codes, n=SUGGESTED, cutoff=0.55)
            words = _words(text)
            shared = [other for other in self._codes if words & _words(other)]
            shared.sort(key=lambda other: -len(words & _words(other)))
            found = list(dict.fromkeys(self._codes[other] for other in [*near, *shared]))
        if not found:
            return f"The name or code of an {self._thing}"
        called = [f"{self._known[code]} ({code})" for code in found[:SUGGESTED]]
        return f"Is it {listed(called, 'or')}?"


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{4,}", text))
