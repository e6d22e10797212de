"""Similar councils against the list of similar areas of the Office for National Statistics."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.exhibits.similar import OVERLAP, SIMILAR_COUNCILS
from dashboard.intake.characteristics import similar_councils
from dashboard.settings import ROOT
from dashboard.statistics.compare_similar import overlap, today
from dashboard.warehouse import Snapshot

LIST = ROOT.parent / "shared" / "compare" / "ons_similar_areas.csv"


@pytest.fixture(scope="module")
def listed() -> pd.DataFrame:
    if not LIST.exists():
        pytest.skip("NOT CHECKED against the ONS's list of similar areas: ../shared is absent")
    return pd.read_csv(LIST)


def measured(snapshot: Snapshot, listed: pd.DataFrame, kind: str) -> pd.DataFrame:
    found = overlap(
        snapshot.table("similar_councils"),
        listed[listed["kind"] == kind],
        today(snapshot.table("councils")),
    )
    print(f"\n{kind}\n{found.round(1).to_string()}")
    return found


def test_the_twenty_are_far_more_often_on_the_list_than_chance_would_have_it(
    snapshot: Snapshot, listed: pd.DataFrame
) -> None:
    found = measured(snapshot, listed, "global")
    assert found["councils"].to_dict() == {"lower": 164, "single": 132, "upper": 21}
    assert found.loc["lower", "shared"] > 3 * found.loc["lower", "chance"]
    assert found.loc["single", "shared"] > 3.5 * found.loc["single", "chance"]
    # All 20 other counties are listed, so only the order can tell.
    assert found.loc["upper", "first"] > 1.5 * found.loc["upper", "first_chance"]


@pytest.mark.parametrize("kind", ["demographic", "economic"])
def test_it_is_no_list_of_people_only_or_of_money_only(
    snapshot: Snapshot, listed: pd.DataFrame, kind: str
) -> None:
    found = measured(snapshot, listed, kind)
    districts_and_single = found.loc[["lower", "single"]]
    assert (districts_and_single["shared"] > 2 * districts_and_single["chance"]).all()


def test_the_method_states_what_is_measured(snapshot: Snapshot, listed: pd.DataFrame) -> None:
    found = measured(snapshot, listed, "global")
    for tier, (shared, chance, first, first_chance) in OVERLAP.items():
        row = found.loc[tier]
        assert (round(row["shared"], 1), round(row["chance"], 1)) == (shared, chance), tier
        assert (round(row["first"]), round(row["first_chance"])) == (first, first_chance), tier
    words = SIMILAR_COUNCILS.method[-1]
    stated = [*OVERLAP["lower"], *OVERLAP["single"], *OVERLAP["upper"][2:]]
    assert all(f"{figure}" in words for figure in stated)


def test_a_successors_figures_are_better_than_none(
    snapshot: Snapshot, listed: pd.DataFrame
) -> None:
    """Tried on districts: their county's figures for unemployment and pay instead of their own."""
    years = snapshot.table("council_years").query("financial_year == '2026/27'")
    councils = snapshot.table("councils").set_index("council_code")
    figures = snapshot.table("council_characteristics").query("financial_year == '2026/27'")
    districts = figures[figures["tier"] == "lower"].astype({"estimated": "str"})
    surveys = ["claimant_rate", "weekly_pay"]
    in_county = districts["council_code"].map(councils["county_code"])
    by_county = figures.set_index("council_code")[surveys]

    pairs = listed.loc[listed["kind"] == "global", ["gss_code", "neighbour_gss"]]
    wanted = set(pairs.itertuples(index=False, name=None))

    def shared(changed: pd.DataFrame | None) -> float:
        """Of the 20 of each district, on the list; its county's districts are those changed."""
        total = count = 0
        # Every second county is enough.
        for _, codes in list(districts.groupby(in_county))[::2]:
            table = districts.set_index("council_code")
            if changed is not None:
                table.loc[codes["council_code"], surveys] = changed.loc[codes["council_code"]]
            found = similar_councils(table.reset_index(), years)
            found = found[found["council_code"].isin(codes["council_code"])]
            mine = found[["council_code", "similar_code"]]
            count += len(codes)
            total += len(wanted & set(mine.itertuples(index=False, name=None)))
        return total / count

    stood_in = by_county.reindex(in_county).set_axis(districts["council_code"])
    own, county_figures, none = shared(None), shared(stood_in), shared(stood_in * float("nan"))
    print(f"on the list: own figures {own:.2f}, the county's {county_figures:.2f}, none {none:.2f}")
    assert own > county_figures > none
    assert own - county_figures < 0.7 * (own - none)
