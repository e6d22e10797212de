"""The take-up queries on tables small enough to count by hand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from dashboard.warehouse import Snapshot
from tests.small import ASKED, YEAR, council_years, published, take_up, write_small


@pytest.fixture
def small(tmp_path: Path) -> Snapshot:
    """Two regions: North has a county, two districts and a unitary, South two unitaries.

    In 2016/17 N2 took part twice over two rows, N4 once by a part of the offer, S1 once, and S2
    only in another year; N3's only row is illustrative.
    """
    return write_small(
        tmp_path / "v1",
        {
            "council_years": council_years(
                [
                    ("N1", "North", "county", "Labour"),
                    ("N2", "North", "district", "Labour"),
                    ("N3", "North", "district", "Conservative"),
                    ("N4", "North", "unitary", None),
                    ("S1", "South", "unitary", "Conservative"),
                    ("S2", "South", "unitary", "Labour"),
                    ("S1", "South", "unitary", "Conservative", "2017/18"),
                    ("S2", "South", "unitary", "Labour", "2017/18"),
                ]
            ),
            "take_up": take_up(
                [
                    ("N2", "whole", YEAR, "recorded"),
                    ("N2", "whole", YEAR, "illustrative", 2),
                    ("N3", "whole", YEAR, "illustrative"),
                    ("N4", "part", YEAR, "recorded"),
                    ("S1", "whole", YEAR, "recorded"),
                    ("S2", "whole", "2017/18", "recorded"),
                    ("S2", "other", YEAR, "recorded"),
                    ("N1", "whole", None, "recorded"),
                ]
            ),
        },
    )


def counts(frame: pd.DataFrame, key: str) -> dict[str, tuple[int, int]]:
    return {row[key]: (row["taking_part"], row["councils"]) for row in frame.to_dict("records")}


def test_regions_are_counted_with_parts_and_without_other_years(small: Snapshot) -> None:
    rows = small.run("take-up-by-region", ASKED)
    assert counts(rows, "region") == {"North": (3, 4), "South": (1, 2), "England": (4, 6)}
    assert rows.set_index("region")["quantity"].to_dict() == {"North": 5, "South": 1, "England": 6}


def test_recorded_only_leaves_out_illustrative_rows(small: Snapshot) -> None:
    rows = small.run("take-up-by-region", {**ASKED, "records": "recorded"})
    assert counts(rows, "region") == {"North": (2, 4), "South": (1, 2), "England": (3, 6)}
    assert set(rows["basis"]) == {"recorded"}


def test_rows_are_complete_only_where_a_published_figure_is_met(small: Snapshot) -> None:
    assert small.run("take-up-by-region", ASKED)["complete"].all()
    assert not small.run("take-up-by-region", {**ASKED, "records": "recorded"})["complete"].any()
    both = {**ASKED, "offer": ["whole", "other"]}
    assert not small.run("take-up-by-region", both)["complete"].any()


def test_a_chosen_region_marks_rows_and_keeps_the_others(small: Snapshot) -> None:
    rows = small.run("take-up-by-region", {**ASKED, "region": ["South"]}).set_index("region")
    assert rows["selected"].to_dict() == {"North": False, "South": True, "England": False}
    assert rows.loc["England", "councils"] == 6


def test_other_filters_narrow_every_region_and_england(small: Snapshot) -> None:
    rows = small.run("take-up-by-region", {**ASKED, "type": ["unitary"]})
    assert counts(rows, "region") == {"North": (1, 1), "South": (1, 2), "England": (2, 3)}
    rows = small.run("take-up-by-region", {**ASKED, "control": ["Not known"]})
    assert counts(rows, "region") == {"North": (1, 1), "England": (1, 1)}


@pytest.mark.parametrize(
    ("kind", "tier", "areas"),
    [
        ("regions", "lower", {"North", "South"}),
        ("councils", "lower", {"N2", "N3", "N4", "S1", "S2"}),
        ("councils", "upper", {"N1", "N4", "S1", "S2"}),
        ("hex", "lower", {"N1", "N2", "N3", "N4", "S1", "S2"}),
    ],
)
def test_each_map_draws_its_own_areas(
    small: Snapshot, kind: str, tier: str, areas: set[str]
) -> None:
    rows = small.run("take-up-map", {**ASKED, "map": kind, "tier": tier})
    assert set(rows["area_code"]) == areas


def test_councils_on_the_map_carry_their_own_standing(small: Snapshot) -> None:
    rows = small.run("take-up-map", {**ASKED, "map": "hex"}).set_index("area_code")
    assert rows["taking_part"].to_dict() == {"N1": 0, "N2": 1, "N3": 1, "N4": 1, "S1": 1, "S2": 0}
    assert rows.loc["N3", "basis"] == "illustrative"
    assert rows.loc["N2", "basis"] == "recorded"


def test_councils_without_a_record_are_listed_unless_only_records_are_asked_for(
    small: Snapshot,
) -> None:
    every = small.run("take-up-by-council", ASKED).set_index("council_code")
    assert len(every) == 6
    assert every.loc["S2", "taking_part"] == 0
    assert pd.isna(every.loc["S2", "basis"])
    recorded = small.run("take-up-by-council", {**ASKED, "records": "recorded"})
    assert set(recorded["council_code"]) == {"N2", "N4", "S1"}
    assert recorded["source"].notna().all()


def test_trend_sets_selection_beside_england_and_published(small: Snapshot) -> None:
    rows = small.run("take-up-trend", {**ASKED, "region": ["South"]})
    found = {
        (row["group"], row["financial_year"]): (row["taking_part"], row["councils"])
        for row in rows.to_dict("records")
    }
    assert found == {
        ("selection", "2016/17"): (1, 2),
        ("selection", "2017/18"): (1, 2),
        ("England", "2016/17"): (4, 6),
        ("England", "2017/18"): (1, 2),
        ("England, as published", "2016/17"): (1, 6),
    }
    complete = rows[rows["group"] == "England"].set_index("financial_year")["complete"]
    assert complete.to_dict() == {"2016/17": True, "2017/18": False}


def test_published_point_prefers_the_count_to_the_percentage(tmp_path: Path) -> None:
    figures = published(
        [
            (YEAR, "whole", "all", "all", "percent_of_councils", 34, "constraint"),
            (YEAR, "whole", "all", "all", "councils", 1, "constraint"),
        ]
    )
    councils = council_years([(f"N{i}", "North", "unitary", "Labour") for i in range(3)])
    rows = take_up([("N0", "whole", YEAR, "illustrative")])
    tables = {"council_years": councils, "take_up": rows, "published_take_up": figures}
    found = write_small(tmp_path / "v1", tables).run("take-up-trend", ASKED)
    point = found[found["basis"] == "published"]
    assert point["taking_part"].tolist() == [1]


def test_sources_are_counted_for_the_rows_in_the_selection(small: Snapshot) -> None:
    rows = small.run("take-up-sources", {**ASKED, "region": ["North"], "records": "recorded"})
    assert rows["records"].sum() == 2


def test_a_year_loaded_in_full_is_complete_in_the_trend(
    tmp_path: Path,
) -> None:
    tables = {
        "council_years": council_years([("N1", "North", "unitary", "Labour")]),
        "take_up": take_up([("N1", "whole", YEAR, "recorded")]),
        "published_take_up": published(
            [(YEAR, "other", "all", "all", "councils", 1, "constraint")]
        ),
        "loaded_offer_years": pd.DataFrame(
            {"offer_code": ["whole"], "financial_year": [YEAR], "complete": [True]}
        ),
    }
    small = write_small(tmp_path / "v1", tables)
    for records in ("all", "recorded"):
        rows = small.run("take-up-trend", {**ASKED, "records": records})
        assert rows["complete"].tolist() == [True]


def test_without_a_year_the_sources_are_those_of_every_year(small: Snapshot) -> None:
    of_one = small.run("take-up-sources", ASKED)["records"].sum()
    of_all = small.run("take-up-sources", {**ASKED, "year": None})["records"].sum()
    assert of_one == 5
    # The row of S2 is of another year.
    assert of_all == 6
