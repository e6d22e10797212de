"""The coverage lists against plain pandas over the files they come from."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from dashboard.settings import ROOT

CHALLENGES = ["corporate_peer_challenge", "cpc_first_time", "finance_peer_challenge", "cpc_or_fpc"]
Ask = Callable[..., pd.DataFrame]


def read(name: str) -> pd.DataFrame:
    return pd.read_csv(ROOT / "data" / f"{name}.csv", dtype=str)


def first_day(row: pd.Series) -> pd.Timestamp:
    """The first day that a record's date allows."""
    if isinstance(row["date"], str):
        return pd.Timestamp(row["date"] + {4: "-01-01", 7: "-01", 10: ""}[len(row["date"])])
    year = row["financial_year"]
    return pd.Timestamp(f"{year[:4]}-04-01") if isinstance(year, str) else pd.NaT


def expected_due(as_at: str) -> pd.DataFrame:
    """The whole list: council_code -> status, last_challenge, years_since."""
    day = pd.Timestamp(as_at)
    councils = read("reference/councils")
    starts = pd.to_datetime(councils["start_date"])
    ends = pd.to_datetime(councils["end_date"])
    there = councils[~(starts > day) & ~(ends < day)]
    rows = read("records/take_up")
    rows = rows[rows["offer_code"].isin(CHALLENGES)]
    rows = rows.assign(day=[first_day(row) for _, row in rows.iterrows()])
    dated = rows[rows["day"] <= day]
    last = {}
    for code in there["council_code"]:
        own = dated[dated["council_code"] == code]
        if own.empty:
            last[code] = ("no record found", None, None)
            continue
        newest = own["day"].max()
        texts = own[own["day"] == newest][["date", "financial_year"]].bfill(axis=1)["date"]
        status = (
            "lapsed"
            if newest + pd.DateOffset(years=5) < day
            else "due"
            if newest + pd.DateOffset(years=4) <= day
            else "recent"
        )
        months = (day.year - newest.year) * 12 + day.month - newest.month - (day.day < newest.day)
        last[code] = (status, texts.max(), int(months / 1.2 + 1e-9) / 10)
    names = ["status", "last_challenge", "years_since"]
    return pd.DataFrame.from_dict(last, orient="index", columns=names).sort_index()


@pytest.mark.parametrize("as_at", ["2026-11-22", "2021-03-31", "2021-04-01", "2017-05-01"])
def test_the_whole_due_list(ask: Ask, as_at: str) -> None:
    found = ask("peer-challenge-due", **{"as-at": as_at}).set_index("council_code").sort_index()
    expected = expected_due(as_at)
    assert found.index.tolist() == expected.index.tolist()
    assert found["status"].tolist() == expected["status"].tolist()
    assert found["last_challenge"].fillna("").tolist() == (
        expected["last_challenge"].fillna("").tolist()
    )
    dated = expected["years_since"].notna()
    assert found["years_since"][dated].tolist() == pytest.approx(
        expected["years_since"][dated].astype(float).tolist()
    )
    assert found["years_since"][~dated].isna().all()


def test_no_illustrative_row_reaches_the_due_list(ask: Ask, snapshot) -> None:  # type: ignore[no-untyped-def]
    """Councils whose only challenge is illustrative are listed without one."""
    rows = snapshot.table("take_up")
    kinds = snapshot.table("offer_parts").query("offer_code == 'peer_challenge'")["part_code"]
    rows = rows[rows["offer_code"].isin([*kinds, *CHALLENGES])]
    made_up = set(rows[rows["basis"] == "illustrative"]["council_code"])
    recorded = set(rows[rows["basis"] == "recorded"]["council_code"])
    found = ask("peer-challenge-due", **{"as-at": "2026-11-22"}).set_index("council_code")
    only = sorted((made_up - recorded) & set(found.index))
    assert only
    assert set(found.loc[only, "status"]) == {"no record found"}
    assert "illustrative" not in set(found["basis"].dropna())


def test_every_recorded_challenge_has_its_page(ask: Ask) -> None:
    found = ask("peer-challenge-due", **{"as-at": "2026-11-22"}).dropna(subset="last_challenge")
    assert found["source"].notna().all()
    records = read("records/take_up")
    records = records[records["offer_code"].isin(CHALLENGES)]
    known = set(zip(records["council_code"], records["source_address"].fillna(""), strict=True))
    shown = zip(found["council_code"], found["source_address"].fillna(""), strict=True)
    assert set(shown) <= known


@pytest.mark.parametrize("year", [2013, 2016, 2019, 2023, 2025])
def test_changes_of_control_by_plain_pandas(ask: Ask, year: int) -> None:
    control = read("reference/political_control")
    councils = read("reference/councils").set_index("council_code")
    by_year = control.pivot(index="council_code", columns="year", values="control_group")
    before, after = by_year[str(year - 1)], by_year[str(year)]
    changed = after[(before != after) & before.notna() & after.notna()].index
    # There on 31 March before the May and on the one after.
    starts = pd.to_datetime(councils["start_date"]).reindex(changed)
    ends = pd.to_datetime(councils["end_date"]).reindex(changed)
    there = ~(starts > f"{year}-03-31") & ~(ends < f"{year + 1}-03-31")
    found = ask("change-of-control", year=f"{year}-{(year + 1) % 100:02d}")
    assert sorted(found["council_code"]) == sorted(changed[there])
    rows = control[control["year"] == str(year)].set_index("council_code")
    assert (
        found.set_index("council_code")["control_after"].to_dict()
        == rows.loc[changed[there], "control"].to_dict()
    )


def test_groups_agree_with_the_take_up_page(ask: Ask) -> None:
    chosen = {"offer": "peer-challenge", "year": "2016-17"}
    groups = ask("under-represented", **chosen)
    regions = ask("take-up-by-region", **chosen).set_index("region")["taking_part"]
    found = groups[groups["dimension"].isin(["region", "England"])].set_index("group")
    assert found["taking_part"].to_dict() == regions.to_dict()
    assert groups.set_index("group").loc["district", "flag"] == "below chance"
