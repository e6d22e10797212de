"""The computed sentences: right in the singular, with ties, with a floor and with nothing."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from dashboard.exhibit import View
from dashboard.exhibits.take_up import TAKE_UP_BY_COUNCIL, TAKE_UP_TREND
from dashboard.exhibits.take_up_regions import TAKE_UP_BY_REGION
from dashboard.selection import Selection, Vocabulary

VOCABULARY = Vocabulary(
    values={},
    labels={"offer": {"peer_challenge": "Peer challenge", "lg_inform": "LG Inform"}},
)


def view(**chosen: Any) -> View:
    chosen = {"year": ("2016/17",), "offer": ("peer_challenge",), "records": ("all",), **chosen}
    return View(Selection(**chosen), SimpleNamespace(vocabulary=VOCABULARY))  # type: ignore[arg-type]


def regions(rows: list[tuple[str, int, int]], complete: bool = True, **more: Any) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["region", "taking_part", "councils"])
    frame = frame.assign(
        quantity=frame["taking_part"],
        complete=complete,
        basis="recorded",
        selected=frame["region"] != "England",
    ).assign(**more)
    return TAKE_UP_BY_REGION.prepare(frame, view())


def say(frame: pd.DataFrame, **chosen: Any) -> str:
    return TAKE_UP_BY_REGION.sentence(frame, view(**chosen))


def test_highest_lowest_and_those_that_differ() -> None:
    rows = [("North East", 30, 40), ("London", 2, 40), ("South West", 12, 40), ("England", 44, 120)]
    assert say(regions(rows)) == (
        "In 2016/17, 44 of 120 councils in England (37%) took up peer challenge. "
        "Highest in the North East (30 of 40), lowest in London (2 of 40). "
        "the North East was higher and London was lower than England; 1 region similar."
    ).replace("the North East was", "The North East was")


def test_ties_are_named_together() -> None:
    rows = [("North East", 5, 10), ("London", 4, 10), ("South West", 4, 10), ("England", 13, 30)]
    assert "lowest in London and the South West (40% each)" in say(regions(rows))
    assert "No region differs" in say(regions(rows))


def test_a_floor_is_called_one_and_nobody_is_ranked() -> None:
    rows = [("North East", 5, 10), ("London", 1, 10), ("England", 6, 20)]
    words = say(regions(rows, complete=False))
    assert "floor, not a rate" in words
    assert "ighest" not in words


def test_times_beyond_councils_are_told() -> None:
    rows = [("North East", 5, 10), ("London", 1, 10), ("England", 6, 20)]
    frame = regions(rows, quantity=[7, 2, 9])
    assert "Some did so more than once, 9 times in all." in say(frame)


def test_one_region_is_set_beside_england() -> None:
    rows = [("North East", 5, 10), ("London", 1, 10), ("England", 6, 20)]
    frame = regions(rows, selected=[False, True, False])
    assert say(frame, region=("London",)).endswith(
        "In London it was 10% (1 of 10), similar to England."
    )


def test_the_kind_of_council_is_named() -> None:
    rows = [("North East", 5, 10), ("London", 1, 10), ("England", 6, 20)]
    assert "6 of 20 districts in England (30%)" in say(regions(rows), type=("district",))


def test_nothing_to_show_names_the_selection() -> None:
    words = say(regions([]), type=("county",), control=("Green",))
    assert "counties under Green control" in words
    assert "Remove a filter" in words


@pytest.mark.parametrize("taking_part", [0, 1])
def test_one_council(taking_part: int) -> None:
    basis = "recorded" if taking_part else None
    frame = pd.DataFrame({"taking_part": [taking_part], "basis": [basis]})
    words = TAKE_UP_BY_COUNCIL.sentence(frame, view())
    assert words.startswith(f"1 council listed; {taking_part} took part in peer challenge")


def test_years_on_record_are_a_floor_and_years_complete_a_rate() -> None:
    frame = pd.DataFrame(
        {
            "group": ["England"] * 3,
            "financial_year": ["2016/17", "2017/18", "2018/19"],
            "councils": [353] * 3,
            "taking_part": [106, 9, 0],
            "complete": [True, False, False],
            "basis": ["illustrative", "recorded", "recorded"],
            "published_percent": [None] * 3,
            "percent": [30.0, 2.5, 0.0],
        }
    )
    words = TAKE_UP_TREND.sentence(frame, view())
    assert words.startswith("Peer challenge in England: 30% (106 of 353) in 2016/17.")
    # Every hollow point is spoken of, those at 0% too.
    assert "In 2 other years only councils whose record has been found are counted" in words
    assert "(none in 1 of those years)" in words
    none = TAKE_UP_TREND.sentence(frame[frame["taking_part"] != 9], view())
    assert (
        "In 1 other year only councils whose record has been found are counted, and none has"
        in none
    )
