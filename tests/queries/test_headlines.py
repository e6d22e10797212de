"""The headline queries, and the sentences made from them, on tables made by hand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from dashboard.exhibit import View, answer
from dashboard.exhibits.headlines import HEADLINE_FIGURES, WHAT_CHANGED
from dashboard.exhibits.headlines_impact import SAVINGS_AGAINST_COMMITMENT, VALUE_FOR_MONEY
from dashboard.exhibits.headlines_indicators import INDICATORS_IMPROVED
from dashboard.selection import Selection
from dashboard.warehouse import Snapshot
from tests.small import council_years, published_figures, savings, take_up, write_small

YEARS = [f"{year}/{year % 100 + 1:02d}" for year in range(2014, 2021)]
EXHIBITS = {
    one.id: one
    for one in (
        HEADLINE_FIGURES,
        WHAT_CHANGED,
        SAVINGS_AGAINST_COMMITMENT,
        VALUE_FOR_MONEY,
        INDICATORS_IMPROVED,
    )
}


@pytest.fixture
def held(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Open a warehouse with the rows given: `held(deliveries=[{...}], funding=[{...}])`."""

    def open_with(**rows: list[dict]) -> Snapshot:
        tables = {
            name: savings(held) if name == "savings" else published_figures(name, held)
            for name, held in rows.items()
        }
        years = [("A", "North", "unitary", "Labour", year) for year in YEARS]
        records = [("A", "whole", year, "recorded") for year in YEARS]
        sources = pd.DataFrame(
            {
                "source": ["s1", "s2", "s3"],
                "title": ["One", "Two", "Three"],
                "address": [None, "https://two", None],
            }
        )
        common = {"council_years": council_years(years), "take_up": take_up(records)}
        others = {
            "councils": pd.DataFrame(
                {
                    "council_code": ["A"],
                    "code_2025": ["A"],
                    "short_name": ["Ay"],
                    "region": ["North"],
                    "authority_type": ["unitary"],
                }
            ),
            "adviser_patches": pd.DataFrame({"patch": ["Patch of North"]}),
            "indicators": pd.DataFrame({"indicator_code": ["i"], "indicator_name": ["I"]}),
        }
        return write_small(tmp_path / "v1", {**common, **others, "sources": sources, **tables})

    return open_with


def asked(snapshot: Snapshot, exhibit: str, year: str = "2016/17"):  # type: ignore[no-untyped-def]
    return answer(EXHIBITS[exhibit], Selection(year=(year,)), snapshot)


def card(snapshot: Snapshot, headline: str, year: str = "2016/17") -> pd.DataFrame:
    frame = asked(snapshot, "headline-figures", year).frame
    return frame[frame["headline"] == headline]


def sentences(snapshot: Snapshot, year: str = "2016/17") -> list[str]:
    return list(asked(snapshot, "what-changed", year).frame["sentence"].unique())


def peer(year: str, value: float, **more: object) -> dict:
    return {"year": year, "value": value, **more}


def test_a_year_without_a_figure_says_so_and_nothing_is_carried_over(held) -> None:  # type: ignore[no-untyped-def]
    snapshot = held(deliveries=[peer("2015/16", 90), peer("2017/18", 110)])
    rows = card(snapshot, "Peer challenges")
    here = rows[rows["financial_year"] == "2016/17"]
    assert list(here["figure"]) == ["No figure published for 2016/17"]
    assert here["value"].isna().all() and here["source"].isna().all()
    assert list(here["year_before"]) == ["90 (delivered)"]
    assert "110" not in rows["figure"].str.cat()


def test_targets_running_totals_and_calendar_years_are_no_figures_of_a_year(held) -> None:  # type: ignore[no-untyped-def]
    snapshot = held(
        deliveries=[
            peer("2016/17", 110, basis="target"),
            peer("to 2016/17", 400, basis="to-date"),
            peer("2016", 95),
        ],
        perceptions=[{"survey_year": "2017", "percent": 96.0}],
    )
    words = asked(snapshot, "headline-figures").sentence
    assert words.startswith("No headline figure is published for 2016/17.")


def test_sources_that_differ_are_all_shown_and_one_that_is_only_rougher_is_not(held) -> None:  # type: ignore[no-untyped-def]
    snapshot = held(
        deliveries=[
            peer("2016/17", 145, source="s2"),
            peer("2016/17", 140),
            peer("2016/17", 140, source="s3"),
            peer("2016/17", 90, measure="graduates_placed", qualifier="over"),
            peer("2016/17", 94, measure="graduates_placed", source="s2"),
        ]
    )
    challenges = card(snapshot, "Peer challenges")
    assert sorted(challenges["figure"]) == ["140", "140", "145"]
    assert challenges["sources_differ"].all()
    face = str(HEADLINE_FIGURES.face(*_answered(snapshot)))  # type: ignore[misc]
    assert "140 or 145" in face and "Sources differ" in face
    assert not card(snapshot, "Graduates")["sources_differ"].any()
    assert "'94'" in face and "over 90" not in face
    assert set(asked(snapshot, "headline-figures").sources["title"]) == {"One", "Two", "Three"}


def _answered(snapshot: Snapshot) -> tuple[pd.DataFrame, View]:
    one = asked(snapshot, "headline-figures")
    return one.frame, one.view


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (
            [{"value": 119.0}],
            [{"value": 100.0}],
            "Peer challenges: 119 in 2016/17, against 100 in 2015/16: 19 more.",
        ),
        (
            [{"value": 100.0}],
            [{"value": 101.0}],
            "Peer challenges: 100 in 2016/17, against 101 in 2015/16: 1 fewer.",
        ),
        (
            [{"value": 100.0}],
            [{"value": 100.0}],
            "Peer challenges: 100 in 2016/17, against 100 in 2015/16: the same.",
        ),
        (
            [{"value": 700.0, "qualifier": "over"}],
            [{"value": 649.0}],
            "Peer challenges: over 700 in 2016/17, against 649 in 2015/16: more.",
        ),
        (
            [{"value": 649.0}],
            [{"value": 600.0, "qualifier": "over"}],
            "Peer challenges: 649 in 2016/17, against over 600 in 2015/16: the words used leave it "
            "open, so we cannot tell whether it rose or fell.",
        ),
        (
            [{"value": 142.0}],
            [{"value": 140.0}, {"value": 145.0}],
            "Peer challenges: 142 in 2016/17, against 145 or 140 in 2015/16: sources differ, so we "
            "cannot tell whether it rose or fell.",
        ),
    ],
)
def test_what_changed_is_right_with_ties_hedges_and_sources_that_differ(
    held, now: list[dict], before: list[dict], expected: str
) -> None:  # type: ignore[no-untyped-def]
    rows = [{"year": "2016/17", **row} for row in now]
    rows += [{"year": "2015/16", **row} for row in before]
    assert sentences(held(deliveries=rows))[0] == expected


def test_a_part_of_a_year_is_not_compared(held) -> None:  # type: ignore[no-untyped-def]
    snapshot = held(
        deliveries=[
            peer("2016/17", 119),
            peer("2017/18", 35, basis="to-date", note="To 30 September 2017."),
            peer("2017/18", 54, basis="forecast", measure="peer_challenges_confirmed"),
            peer("2018/19", 140),
        ]
    )
    found = sentences(snapshot, "2017/18")
    assert found[0] == (
        "Figures that cover only a part of 2017/18 are not compared with 2016/17: peer "
        "challenges, 35 so far beside 119 in 2016/17."
    )
    face = str(HEADLINE_FIGURES.face(*_face_of(snapshot, "2017/18")))  # type: ignore[misc]
    assert "Part of the year. To 30 September 2017." in face
    assert "Expected: 54 more confirmed for the rest of the year" in face
    later = sentences(snapshot, "2018/19")
    assert later[0].startswith("2017/18 has figures for only a part of the year: peer challenges")
    assert "more" not in later[0]


def _face_of(snapshot: Snapshot, year: str) -> tuple[pd.DataFrame, View]:
    one = asked(snapshot, "headline-figures", year)
    return one.frame, one.view


def test_figures_that_count_something_else_are_not_compared(held) -> None:  # type: ignore[no-untyped-def]
    measure = "peer_challenges_and_remote_peer_support"
    found = sentences(
        held(deliveries=[peer("2016/17", 140), peer("2015/16", 143, measure=measure)])
    )
    assert "they count different things, so they are not compared" in found[0]


def test_a_poll_is_set_beside_the_same_month_and_judged_by_its_margin(held) -> None:  # type: ignore[no-untyped-def]
    polls = [
        {"round": 3, "field_month": "2016-02", "percent": 70.0},
        {"round": 4, "field_month": "2016-06", "percent": 64.0},
        {"round": 5, "field_month": "2016-10", "percent": 66.0},
        {"round": 6, "field_month": "2017-02", "percent": 65.0},
        # The report names no month; it is the round that says when.
        {"round": 6, "percent": 65.0, "source": "s2"},
        {"round": 7, "percent": 80.0},
    ]
    snapshot = held(polling=polls)
    rows = card(snapshot, "Residents’ satisfaction")
    assert set(zip(rows["financial_year"], rows["figure"], strict=True)) == {
        ("2016/17", "65%"),
        ("2015/16", "70%"),
    }
    assert sorted(rows.loc[rows["financial_year"] == "2016/17", "source"]) == ["One", "Two"]
    assert sentences(snapshot)[0] == (
        "Residents’ satisfaction: 65% in February 2017, against 70% in February 2016: lower, by "
        "more than the margin of error."
    )
    near = held(polling=[{**polls[0], "percent": 67.0}, polls[3]])
    assert sentences(near)[0].endswith("a difference within the margin of error.")


def test_a_bound_is_compared_only_as_far_as_it_goes(held) -> None:  # type: ignore[no-untyped-def]
    over = {"round": 1, "field_month": "2015-09", "percent": 70.0, "measure": "stated_over"}
    fell = held(polling=[over, {"round": 2, "field_month": "2017-02", "percent": 65.0}])
    assert (
        "against over 70% in September 2015: lower, by more than the margin" in sentences(fell)[0]
    )
    assert "another time of year" in sentences(fell)[0]
    open_ = held(polling=[over, {"round": 2, "field_month": "2017-02", "percent": 69.0}])
    assert "we cannot tell whether it rose or fell" in sentences(open_)[0]


def test_baskets_and_the_missing_are_said_once(held) -> None:  # type: ignore[no-untyped-def]
    basket = {"percent_improved": 67.0, "number_of_indicators": 84, "period": "since 2009/10"}
    snapshot = held(
        indicators_basket=[
            {**basket, "report_year": 2016, "percent_improved": 60.0},
            {**basket, "report_year": 2017},
        ],
        deliveries=[peer("2016/17", 0, measure="new_formal_interventions"), peer("2016/17", 5)],
    )
    found = sentences(snapshot)
    assert "not the same basket of indicators" in found[0]
    assert "No council entered formal intervention in 2016/17." in found
    assert found[-1] == (
        "The other 6 headlines have no figure for 2016/17. There is no figure for 2015/16 to "
        "compare with for peer challenges."
    )
    assert len([words for words in found if "no figure" in words]) == 1


def total(year: str, value: float, **more: object) -> dict:
    row = {"claim": f"{year}-{value}", "year": year, "estimated_saving_gbp_million": value}
    return {**row, "basis": "actual", **more}


def test_savings_are_set_against_the_commitment_of_the_same_year_only(held) -> None:  # type: ignore[no-untyped-def]
    rows = [
        total("2016/17", 219.9, basis="estimate"),
        total("2016/17", 210, basis="target", qualifier="at least"),
        total("2016/17", 210, basis="target", source="s2"),
        total("2018/19", 100, qualifier="over"),
        total("2016/17", 26.5, programme_area="Productivity experts"),
    ]
    snapshot = held(savings=rows)
    assert asked(snapshot, "savings-against-commitment").sentence == (
        "In 2016/17 the estimated saving by councils was £219.9 million, £9.9 million more than "
        "the commitment of at least £210 million."
    )
    assert asked(snapshot, "savings-against-commitment", "2018/19").sentence == (
        "No commitment is published for 2018/19 beside the saving of over £100 million. Only "
        "2016/17 has both."
    )
    assert asked(snapshot, "savings-against-commitment", "2015/16").sentence.startswith(
        "Neither a saving nor a commitment is published for 2015/16."
    )


@pytest.mark.parametrize(
    ("saved", "words"),
    [
        ({"value": 210.0}, "was £210 million, exactly the commitment of at least £210 million."),
        ({"value": 200.0}, "was £200 million, £10 million less than the commitment"),
        ({"value": 210.0, "qualifier": "over"}, "was over £210 million, more than the commitment"),
        ({"value": 200.0, "qualifier": "over"}, "whether it was met cannot be told"),
    ],
)
def test_whether_the_commitment_was_met_is_said_only_where_it_is_known(
    held, saved: dict, words: str
) -> None:  # type: ignore[no-untyped-def]
    rows = [
        total("2016/17", saved["value"], qualifier=saved.get("qualifier", "exact")),
        total("2016/17", 210, basis="target", qualifier="at least"),
    ]
    assert words in asked(held(savings=rows), "savings-against-commitment").sentence


def test_a_ratio_needs_both_figures_of_one_year_or_a_source_that_states_it(held) -> None:  # type: ignore[no-untyped-def]
    snapshot = held(
        savings=[
            total("2016/17", 219.9),
            total("2018/19", 100, qualifier="over"),
            total("2019/20", 90),
            total("2019/20", 80, source="s2"),
        ],
        funding=[
            {"year": "2017/18", "gbp_million": 21.0},
            {"year": "2018/19", "gbp_million": 20.0},
            {"year": "2019/20", "gbp_million": 19.2},
        ],
        deliveries=[
            peer(
                "2020/21", 5, measure="saving_per_pound_of_grant", unit="gbp", qualifier="at least"
            )
        ],
    )

    def words(year: str) -> str:
        return asked(snapshot, "value-for-money", year).sentence

    assert "the saving is published (£219.9 million), the grant is not" in words("2016/17")
    assert "the grant is published (£21 million), the saving is not" in words("2017/18")
    assert "savings of over £5, worked out from over £100 million saved" in words("2018/19")
    assert "sources differ on them" in words("2019/20")
    assert words("2020/21") == (
        "In 2020/21, each £1 of grant went with savings of at least £5 in the LGA’s own words."
    )
    ratios = asked(snapshot, "value-for-money").frame.query("headline_name == 'ratio'")
    assert set(zip(ratios["financial_year"], ratios["figure"], strict=True)) == {
        ("2018/19", "over £5"),
        ("2020/21", "at least £5"),
    }


def test_parts_of_a_basket_are_as_published_and_their_sum_is_explained(held) -> None:  # type: ignore[no-untyped-def]
    whole = {"number_of_indicators": 84, "period": "since 2009/10", "percent_improved": 67.0}
    parts = {"percent_unchanged": 11.0, "percent_worsened": 23.0}
    snapshot = held(
        indicators_basket=[
            {"report_year": 2014, "percent_improved": 75.0, "qualifier": "about"},
            {"report_year": 2017, **whole, **parts},
            {"report_year": 2017, "percent_improved": 67.0, "qualifier": "about", "source": "s2"},
        ]
    )
    assert asked(snapshot, "indicators-improved").sentence == (
        "By the LGA’s own count of 2017, 67% of 84 indicators had improved since 2009/10, 11% had "
        "not changed and 23% had worsened (the parts are rounded and sum to 101). The baskets of "
        "the reports differ, so their shares show no change from one to the next."
    )
    assert asked(snapshot, "indicators-improved", "2013/14").sentence.startswith(
        "By the LGA’s own count of 2014, about 75% of indicators had improved; the rest is not"
    )
    assert asked(snapshot, "indicators-improved", "2015/16").sentence.startswith(
        "No report came out just after 2015/16."
    )
    chart = asked(snapshot, "indicators-improved").figure()
    assert [list(trace["x"]) for trace in chart["data"]] == [[75, 67], [None, 11], [None, 23]]
