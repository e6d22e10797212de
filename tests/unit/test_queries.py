"""Steps: rows that several queries start from, asked once for what they bind and then let go."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dashboard.queries import QUERIES, behind, every_value_of, query_text, steps_of
from dashboard.snapshot import REMEMBERED_STEPS, Snapshot
from tests.small import ASKED, YEAR, council_years, take_up, write_small

HELD = "select count(*) as held from duckdb_tables() where starts_with(table_name, 'step_')"


@pytest.fixture
def small(tmp_path: Path) -> Snapshot:
    """One council that took part, and a query that counts the tables of steps."""
    written = write_small(
        tmp_path / "v1",
        {
            "council_years": council_years([("N1", "North", "unitary", "Labour")]),
            "take_up": take_up([("N1", "whole", YEAR, "recorded")]),
        },
    )
    (tmp_path / "held.sql").write_text(HELD)
    return Snapshot(written.folder, (tmp_path, QUERIES))


def _held(small: Snapshot) -> int:
    return int(small.run("held")["held"].iloc[0])


def test_queries_that_start_from_the_same_rows_share_them(small: Snapshot) -> None:
    assert _held(small) == 0
    # The trend has a step of its own besides, with England from year to year.
    for name, held in (("take-up-map", 1), ("take-up-by-region", 1), ("take-up-trend", 2)):
        # A filter that the step does not read asks nothing of it anew.
        for region in (None, ["North"], ["South"]):
            small.run(name, {**ASKED, "region": region})
        assert _held(small) == held
    small.run("take-up-map", {**ASKED, "offer": ["part"]})
    assert _held(small) == 3


def test_a_query_gets_the_step_of_its_own_values(small: Snapshot) -> None:
    for offer, expected in (("whole", 1), ("other", 0), ("whole", 1)):
        rows = small.run("take-up-by-region", {**ASKED, "offer": [offer]})
        assert rows["taking_part"].tolist() == [expected, expected]


def test_steps_are_let_go(small: Snapshot) -> None:
    for number in range(REMEMBERED_STEPS + 5):
        small.run("take-up-map", {**ASKED, "offer": [f"offer {number}"]})
    assert _held(small) == REMEMBERED_STEPS
    small.forget()
    assert _held(small) == 0


def test_a_step_asked_for_often_leaves_the_others_theirs(small: Snapshot) -> None:
    small.run("take-up-trend", ASKED)
    both = _held(small)
    for number in range(REMEMBERED_STEPS):
        small.run("take-up-map", {**ASKED, "offer": [f"offer {number}"]})
    assert (both, _held(small)) == (2, REMEMBERED_STEPS + 1)


def test_those_who_ask_at_once_share_one_making(small: Snapshot) -> None:
    made = []
    together = threading.Barrier(8)

    def make(name: str, snapshot: Snapshot) -> str:
        made.append(name)
        time.sleep(0.05)
        return name.upper()

    def ask(_: int) -> str:
        together.wait()
        return small.remember(make, "a")

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(8))) == ["A"] * 8
    assert made == ["a"]


def test_what_stands_behind_a_query_is_known() -> None:
    text = query_text("indicator-spread")
    assert steps_of(text) == ("indicator_rows", "indicator_standing")
    assert {"indicator", "compare", "control", "year"} <= every_value_of(text)
    # Steps of steps, and what those use.
    assert {"indicator_rows", "indicator_figures", "indicator_periods"} <= set(behind(text))
    assert set(behind("-- council_take_up\nselect 1")) == set()
