"""Published figures beside the rows, and the facts on which published figures contradict."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from dashboard.check import compare
from dashboard.exhibits.record import TABLES, contradicting
from dashboard.warehouse import Snapshot

Ask = Callable[..., pd.DataFrame]
REPORT = "Sector-led improvement in 2016/17"
RELEASE = "Councils save more than £100 million through LGA sector-led improvement"
OFFER = "LGA sets out sector-led improvement offer"


def claims(*rows: tuple) -> pd.DataFrame:
    """Rows of (fact, value, qualifier, source[, differs in, measure])."""
    return pd.DataFrame(
        [
            {
                "subject": fact,
                "claim_period": "2016/17",
                "kind": "actual",
                "measure": rest[1] if rest else "m",
                "measure_label": fact,
                "stated_for": "2016/17",
                "differs_in": rest[0] if rest else "value",
                "value": value,
                "unit": "count",
                "published_wording": qualifier,
                "source": source,
            }
            for fact, value, qualifier, source, *rest in rows
        ]
    )


def test_only_facts_with_figures_that_cannot_both_hold_are_kept() -> None:
    frame = claims(
        ("clash", 700.0, "over", "a"),
        ("clash", 649.0, "exact", "a"),
        ("fits", 26.0, "over", "a"),
        ("fits", 26.5, "exact", "b"),
        ("alone", 5.0, "exact", "a"),
        ("repeated", 5.0, "exact", "a"),
        ("repeated", 5.0, "exact", "b"),
    )
    found = contradicting(frame, None)
    assert list(found["subject"]) == ["clash", "clash"]
    assert list(found["figure"]) == ["over 700", "649"]


def test_the_same_number_for_different_things_is_kept_where_the_data_say_so() -> None:
    frame = claims(
        ("days or hours", 2300.0, "exact", "a", "meaning", "days"),
        ("days or hours", 2300.0, "exact", "b", "meaning", "hours"),
    )
    assert len(contradicting(frame, None)) == 2


def test_a_claim_held_in_two_tables_is_listed_once() -> None:
    frame = claims(
        ("one", 140.0, "exact", "a"),
        ("one", 145.0, "exact", "b"),
        ("again", 140.0, "exact", "a"),
        ("again", 145.0, "exact", "b"),
    )
    assert contradicting(frame, None)["subject"].nunique() == 1
    assert contradicting(frame.iloc[:0], None).empty


@pytest.mark.parametrize(
    ("period", "fact", "said"),
    [
        ("2016/17", "Councils supported by the Centre for Public Scrutiny", {"46", "54"}),
        ("2016/17", "Councils that worked with productivity experts", {"34", "25"}),
        ("2016/17", "Councils supported on their workforce", {"112", "120"}),
        ("2016/17", "Councils in One Public Estate", {"249", "214"}),
        ("2016/17", "Councils that worked with Local Partnerships", {"53", "122"}),
        ("2016/17", "Councillors in leadership programmes", {"649", "over 700"}),
    ],
)
def test_the_annual_report_contradicts_itself(
    ask: Ask, period: str, fact: str, said: set[str]
) -> None:
    found = ask("contradictions")
    rows = found[(found["claim_period"] == period) & (found["subject"] == fact)]
    assert set(rows.loc[rows["source"] == REPORT, "figure"]) == said


def test_news_releases_and_reports_contradict_each_other(ask: Ask) -> None:
    found = ask("contradictions")
    later = found[found["claim_period"] == "2018/19"]
    challenges = later[later["subject"] == "Peer challenges delivered"]
    by_figure = challenges.groupby("figure")["source"].agg(set)
    assert set(by_figure.index) == {"140", "145"}
    assert {RELEASE, OFFER} <= by_figure["140"]
    assert by_figure["145"] == {
        "Corporate Peer Challenge Programme annual report 2018/19 (summary page)",
        "The MJ: LGA misses peer review target (2019)",
    }
    graduates = later[later["subject"] == "Graduates placed or recruited"]
    assert dict(zip(graduates["source"], graduates["figure"], strict=True)) == {
        RELEASE: "over 200",
        OFFER: "over 120",
        "LGA first: Building on the success of sector-led improvement (2019)": "120",
    }


def test_targets_do_not_contradict_what_was_done(ask: Ask) -> None:
    found = ask("contradictions")
    challenges = found[found["subject"] == "Peer challenges delivered"]
    assert "110" not in set(challenges["figure"])
    assert "£210 million" not in set(found["figure"])


def test_every_figure_that_is_paired_is_there(snapshot: Snapshot) -> None:
    paired = snapshot.table("same_facts")
    periods = {"deliveries": "year", "shared_services": "as_at"}
    for row in paired.to_dict("records"):
        table = snapshot.table(row["held_in"])
        there = (table[periods[row["held_in"]]] == row["year"]) & (
            table["measure"] == row["measure"]
        )
        assert there.any(), row
    assert (paired.groupby(["fact", "period"]).size() > 1).all()


def test_every_pair_is_listed(ask: Ask, snapshot: Snapshot) -> None:
    found = ask("contradictions")
    paired = snapshot.table("same_facts")
    assert set(zip(paired["fact"], paired["period"], strict=True)) <= set(
        zip(found["subject"], found["claim_period"], strict=True)
    )


def test_published_and_computed_is_what_the_check_prints(ask: Ask, snapshot: Snapshot) -> None:
    found = ask("published-and-computed")
    checked = compare(*(snapshot.table(name) for name in TABLES))
    assert len(found) == len(checked)
    key = ["figure", "value", "computed", "result", "reason"]
    expected = checked.rename(
        columns={"wording": "figure", "published": "value", "within": "result"}
    )
    for frame in (found, expected):
        frame["computed"] = frame["computed"].astype(float).round(2)
    pd.testing.assert_frame_equal(
        found[key].sort_values(key).reset_index(drop=True),
        expected[key].sort_values(key).reset_index(drop=True),
        check_dtype=False,
        atol=0.011,
    )


def test_every_row_of_both_tables_has_its_own_document(ask: Ask, snapshot: Snapshot) -> None:
    found = ask("published-and-computed")
    titles = snapshot.table("sources").set_index("source")["title"]
    for name, value in (("published_take_up", "value"), ("deliveries", "value")):
        table = snapshot.table(name)
        rows = found[found["held_in"] == name]
        assert list(rows["value"]) == list(table[value])
        assert list(rows["source"]) == list(table["source"].map(titles))
        assert (rows["result"].isin(["agrees", "differs", "not comparable"])).all()
        assert (rows["reason"].str.len() > 5).all()


def test_the_standing_of_a_row_says_what_was_counted(ask: Ask) -> None:
    found = ask("published-and-computed")
    assert set(found["basis"]) == {"published", "recorded", "illustrative"}
    assert found.loc[found["basis"] == "published", "computed"].isna().all()
    assert (found.loc[found["result"] == "agrees", "basis"] == "illustrative").all()
    recorded = ask("published-and-computed", records="recorded")
    assert set(recorded["basis"]) == {"published", "recorded"}
    governance = recorded[recorded["offer"].fillna("").str.startswith("Governance support")]
    assert governance["computed"].max() < 46
    assert "agrees" not in set(recorded["result"])


def test_figures_left_out_are_those_without_an_exhibit(ask: Ask) -> None:
    every, left_out = ask("figures-in-sources"), ask("figures-left-out")
    assert len(left_out) == (every["treatment"] == "Left out").sum()
    assert left_out["reason"].str.endswith(".").all()
    assert every.loc[every["treatment"] == "Shown", "exhibit"].notna().all()
    assert every.loc[every["treatment"] == "Left out", "exhibit"].isna().all()
