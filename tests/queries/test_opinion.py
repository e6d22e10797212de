"""The opinion queries on tables small enough to check by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.warehouse import Snapshot
from tests.small import council_years, take_up, write_small

# question, round, month, measure, percent, sample, about one service, note, source
POLLING = [
    ("council_satisfaction", 1, "2012-09", "net_positive", 72, None, False, "First.", "s1"),
    ("council_satisfaction", 1, "2012-09", "net_positive", 72, None, False, "First.", "s2"),
    # A source without the month is the same figure; one with another figure is not.
    ("council_satisfaction", 2, "2013-03", "net_positive", 70, 1000, False, None, "s1"),
    ("council_satisfaction", 2, None, "net_positive", 70, None, False, "No month.", "s2"),
    ("council_satisfaction", 2, "2013-03", "net_positive", 68, None, False, None, "s3"),
    ("council_satisfaction", 3, None, "net_positive", 66, None, False, None, "s1"),
    ("council_satisfaction", 4, "2013-04", "net_positive", 65, None, False, None, "s1"),
    ("council_satisfaction", 5, "2014-06", "stated_over", 70, None, False, None, "s1"),
    ("council_satisfaction", 4, "2013-04", "series_min", 65, None, False, None, "s1"),
    ("council_satisfaction", None, None, "net_positive", 61, None, False, None, "s1"),
    ("trust", 4, "2013-04", "net_positive", 60, None, False, None, "s1"),
    ("service_library", 1, "2012-09", "net_positive", 67, None, True, None, "s1"),
    ("service_library", 4, "2013-04", "net_positive", 60, None, True, None, "s1"),
]
VALUED = "LGA support has a positive impact on their authority"
# year, audience, statement, percent, qualifier, note, source
PERCEPTIONS = [
    ("2014", "leaders", VALUED, 93, "exact", None, "s1"),
    ("2016/17", "leaders_and_chief_executives", VALUED, 87, "exact", None, "s1"),
    ("2016/17", "leaders_and_chief_executives", VALUED, 87, "exact", "Again.", "s2"),
    ("2016/17", "leaders_and_chief_executives", VALUED, 90, "exact", "Minute.", "s3"),
    ("2018/19", "leaders_and_chief_executives", VALUED, 95, "over", None, "s1"),
    ("2018/19", "leaders_and_chief_executives", VALUED, 95, "exact", None, "s2"),
    ("2017/18", "all_respondents", "More (an increase, not a level)", 19, "exact", None, "s1"),
    ("2016/17", "peers", "would do it again", 94, "over", None, "s1"),
    ("2016/17", "somebody_new", "liked it", 80, "about", None, "s1"),
]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    names = ["question", "round", "field_month", "measure", "percent", "sample_size"]
    polling = pd.DataFrame(POLLING, columns=[*names, "service_question", "note", "source"])
    polling = polling.astype(
        {"round": "Int64", "sample_size": "Int64", "field_month": "str", "note": "str"}
    ).astype({"percent": "float64"})
    rounds = pd.DataFrame(
        {
            "round": pd.array([1, 4], dtype="Int64"),
            "field_month": pd.Series([None, "2013-04"], dtype="str"),
            "sample_size": pd.array([None, 1001], dtype="Int64"),
            "source": ["s2", "s2"],
        }
    )
    perceptions = pd.DataFrame(
        PERCEPTIONS,
        columns=["survey_year", "audience", "statement", "percent", "qualifier", "note", "source"],
    ).astype({"percent": "float64", "note": "str"})
    sources = pd.DataFrame(
        {
            "source": ["s1", "s2", "s3"],
            "title": ["B title", "A title", "C title"],
            "address": pd.Series([None, "https://a.example", None], dtype="str"),
        }
    )
    tables = {
        "council_years": council_years([("A", "North", "district", "Labour")]),
        "take_up": take_up([("A", "whole", "2016/17", "recorded")]),
        "polling": polling,
        "polling_rounds": rounds,
        "perceptions": perceptions,
        "sources": sources,
    }
    return write_small(tmp_path_factory.mktemp("opinion") / "v1", tables)


@pytest.fixture(scope="module")
def polled(small: Snapshot) -> pd.DataFrame:
    return small.run("resident-polling", {})


def figure(rows: pd.DataFrame, number: int, percent: float) -> pd.Series:
    found = rows[
        (rows["question"] == "council_satisfaction")
        & (rows["round"] == number)
        & (rows["percent"] == percent)
        & (rows["measure"] == "net_positive")
    ]
    assert len(found) == 1
    return found.iloc[0]


def test_one_fact_from_two_sources_is_one_figure(polled: pd.DataFrame) -> None:
    row = figure(polled, 1, 72)
    assert row["source_count"] == 2
    assert row["source"] == "A title; B title"
    assert row["source_address"] == "https://a.example"
    assert row["note"] == "First."


def test_a_source_without_the_month_joins_its_round(polled: pd.DataFrame) -> None:
    row = figure(polled, 2, 70)
    assert (row["field_month"], row["source_count"], row["stated_sample"]) == ("2013-03", 2, 1000)


def test_sources_that_differ_stay_side_by_side(polled: pd.DataFrame) -> None:
    assert figure(polled, 2, 68)["source"] == "C title"


def test_the_table_of_rounds_adds_month_and_sample_and_invents_none(polled: pd.DataFrame) -> None:
    row = figure(polled, 4, 65)
    assert (row["field_month"], row["stated_sample"]) == ("2013-04", 1001)
    assert pd.isna(figure(polled, 1, 72)["stated_sample"])
    assert pd.isna(figure(polled, 3, 66)["field_month"])


def test_bounds_and_undated_figures_have_rows_of_their_own(polled: pd.DataFrame) -> None:
    mine = polled[polled["question"] == "council_satisfaction"]
    bounds = mine[mine["measure"] != "net_positive"]
    assert [tuple(row) for row in bounds[["round", "measure", "percent"]].to_numpy()] == [
        (4, "series_min", 65),
        (5, "stated_over", 70),
    ]
    assert mine[mine["round"].isna()]["percent"].tolist() == [61]


def test_services_are_kept_apart(small: Snapshot, polled: pd.DataFrame) -> None:
    assert set(polled["question"]) == {"council_satisfaction", "trust"}
    services = small.run("service-polling", {})
    assert services["percent"].tolist() == [67, 60]
    assert small.run("service-polling-sources", {})["records"].tolist() == [2]


@pytest.mark.parametrize(
    ("year", "rounds"),
    [
        ("2012/13", [1, 2, 2]),
        ("2013/14", [4]),
        ("2014/15", [5]),
        ("2015/16", []),
    ],
)
def test_the_year_of_a_round_begins_in_april(small: Snapshot, year: str, rounds: list[int]) -> None:
    found = small.run("resident-satisfaction", {"year": year})
    assert found[found["selected"]]["round"].tolist() == rounds
    # A round without a month lies in no year, and no undated figure is a round.
    assert found[found["round"] == 3]["financial_year"].isna().all()
    assert found["round"].notna().all()
    assert set(found["measure"]) == {"net_positive", "stated_over"}


def test_leaders_and_participants_are_told_apart(small: Snapshot) -> None:
    leaders = small.run("leaders-perceptions", {})
    others = small.run("participant-feedback", {})
    assert set(leaders["audience"]) == {
        "leaders",
        "leaders_and_chief_executives",
        "all_respondents",
    }
    # An audience that nobody foresaw is a participant, not lost.
    assert set(others["audience"]) == {"peers", "somebody_new"}
    assert set(others["published_wording"]) == {"over", "about"}
    assert leaders[leaders["is_increase"]]["percent"].tolist() == [19]
    assert small.run("leaders-perceptions-sources", {})["records"].sum() == 7
    assert small.run("participant-feedback-sources", {})["records"].sum() == 2


def test_the_leaders_view_marks_the_year_and_keeps_every_wording(small: Snapshot) -> None:
    rows = small.run("leaders-view", {"year": "2016/17"})
    assert rows["survey_year"].tolist() == ["2014", "2016/17", "2016/17", "2018/19", "2018/19"]
    mine = rows[rows["selected"]]
    # The figure of most sources comes first.
    assert mine["percent"].tolist() == [87, 90]
    assert mine["source_count"].tolist() == [2, 1]
    later = rows[rows["survey_year"] == "2018/19"]
    assert set(later["published_wording"]) == {"over", "exact"}
    assert not small.run("leaders-view", {"year": "2017/18"})["selected"].any()


def test_sources_count_the_rows_they_stand_behind(small: Snapshot) -> None:
    rows = small.run("resident-polling-sources", {}).set_index("title")["records"]
    assert rows.to_dict() == {"B title": 8, "A title": 4, "C title": 1}
    year = {"year": "2016/17"}
    assert small.run("resident-satisfaction-sources", year)["records"].sum() == 8
    assert small.run("leaders-view-sources", year)["records"].sum() == 6
