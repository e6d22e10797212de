"""Which councils are in being when, and what became of the ones that are not."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pandas as pd
import pytest

from dashboard.geography.boundaries import successor_on
from dashboard.geography.hexes import REFERENCE, read_reference
from dashboard.geography.sets import (
    CouncilSet,
    council_sets,
    financial_year_of,
    in_being,
    set_for,
    year_end,
)

COUNCILS, LINEAGE, GRID = read_reference(REFERENCE)
SETS = council_sets(COUNCILS)


def register(*rows: tuple[str, str | None, str | None]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["council_code", "start_date", "end_date"])


def test_sets_follow_one_another_without_a_gap():
    assert SETS[0].first_day == date(2010, 4, 1)
    for earlier, later in pairwise(SETS):
        assert earlier.last_day is not None
        assert (later.first_day - earlier.last_day).days == 1
        assert earlier.codes != later.codes
    assert SETS[-1].last_day is None


@pytest.mark.parametrize(
    ("financial_year", "councils"),
    # Published counts of principal councils in England: facts to check against, not a rule.
    [("2010/11", 353), ("2018/19", 353), ("2019/20", 343), ("2020/21", 339), ("2021/22", 333),
     ("2022/23", 333), ("2023/24", 317)],
)  # fmt: skip
def test_a_financial_year_uses_the_councils_of_its_31_march(financial_year, councils):
    assert len(set_for(SETS, financial_year).codes) == councils
    assert set_for(SETS, financial_year).codes == (
        in_being(COUNCILS, year_end(financial_year))["council_code"].tolist()
    )


def test_every_year_up_to_now_has_one_set():
    now = financial_year_of(date.today())
    years = [f"{year}/{(year + 1) % 100:02d}" for year in range(2010, int(now[:4]) + 1)]
    for year in years:
        serving = [s for s in SETS if s.first_year <= year <= (s.last_year or year)]
        assert serving == [set_for(SETS, year)]


def test_a_year_before_the_first_set_is_refused():
    with pytest.raises(ValueError, match="2009/10"):
        set_for(SETS, "2009/10")


@pytest.mark.parametrize("text", ["2016-17", "2016/18", "16/17", "2016/2017", ""])
def test_what_is_not_a_financial_year_is_refused(text):
    with pytest.raises(ValueError, match="2016/17"):
        year_end(text)


def test_partial_and_missing_dates():
    table = register(("A", None, None), ("B", "1974", None), ("C", "2019-04-01", None),
                     ("D", "1974", "2019-03-31"))  # fmt: skip
    assert in_being(table, date(2019, 3, 31))["council_code"].tolist() == ["A", "B", "D"]
    assert in_being(table, date(2019, 4, 1))["council_code"].tolist() == ["A", "B", "C"]
    days = table.assign(
        start_date=pd.to_datetime(table["start_date"], format="ISO8601"),
        end_date=pd.to_datetime(table["end_date"]),
    )
    assert in_being(days, date(2019, 3, 31))["council_code"].tolist() == ["A", "B", "D"]


def test_a_partial_end_date_is_refused():
    with pytest.raises(ValueError, match="2019-03"):
        in_being(register(("A", "1974", "2019-03")), date(2019, 4, 1))


def test_a_reorganisation_to_come_makes_a_new_set_by_itself():
    table = register(("A", "1974", "2030-03-31"), ("B", "1974", "2030-03-31"),
                     ("C", "2030-04-01", None))  # fmt: skip
    sets = council_sets(table)
    assert [(s.name, s.codes, s.last_year) for s in sets] == [
        ("2010-04-01", ["A", "B"], "2029/30"),
        ("2030-04-01", ["C"], None),
    ]


def test_a_set_that_sees_no_31_march_serves_no_year():
    table = register(("A", "1974", "2019-09-30"), ("B", "2019-10-01", "2020-01-31"),
                     ("C", "2020-02-01", None))  # fmt: skip
    assert [s.name for s in council_sets(table)] == ["2010-04-01", "2020-02-01"]
    assert council_sets(table)[1].first_year == "2019/20"


def successors(day: str) -> dict[str, str]:
    council_set = next(s for s in SETS if s.name == day)
    now = successor_on(sorted(GRID["council_code"].unique()), LINEAGE, council_set)
    short = COUNCILS.set_index("council_code")["short_name"]
    return {short[code]: short[later] for code, later in now.items()}


def test_cumbria_is_divided_by_district():
    now = successors("2023-04-01")
    assert {now[name] for name in ("Allerdale", "Carlisle", "Copeland")} == {"Cumberland"}
    assert {now[name] for name in ("Barrow-in-Furness", "Eden", "South Lakeland")} == {
        "Westmorland and Furness"
    }


def test_northamptonshire_and_dorset_are_divided_by_district():
    now = successors("2021-04-01")
    assert now["Corby"] == now["Wellingborough"] == "North Northamptonshire"
    assert now["Daventry"] == now["Northampton"] == "West Northamptonshire"
    assert now["Christchurch"] == now["Poole"] != now["Purbeck"]


def test_a_council_merged_twice_is_followed_to_the_end():
    assert successors("2021-04-01")["Taunton Deane"] == "Somerset West and Taunton"
    assert successors("2023-04-01")["Taunton Deane"] == "Somerset"


@pytest.mark.parametrize("successor", [[], ["C", "D"]])
def test_a_council_without_one_successor_is_named(successor):
    table = register(("C", "2019-04-01", None), ("D", "2019-04-01", None))
    lineage = pd.DataFrame(
        [("A", code, "2019-04-01") for code in successor],
        columns=["council_code", "successor_code", "date"],
    )
    with pytest.raises(ValueError, match="A needs one successor"):
        successor_on(["A"], lineage, CouncilSet(date(2019, 4, 1), None, table))
