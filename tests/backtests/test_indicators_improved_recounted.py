"""How many indicators improved, recounted by plain pandas from the csv."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dashboard.exhibit import answer
from dashboard.exhibits.council_standing import TOTALS
from dashboard.exhibits.indicators_improved import CHANGED, IMPROVED
from dashboard.selection import Selection
from dashboard.warehouse import QUERIES, Snapshot

DATA = QUERIES.parent / "data"
PARTS = ["improved", "unchanged", "worsened", "no_figure_for_both", "no_better_side"]
CHOICES = (
    "",
    "cut=0",
    "cut=5",
    "base=2010-11&latest=2016-17&cut=2",
    "base=2016-17&latest=2021-22",
    "base=2018-19",
    "region=london",
    "type=district&base=2016-17",
    "type=county,unitary&region=south-east,south-west&cut=2",
    "council=E08000016",
    # Dorset County ended in 2019; Barnsley and Doncaster together.
    "council=E10000009&latest=2018-19",
    "council=E08000016,E08000017&region=london",
    "region=london&type=county",
)


@pytest.fixture(scope="module")
def listed() -> pd.DataFrame:
    return pd.read_csv(DATA / "indicators" / "indicators.csv").set_index("indicator_code")


@pytest.fixture(scope="module")
def values(listed: pd.DataFrame) -> pd.DataFrame:
    """Every value of a council in being, with the financial year that its period belongs to."""
    files = sorted((DATA / "indicators").glob("values_*.csv"))
    found = pd.concat([pd.read_csv(path, dtype={"period": str}) for path in files])
    councils = pd.read_csv(DATA / "reference" / "councils.csv")
    kept = ["council_code", "region", "authority_type", "start_date", "end_date"]
    found = found.merge(councils[kept], on="council_code")
    two = found["period"].str.len() == 7
    year = found["period"].str[:4].where(two, found["period"].str[-4:]).astype(int)
    found["year"] = year.astype(str) + "/" + (year + 1).mod(100).astype(str).str.zfill(2)
    said = listed["provenance"].str.extract(r"year type=([^\]]+)", expand=False)
    academic = found["indicator_code"].map(said).eq("Academic Year").to_numpy() & two
    first = found["period"].str[:4] + np.where(
        academic, "-09-01", np.where(two, "-04-01", "-01-01")
    )
    # A council that begins in April has no academic year that began before it.
    last = (year + two).astype(str) + np.where(two, "-03-31", "-12-31")
    alive = found["start_date"].fillna("0000") <= last
    return found[alive & (found["end_date"].fillna("9999") >= first)]


def recounted(values: pd.DataFrame, listed: pd.DataFrame, asked: Selection) -> pd.DataFrame:
    """Outcome and means of each indicator, by the LGA's steps."""
    chosen = values
    if asked.council:
        chosen = chosen[chosen["council_code"].isin(asked.council)]
    else:
        for key, column in (("region", "region"), ("type", "authority_type")):
            wanted = getattr(asked, key)
            chosen = chosen[chosen[column].isin(wanted)] if wanted else chosen
    of_code = dict(list(chosen.groupby("indicator_code")))
    rows = []
    for code, about in listed.iterrows():
        every = values[values["indicator_code"] == code]
        newest = max(every["year"]) if asked.latest[0] == "newest" else asked.latest[0]
        held = of_code.get(code, chosen.iloc[:0])
        base = held[held["year"] == asked.base[0]].set_index("council_code")["value"]
        late = held[held["year"] == newest].set_index("council_code")["value"]
        both = pd.concat([base, late], axis=1, join="inner").dropna()
        grade = about["unit"].startswith("grade")
        row = {"indicator_code": code, "theme": about["theme"], "councils": 0}
        if about["polarity"] == "neutral":
            row["outcome"] = "no_better_side"
        elif grade or about["unit"] in TOTALS:
            row["outcome"] = "not_averaged"
        elif both.empty or newest <= asked.base[0]:
            row["outcome"] = "no_figure_for_both"
        else:
            before, after = both.mean()
            change = 100 * (after - before) / abs(before)
            better = change > 0 if about["polarity"] == "higher_is_better" else change < 0
            moved = "improved" if better else "worsened"
            row["outcome"] = "unchanged" if abs(change) <= float(asked.cut[0]) else moved
            row |= {"councils": len(both), "before": before, "after": after}
        rows.append(row)
    return pd.DataFrame(rows).set_index("indicator_code")


@pytest.mark.parametrize("query", CHOICES)
def test_every_count_and_mean_is_that_of_the_csv(
    query: str, values: pd.DataFrame, listed: pd.DataFrame, snapshot: Snapshot
) -> None:
    asked, problems = Selection.parse(query, snapshot.vocabulary)
    assert not problems
    expected = recounted(values, listed, asked.resolved(snapshot.vocabulary))
    found = answer(CHANGED, asked, snapshot).frame.set_index("indicator_code").loc[expected.index]
    assert found["councils_in_both"].tolist() == expected["councils"].tolist()
    if "before" in expected:
        means = found[["base_mean", "latest_mean"]].to_numpy(float)
        assert means == pytest.approx(expected[["before", "after"]], abs=1e-4, nan_ok=True)
    table = answer(IMPROVED, asked, snapshot).frame.set_index("theme")
    counts = expected.groupby(["theme", "outcome"]).size().unstack(fill_value=0)
    parts = [*PARTS, "not_averaged"]
    counts = counts.reindex(columns=parts, fill_value=0)
    assert table.loc[counts.index, parts].to_numpy().tolist() == counts.to_numpy().tolist()
    assert table.loc["All themes", parts].tolist() == counts.sum().tolist()
    assert table.loc["All themes", parts].sum() == len(listed)


def test_it_opens_on_the_first_year_with_half_of_those_with_a_better_side(
    values: pd.DataFrame, listed: pd.DataFrame, snapshot: Snapshot
) -> None:
    judged = listed.index[listed["polarity"] != "neutral"]
    of_judged = values[values["indicator_code"].isin(judged)]
    share = of_judged.groupby("year")["indicator_code"].nunique() / len(judged)
    assert snapshot.vocabulary.defaults["base"] == share.index[share >= 0.5].min()
