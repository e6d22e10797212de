"""The breakdown queries on tables small enough to count by hand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from dashboard.warehouse import Snapshot
from tests.small import YEAR, council_years, published, take_up, write_small

NOTHING = dict.fromkeys(["region", "patch", "type", "control", "council", "theme"])
ASKED = {**NOTHING, "year": YEAR, "offer": ["whole"], "records": "all"}


@pytest.fixture
def small(tmp_path: Path) -> Snapshot:
    """North: a county and two districts; South: a district and two unitaries.

    Of `whole`, N2 has an illustrative row, N3 a recorded one by its part, S2 both a row of the
    whole and one of the part. `other` was used by S2 and S3 (recorded) and, in another year, N1.
    `any_offer` is on record for N1. The document gives districts 67%, Labour 50%, `whole` 3
    councils and `unseen`, of which there is no row, 2 councils.
    """
    offers = ["any_offer", "whole", "part", "other", "unseen", "unused"]
    return write_small(
        tmp_path / "v1",
        {
            "offers": pd.DataFrame(
                {
                    "offer_code": offers,
                    "name": [code.replace("_", " ").capitalize() for code in offers],
                    "theme": ["All themes", "A", "A", "B", "B", "B"],
                }
            ),
            "offer_parts": pd.DataFrame(
                [("any_offer", code) for code in offers]
                + [(code, code) for code in offers[1:]]
                + [("whole", "part")],
                columns=["offer_code", "part_code"],
            ),
            "council_years": council_years(
                [
                    ("N1", "North", "county", "Labour"),
                    ("N2", "North", "district", "Labour"),
                    ("N3", "North", "district", "Conservative"),
                    ("S1", "South", "district", "Conservative"),
                    ("S2", "South", "unitary", "Conservative"),
                    ("S3", "South", "unitary", None),
                    ("N1", "North", "county", "Labour", "2017/18"),
                ]
            ),
            "take_up": take_up(
                [
                    ("N2", "whole", YEAR, "illustrative", 2),
                    ("N3", "part", YEAR, "recorded"),
                    ("S2", "whole", YEAR, "recorded"),
                    ("S2", "part", YEAR, "recorded"),
                    ("S2", "other", YEAR, "recorded"),
                    ("S3", "other", YEAR, "recorded"),
                    ("N1", "any_offer", YEAR, "recorded"),
                    ("N1", "other", "2017/18", "recorded"),
                ]
            ),
            "published_take_up": published(
                [
                    (YEAR, "whole", "all", "all", "councils", 3, "constraint"),
                    (YEAR, "whole", "all", "all", "percent_of_councils", 51, "constraint"),
                    (YEAR, "whole", "all", "all", "councils", 5, "compared"),
                    (YEAR, "unseen", "all", "all", "councils", 2, "not used"),
                    (
                        YEAR,
                        "whole",
                        "authority_type",
                        "district",
                        "percent_of_councils",
                        67,
                        "constraint",
                    ),
                    (YEAR, "whole", "authority_type", "district", "rank_lowest", 1, "constraint"),
                    (
                        YEAR,
                        "whole",
                        "political_control",
                        "Labour",
                        "percent_of_councils",
                        50,
                        "constraint",
                    ),
                ]
            ),
        },
    )


def counts(frame: pd.DataFrame, *keys: str) -> dict:
    return {
        tuple(row[key] for key in keys) if len(keys) > 1 else row[keys[0]]: (
            row["taking_part"],
            row["councils"],
        )
        for row in frame.to_dict("records")
    }


def marked(frame: pd.DataFrame, key: str) -> dict:
    return frame.set_index(key)["published_percent"].dropna().to_dict()


def test_types_are_counted_beside_england_and_marked_with_the_published_figure(
    small: Snapshot,
) -> None:
    rows = small.run("take-up-by-authority-type", ASKED)
    assert counts(rows, "authority_type") == {
        "district": (2, 3),
        "unitary": (1, 2),
        "county": (0, 1),
        "England": (3, 6),
    }
    assert marked(rows, "authority_type") == {"district": 67}
    assert rows["complete"].all()


def test_a_type_is_marked_and_place_and_control_narrow(small: Snapshot) -> None:
    chosen = small.run("take-up-by-authority-type", {**ASKED, "type": ["county"]})
    assert len(chosen) == 4
    assert chosen.loc[chosen["selected"], "authority_type"].tolist() == ["county"]
    assert marked(chosen, "authority_type") == {"district": 67}
    south = small.run("take-up-by-authority-type", {**ASKED, "region": ["South"]})
    assert counts(south, "authority_type") == {
        "unitary": (1, 2),
        "district": (0, 1),
        "England": (3, 6),
    }
    assert marked(south, "authority_type") == {}
    labour = small.run("take-up-by-authority-type", {**ASKED, "control": ["Labour"]})
    assert counts(labour, "authority_type") == {
        "district": (1, 1),
        "county": (0, 1),
        "England": (1, 2),
    }
    none = small.run("take-up-by-authority-type", {**ASKED, "control": ["Green"]})
    assert none.empty


def test_no_figure_is_marked_for_several_offers_or_records_only(small: Snapshot) -> None:
    for other in ({"offer": ["whole", "other"]}, {"records": "recorded"}):
        rows = small.run("take-up-by-authority-type", {**ASKED, **other})
        assert marked(rows, "authority_type") == {}
        rows = small.run("take-up-by-political-control", {**ASKED, **other})
        assert marked(rows, "political_control") == {}


def test_control_stands_in_order_of_size_with_its_mix_of_types(small: Snapshot) -> None:
    rows = small.run("take-up-by-political-control", ASKED)
    assert rows["political_control"].tolist() == ["Conservative", "Labour", "Not known", "England"]
    assert counts(rows, "political_control") == {
        "Conservative": (2, 3),
        "Labour": (1, 2),
        "Not known": (0, 1),
        "England": (3, 6),
    }
    mix = rows.set_index("political_control")["type_mix"]
    assert mix["Labour"] == "county 1, district 1"
    assert mix["Conservative"] == "district 2, unitary 1"
    assert marked(rows, "political_control") == {"Labour": 50}


def test_what_types_alone_would_give_is_the_mean_of_the_rates_of_the_types(
    small: Snapshot,
) -> None:
    """Districts 2 of 3, unitaries 1 of 2, counties 0 of 1."""
    found = small.run("take-up-by-political-control", ASKED).set_index("political_control")
    expected = found["expected_percent"].to_dict()
    assert expected == pytest.approx(
        {
            "Conservative": 100 * (2 / 3 + 2 / 3 + 1 / 2) / 3,
            "Labour": 100 * (0 + 2 / 3) / 2,
            "Not known": 50,
            "England": 50,
        }
    )
    north = small.run("take-up-by-political-control", {**ASKED, "region": ["North"]})
    assert north.set_index("political_control")["expected_percent"]["Conservative"] == (
        pytest.approx(100 * 2 / 3)
    )


def test_the_matrix_has_a_row_only_where_there_is_a_council(small: Snapshot) -> None:
    rows = small.run("take-up-matrix", {**ASKED, "type": ["district"]})
    assert counts(rows, "authority_type", "political_control") == {
        ("county", "Labour"): (0, 1),
        ("district", "Labour"): (1, 1),
        ("district", "Conservative"): (1, 2),
        ("unitary", "Conservative"): (1, 1),
        ("unitary", "Not known"): (0, 1),
    }
    assert set(rows.loc[rows["selected"], "authority_type"]) == {"district"}
    assert set(small.run("take-up-matrix", {**ASKED, "region": ["North"]})["councils"]) == {1}


def test_offers_with_a_row_or_a_figure_are_listed_and_the_chosen_offer_plays_no_part(
    small: Snapshot,
) -> None:
    rows = small.run("take-up-by-offer", ASKED)
    found = rows.set_index("offer_code")
    assert found["taking_part"].dropna().astype(int).to_dict() == {
        "any_offer": 5,
        "whole": 3,
        "part": 2,
        "other": 2,
    }
    assert found.loc["unseen", "basis"] == "published"
    assert found.loc["unseen", "published_percent"] == pytest.approx(100 * 2 / 6)
    # The count is preferred to the percentage, and a corrected figure is left out.
    assert found.loc["whole", "published_percent"] == pytest.approx(50)
    assert found["complete"].to_dict() == {
        "any_offer": False,
        "whole": True,
        "part": False,
        "other": False,
        "unseen": False,
    }
    share = rows["taking_part"].astype(float) / rows["councils"] * 100
    assert share.fillna(rows["published_percent"]).round(6).is_monotonic_decreasing
    again = small.run("take-up-by-offer", {**ASKED, "offer": ["other"]})
    pd.testing.assert_frame_equal(rows, again)


def test_offers_keep_the_england_figure_when_councils_are_narrowed(small: Snapshot) -> None:
    rows = small.run("take-up-by-offer", {**ASKED, "region": ["South"], "type": ["unitary"]})
    found = rows.set_index("offer_code")
    assert counts(rows[rows["basis"] != "published"], "offer_code") == {
        "other": (2, 2),
        "any_offer": (2, 2),
        "whole": (1, 2),
        "part": (1, 2),
    }
    assert found.loc["whole", "england_percent"] == pytest.approx(50)
    assert found.loc["other", "england_percent"] == pytest.approx(100 / 3)
    # England's figure would be out of place among shares of a few councils.
    assert rows["offer_code"].iloc[-1] == "unseen"


def test_an_offer_that_nobody_selected_used_is_a_zero(small: Snapshot) -> None:
    rows = small.run("take-up-by-offer", {**ASKED, "type": ["county"]}).set_index("offer_code")
    assert rows.loc["whole", "taking_part"] == 0
    assert rows.loc["any_offer", "taking_part"] == 1


def test_offers_follow_theme_and_records(small: Snapshot) -> None:
    theme = small.run("take-up-by-offer", {**ASKED, "theme": ["B"]})
    assert set(theme["offer_code"]) == {"other", "unseen"}
    recorded = small.run("take-up-by-offer", {**ASKED, "records": "recorded"})
    found = recorded.set_index("offer_code")
    assert found["taking_part"].to_dict() == {"any_offer": 4, "whole": 2, "part": 2, "other": 2}
    assert found["published_percent"].isna().all()
    assert not found["complete"].any()
    assert small.run("take-up-by-offer", {**ASKED, "control": ["Green"]}).empty


def test_depth_counts_a_whole_and_its_part_once(small: Snapshot) -> None:
    rows = small.run("depth-of-support", ASKED).set_index("council_code")
    assert rows["depth"].to_dict() == {"N1": 0, "N2": 1, "N3": 1, "S1": 0, "S2": 2, "S3": 1}
    assert rows.loc["S2", "kinds"] == "Other; Whole"
    # `other` is known from records only, so depth is a floor.
    assert not rows["complete"].any()
    only_whole = small.run("depth-of-support", {**ASKED, "theme": ["A"]})
    assert only_whole["complete"].all()
    assert only_whole["depth"].tolist() == [0, 1, 1, 0, 1, 0]


def test_depth_without_illustrative_rows_stands_on_records(small: Snapshot) -> None:
    rows = small.run("depth-of-support", {**ASKED, "records": "recorded"})
    depth = rows.set_index("council_code")["depth"].to_dict()
    assert depth == {"N1": 0, "N2": 0, "N3": 1, "S1": 0, "S2": 2, "S3": 1}
    assert set(rows["basis"]) == {"recorded"}
    assert set(small.run("depth-of-support", ASKED)["basis"]) == {"illustrative"}


def test_depth_shows_every_council_and_marks_the_chosen(small: Snapshot) -> None:
    rows = small.run("depth-of-support", {**ASKED, "region": ["South"], "type": ["unitary"]})
    assert len(rows) == 6
    assert rows.loc[rows["selected"], "council_code"].tolist() == ["S2", "S3"]
    one = small.run("depth-of-support", {**ASKED, "council": ["N1"]})
    assert one.loc[one["selected"], "council_code"].tolist() == ["N1"]


def test_a_kind_that_every_council_used_tells_nothing_and_is_left_out(tmp_path: Path) -> None:
    councils = council_years([(f"N{i}", "North", "unitary", "Labour") for i in range(3)])
    rows = take_up(
        [(f"N{i}", "other", YEAR, "recorded") for i in range(3)]
        + [("N0", "part", YEAR, "recorded")]
    )
    found = write_small(tmp_path / "v1", {"council_years": councils, "take_up": rows}).run(
        "depth-of-support", ASKED
    )
    assert found["depth"].tolist() == [1, 0, 0]
    assert found["kinds"].tolist()[0] == "Whole"


def test_kinds_are_families_of_offers_however_far_apart(tmp_path: Path) -> None:
    """a–b–c hang together by way of b, d stands alone, and any offer binds nothing."""
    parts = [("a", "b"), ("c", "b"), *((x, x) for x in "abcd"), *(("any_offer", x) for x in "abcd")]
    snapshot = write_small(
        tmp_path / "v1",
        {
            "offers": pd.DataFrame(
                {"offer_code": ["any_offer", *"abcd"], "name": ["Any", *"ABCD"], "theme": "T"}
            ),
            "offer_parts": pd.DataFrame(parts, columns=["offer_code", "part_code"]),
            "council_years": council_years([("N1", "North", "county", "Labour")]),
            "take_up": take_up([("N1", "a", YEAR, "recorded")]),
        },
    )
    kinds = snapshot.table("offer_kinds").set_index("offer_code")["kind"].to_dict()
    assert kinds == {"a": "a", "b": "a", "c": "a", "d": "d"}


def test_sources_of_all_offers_count_rows_in_the_selection_once(small: Snapshot) -> None:
    rows = small.run("all-offers-sources", {**ASKED, "region": ["South"]})
    by_basis = rows.set_index("basis")["records"].to_dict()
    assert by_basis["recorded"] == 4
    assert "illustrative" not in by_basis
    recorded = small.run("all-offers-sources", {**ASKED, "records": "recorded"})
    assert set(recorded["basis"]) == {"recorded"}
