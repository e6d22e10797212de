"""Which filters leave nothing: found from councils that are checked by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.exhibit import View
from dashboard.exhibits.narrowing import Lifted, by_column, lifted
from dashboard.selection import Selection
from dashboard.warehouse import Snapshot

COUNCILS = pd.DataFrame(
    [
        ("E1", "North", "county", "Labour"),
        ("E2", "North", "district", "Green"),
        ("E3", "South", "county", None),
    ],
    columns=["council_code", "region", "authority_type", "political_control"],
)


def _view(snapshot: Snapshot, **chosen: str) -> View:
    return View(Selection(**{key: (value,) for key, value in chosen.items()}), snapshot)


@pytest.mark.parametrize(
    ("chosen", "helps"),
    [
        ({"region": "South", "type": "district"}, ("type", "region")),
        ({"region": "South", "control": "Labour"}, ("control", "region")),
        ({"region": "North", "type": "unitary"}, ("type",)),
        # No two of them fit together.
        ({"region": "South", "type": "district", "control": "Labour"}, ()),
    ],
)
def test_what_it_helps_to_lift(
    chosen: dict[str, str], helps: tuple[str, ...], snapshot: Snapshot
) -> None:
    view = _view(snapshot, **chosen)
    assert lifted(by_column(COUNCILS), view) == Lifted(helps, all_help=True)


def test_a_filter_that_is_not_among_the_keys_neither_narrows_nor_helps(snapshot: Snapshot) -> None:
    view = _view(snapshot, region="South", type="district")
    assert lifted(by_column(COUNCILS), view).helps == ("type", "region")
    assert lifted(by_column(COUNCILS), view, ("control", "type")).helps == ("type",)


def test_nothing_helps_where_there_is_no_council_at_all(snapshot: Snapshot) -> None:
    view = _view(snapshot, region="South", type="district")
    assert lifted(by_column(COUNCILS[:0]), view) == Lifted((), all_help=False)


def test_words_are_told_apart_and_gaps_are_none_of_them() -> None:
    labels = by_column(COUNCILS)["political_control"]
    assert labels.are("Green").tolist() == [False, True, False]
    assert not labels.are("Conservative").any()
