"""Spot values of twenty indicators, one or more of each theme, by plain pandas from the csv."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dashboard.exhibit import answer
from dashboard.exhibits.indicators import SPREAD, TABLE, TREND
from dashboard.selection import Selection
from dashboard.warehouse import QUERIES, Snapshot

DATA = QUERIES.parent / "data"
CODES = (
    "OFLOG_ASC2",
    "OFLOG_ASC7",
    "LAIT_LAC",
    "LAIT_CARELEAVERACC",
    "OFS_OVERALL",
    "ELS_LIFESAT",
    "ELS_CLAIMANT",
    "ELS_PAY",
    "ELS_GCSE19",
    "LAIT_TOTABS",
    "FIN_NRE",
    "FIN_RESPCT",
    "ROAD_A",
    "HOME_TA",
    "ELS_NETADD1000",
    "HOUS_HDT",
    "ELS_HLE_F",
    "LAIT_INFMORT",
    "CTAX_BANDD",
    "WASTE_RECYC",
)


@pytest.fixture(scope="module")
def listed() -> pd.DataFrame:
    return pd.read_csv(DATA / "indicators" / "indicators.csv").set_index("indicator_code")


@pytest.fixture(scope="module")
def values() -> pd.DataFrame:
    """Every value, with the days on which its period and its council begin and end."""
    files = sorted((DATA / "indicators").glob("values_*.csv"))
    whole = pd.concat([pd.read_csv(path, dtype={"period": str}) for path in files])
    councils = pd.read_csv(DATA / "reference" / "councils.csv")
    found = whole.merge(councils[["council_code", "start_date", "end_date"]], on="council_code")
    start = found["period"].str[:4]
    april = found["period"].str.len() == 7
    following = (start.astype(int) + 1).astype(str)
    last = found["period"].str[-4:] + "-12-31"
    found["first_day"] = start + np.where(april, "-04-01", "-01-01")
    found["last_day"] = last.mask(april, following + "-03-31")
    begun = found["start_date"].fillna("0000") <= found["last_day"]
    return found[begun & (found["end_date"].fillna("9999") >= found["first_day"])]


def test_the_twenty_cover_every_theme(listed: pd.DataFrame) -> None:
    assert len(CODES) == 20
    assert set(listed.loc[list(CODES), "theme"]) == set(listed["theme"])


@pytest.mark.parametrize("code", CODES)
def test_spot_values_are_those_of_the_csv(
    code: str, values: pd.DataFrame, snapshot: Snapshot
) -> None:
    of_it = values[values["indicator_code"] == code]
    period = of_it["period"].max()
    expected = of_it[of_it["period"] == period].set_index("council_code")["value"].sort_index()
    asked = Selection(indicator=(code,))
    spread = answer(SPREAD, asked, snapshot).frame.set_index("council_code").sort_index()
    assert set(spread["period"]) == {period}
    assert spread.index.tolist() == expected.index.tolist()
    assert spread["value"].to_numpy() == pytest.approx(expected.to_numpy())
    if code != "OFS_OVERALL":
        quartiles = expected.quantile([0.25, 0.5, 0.75]).to_numpy()
        found = spread[["lower_quartile", "median", "upper_quartile"]].iloc[0].to_numpy(float)
        assert found == pytest.approx(quartiles, abs=1e-4)
        trend = answer(TREND, asked, snapshot).frame.set_index("period")["value"]
        medians = of_it.groupby("period")["value"].agg(["median", "size"])
        for one, row in medians[medians["size"] >= 10].iterrows():
            assert trend[one] == pytest.approx(row["median"], abs=1e-4)
    table = answer(TABLE, asked, snapshot).frame.set_index("council_code")
    council = expected.index[len(expected) // 2]
    own = of_it[of_it["council_code"] == council].set_index("period")["value"]
    age = int(period[:4]) - own.index.str[:4].astype(int)
    older = own[(age >= 3) & (age <= 5)].sort_index()
    if older.empty:
        assert pd.isna(table.loc[council, "value_change"])
    else:
        change = own[period] - older.iloc[-1]
        assert table.loc[council, "value_change"] == pytest.approx(change, abs=1e-3)
        assert table.loc[council, "earlier_period"] == older.index[-1]


def test_academic_years_are_as_the_publisher_dates_them(
    listed: pd.DataFrame, snapshot: Snapshot
) -> None:
    said = listed["provenance"].str.extract(r"year type=([^\]]+)", expand=False).dropna()
    periods = snapshot.table("indicator_periods")
    kinds = periods.drop_duplicates("indicator_code").set_index("indicator_code")["kind"]
    academic = {code for code in said.index if said[code] == "Academic Year"}
    assert {code for code in said.index if kinds[code] == "academic"} == academic
    assert not (periods.groupby("indicator_code")["kind"].nunique() > 1).any()


@pytest.mark.parametrize("code", ["OFLOG_ASC2", "FIN_ASC", "LAIT_LAC"])
def test_a_district_is_never_scored_on_care(code: str, snapshot: Snapshot) -> None:
    frame = answer(SPREAD, Selection(indicator=(code,)), snapshot).frame
    assert "district" not in set(frame["authority_type"])
    councils = snapshot.table("councils")
    deliver = councils[councils["authority_type"] != "district"]
    assert frame["delivering"].iloc[0] <= len(deliver)
