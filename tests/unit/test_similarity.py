"""How alike places are: the distances by hand, and the tables made from them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dashboard.intake.characteristics import (
    INDICATORS,
    WORDS,
    council_characteristics,
    population,
    similar_councils,
    with_successors,
)
from dashboard.statistics.similarity import distances, nearest, squared_gaps
from dashboard.warehouse import Snapshot

NAN = np.nan


def test_the_average_pair_is_one_apart_whatever_the_unit() -> None:
    gaps = squared_gaps(np.array([0.0, 1.0, 3.0]))
    # Squares 1, 9 and 4: 14/3 on average.
    assert gaps[0, 1] == pytest.approx(1 / (14 / 3))
    assert gaps[np.triu_indices(3, 1)].mean() == pytest.approx(1)
    assert np.allclose(gaps, squared_gaps(np.array([5.0, 1005.0, 3005.0])))


def test_two_coordinates_are_one_distance_on_the_ground() -> None:
    gaps = squared_gaps(np.array([[0.0, 0.0], [3.0, 4.0], [0.0, 5.0]]))
    assert gaps[0, 1] == pytest.approx(gaps[0, 2])
    # A direction with little spread is not blown up to count as much as the other.
    assert gaps[1, 2] == pytest.approx(gaps[0, 1] * 10 / 25)


def test_what_is_unknown_for_one_plays_no_part() -> None:
    size = squared_gaps(np.array([0.0, 1.0, 3.0]))
    pay = squared_gaps(np.array([10.0, NAN, 30.0]))
    assert np.isnan(pay[0, 1])
    found = distances([size, pay])
    assert found[0, 1] == pytest.approx(np.sqrt(size[0, 1]))
    assert found[0, 2] == pytest.approx(np.sqrt((size[0, 2] + pay[0, 2]) / 2))
    assert np.isinf(found[1, 1])


def test_what_nobody_differs_in_tells_nobody_apart() -> None:
    assert np.isnan(squared_gaps(np.array([2.0, 2.0, 2.0]))).all()
    assert np.isnan(squared_gaps(np.array([NAN, NAN]))).all()
    assert np.isinf(distances([squared_gaps(np.array([2.0, 2.0]))])).all()


def test_the_nearest_come_first_and_ties_keep_their_order() -> None:
    found = np.array([[np.inf, 2.0, 1.0, 2.0]])
    assert nearest(found, 2).tolist() == [[2, 1]]
    assert nearest(found, 9).tolist() == [[2, 1, 3, 0]]


# Two districts, E07000001 and E07000002, of a county; both and it make way for one council in 2019.
COUNCILS = pd.DataFrame(
    [
        ("E07000001", "district", "E10000001", None, 60, 10.0, 52.0, 0.0),
        ("E07000002", "district", "E10000001", None, 40, 10.0, 52.0, 0.0),
        ("E10000001", "county", None, None, 100, 20.0, 52.0, 0.0),
        ("E06000001", "unitary", None, 1000, None, 20.0, 52.0, 0.0),
        ("E06000002", "unitary", None, 500, 300, 25.0, 53.0, 1.0),
        ("E06000003", "unitary", None, 2000, 900, 20.0, 51.0, 0.5),
    ],
    columns=[
        "council_code",
        "authority_type",
        "county_code",
        "population_2020",
        "electorate_2016",
        "area_km2",
        "latitude",
        "longitude",
    ],
).astype({"population_2020": "Int64", "electorate_2016": "Int64"})
LINEAGE = pd.DataFrame(
    {
        "council_code": ["E07000001", "E07000002", "E10000001"],
        "successor_code": ["E06000001"] * 3,
    }
)


def years() -> pd.DataFrame:
    before = ["E07000001", "E07000002", "E10000001", "E06000002", "E06000003"]
    after = ["E06000001", "E06000002", "E06000003"]
    rows = [(code, "2018/19") for code in before] + [(code, "2019/20") for code in after]
    frame = pd.DataFrame(rows, columns=["council_code", "financial_year"])
    tiers = {"E07": "lower", "E10": "upper", "E06": "single"}
    return frame.assign(tier=frame["council_code"].str[:3].map(tiers))


def values(rows: list[tuple]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["indicator_code", "council_code", "period", "value"])


CLAIMANT = INDICATORS["claimant_rate"]
FIGURES = values(
    [(CLAIMANT, "E06000001", str(year), year - 2010) for year in range(2014, 2021)]
    + [(CLAIMANT, "E06000002", "2018", 2.0), (CLAIMANT, "E06000002", "2009", 9.0)]
)


def characteristics(figures: pd.DataFrame = FIGURES) -> pd.DataFrame:
    found = council_characteristics(COUNCILS, LINEAGE, years(), figures)
    return found.set_index(["financial_year", "council_code"])


def test_an_ended_councils_residents_are_its_share_of_the_successors() -> None:
    found = population(COUNCILS, LINEAGE)
    assert found["population"].tolist() == [600, 400, 1000, 1000, 500, 2000]
    assert found["population_estimated"].tolist() == [True, True, True, False, False, False]


def test_figures_are_the_mean_of_the_last_three_periods_that_had_ended() -> None:
    found = characteristics()["claimant_rate"]
    # 2019/20 ends in March 2020, so the years are 2017, 2018 and 2019.
    assert found["2019/20", "E06000001"] == 8
    assert found["2019/20", "E06000002"] == 2, "of the three, one; not the figure of 2009"
    assert np.isnan(found["2019/20", "E06000003"])


def test_an_ended_council_has_its_successors_figures_and_says_so() -> None:
    found = characteristics()
    row = found.loc[("2018/19", "E07000001")]
    assert row["claimant_rate"] == 7
    assert row["estimated"] == "population, unemployment"
    assert pd.isna(found.loc[("2019/20", "E06000001"), "estimated"])
    assert pd.isna(found.loc[("2018/19", "E06000003"), "estimated"])


def test_a_successor_that_ended_itself_passes_on_its_own_successors() -> None:
    lineage = pd.DataFrame({"council_code": ["A", "B"], "successor_code": ["B", "C"]})
    assert with_successors(pd.Series({"C": 4.0}), lineage)["A"] == 4
    assert with_successors(pd.Series({"C": 4.0, "B": 1.0}), lineage)["A"] == 1


def test_councils_are_compared_in_their_tier_and_last_year() -> None:
    found = similar_councils(characteristics().reset_index(), years())
    pairs = found.groupby("council_code")["similar_code"].agg(list).to_dict()
    assert pairs["E07000001"] == ["E07000002"]
    assert set(pairs["E06000001"]) == {"E06000002", "E06000003"}
    assert "E10000001" not in pairs, "there is no other county to compare it with"
    assert set(found.loc[found["council_code"] == "E07000001", "financial_year"]) == {"2018/19"}


def test_two_stand_ins_are_not_compared() -> None:
    found = similar_councils(characteristics().reset_index(), years())
    row = found[found["council_code"] == "E07000001"].iloc[0]
    assert "unemployment" not in row["closest_in"]


def test_the_words_say_what_is_closest_and_what_is_not(snapshot: Snapshot) -> None:
    figures = snapshot.table("council_characteristics").query("financial_year == '2026/27'")
    figures = figures[figures["tier"] == "single"].reset_index(drop=True)
    found = snapshot.table("similar_councils").set_index(["council_code", "similar_code"])
    city, rutland = "E09000001", "E06000017"
    row = found.loc[(city, rutland)]
    gap = np.sqrt(squared_gaps(np.log(figures["density"].to_numpy())))
    one, other = (figures.index[figures["council_code"] == code][0] for code in (city, rutland))
    assert gap[one, other] > 1
    assert row["differs_in"] == "density"
    assert "density" not in row["closest_in"]
    assert set(found["closest_in"].str.split(", ").explode()) == set(WORDS.values())


def test_every_council_has_twenty_of_its_own_tier(snapshot: Snapshot) -> None:
    found = snapshot.table("similar_councils")
    councils = snapshot.table("councils").set_index("council_code")
    assert set(found["council_code"]) == set(councils.index)
    for code, rows in found.groupby("council_code"):
        assert rows["position"].tolist() == list(range(1, 21))
        assert rows["distance"].is_monotonic_increasing
        assert code not in set(rows["similar_code"])
        assert set(rows["similar_code"].map(councils["tier"])) == {councils["tier"][code]}


def test_the_similar_were_in_being_in_the_councils_last_year(snapshot: Snapshot) -> None:
    found = snapshot.table("similar_councils")
    present = snapshot.table("council_years")[["council_code", "financial_year"]]
    there = pd.MultiIndex.from_frame(present)
    assert pd.MultiIndex.from_frame(found[["similar_code", "financial_year"]]).isin(there).all()
    last = present.groupby("council_code")["financial_year"].max()
    assert (found["council_code"].map(last) == found["financial_year"]).all()


def test_the_distances_follow_from_the_figures_shown(snapshot: Snapshot) -> None:
    figures = snapshot.table("council_characteristics")
    figures = figures.query("financial_year == '2026/27' and tier == 'lower'")
    places = figures[["east_km", "north_km"]].to_numpy(float)
    logs = [np.log(figures[name].to_numpy(float)) for name in ("population", "density")]
    others = [figures[name].to_numpy(float) for name in INDICATORS]
    wanted = distances([squared_gaps(one) for one in (*logs, places, *others)])
    table = pd.DataFrame(wanted, index=figures["council_code"], columns=figures["council_code"])
    found = snapshot.table("similar_councils")
    found = found[found["council_code"].isin(table.index) & (found["position"] == 7)]
    assert len(found) == len(figures[figures["council_code"].isin(found["council_code"])]) > 150
    for row in found.itertuples():
        assert row.distance == pytest.approx(
            table.loc[row.council_code, row.similar_code], abs=1e-4
        )
