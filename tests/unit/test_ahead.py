"""What is kept before anybody asks: which answers and steps, and that readers get them."""

from __future__ import annotations

from itertools import islice

import pytest

from dashboard import ahead
from dashboard import queries as sql
from dashboard.ahead import asked_ahead
from dashboard.exhibit import Answer, Exhibit, answer
from dashboard.exhibits import catalogue
from dashboard.selection import Selection
from dashboard.snapshot import STEPS_OF_ONE_KEY
from dashboard.warehouse import Snapshot


def _answers(snapshot: Snapshot, most: int) -> list[Answer]:
    every = asked_ahead(catalogue(), snapshot)
    return list(islice((one for one in every if isinstance(one, Answer)), most))


def test_a_reader_gets_what_was_asked_ahead(snapshot: Snapshot) -> None:
    kept = _answers(snapshot, 2)
    years = [one.view.selection.year for one in kept]
    assert len(set(years)) == 2
    for one, (year,) in zip(kept, years, strict=True):
        # A filter of the page that the exhibit does not read makes no difference.
        chosen, problems = Selection.parse(f"?year={year}&region=london", snapshot.vocabulary)
        assert not problems
        assert answer(one.exhibit, chosen, snapshot) is one


def test_it_has_what_its_card_opens_on(snapshot: Snapshot) -> None:
    asked = [exhibit for exhibit in catalogue() if exhibit.ahead == "year"]
    assert {exhibit.face is None for exhibit in asked} == {True, False}
    for one in (next(ahead._answers([exhibit], snapshot)) for exhibit in asked):
        opens_on = "face" if one.exhibit.face else "_wide"
        assert (opens_on in vars(one)) == (one.exhibit.opens_on == "chart"), one.exhibit.id


def test_every_value_is_asked_ahead_of_each_that_says_so(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Noted:
        def __init__(self, exhibit: Exhibit, chosen: Selection, _: Snapshot) -> None:
            self.asked = (exhibit.id, chosen.year or chosen.indicator)

        def open(self) -> None:
            pass

    monkeypatch.setattr(ahead, "answer", Noted)
    vocabulary = snapshot.vocabulary
    assert "2008-2010" not in vocabulary.listed("year"), "a period that only indicators have"
    # Years are fewer than indicators, so they come first.
    assert [one.asked for one in ahead._answers(catalogue(), snapshot)] == [
        (one.id, (value,))
        for key in ("year", "indicator")
        for one in catalogue()
        if one.ahead == key
        for value in vocabulary.listed(key)
    ]


def test_every_step_of_one_key_is_asked_before_the_answers(snapshot: Snapshot) -> None:
    listed = [
        (name, value)
        for name, key in STEPS_OF_ONE_KEY.items()
        for value in snapshot.vocabulary.listed(key)
    ]
    first = list(islice(asked_ahead(catalogue(), snapshot), len(listed) + 1))
    assert isinstance(first[-1], Answer)
    for (name, value), kept in zip(listed, first[:-1], strict=True):
        assert snapshot.step(name, {STEPS_OF_ONE_KEY[name]: value, "region": ["London"]}) is kept


@pytest.mark.parametrize("name", STEPS_OF_ONE_KEY)
def test_a_step_of_one_key_binds_nothing_else(name: str) -> None:
    assert sql.every_value_of(sql.steps()[name]) == {STEPS_OF_ONE_KEY[name]}


def test_of_data_too_large_for_memory_no_step_is_asked_ahead(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Snapshot, "is_on_disk", True)
    assert isinstance(next(asked_ahead(catalogue(), snapshot)), Answer)


def test_what_is_asked_ahead_depends_on_nothing_else(exhibit: Exhibit) -> None:
    assert exhibit.ahead is None or exhibit.shows == (exhibit.ahead,)
