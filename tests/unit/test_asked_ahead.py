"""Answers that are kept before anybody asks: which they are, and that readers get them."""

from __future__ import annotations

from itertools import islice

import pytest

from dashboard import exhibit as exhibits
from dashboard.exhibit import Exhibit, answer, asked_ahead
from dashboard.exhibits import catalogue
from dashboard.selection import Selection
from dashboard.warehouse import Snapshot


def test_a_reader_gets_what_was_asked_ahead(snapshot: Snapshot) -> None:
    kept = list(islice(asked_ahead(catalogue(), snapshot), 2))
    codes = [one.view.selection.indicator for one in kept]
    assert len(set(codes)) == 2
    for one, (code,) in zip(kept, codes, strict=True):
        # A filter of the page that the exhibit does not read makes no difference.
        chosen, problems = Selection.parse(f"?indicator={code}&region=london", snapshot.vocabulary)
        assert not problems
        assert answer(one.exhibit, chosen, snapshot) is one


def test_every_value_is_asked_ahead_of_each_that_says_so(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        exhibits, "answer", lambda exhibit, chosen, _: (exhibit.id, chosen.indicator)
    )
    codes = snapshot.vocabulary.values["indicator"].values()
    assert list(exhibits.asked_ahead(catalogue(), snapshot)) == [
        (one.id, (code,)) for one in catalogue() if one.ahead == "indicator" for code in codes
    ]


def test_what_is_asked_ahead_depends_on_nothing_else(exhibit: Exhibit) -> None:
    assert exhibit.ahead is None or exhibit.shows == (exhibit.ahead,)
