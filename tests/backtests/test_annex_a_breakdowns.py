"""The breakdowns against Annex A of “Sector-led improvement in 2016/17”, as a reader asks.

Figures are typed from the document and asked of the data routes.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

Ask = Callable[..., pd.DataFrame]
YEAR = {"year": "2016-17"}
COLUMN = {
    "take-up-by-authority-type": "authority_type",
    "take-up-by-political-control": "political_control",
}
TYPE, CONTROL = COLUMN


@pytest.mark.parametrize(
    ("exhibit", "offer", "group", "per_cent"),
    [
        (TYPE, "peer-challenge", "unitary", (52, 52)),
        (TYPE, "peer-challenge", "metropolitan district", (47, 48)),
        (TYPE, "peer-challenge", "county", (48, 48)),
        (TYPE, "peer-challenge", "district", (20, 20)),
        (CONTROL, "peer-challenge", "Liberal Democrat", (43, 43)),
        (CONTROL, "peer-challenge", "Conservative", (27, 27)),
        (TYPE, "peer-support", "county", (78, 78)),
        (TYPE, "peer-support", "district", (48, 50)),
        (CONTROL, "peer-support", "No overall control", (81, 81)),
        (TYPE, "workforce", "London borough", (48, 50)),
    ],
)
def test_groups(ask: Ask, exhibit: str, offer: str, group: str, per_cent: tuple) -> None:
    row = ask(exhibit, offer=offer, **YEAR).set_index(COLUMN[exhibit]).loc[group]
    assert per_cent[0] <= round(row["percent"]) <= per_cent[1]
    assert row["percent"] == pytest.approx(100 * row["taking_part"] / row["councils"], abs=1e-3)


@pytest.mark.parametrize(
    ("exhibit", "offer", "marked"),
    [
        (
            TYPE,
            "peer-challenge",
            {"unitary": 52, "metropolitan district": 48, "county": 48, "district": 20},
        ),
        (CONTROL, "peer-challenge", {"Liberal Democrat": 43, "Conservative": 27}),
        (TYPE, "peer-support", {"county": 78, "district": 50}),
        (CONTROL, "peer-support", {"No overall control": 81}),
        (TYPE, "leadership", {}),
        (CONTROL, "leadership", {}),
    ],
)
def test_published_figures_stand_beside_their_cells_and_no_others(
    ask: Ask, exhibit: str, offer: str, marked: dict[str, int]
) -> None:
    rows = ask(exhibit, offer=offer, **YEAR).set_index(COLUMN[exhibit])
    assert rows["published_percent"].dropna().to_dict() == marked


@pytest.mark.parametrize(
    ("exhibit", "other"),
    [
        (TYPE, {"region": "south-west"}),
        (TYPE, {"control": "labour"}),
        (TYPE, {"records": "recorded"}),
        (TYPE, {"year": "2018-19"}),
        (TYPE, {"offer": "peer-challenge,peer-support"}),
        (CONTROL, {"type": "district"}),
        (CONTROL, {"patch": "west-midlands"}),
    ],
)
def test_no_published_figure_is_marked_where_it_is_of_something_else(
    ask: Ask, exhibit: str, other: dict[str, str]
) -> None:
    rows = ask(exhibit, **{"offer": "peer-challenge", **YEAR, **other})
    assert rows["published_percent"].dropna().empty


def test_the_published_type_figure_stays_when_a_type_is_only_marked(ask: Ask) -> None:
    rows = ask(TYPE, offer="peer-challenge", type="county", **YEAR).set_index("authority_type")
    assert rows["published_percent"].dropna().size == 4
    assert rows.index[rows["selected"]].tolist() == ["county"]


@pytest.mark.parametrize(
    ("offer", "councils"),
    [
        ("lg_inform", 353),
        ("leadership", 233),
        ("one_public_estate", 214),
        ("peer_support", 193),
        ("local_partnerships", 122),
        ("workforce", 120),
        ("cfps_governance", 54),
        ("devolution_support", 47),
        ("digital", 26),
        ("productivity_experts", 25),
        ("finance_support", 20),
        ("finance_peer_challenge", 9),
    ],
)
def test_offers_are_counted_as_annex_a_counts_them(ask: Ask, offer: str, councils: int) -> None:
    row = ask("take-up-by-offer", **YEAR).set_index("offer_code").loc[offer]
    assert row["taking_part"] == councils
    assert row["percent"] == pytest.approx(row["england_percent"], abs=1e-3)
    assert row["complete"]


def test_matrix_types_and_controls_add_up_to_the_same_councils(ask: Ask) -> None:
    chosen = {"offer": "peer-challenge", **YEAR}
    matrix = ask("take-up-matrix", **chosen)
    counts = ["councils", "taking_part", "quantity"]
    for exhibit, column in COLUMN.items():
        groups = ask(exhibit, **chosen).set_index(column)[counts]
        assert matrix[counts].sum().to_dict() == groups.loc["England"].to_dict()
        by_group = matrix.groupby(column)[counts].sum()
        pd.testing.assert_frame_equal(
            by_group, groups.drop("England").sort_index(), check_dtype=False, check_names=False
        )
    assert matrix["quantity"].sum() == 119


def test_control_is_set_in_order_of_size_and_its_mix_adds_up(ask: Ask) -> None:
    rows = ask(CONTROL, **YEAR)
    groups = rows[rows["political_control"] != "England"]
    assert groups["councils"].is_monotonic_decreasing
    for row in rows.itertuples():
        numbers = [int(part.rsplit(" ", 1)[1]) for part in row.type_mix.split(", ")]
        assert sum(numbers) == row.councils
    england = rows[rows["political_control"] == "England"].iloc[0]
    # England's own mix explains England; the groups weighted by size must as well.
    assert england["expected_percent"] == pytest.approx(england["percent"], abs=1e-3)
    weighted = (groups["expected_percent"] * groups["councils"]).sum() / groups["councils"].sum()
    assert weighted == pytest.approx(england["percent"], abs=1e-2)


def test_depth_counts_ten_kinds_and_leaves_out_the_one_that_all_use(ask: Ask) -> None:
    rows = ask("depth-of-support", **YEAR)
    named = rows["kinds"].dropna().str.split("; ").explode()
    users = named.value_counts()
    assert len(users) == 10
    assert "LG Inform" not in users
    assert users["Leadership programmes for councillors"] == 233
    assert users["One Public Estate"] == 214
    assert rows["depth"].sum() == len(named)
    # The expectation redistributes the same kinds of support among the councils of each type.
    by_type = rows.groupby("authority_type")[["depth", "expected_depth"]].mean()
    assert by_type["expected_depth"].to_list() == pytest.approx(by_type["depth"], abs=1e-2)
