"""One indicator, on tables small enough to check by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.exhibit import Exhibit, answer
from dashboard.exhibits.indicators import SPREAD, TABLE, TREND
from dashboard.selection import Selection
from dashboard.warehouse import Snapshot
from tests.small import YEAR, council_years, take_up, write_small

NORTH = [f"N{number:02}" for number in range(1, 13)]
SOUTH = [f"S{number:02}" for number in range(1, 13)]
ONE_TO_TWELVE = [float(number) for number in range(1, 13)]
INDICATORS = [
    ("UP", "%", "higher_is_better"),
    ("GRADE", "grade 1-4", "lower_is_better"),
    ("TOTAL", "£ thousand", "neutral"),
    ("CARE", "%", "lower_is_better"),
    ("SPAN", "years", "higher_is_better"),
    ("YEARS", "%", "neutral"),
    ("LAIT_TOTABS", "%", "lower_is_better"),
]


def of_all(code: str, councils: list[str], period: str, values: list[float]) -> list[tuple]:
    return [(code, one, period, value) for one, value in zip(councils, values, strict=False)]


VALUES = [
    # Of 1 to 12 the quartiles are 3.75 and 9.25 and the median is 6.5.
    *of_all("UP", NORTH, "2023-24", ONE_TO_TWELVE),
    *of_all("UP", SOUTH, "2023-24", [value + 100 for value in ONE_TO_TWELVE]),
    ("UP", "N01", "2022-23", 9.0),  # A year before: too near to compare with.
    ("UP", "N01", "2020-21", 6.0),
    ("UP", "N02", "2019-20", 2.0),
    ("UP", "N03", "2017-18", 1.0),  # Six years before: too far.
    *of_all("UP", NORTH, "2020-21", [0.0, *ONE_TO_TWELVE[1:]])[1:],
    # OLD ended on 31 March 2023, when NEW followed it.
    ("UP", "OLD", "2022-23", 40.0),
    ("UP", "OLD", "2023-24", 50.0),
    ("UP", "NEW", "2022-23", 60.0),
    ("UP", "NEW", "2023-24", 70.0),
    *of_all("GRADE", NORTH, "2022-23", [1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4]),
    *of_all("TOTAL", NORTH, "2017-18", ONE_TO_TWELVE),
    *of_all("CARE", NORTH, "2016-17", ONE_TO_TWELVE[:3]),
    ("SPAN", "OLD", "2022-2024", 8.0),
    ("SPAN", "OLD", "2024-2026", 9.0),
    *of_all("SPAN", NORTH, "2024-2026", ONE_TO_TWELVE),
    *of_all("YEARS", NORTH, "2016", ONE_TO_TWELVE),
    *of_all("YEARS", NORTH, "2018", ONE_TO_TWELVE),
    ("LAIT_TOTABS", "NEW", "2022-23", 1.0),
    ("LAIT_TOTABS", "OLD", "2022-23", 2.0),
    ("LAIT_TOTABS", "NEW", "2023-24", 3.0),
]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    codes = [*NORTH, *SOUTH, "OLD", "NEW"]
    councils = pd.DataFrame(
        {
            "council_code": codes,
            "short_name": [f"Council {code}" for code in codes],
            "authority_type": ["unitary" if code in NORTH else "district" for code in codes],
            "region": ["North" if code in NORTH else "South" for code in codes],
            "start_date": pd.to_datetime(["2023-04-01" if c == "NEW" else None for c in codes]),
            "end_date": pd.to_datetime(["2023-03-31" if c == "OLD" else None for c in codes]),
        }
    )
    indicators = pd.DataFrame(INDICATORS, columns=["indicator_code", "unit", "polarity"])
    values = pd.DataFrame(VALUES, columns=["indicator_code", "council_code", "period", "value"])
    years = [
        ("N01", "North", "unitary", "Labour", "2023/24"),
        ("N01", "North", "unitary", "Conservative", "2020/21"),
        ("N02", "North", "unitary", "Labour", "2020/21"),
        ("N02", "North", "unitary", "Labour", YEAR),
    ]
    similar = pd.DataFrame({"council_code": "N01", "similar_code": SOUTH})
    tables = {
        "council_years": council_years(years),
        "councils": councils,
        "take_up": take_up([("N01", "whole", YEAR, "recorded")]),
        "similar_councils": similar.assign(position=1, distance=1.0),
        "adviser_patches": pd.DataFrame({"council_code": ["N01", "N02"], "patch": "Patch"}),
        "indicators": indicators.assign(
            indicator_name="Indicator " + indicators["indicator_code"], theme="Theme", source="s1"
        ),
        "indicator_values": values.astype({"value": float}),
    }
    return write_small(tmp_path_factory.mktemp("indicators") / "v1", tables)


def asked(small: Snapshot, exhibit: Exhibit, **chosen: str) -> pd.DataFrame:
    return answer(exhibit, selection(**chosen), small).frame


def sentence(small: Snapshot, exhibit: Exhibit, **chosen: str) -> str:
    return answer(exhibit, selection(**chosen), small).sentence


def selection(indicator: str = "UP", **chosen: str) -> Selection:
    values = {key: tuple(text.split(",")) for key, text in chosen.items()}
    return Selection(indicator=(indicator,), **values)


@pytest.mark.parametrize(
    ("code", "period", "kind", "first", "last"),
    [
        ("UP", "2023-24", "financial", "2023-04-01", "2024-03-31"),
        ("LAIT_TOTABS", "2023-24", "academic", "2023-09-01", "2024-08-31"),
        ("YEARS", "2016", "calendar", "2016-01-01", "2016-12-31"),
        ("SPAN", "2024-2026", "rolling", "2024-01-01", "2026-12-31"),
    ],
)
def test_periods_are_placed_in_time(
    small: Snapshot, code: str, period: str, kind: str, first: str, last: str
) -> None:
    periods = small.table("indicator_periods").set_index(["indicator_code", "period"])
    row = periods.loc[(code, period)]
    assert row["kind"] == kind
    assert [str(row["first_day"])[:10], str(row["last_day"])[:10]] == [first, last]
    assert row["latest"] == (period != "2016")


def test_positions_count_periods_in_time(small: Snapshot) -> None:
    periods = small.table("indicator_periods")
    up = periods[periods["indicator_code"] == "UP"].sort_values("position")
    assert up["period"].tolist() == ["2017-18", "2019-20", "2020-21", "2022-23", "2023-24"]
    assert up["latest"].tolist() == [False] * 4 + [True]


def test_the_latest_period_is_shown_and_not_the_default_year(small: Snapshot) -> None:
    assert set(asked(small, SPREAD)["period"]) == {"2023-24"}
    assert set(asked(small, SPREAD, year="2020/21")["period"]) == {"2020-21"}


def test_no_value_outlives_its_council_or_comes_before_it(small: Snapshot) -> None:
    spread = asked(small, SPREAD)
    assert "OLD" not in set(spread["council_code"]) and "NEW" in set(spread["council_code"])
    before = asked(small, SPREAD, year="2022-23").set_index("council_code")["value"]
    assert before["OLD"] == 40 and "NEW" not in before
    assert set(asked(small, SPREAD, indicator="SPAN")["council_code"]) == set(NORTH)
    assert asked(small, SPREAD, indicator="SPAN", year="2022-2024")["council_code"].tolist() == [
        "OLD"
    ]
    school = asked(small, SPREAD, indicator="LAIT_TOTABS", year="2022-23")
    assert school["council_code"].tolist() == ["OLD"]


@pytest.mark.parametrize(
    ("compare", "chosen", "compared"),
    [
        ("england", {}, [*NORTH, *SOUTH, "NEW"]),
        ("region", {"council": "N01"}, NORTH),
        ("region", {"region": "North"}, NORTH),
        ("type", {"council": "S01"}, [*SOUTH, "NEW"]),
        ("similar", {"council": "N01"}, SOUTH),
        ("similar", {}, [*NORTH, *SOUTH, "NEW"]),
        ("N02,S03", {"council": "N01"}, ["N02", "S03"]),
    ],
)
def test_those_compared_follow_the_choice(
    small: Snapshot, compare: str, chosen: dict[str, str], compared: list[str]
) -> None:
    frame = asked(small, SPREAD, compare=compare, **chosen)
    assert set(frame.loc[frame["compared"], "council_code"]) == set(compared)


def test_the_display_group_is_what_filters_and_single_choices_give(small: Snapshot) -> None:
    nobody = asked(small, SPREAD)
    assert not nobody["selected"].any()
    both = asked(small, SPREAD, region="North", council="S02,N01")
    assert set(both.loc[both["selected"], "council_code"]) == {*NORTH, "S02"}
    assert both.loc[both["leads"], "council_code"].tolist() == ["S02"]
    patch = asked(small, SPREAD, patch="Patch")
    assert set(patch.loc[patch["selected"], "council_code"]) == {"N01", "N02"}


def test_control_is_that_of_the_period(small: Snapshot) -> None:
    now = asked(small, SPREAD, control="Labour")
    assert now.loc[now["selected"], "council_code"].tolist() == ["N01"]
    before = asked(small, SPREAD, control="Labour", year="2020-21")
    assert before.loc[before["selected"], "council_code"].tolist() == ["N02"]


def test_the_middle_is_of_those_compared(small: Snapshot) -> None:
    row = asked(small, SPREAD, compare="region", council="N01").iloc[0]
    assert [row["lower_quartile"], row["median"], row["upper_quartile"]] == [3.75, 6.5, 9.25]
    few = asked(small, SPREAD, indicator="CARE")
    assert few["median"].isna().all()
    assert asked(small, SPREAD, indicator="GRADE")["median"].isna().all()


def test_councils_that_do_not_deliver_a_service_are_not_missing_from_it(small: Snapshot) -> None:
    # Only unitaries have CARE: the twelve districts, OLD and NEW are not counted as missing.
    assert set(asked(small, SPREAD, indicator="CARE")["delivering"]) == {12}
    words = sentence(small, SPREAD, indicator="CARE")
    assert "3 councils have a figure, 9 of the kinds that deliver this have none" in words


def test_the_table_gives_change_and_quarter_and_no_rank(small: Snapshot) -> None:
    frame = asked(small, TABLE, compare="region", region="North").set_index("council_code")
    assert [*frame.index] == NORTH
    assert frame.loc["N01", ["earlier_period", "value_change", "quarter"]].tolist() == [
        "2020-21",
        -5.0,
        "worst quarter",
    ]
    assert frame.loc["N01", "direction"] == "worsened"
    assert frame.loc["N12", "quarter"] == "best quarter"
    assert not any("rank" in column for column in frame)


def test_grades_and_totals_are_not_placed(small: Snapshot) -> None:
    assert set(asked(small, TABLE, indicator="GRADE")["quarter"]) == {"grade: not placed"}
    assert set(asked(small, TABLE, indicator="TOTAL")["quarter"]) == {"total: not placed"}
    assert "1 Outstanding, 5 Good, 4 Requires improvement, 2 Inadequate" in sentence(
        small, SPREAD, indicator="GRADE"
    )
    assert "not averaged" in sentence(small, TREND, indicator="GRADE")


def test_the_trend_sets_the_lead_against_the_middle_of_the_others(small: Snapshot) -> None:
    frame = asked(small, TREND, council="N01", compare="similar")
    own = frame[frame["group"] == "selection"].set_index("period")["value"]
    assert own.to_dict() == {"2020-21": 6, "2022-23": 9, "2023-24": 1}
    others = frame[frame["group"] == "comparison"].set_index("period")["value"]
    assert others.to_dict() == {"2023-24": 106.5}
    group = asked(small, TREND, region="North")
    middle = group[group["group"] == "selection"].set_index("period")["value"]
    assert middle["2023-24"] == 6.5


def test_a_gap_in_the_periods_is_said_and_kept_open(small: Snapshot) -> None:
    found = answer(TREND, selection(indicator="YEARS"), small)
    assert "There are no figures for 2017." in found.sentence
    assert "Neither side is better." in found.sentence
    line = next(trace for trace in found.figure()["data"] if trace["type"] == "scatter")
    assert line["x"] == ["2016", "2017", "2018"]
    assert line["y"] == [6.5, None, 6.5]
    assert line["connectgaps"] is False


def test_a_period_that_nobody_has_is_named(small: Snapshot) -> None:
    for exhibit in (SPREAD, TABLE):
        assert "for 2011-12. Take the year away" in sentence(small, exhibit, year="2011/12")
    assert "Council NEW has no figure" in sentence(small, SPREAD, indicator="CARE", council="NEW")


def test_the_spread_says_unit_side_number_and_period(small: Snapshot) -> None:
    words = sentence(small, SPREAD, council="N02", compare="region")
    assert words.startswith("Indicator UP (%; higher is better), 2023-24: 25 councils have")
    assert "The median of Council N02's region (12 councils) is 6.5%" in words
    assert words.endswith("Council N02: 2%.")
    assert "(£ thousand; neither side is better)" in sentence(small, SPREAD, indicator="TOTAL")
