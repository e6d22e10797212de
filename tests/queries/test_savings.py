"""The savings queries on tables small enough to check by hand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from dashboard.warehouse import Snapshot
from tests.small import claim_kinds, claim_links, council_years, savings, take_up, write_small

KINDS = {"savings": True, "income": False, "cumulative": False, "commitment": False}
LAST = "2017/18"
SOURCES = pd.DataFrame(
    {"source": ["s1", "s2"], "title": ["By hand", "Another hand"], "address": [None, "https://a.b"]}
).astype("str")


def claim(name: str, amount: float, **more: object) -> dict:
    return {"claim": name, "estimated_saving_gbp_million": amount, **more}


CLAIMS = [
    claim("total", 10.0, scope="whole"),
    claim("north", 6.0, scope="area", programme_area="North"),
    claim("south", 4.0, scope="area", programme_area="South", qualifier="almost"),
    claim("again", 10.0, scope="whole", who_says="A paper", source="s2"),
    claim("expert", 3.0, programme_area="Experts"),
    claim("promise", 8.0, scope="whole", kind="commitment", qualifier="at least"),
    claim("earned", 2.0, kind="income", programme_area="Earned"),
    claim("span", 30.0, kind="cumulative", first_year="2015/16", last_year=LAST, period="long"),
    claim("own", 5.0, scheme="Shared services"),
    claim("last", 1.0, programme_area="Last", first_year=LAST, last_year=LAST, period=LAST),
    claim("late", 2.0, programme_area="Late", first_year=LAST, last_year=LAST, qualifier="over"),
]
LINKS = [
    ("north", "part of", "total"),
    ("south", "part of", "total"),
    ("again", "same figure", "total"),
    ("expert", "part of", "north"),
    ("expert", "contradicts", "south"),
    ("promise", "same money", "total"),
    ("total", "same years", "span"),
    ("last", "same years", "span"),
]


def made(tmp_path: Path, claims: list[dict], links: list[tuple], **tables: object) -> Snapshot:
    years = [f"{y}/{y % 100 + 1}" for y in range(2014, 2020)]
    return write_small(
        tmp_path,
        {
            "council_years": council_years(
                [("N1", "North", "unitary", "Labour", y) for y in years]
            ),
            "take_up": take_up([("N1", "whole", "2016/17", "recorded")]),
            "savings": savings(claims),
            "claim_links": claim_links(links),
            "claim_kinds": claim_kinds(KINDS),
            "sources": SOURCES,
            **tables,
        },
    )


@pytest.fixture
def small(tmp_path: Path) -> Snapshot:
    return made(tmp_path, CLAIMS, LINKS)


def test_what_is_counted_and_what_gives_way(small: Snapshot) -> None:
    # The total stands for its areas, their parts, the repeat and the promise; a running total over
    # several years takes nothing away from the year.
    counted = set(small.table("savings_counted")["claim"])
    assert counted == {"total", "own", "last", "late"}
    totals = small.table("savings_totals").set_index(["financial_year", "scheme"])
    offer = totals.xs("Improvement offer", level="scheme")
    assert offer["gbp_million"].to_dict() == {"2016/17": 10.0, LAST: 3.0}
    assert offer["whole"].to_dict() == {"2016/17": True, LAST: False}
    # One exact and one “over”: together at least that much.
    assert offer["published_wording"].to_dict() == {"2016/17": "exact", LAST: "at least"}
    own = totals.loc[("2016/17", "Shared services")]
    assert own["gbp_million"] == 5


def test_a_contradiction_alone_takes_nothing_away(tmp_path: Path) -> None:
    links = [("expert", "contradicts", "total")]
    claims = [claim("total", 10.0), claim("expert", 3.0, programme_area="Experts")]
    found = made(tmp_path, claims, links).table("savings_totals")
    assert found["gbp_million"].tolist() == [13.0]


def test_without_a_total_its_areas_are_added(tmp_path: Path) -> None:
    claims = [one for one in CLAIMS if one["claim"] in ("north", "south", "expert")]
    small = made(tmp_path, claims, LINKS[:5])
    totals = small.table("savings_totals")
    assert totals["gbp_million"].tolist() == [10.0]
    assert totals["published_wording"].tolist() == ["about"]
    assert totals["whole"].tolist() == [True]
    rows = small.run("savings-by-programme", {"year": "2016/17"})
    assert rows["total_gbp_million"].tolist() == [10.0, 10.0]


def test_areas_of_the_year_with_their_share_of_the_total(small: Snapshot) -> None:
    rows = small.run("savings-by-programme", {"year": "2016/17"})
    assert rows["programme_area"].tolist() == ["North", "South"]
    assert rows["share_of_total"].tolist() == [60.0, 40.0]
    assert rows["how_firm"].tolist() == ["Estimate", "Estimate, given as almost"]
    assert set(rows["commitment_gbp_million"]) == {8.0}
    assert set(rows["commitment_wording"]) == {"at least"}
    assert small.run("savings-by-programme", {"year": LAST}).empty


def test_which_years_have_a_breakdown_or_a_total(small: Snapshot) -> None:
    rows = small.run("savings-years").set_index("financial_year")
    assert rows["by_area"].to_dict() == {"2016/17": True, LAST: False}
    assert rows.loc["2016/17", "gbp_million"] == 10
    assert pd.isna(rows.loc[LAST, "gbp_million"])


def test_years_without_a_total_keep_their_place(small: Snapshot) -> None:
    rows = small.run("savings-over-time")
    totals = rows[rows["group"] == "Total"].set_index("financial_year")
    assert totals["gbp_million"].fillna(0).to_dict() == {"2015/16": 0, "2016/17": 10, LAST: 0}
    # Two claims about parts in the last year make no total of the whole.
    assert totals["claims_of_parts"].to_dict() == {"2015/16": 0, "2016/17": 2, LAST: 2}
    assert totals["source"].dropna().tolist() == ["By hand"]
    assert rows.loc[rows["group"] == "Commitment", "gbp_million"].tolist() == [8.0]
    span = rows[rows["group"] == "Several years"].iloc[0]
    assert (span["gbp_million"], span["period"]) == (30, "long")
    assert pd.isna(span["financial_year"])


def test_links_are_told_at_both_ends(small: Snapshot) -> None:
    rows = small.run("savings-claims").set_index("claim")
    assert len(rows) == len(CLAIMS)
    total = rows.loc["total", "overlaps"]
    assert "Includes: £6 million, North, 2016/17, By hand; almost £4 million, South" in total
    assert "Same years as: £30 million, Total, long" in total
    assert rows.loc["south", "overlaps"].startswith("Part of: £10 million, Total")
    assert rows.loc["south", "contradicts"] == "£3 million, Experts, 2016/17, By hand"
    assert rows.loc["expert", "contradicts"] == "almost £4 million, South, 2016/17, By hand"
    assert rows.loc["own", ["overlaps", "contradicts"]].isna().all()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("total", "Yes"),
        ("own", "Yes"),
        ("north", "No: it is part of “£10 million, Total, 2016/17, By hand”"),
        ("again", "No: the money is in “£10 million, Total, 2016/17, By hand”"),
        ("expert", "No: the money is in “£10 million, Total, 2016/17, By hand”"),
        ("promise", "No: by hand"),
        ("earned", "No: by hand"),
        ("span", "No: by hand"),
    ],
)
def test_why_a_claim_is_or_is_not_counted(small: Snapshot, name: str, said: str) -> None:
    assert small.run("savings-claims").set_index("claim").loc[name, "counted"] == said


def funding(rows: list[tuple]) -> pd.DataFrame:
    names = ["year", "item", "gbp_million", "qualifier", "source"]
    frame = pd.DataFrame(rows, columns=names)
    return frame.assign(note=None, quote=None).astype({"note": "str", "quote": "str"})


def test_grant_by_year_joins_sources_that_agree_and_leaves_gaps(tmp_path: Path) -> None:
    rows = [
        ("2015/16", "sli_grant", 4.0, "exact", "s1"),
        ("2017/18", "sli_grant", 2.0, "exact", "s1"),
        ("2017/18", "sli_grant", 2.0, "exact", "s2"),
        ("2018/19", "sli_grant", 1.0, "exact", "s1"),
        ("2018/19", "sli_grant", 1.5, "about", "s2"),
        ("2014/15", "audit_regime_cost", 2000.0, "exact", "s1"),
    ]
    small = made(tmp_path, CLAIMS, LINKS, funding=funding(rows))
    found = small.run("grant-over-time")
    assert found["financial_year"].tolist() == ["2015/16", "2016/17", LAST, "2018/19", "2018/19"]
    assert found["gbp_million"].fillna(0).tolist() == [4, 0, 2, 1, 1.5]
    assert found["source"].iloc[2] == "Another hand; By hand"
    assert found["basis"].isna().tolist() == [False, True, False, False, False]
    sources = small.run("grant-over-time-sources")
    assert dict(zip(sources["title"], sources["records"], strict=True)) == {
        "By hand": 3,
        "Another hand": 2,
    }


def test_shared_services_pair_counts_with_running_totals_only(tmp_path: Path) -> None:
    names = ["as_at", "date", "series", "value", "qualifier", "who_says", "source"]
    rows = [
        ("2016", "2016", "services", 12.0, "over", "A", "s1"),
        ("2016", "2016", "savings to date", 90.0, "exact", "A", "s1"),
        ("2016", "2016", "savings in a year", 30.0, "almost", "A", "s1"),
        ("2016", "2016", "other", 7.0, "exact", "A", "s1"),
        ("2015", "2015", "services", 10.0, "exact", "B", "s2"),
    ]
    figures = pd.DataFrame(rows, columns=names).assign(note=None, quote=None)
    small = made(
        tmp_path, CLAIMS, LINKS, shared_services=figures.astype({"note": "str", "quote": "str"})
    )
    found = small.run("shared-services")
    assert found["amount_is"].tolist() == ["running total", "running total", "one year"]
    assert found["shared_services"].fillna(0).tolist() == [10, 12, 0]
    assert found["gbp_million"].fillna(0).tolist() == [0, 90, 30]
    assert found["services_wording"].fillna("").tolist() == ["exact", "over", ""]
