"""The coverage queries on tables small enough to check by hand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from dashboard.warehouse import Snapshot
from tests.small import YEAR, council_years, political_control, published, take_up, write_small

AS_AT = "2024-06-15"
NOTHING = dict.fromkeys(["region", "patch", "type", "control", "council", "theme"])
ASKED = {**NOTHING, "year": YEAR, "offer": ["whole"], "records": "all", "as_at": AS_AT}
OFFERS = {
    "corporate_peer_challenge": "Corporate peer challenge",
    "cpc_first_time": "First corporate peer challenge",
    "finance_peer_challenge": "Finance peer challenge",
    "cpc_progress_review": "Progress review",
    "service_peer_challenge": "Service peer challenge",
    "peer_challenge_type_not_stated": "Type not stated",
    "digital": "Digital",
}
# council, offer, date, financial year, basis
RECORDS = [
    # Around the boundaries: five years and a day, five years, four years, four years less a day.
    ("LAPSED", "corporate_peer_challenge", "2019-06-14", "2019/20", "recorded"),
    ("FIVE", "finance_peer_challenge", "2019-06-15", "2019/20", "recorded"),
    ("FOUR", "cpc_first_time", "2020-06-15", "2020/21", "recorded"),
    ("RECENT", "corporate_peer_challenge", "2020-06-16", "2020/21", "recorded"),
    # A month counts from its first day, a year from 1 January, a financial year from 1 April.
    ("MONTH", "corporate_peer_challenge", "2019-06", "2019/20", "recorded"),
    ("YEAR", "corporate_peer_challenge", "2020", None, "recorded"),
    ("FY", "corporate_peer_challenge", None, "2020/21", "recorded"),
    # Only the challenge counts, not what came after it; the latest of several counts.
    ("REVIEW", "corporate_peer_challenge", "2015-03", "2014/15", "recorded"),
    ("REVIEW", "cpc_progress_review", "2023-05", "2023/24", "recorded"),
    ("REVIEW", "service_peer_challenge", "2023-06", "2023/24", "recorded"),
    ("REVIEW", "peer_challenge_type_not_stated", "2023-07", "2023/24", "recorded"),
    ("REVIEW", "corporate_peer_challenge", None, "2022/23", "illustrative"),
    ("SEVERAL", "corporate_peer_challenge", "2014-01", "2013/14", "recorded"),
    ("SEVERAL", "finance_peer_challenge", "2022-11", "2022/23", "recorded"),
    ("SEVERAL", "corporate_peer_challenge", None, None, "recorded"),
    ("AFTER", "corporate_peer_challenge", "2018-02", "2017/18", "recorded"),
    ("AFTER", "corporate_peer_challenge", "2024-07", "2024/25", "recorded"),
    ("UNDATED", "corporate_peer_challenge", None, None, "recorded"),
    ("MADEUP", "corporate_peer_challenge", None, "2023/24", "illustrative"),
    # GRAND became OLD, which became NEW.
    ("GRAND", "corporate_peer_challenge", "2012-04", "2012/13", "recorded"),
    ("OLD", "corporate_peer_challenge", "2021-09", "2021/22", "recorded"),
    ("OLD2", "cpc_progress_review", "2021-09", "2021/22", "recorded"),
]
ENDED = {"GRAND": "2019-03-31", "OLD": "2023-03-31", "OLD2": "2023-03-31", "LASTDAY": AS_AT}
STARTED = {"OLD": "2019-04-01", "NEW": "2023-04-01", "TOMORROW": "2024-06-16"}


def records(rows: list[tuple]) -> pd.DataFrame:
    frame = take_up([(code, offer, year, basis) for code, offer, _, year, basis in rows])
    return frame.assign(date=pd.Series([row[2] for row in rows], dtype="str"))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    codes = [*dict.fromkeys(row[0] for row in RECORDS), "NEW", "NONE", "LASTDAY", "TOMORROW"]
    councils = pd.DataFrame(
        {
            "council_code": codes,
            "short_name": [f"Council {code}" for code in codes],
            "authority_type": ["county" if code == "FOUR" else "district" for code in codes],
            "region": ["South" if code in ("FIVE", "NONE") else "North" for code in codes],
            "start_date": pd.to_datetime([STARTED.get(code) for code in codes]),
            "end_date": pd.to_datetime([ENDED.get(code) for code in codes]),
        }
    )
    patches = councils[["council_code"]].assign(patch="Patch " + councils["region"])
    lineage = [("GRAND", "OLD"), ("OLD", "NEW"), ("OLD2", "NEW")]
    tables = {
        "council_years": council_years([("NONE", "South", "district", "Labour")]),
        "councils": councils,
        "adviser_patches": patches,
        "council_lineage": pd.DataFrame(lineage, columns=["council_code", "successor_code"]),
        "political_control": political_control(
            [
                ("FIVE", 2023, "Labour"),
                ("FIVE", 2024, "Conservative"),
                ("NONE", 2023, "Labour"),
                ("NONE", 2025, "Green"),
            ]
        ),
        "offers": pd.DataFrame(
            {"offer_code": [*OFFERS], "name": [*OFFERS.values()], "theme": "Theme A"}
        ),
        "offer_parts": pd.DataFrame(
            [
                *((code, code) for code in OFFERS),
                ("corporate_peer_challenge", "cpc_first_time"),
            ],
            columns=["offer_code", "part_code"],
        ),
        "take_up": records(RECORDS),
    }
    return write_small(tmp_path_factory.mktemp("coverage") / "v1", tables)


@pytest.fixture(scope="module")
def due(small: Snapshot) -> pd.DataFrame:
    return small.run("peer-challenge-due", ASKED).set_index("council_code")


@pytest.mark.parametrize(
    ("council", "status", "last", "years"),
    [
        ("LAPSED", "lapsed", "2019-06-14", 5.0),
        ("FIVE", "due", "2019-06-15", 5.0),
        ("FOUR", "due", "2020-06-15", 4.0),
        ("RECENT", "recent", "2020-06-16", 3.9),
        ("MONTH", "lapsed", "2019-06", 5.0),
        ("YEAR", "due", "2020", 4.4),
        ("FY", "due", "2020/21", 4.1),
        ("REVIEW", "lapsed", "2015-03", 9.2),
        ("SEVERAL", "recent", "2022-11", 1.5),
        ("AFTER", "lapsed", "2018-02", 6.3),
    ],
)
def test_the_last_challenge_and_its_age(
    due: pd.DataFrame, council: str, status: str, last: str, years: float
) -> None:
    row = due.loc[council]
    assert (row["status"], row["last_challenge"]) == (status, last)
    assert row["years_since"] == pytest.approx(years)
    assert row["basis"] == "recorded"


@pytest.mark.parametrize("council", ["UNDATED", "MADEUP", "NEW", "NONE", "LASTDAY"])
def test_without_a_date_there_is_no_record_found(due: pd.DataFrame, council: str) -> None:
    assert due.loc[council, "status"] == "no record found"
    assert due.loc[council, ["last_challenge", "years_since"]].isna().all()
    noted = due.loc[council, "note"] == "There is a record without a date."
    assert noted == (council == "UNDATED")


def test_only_an_undated_record_is_noted(due: pd.DataFrame) -> None:
    assert due["note"].dropna().index.tolist() == ["UNDATED"]


def test_illustrative_rows_are_absent(due: pd.DataFrame) -> None:
    assert pd.isna(due.loc["MADEUP", "basis"])
    assert set(due["basis"].dropna()) == {"recorded"}


def test_only_councils_in_being_are_listed(due: pd.DataFrame) -> None:
    assert "LASTDAY" in due.index
    assert not {"GRAND", "OLD", "OLD2", "TOMORROW"} & set(due.index)


def test_councils_are_those_of_the_counting_date(small: Snapshot) -> None:
    then = small.run("peer-challenge-due", {**ASKED, "as_at": "2022-01-31"})
    then = then.set_index("council_code")
    assert {"OLD", "OLD2"} <= set(then.index)
    assert not {"NEW", "GRAND"} & set(then.index)
    assert then.loc["OLD", "status"] == "recent"
    assert then.loc["OLD", "predecessor_challenge"] == "Council GRAND 2012-04"
    # What lies after the date is not known yet.
    assert then.loc["SEVERAL", "last_challenge"] == "2014-01"


def test_predecessors_are_named_and_not_counted(due: pd.DataFrame) -> None:
    assert due.loc["NEW", "status"] == "no record found"
    words = due.loc["NEW", "predecessor_challenge"]
    assert words == "Council OLD 2021-09; Council GRAND 2012-04"
    assert due["predecessor_challenge"].notna().sum() == 1


def test_control_is_the_newest_known_by_the_counting_date(small: Snapshot) -> None:
    def control(as_at: str) -> dict[str, str]:
        rows = small.run("peer-challenge-due", {**ASKED, "as_at": as_at})
        return rows.set_index("council_code")["political_control"].to_dict()

    assert control(AS_AT)["FIVE"] == "Conservative"
    assert control(AS_AT)["NONE"] == "Labour"
    assert control("2024-04-30")["FIVE"] == "Labour"
    assert control(AS_AT)["FOUR"] == "Not known"
    chosen = small.run("peer-challenge-due", {**ASKED, "control": ["Conservative"]})
    assert chosen["council_code"].tolist() == ["FIVE"]


def test_rows_are_grouped_by_patch_then_by_urgency(small: Snapshot) -> None:
    rows = small.run("peer-challenge-due", ASKED)
    assert rows["patch"].is_monotonic_increasing
    north = rows[rows["patch"] == "Patch North"]
    assert north["status"].drop_duplicates().tolist() == [
        "lapsed",
        "no record found",
        "due",
        "recent",
    ]
    lapsed = north[north["status"] == "lapsed"]
    assert lapsed["council_code"].tolist() == ["REVIEW", "AFTER", "MONTH", "LAPSED"]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"region": ["South"]}, {"FIVE", "NONE"}),
        ({"patch": ["Patch South"]}, {"FIVE", "NONE"}),
        ({"type": ["county"]}, {"FOUR"}),
        ({"council": ["YEAR", "OLD"]}, {"YEAR"}),
    ],
)
def test_filters_narrow_the_list(small: Snapshot, chosen: dict, expected: set[str]) -> None:
    assert set(small.run("peer-challenge-due", {**ASKED, **chosen})["council_code"]) == expected


def test_sources_are_those_of_the_challenges_listed(small: Snapshot) -> None:
    rows = small.run("peer-challenge-due-sources", {**ASKED, "council": ["SEVERAL", "OLD"]})
    assert rows["records"].tolist() == [3]


CHANGED = [
    ("SAME", [(2015, "Labour"), (2016, "Labour"), (2017, "Labour")]),
    ("LOST", [(2015, "Labour"), (2016, "Conservative"), (2017, "Conservative")]),
    ("LATER", [(2015, "Labour"), (2016, "Labour"), (2017, "No overall control")]),
    # A shadow authority is elected a year before it begins.
    ("SHADOW", [(2016, "Labour"), (2017, "Conservative")]),
    ("NOTSEEN", [(2015, "Labour"), (2017, "Conservative")]),
]
SUPPORT = [
    ("LOST", "digital", "2016-04", "2016/17", "recorded"),
    ("LOST", "corporate_peer_challenge", "2016-05", "2016/17", "recorded"),
    ("LOST", "corporate_peer_challenge", "2016", None, "recorded"),
    ("LOST", "digital", "2017", None, "recorded"),
    ("LOST", "digital", "2018-04", "2018/19", "recorded"),
    ("LOST", "digital", "2018-05", "2018/19", "recorded"),
    ("LOST", "digital", None, "2017/18", "recorded"),
    ("LOST", "digital", None, "2018/19", "recorded"),
    ("LOST", "digital", None, None, "recorded"),
    ("LOST", "corporate_peer_challenge", None, "2017/18", "illustrative"),
]


@pytest.fixture(scope="module")
def controls(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    seats = ({"con": 6, "lab": 5, "ld": 0},)
    control = [
        (code, year, group, *(seats if code == "LOST" else ()))
        for code, years in CHANGED
        for year, group in years
    ]
    years = [
        (code, "North", "district", dict(held).get(year), f"{year}/{year % 100 + 1}")
        for code, held in CHANGED
        for year in (2015, 2016, 2017, 2018)
        if not (code == "SHADOW" and year < 2017)
    ]
    tables = {
        "council_years": council_years(years),
        "political_control": political_control(control),
        "offers": pd.DataFrame(
            {"offer_code": [*OFFERS], "name": [*OFFERS.values()], "theme": "Theme A"}
        ),
        "offer_parts": pd.DataFrame({"offer_code": [*OFFERS], "part_code": [*OFFERS]}),
        "take_up": records(SUPPORT),
    }
    return write_small(tmp_path_factory.mktemp("controls") / "v1", tables)


def test_control_is_set_against_the_may_before(controls: Snapshot) -> None:
    rows = controls.run("change-of-control", ASKED).set_index("council_code")
    assert rows.index.tolist() == ["LOST"]
    row = rows.loc["LOST"]
    assert (row["control_before"], row["control_after"]) == ("Labour", "Conservative")
    assert (row["seats"], row["seats_total"]) == ("6 Con, 5 Lab", 11)
    assert row["election"] == "May 2016"


def test_councils_that_are_new_or_not_seen_before_have_not_changed(controls: Snapshot) -> None:
    rows = controls.run("change-of-control", {**ASKED, "year": "2017/18"})
    assert rows["council_code"].tolist() == ["LATER"]


def test_a_year_without_control_gives_the_newest(controls: Snapshot) -> None:
    for year in ("2018/19", "2014/15"):
        rows = controls.run("change-of-control", {**ASKED, "year": year})
        assert set(rows["election"]) == {"May 2017"}


def test_support_lies_within_two_years_and_is_recorded(controls: Snapshot) -> None:
    row = controls.run("change-of-control", ASKED).iloc[0]
    assert row["support_after"].split("; ") == [
        "2016-05 Corporate peer challenge",
        "2017 Digital",
        "2017/18 Digital",
        "2018-04 Digital",
    ]
    assert row["records_after"] == 4


def test_groups_are_counted_beside_england(tmp_path: Path) -> None:
    tables = {
        "council_years": council_years(
            [
                ("N1", "North", "county", "Labour"),
                ("N2", "North", "district", "Conservative"),
                ("S1", "South", "district", None),
                ("S2", "South", "unitary", "Labour"),
            ]
        ),
        "take_up": take_up(
            [("N1", "part", YEAR, "recorded"), ("S2", "whole", YEAR, "illustrative")]
        ),
        "published_take_up": published(
            [
                (YEAR, "whole", "all", "all", "councils", 2, "constraint"),
                (YEAR, "whole", "region", "North", "percent_of_councils", 50, "constraint"),
                (YEAR, "whole", "region", "South", "rank_lowest", 1, "constraint"),
                (YEAR, "whole", "authority_type", "county", "councils", 1, "compared"),
            ]
        ),
    }
    small = write_small(tmp_path / "v1", tables)
    rows = small.run("under-represented", ASKED)
    found = {(r.dimension, r.group): (r.taking_part, r.councils) for r in rows.itertuples()}
    assert found == {
        ("England", "England"): (2, 4),
        ("region", "North"): (1, 2),
        ("region", "South"): (1, 2),
        ("patch", "Patch of North"): (1, 2),
        ("patch", "Patch of South"): (1, 2),
        ("authority_type", "county"): (1, 1),
        ("authority_type", "district"): (0, 2),
        ("authority_type", "unitary"): (1, 1),
        ("tier", "upper"): (1, 1),
        ("tier", "lower"): (0, 2),
        ("tier", "single"): (1, 1),
        ("political_control", "Labour"): (2, 2),
        ("political_control", "Conservative"): (0, 1),
    }
    by_group = rows.set_index("group")
    same = by_group["same_councils"]
    assert same["North"] == same["Patch of North"] != same["South"]
    assert by_group.index[by_group["has_published_figure"]].tolist() == ["North"]
    assert by_group["complete"].all()

    chosen = small.run("under-represented", {**ASKED, "region": ["North"]})
    assert chosen[chosen["selected"]]["group"].tolist() == ["North", "England"]
    assert len(chosen) == len(rows)
    recorded = small.run("under-represented", {**ASKED, "records": "recorded"})
    assert not recorded["complete"].any()
    districts = small.run("under-represented", {**ASKED, "type": ["district"]}).set_index("group")
    assert districts.loc["England", "councils"] == 2
    assert not districts["has_published_figure"].any()
