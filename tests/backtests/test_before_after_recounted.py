"""Pairs before and after a challenge, recounted from the files with plain pandas."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import pandas as pd
import pytest

from dashboard.settings import ROOT
from dashboard.warehouse import Snapshot

Ask = Callable[..., pd.DataFrame]
INDICATORS = ["WASTE_RECYC", "ELS_CLAIMANT", "LAIT_CIN", "ELS_NETADD1000", "ELS_CVDMORT"]


@cache
def _values() -> pd.DataFrame:
    files = sorted((ROOT / "data/indicators").glob("values_*.csv"))
    frame = pd.concat([pd.read_csv(path, dtype={"period": str}) for path in files])
    return frame.set_index(["indicator_code", "council_code", "period"])["value"].sort_index()


def _days(period: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    if len(period) == 7:
        year = int(period[:4])
        return pd.Timestamp(year, 4, 1), pd.Timestamp(year + 1, 3, 31)
    return pd.Timestamp(f"{period[:4]}-01-01"), pd.Timestamp(f"{period[-4:]}-12-31")


def _challenge_days(text: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    if "/" in text:
        return _days(text.replace("/", "-"))
    span = pd.Period(text)
    return span.start_time.normalize(), span.end_time.normalize()


@pytest.fixture(params=INDICATORS)
def rows(request: pytest.FixtureRequest, ask: Ask) -> pd.DataFrame:
    return ask("before-and-after", indicator=request.param.lower().replace("_", "-"))


def test_figures_are_those_of_the_files(rows: pd.DataFrame) -> None:
    values = _values().loc[_code(rows)]
    pairs = rows[rows["pairing"] == "matched"]
    assert len(pairs) >= 30
    for side, code in (("own", "council_code"), ("other", "matched_code")):
        for when in ("before", "after"):
            keys = list(zip(pairs[code], pairs[f"period_{when}"], strict=True))
            found = [values[key] for key in keys]
            assert pairs[f"{side}_{when}"].tolist() == pytest.approx(found, abs=1e-3)
    change = pairs["own_after"] - pairs["own_before"]
    other = pairs["other_after"] - pairs["other_before"]
    assert pairs["pair_difference"].tolist() == pytest.approx((change - other).tolist(), abs=2e-3)


def _code(rows: pd.DataFrame) -> str:
    names = pd.read_csv(ROOT / "data/indicators/indicators.csv")
    return str(names.set_index("indicator_name").loc[rows["indicator"].iloc[0], "indicator_code"])


def test_periods_lie_on_either_side_of_the_challenge(rows: pd.DataFrame) -> None:
    periods = _values().loc[_code(rows)].index.unique("period")
    days = {period: _days(period) for period in periods}
    pairs = rows[(rows["pairing"] == "matched") & (rows["comparison"] == "After the challenge")]
    for challenge, before, after in zip(
        pairs["challenge"], pairs["period_before"], pairs["period_after"], strict=True
    ):
        first, last = _challenge_days(challenge)
        assert before == max((p for p in periods if days[p][1] < first), key=lambda p: days[p][1])
        assert after == min((p for p in periods if days[p][0] > last), key=lambda p: days[p][0])
    # The placebo ends before the challenge does begin.
    placebo = rows[rows["comparison"] == "Placebo: years before"]
    for challenge, after in zip(placebo["challenge"], placebo["period_after"], strict=True):
        assert days[after][1] < _challenge_days(challenge)[0]


def test_who_is_on_which_side(rows: pd.DataFrame, snapshot: Snapshot) -> None:
    records = snapshot.table("take_up").query("basis == 'recorded'")
    corporate = records[records["offer_code"].isin(["corporate_peer_challenge", "cpc_first_time"])]
    dated = corporate.dropna(subset=["date", "financial_year"], how="all")
    real = rows[rows["comparison"] == "After the challenge"]
    assert sorted(real["council_code"]) == sorted(set(dated["council_code"]))
    challenged = records[records["offer_code"].str.contains("peer_challenge|cpc_(?:first|or|pro)")]
    similar = snapshot.table("similar_councils").set_index(["council_code", "similar_code"]).index
    for _, pairs in rows[rows["pairing"] == "matched"].groupby("comparison"):
        assert pairs["matched_code"].is_unique
        assert pairs["council_code"].is_unique
        assert not pairs["matched_code"].isin(challenged["council_code"]).any()
        assert set(zip(pairs["council_code"], pairs["matched_code"], strict=True)) <= set(similar)


def test_the_pairs_are_alike_before(rows: pd.DataFrame) -> None:
    pairs = rows[(rows["pairing"] == "matched") & (rows["comparison"] == "After the challenge")]
    for name in ("before", "trend"):
        own, other = pairs[f"own_{name}"], pairs[f"other_{name}"]
        spread = np.sqrt((own.var() + other.var()) / 2)
        assert abs(own.mean() - other.mean()) / spread < 0.25


def test_all_councils_without_stand_beside_before_matching(
    rows: pd.DataFrame, snapshot: Snapshot
) -> None:
    table = _values().loc[_code(rows)].unstack("period")
    periods = sorted(table, key=lambda period: _days(period)[1])
    councils = snapshot.table("councils").set_index("council_code")
    for period in periods:
        first, last = _days(period)
        ended = councils["end_date"].fillna(last) < first
        unborn = councils["start_date"].fillna(first) > last
        table.loc[table.index.isin(councils.index[ended | unborn]), period] = np.nan
    records = snapshot.table("take_up").query("basis == 'recorded'")
    challenged = records["offer_code"].str.contains("peer_challenge|cpc_(?:first|or|pro)")
    table = table[~table.index.isin(records.loc[challenged, "council_code"])]
    real = rows[(rows["comparison"] == "After the challenge") & rows["without_before"].notna()]
    assert len(real) >= 60
    for (before, after), some in real.groupby(["period_before", "period_after"]):
        earlier = periods[periods.index(before) - 2]
        known = table[[earlier, before, after]].dropna()
        assert set(some["without_councils"]) == {len(known)}
        assert some["without_before"].unique() == pytest.approx([known[before].mean()], abs=1e-3)
        trend = (known[before] - known[earlier]).mean()
        assert some["without_trend"].unique() == pytest.approx([trend], abs=1e-3)
