"""The maps of a dozen indicators, worked out again by plain pandas from the csv."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dashboard.exhibit import answer
from dashboard.exhibits.indicator_map import MAP
from dashboard.selection import Selection
from dashboard.warehouse import QUERIES, Snapshot

DATA = QUERIES.parent / "data"
# Indicators of financial and calendar years, of either tier and of both.
CASES = (
    ("WASTE_RECYC", "2023-24", "2023/24"),
    ("WASTE_RECYC", "2016-17", "2016/17"),
    ("WASTE_LANDFILL", "2023-24", "2023/24"),
    ("OFLOG_ASC2", "2022-23", "2022/23"),
    ("OFLOG_ASC1", "2018-19", "2018/19"),
    ("HOME_TA", "2024-25", "2024/25"),
    ("FIN_TSE", "2017-18", "2017/18"),
    ("CTAX_BANDD", "2019-20", "2019/20"),
    ("ROAD_A", "2024-25", "2024/25"),
    ("ELS_CLAIMANT", "2019", "2019/20"),
    ("LAIT_LAC", "2024", "2024/25"),
    ("ELS_HLE_F", "2020-2022", "2022/23"),
)


@pytest.fixture(scope="module")
def councils() -> pd.DataFrame:
    return pd.read_csv(DATA / "reference" / "councils.csv")


@pytest.fixture(scope="module")
def values(councils: pd.DataFrame) -> pd.DataFrame:
    """Values whose period and council overlap."""
    files = sorted((DATA / "indicators").glob("values_*.csv"))
    whole = pd.concat([pd.read_csv(path, dtype={"period": str}) for path in files])
    found = whole.merge(councils, on="council_code")
    year, april = found["period"].str[:4], found["period"].str.len() == 7
    first = year + np.where(april, "-04-01", "-01-01")
    following = (year.astype(int) + 1).astype(str) + "-03-31"
    last = (found["period"].str[-4:] + "-12-31").mask(april, following)
    begun = found["start_date"].fillna("0000") <= last
    return found[begun & (found["end_date"].fillna("9999") >= first)]


def in_being(councils: pd.DataFrame, financial_year: str) -> pd.DataFrame:
    """Councils of 31 March of a financial year."""
    day = f"{int(financial_year[:4]) + 1}-03-31"
    begun = councils["start_date"].fillna("0000") <= day
    return councils[begun & (councils["end_date"].fillna("9999") >= day)]


@pytest.mark.parametrize(("code", "period", "year"), CASES)
def test_the_map_is_that_of_the_csv(
    code: str,
    period: str,
    year: str,
    councils: pd.DataFrame,
    values: pd.DataFrame,
    snapshot: Snapshot,
) -> None:
    of_it = values[values["indicator_code"] == code]
    now = of_it[of_it["period"] == period].set_index("council_code")["value"]
    there = in_being(councils, year).set_index("council_code")
    chosen = Selection(indicator=(code,), year=(period.replace("-", "/", len(period) == 7),))

    tiles = answer(MAP, chosen.with_values("map", ["hex"]), snapshot).frame
    tiles = tiles.set_index("council_code")
    drawn = snapshot.drawings.find("hex", year)
    assert set(drawn.areas) == set(there.index) <= set(tiles.index)
    assert tiles["value"].dropna().sort_index().to_dict() == pytest.approx(now.to_dict())
    types = set(of_it["authority_type"])
    idle = tiles["figure_status"] == "Does not deliver this service"
    assert set(tiles.index[idle]) == set(there.index[~there["authority_type"].isin(types)])

    # Five classes of a like number of all figures, as far as figures are not equal.
    words = tiles[["value", "map_class"]].dropna().sort_values("value")
    assert words["map_class"].ne(words["map_class"].shift()).sum() <= 5
    fifths = of_it["value"].quantile([0, 0.2, 0.4, 0.6, 0.8, 1]).to_numpy()
    assert list(tiles["fifths"].iloc[0]) == pytest.approx(list(fifths))

    medians = of_it[of_it["period"] == period].groupby("region")["value"].agg(["median", "size"])
    medians.loc[medians["size"] < 10, "median"] = np.nan
    regions = answer(MAP, chosen.with_values("map", ["regions"]), snapshot).frame
    regions = regions.set_index("region").loc[medians.index]
    assert regions["councils_with_figure"].tolist() == medians["size"].tolist()
    expected = medians["median"].tolist()
    assert regions["value"].tolist() == pytest.approx(expected, abs=1e-4, nan_ok=True)


@pytest.mark.parametrize("tier", [None, "lower", "upper"])
def test_every_indicator_has_a_map_of_its_own_tier(
    tier: str | None, values: pd.DataFrame, snapshot: Snapshot
) -> None:
    held = values.groupby("indicator_code")["authority_type"].agg(set)
    for code in snapshot.table("indicators")["indicator_code"]:
        chosen = Selection(indicator=(code,), map=("councils",), tier=(tier,) if tier else ())
        found = answer(MAP, chosen, snapshot)
        both = {"county", "district"} <= held[code]
        assert (len(found.settled["tier"]) == 2) == both
        drawn = set(found.frame["authority_type"]) & {"county", "district"}
        assert drawn <= held[code] and len(drawn) == 1
        if both and tier:
            assert drawn == {"county" if tier == "upper" else "district"}
        assert found.frame["value"].notna().any()
