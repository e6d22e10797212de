"""What is asked before anybody does: exhibits and steps that depend on one key with few values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from dashboard.exhibit import Answer, Exhibit, answer
from dashboard.selection import Selection
from dashboard.snapshot import REMEMBERED, STEPS_OF_ONE_KEY, Snapshot


def asked_ahead(exhibits: Iterable[Exhibit], snapshot: Snapshot) -> Iterator[object]:
    """One after the other, what is kept before anybody asks: steps, then answers.

    They are as many as can be kept; who takes the next one has it made.
    """
    yield from _steps(snapshot)
    yield from islice(_answers(exhibits, snapshot), REMEMBERED)


def _steps(snapshot: Snapshot) -> Iterator[object]:
    # Of data too large for memory a step would be too large as well.
    if snapshot.is_on_disk:
        return
    for name, key in STEPS_OF_ONE_KEY.items():
        for selection in _selections(key, snapshot):
            yield snapshot.step(name, selection.parameters())


def _answers(exhibits: Iterable[Exhibit], snapshot: Snapshot) -> Iterator[Answer]:
    """The answers with what cards open on. Those of keys with the fewest values come first."""
    asked = [
        (exhibit, list(_selections(exhibit.ahead, snapshot)))
        for exhibit in exhibits
        if exhibit.ahead
    ]
    for exhibit, selections in sorted(asked, key=lambda one: len(one[1])):
        for selection in selections:
            made = answer(exhibit, selection, snapshot)
            made.open()
            yield made


def _selections(key: str, snapshot: Snapshot) -> Iterator[Selection]:
    for value in snapshot.vocabulary.listed(key):
        yield Selection().with_values(key, (value,))
