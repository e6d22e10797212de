"""The take-up exhibits against Annex A of “Sector-led improvement in 2016/17”, as a reader asks.

Figures are typed from the document. Every one is asked of the data routes, not of the tables.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

Ask = Callable[..., pd.DataFrame]


def england(ask: Ask, **selection: str) -> pd.Series:
    """The trend's row for the chosen councils in 2016/17, or for England when none are chosen."""
    rows = ask("take-up-trend", **selection)
    rows = rows[rows["financial_year"] == "2016/17"]
    chosen = rows[rows["group"] == "selection"]
    return (chosen if len(chosen) else rows[rows["group"] == "England"]).iloc[0]


@pytest.mark.parametrize(
    ("offer", "chosen", "per_cent"),
    [
        ("peer-challenge", {"type": "unitary"}, (52, 52)),
        ("peer-challenge", {"type": "metropolitan-district"}, (47, 48)),
        ("peer-challenge", {"type": "county"}, (48, 48)),
        ("peer-challenge", {"type": "district"}, (20, 20)),
        ("peer-challenge", {"control": "liberal-democrat"}, (43, 43)),
        ("peer-challenge", {"control": "conservative"}, (27, 27)),
        ("peer-support", {"type": "county"}, (78, 78)),
        ("peer-support", {"type": "district"}, (48, 50)),
        ("peer-support", {"control": "no-overall-control"}, (81, 81)),
        ("leadership", {"region": "london"}, (85, 85)),
        ("leadership", {"region": "yorkshire-and-the-humber"}, (55, 55)),
        ("cfps-governance", {}, (15, 15)),
        ("one-public-estate", {}, (61, 61)),
        ("local-partnerships", {}, (35, 35)),
        ("lg-inform", {}, (100, 100)),
        ("workforce", {"type": "london-borough"}, (48, 50)),
    ],
)
def test_percentages(ask: Ask, offer: str, chosen: dict[str, str], per_cent: tuple) -> None:
    row = england(ask, offer=offer, **chosen)
    assert per_cent[0] <= round(row["percent"]) <= per_cent[1]
    assert row["percent"] == pytest.approx(100 * row["taking_part"] / row["councils"], abs=1e-3)


@pytest.mark.parametrize(
    ("offer", "councils"),
    [
        ("peer-support", 193),
        ("leadership", 233),
        ("cfps-governance", 54),
        ("productivity-experts", 25),
        ("digital", 26),
        ("finance-support", 20),
        ("finance-peer-challenge", 9),
        ("one-public-estate", 214),
        ("local-partnerships", 122),
        ("devolution-support", 47),
        ("workforce", 120),
        ("lg-inform", 353),
    ],
)
def test_counts_of_councils(ask: Ask, offer: str, councils: int) -> None:
    assert england(ask, offer=offer)["taking_part"] == councils


@pytest.mark.parametrize(
    ("offer", "highest", "lowest"),
    [
        ("peer-challenge", "South West", "London"),
        ("peer-support", "North East", "East Midlands"),
        ("leadership", "London", "Yorkshire and the Humber"),
    ],
)
def test_regions_with_the_highest_and_lowest_take_up(
    ask: Ask, offer: str, highest: str, lowest: str
) -> None:
    rows = ask("take-up-by-region", offer=offer, year="2016-17").set_index("region")
    shares = rows.drop("England")["percent"].sort_values()
    assert (shares.index[-1], shares.index[0]) == (highest, lowest)
    assert shares.iloc[0] < shares.iloc[1]
    assert shares.iloc[-1] > shares.iloc[-2]


def test_peer_challenges_in_all(ask: Ask) -> None:
    rows = ask("take-up-by-region", offer="peer-challenge", year="2016-17").set_index("region")
    assert rows.loc["England", "quantity"] == 119
    assert rows.drop("England")["quantity"].sum() == 119
    assert rows.loc["England", "taking_part"] < 119
    councils = ask("take-up-by-council", offer="peer-challenge", year="2016-17")
    assert councils["quantity"].sum() == 119
    assert councils["quantity"].max() > 1


def test_no_overall_control_has_the_most_peer_support(ask: Ask) -> None:
    shares = {
        control: england(ask, offer="peer-support", control=control)["percent"]
        for control in ("no-overall-control", "labour", "conservative", "liberal-democrat")
    }
    assert max(shares, key=lambda control: shares[control]) == "no-overall-control"


def test_every_exhibit_counts_the_same_councils(ask: Ask) -> None:
    """The map, the regions, the trend and the list are four ways to one number."""
    chosen = {"offer": "leadership", "year": "2016-17", "type": "district"}
    listed = ask("take-up-by-council", **chosen)
    regions = ask("take-up-by-region", **chosen).set_index("region")
    drawn = ask("take-up-map", map="hex", **chosen)
    trend = england(ask, offer="leadership", type="district")
    expected = (listed["taking_part"].sum(), len(listed))
    assert (drawn["taking_part"].sum(), len(drawn)) == expected
    assert tuple(regions.loc["England", ["taking_part", "councils"]]) == expected
    assert (trend["taking_part"], trend["councils"]) == expected


def test_the_page_opens_on_the_year_of_annex_a(ask: Ask) -> None:
    assert set(ask("take-up-by-region")["financial_year"]) == {"2016/17"}


def test_counts_agree_with_plain_pandas_over_the_csv(ask: Ask, snapshot) -> None:  # type: ignore[no-untyped-def]
    """Recorded corporate peer challenges by region in 2018/19, counted from the csv by hand."""
    from dashboard.settings import ROOT

    rows = pd.read_csv(ROOT / "data" / "records" / "take_up.csv", dtype=str)
    councils = pd.read_csv(ROOT / "data" / "reference" / "councils.csv", dtype=str)
    of_year = rows[(rows["financial_year"] == "2018/19") & (rows["offer_code"] == "corporate_peer_challenge")]  # noqa: E501  # fmt: skip
    regions = councils.set_index("council_code")["region"]
    expected = of_year.drop_duplicates("council_code")["council_code"].map(regions).value_counts()
    found = ask(
        "take-up-by-region",
        year="2018-19",
        offer="corporate-peer-challenge",
        records="recorded",
    ).set_index("region")["taking_part"]
    assert found.drop("England")[lambda s: s > 0].to_dict() == expected.to_dict()
    assert found["England"] == expected.sum()
