"""Indicators and control of some councils, recounted from the files with plain pandas."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pandas as pd
import pytest

from dashboard.settings import ROOT
from dashboard.warehouse import Snapshot

Ask = Callable[..., pd.DataFrame]
# A district, a county, Barnsley (its code changed), the City of London, Scilly, two that were
# abolished, one that is new, one whose figures begin before it does.
COUNCILS = {
    "adur": "E07000223",
    "kent": "E10000016",
    "barnsley": "E08000016",
    "city-of-london": "E09000001",
    "isles-of-scilly": "E06000053",
    "bournemouth": "E06000028",
    "cumbria": "E10000006",
    "cumberland": "E06000063",
    "north-yorkshire-new": "E06000065",
}
TOTALS = {"£ thousand", "£ million", "households", "dwellings"}


@cache
def values() -> pd.DataFrame:
    """Every figure that lies in the life of its council, from the csv files."""
    files = sorted((ROOT / "data/indicators").glob("values_*.csv"))
    frame = pd.concat([pd.read_csv(path, dtype={"period": str}) for path in files])
    frame["starts"] = frame["period"].str[:4].astype(int)
    years = frame["period"].str.fullmatch(r"\d{4}-\d{2}")
    first = pd.to_datetime(frame["starts"].astype(str) + years.map({True: "-04", False: "-01"}))
    last = pd.to_datetime((frame["starts"] + 1).astype(str) + "-03-31").where(
        years, pd.to_datetime(frame["period"].str[-4:].where(~years, "2000") + "-12-31")
    )
    councils = pd.read_csv(ROOT / "data/reference/councils.csv", parse_dates=[])
    lives = councils.set_index("council_code")[["start_date", "end_date"]]
    # A date before 1677 does not fit pandas' nanoseconds and is before every figure anyway.
    lives = lives.apply(pd.to_datetime, errors="coerce")
    lives = lives.reindex(frame["council_code"]).set_index(frame.index)
    over = (first > lives["end_date"]).to_numpy()
    before = (last < lives["start_date"]).to_numpy()
    return frame[~over & ~before]


@pytest.fixture(params=COUNCILS.values(), ids=COUNCILS.keys())
def code(request: pytest.FixtureRequest) -> Iterator[str]:
    yield request.param


def place(value: float, others: pd.Series, polarity: str) -> str:
    low, middle, high = (round(others.quantile(q), 4) for q in (0.25, 0.5, 0.75))
    value = round(value, 4)
    if polarity == "neutral":
        names = ["lowest", "second lowest", "second highest", "highest"]
    else:
        names = ["worst", "third", "second", "best"]
    if polarity == "lower_is_better":
        names = names[::-1]
        at = 0 if value < low else 1 if value <= middle else 2 if value <= high else 3
    else:
        at = 3 if value > high else 2 if value >= middle else 1 if value >= low else 0
    return f"{names[at]} quarter"


def test_indicators_recounted(code: str, ask: Ask, snapshot: Snapshot) -> None:
    found = ask("council-indicators", council=code).set_index("indicator_code")
    similar = snapshot.table("similar_councils").query("council_code == @code")["similar_code"]
    assert len(similar) == 20
    known = pd.read_csv(ROOT / "data/indicators/indicators.csv").set_index("indicator_code")
    frame = values()
    own = frame[frame["council_code"] == code]
    theirs = frame[frame["council_code"].isin(similar)]
    assert set(found.index) == set(own["indicator_code"])
    placed = 0
    for indicator, rows in own.groupby("indicator_code"):
        row, latest = found.loc[indicator], rows.loc[rows["starts"].idxmax()]
        assert row["period"] == latest["period"]
        assert row["value"] == pytest.approx(latest["value"], abs=1e-3)
        age = latest["starts"] - rows["starts"]
        near = rows[age.between(3, 5)]
        if near.empty:
            assert pd.isna(row["earlier_period"])
        else:
            before = near.loc[near["starts"].idxmax()]
            assert row["earlier_period"] == before["period"]
            assert row["value_change"] == pytest.approx(latest["value"] - before["value"], abs=1e-3)
        others = theirs[
            (theirs["indicator_code"] == indicator) & (theirs["period"] == latest["period"])
        ]["value"]
        assert row["similar_with_figure"] == len(others)
        about = known.loc[indicator]
        if len(others) < 10:
            assert row["quarter"] == "too few to compare"
        elif about["unit"].startswith("grade"):
            assert row["quarter"] == "grade: not placed"
            assert pd.isna(row["median"])
        else:
            expected = [round(others.quantile(q), 4) for q in (0.25, 0.5, 0.75)]
            given = row[["lower_quartile", "median", "upper_quartile"]].astype(float)
            assert given.tolist() == pytest.approx(expected, abs=1e-3)
            if about["unit"] in TOTALS:
                assert row["quarter"] == "total: not placed"
            else:
                assert row["quarter"] == place(latest["value"], others, about["polarity"])
                placed += 1
    assert placed >= 15


def test_a_district_has_no_social_care(ask: Ask) -> None:
    assert "Adult social care" not in set(ask("council-indicators", council="E07000223")["theme"])
    assert "Adult social care" in set(ask("council-indicators", council="E10000016")["theme"])


def test_the_city_is_compared_like_any_other(ask: Ask) -> None:
    rows = ask("council-indicators", council="E09000001")
    assert rows["quarter"].eq("too few to compare").sum() == 0


def test_nothing_of_a_council_from_before_it_began(ask: Ask) -> None:
    rows = ask("council-indicators", council="E06000065")
    assert not rows["earlier_period"].dropna().str.match(r"20(1\d|2[0-1])(-\d\d)?$").any()


def test_control_recounted(code: str, ask: Ask) -> None:
    rows = ask("council-control", council=code).set_index("may")
    held = pd.read_csv(ROOT / "data/reference/political_control.csv")
    held = held[held["council_code"] == code].set_index("year").sort_index(ascending=False)
    assert rows.index.tolist() == held.index.tolist()
    assert rows["control"].tolist() == held["control"].tolist()
    for party in ("seats_total", "con", "lab", "ld", "green", "ukip", "reform", "other"):
        pd.testing.assert_series_equal(
            rows[party].astype(float), held[party].astype(float), check_names=False
        )
    seats = rows[["con", "lab", "ld", "green", "ukip", "reform", "other", "not_broken_down"]]
    told = rows["seats_total"].notna()
    assert (seats.sum(axis="columns")[told] == rows["seats_total"][told]).all()
