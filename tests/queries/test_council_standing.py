"""How a council stands, on tables small enough to check by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.exhibits.council_standing import COUNCIL_INDICATORS
from dashboard.warehouse import Snapshot
from tests.small import YEAR, council_years, political_control, take_up, write_small

PEERS = [f"P{number:02}" for number in range(1, 13)]
INDICATORS = [
    # code, unit, polarity
    ("UP", "%", "higher_is_better"),
    ("DOWN", "years", "lower_is_better"),
    ("FLAT", "£", "neutral"),
    ("SHARED", "%", "lower_is_better"),
    ("FEW", "%", "higher_is_better"),
    ("ALONE", "%", "higher_is_better"),
    ("GRADE", "grade 1-4", "lower_is_better"),
    ("TOTAL", "£ thousand", "neutral"),
    ("SPAN", "%", "higher_is_better"),
]


def peers(code: str, period: str, values: list[float]) -> list[tuple]:
    return [(code, peer, period, value) for peer, value in zip(PEERS, values, strict=False)]


ONE_TO_TWELVE = [float(number) for number in range(1, 13)]
VALUES = [
    # Of 1 to 12 the quartiles are 3.75 and 9.25 and the median is 6.5.
    *peers("UP", "2023-24", ONE_TO_TWELVE),
    ("UP", "MINE", "2023-24", 10.0),
    ("UP", "MINE", "2022-23", 99.0),  # Two years before: too near to compare with.
    ("UP", "MINE", "2020-21", 8.0),
    ("UP", "MINE", "2019-20", 1.0),
    *peers("UP", "2020-21", [50.0] * 12),  # Another period: not compared.
    *peers("DOWN", "2022", ONE_TO_TWELVE),
    ("DOWN", "MINE", "2022", 10.0),
    ("DOWN", "MINE", "2018", 8.5),  # None for three years before, so the fourth.
    *peers("FLAT", "2024-25", ONE_TO_TWELVE),
    ("FLAT", "MINE", "2024-25", 3.0),
    ("FLAT", "MINE", "2018-19", 1.0),  # Six years before: too far.
    # A figure that most share is neither best nor worst.
    *peers("SHARED", "2023-24", [*[0.0] * 11, 5.0]),
    ("SHARED", "MINE", "2023-24", 0.0),
    ("SHARED", "MINE", "2020-21", 0.0),
    *peers("FEW", "2023-24", ONE_TO_TWELVE[:9]),
    ("FEW", "MINE", "2023-24", 20.0),
    ("FEW", "MINE", "2020-21", 10.0),
    ("ALONE", "MINE", "2016-17", 5.0),
    *peers("GRADE", "2022-23", [1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4]),
    ("GRADE", "MINE", "2022-23", 2.0),
    ("GRADE", "MINE", "2019-20", 3.0),
    *peers("TOTAL", "2017-18", ONE_TO_TWELVE),
    ("TOTAL", "MINE", "2017-18", 100.0),
    # OLD ended on 31 March 2023, when NEW followed it.
    ("UP", "OLD", "2022-23", 4.0),
    ("UP", "OLD", "2023-24", 5.0),
    ("DOWN", "OLD", "2023", 6.0),
    ("DOWN", "OLD", "2024", 7.0),
    ("SPAN", "OLD", "2022-2024", 8.0),
    ("SPAN", "OLD", "2024-2026", 9.0),
    ("UP", "NEW", "2022-23", 4.0),
    ("UP", "NEW", "2026-27", 5.0),
    ("SPAN", "NEW", "2020-2022", 1.0),
    ("SPAN", "NEW", "2021-2023", 2.0),
    ("SPAN", "NEW", "2024-2026", 3.0),
]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    codes = ["MINE", "OLD", "NEW", *PEERS]
    councils = pd.DataFrame(
        {
            "council_code": codes,
            "short_name": [f"Council {code}" for code in codes],
            "start_date": pd.to_datetime(["2023-04-01" if c == "NEW" else None for c in codes]),
            "end_date": pd.to_datetime(["2023-03-31" if c == "OLD" else None for c in codes]),
        }
    )
    similar = [("MINE", peer, place) for place, peer in enumerate(PEERS, start=1)]
    similar += [("NEW", peer, place) for place, peer in enumerate(PEERS, start=1)]
    indicators = pd.DataFrame(INDICATORS, columns=["indicator_code", "unit", "polarity"])
    values = pd.DataFrame(VALUES, columns=["indicator_code", "council_code", "period", "value"])
    control = political_control(
        [
            ("MINE", 2010, "Labour", {"con": 5, "lab": 10, "ld": 2}),
            ("MINE", 2016, "Conservative", {"con": 15, "lab": 3, "ld": 0, "green": 1, "other": 1}),
            ("NEW", 2023, "Labour"),
        ]
    )
    # Before 2016 the source does not tell the three smaller seats apart.
    control.loc[0, "seats_total"] = 20
    tables = {
        "council_years": council_years([("MINE", "North", "district", "Labour")]),
        "councils": councils,
        "take_up": take_up([("MINE", "whole", YEAR, "recorded")]),
        "similar_councils": pd.DataFrame(
            similar, columns=["council_code", "similar_code", "position"]
        ).assign(distance=1.0),
        "indicators": indicators.assign(
            indicator_name="Indicator " + indicators["indicator_code"], theme="Theme", source="s1"
        ),
        "indicator_values": values.astype({"value": float}),
        "political_control": control,
    }
    return write_small(tmp_path_factory.mktemp("standing") / "v1", tables)


def standing(small: Snapshot, *councils: str) -> pd.DataFrame:
    frame = small.run("council-indicators", {"council": list(councils) or None})
    return COUNCIL_INDICATORS.prepare(frame, None).set_index("indicator_code")  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def mine(small: Snapshot) -> pd.DataFrame:
    return standing(small, "MINE")


def test_every_indicator_with_a_figure_has_a_row(mine: pd.DataFrame) -> None:
    assert mine.index.tolist() == sorted({code for code, *_ in INDICATORS} - {"SPAN"})


@pytest.mark.parametrize(
    ("code", "period", "value", "earlier", "before"),
    [
        ("UP", "2023-24", 10, "2020-21", 8),
        ("DOWN", "2022", 10, "2018", 8.5),
        ("FLAT", "2024-25", 3, None, None),
        ("TOTAL", "2017-18", 100, None, None),
    ],
)
def test_the_latest_figure_and_the_one_it_is_compared_with(
    mine: pd.DataFrame, code: str, period: str, value: float, earlier: str | None, before: float
) -> None:
    row = mine.loc[code]
    assert (row["period"], row["value"]) == (period, value)
    if earlier is None:
        assert row[["earlier_period", "earlier_value", "value_change", "direction"]].isna().all()
    else:
        assert (row["earlier_period"], row["earlier_value"]) == (earlier, before)
        assert row["value_change"] == value - before


def test_quartiles_are_those_of_similar_councils_in_the_same_period(mine: pd.DataFrame) -> None:
    quartiles = mine.loc[["UP", "DOWN", "FLAT", "TOTAL"], ["lower_quartile", "median"]]
    assert (quartiles == [3.75, 6.5]).all(axis=None)
    assert mine.loc["UP", "upper_quartile"] == 9.25
    assert mine.loc["UP", "similar_with_figure"] == 12
    assert sorted(mine.loc["UP", "similar_values"]) == ONE_TO_TWELVE


@pytest.mark.parametrize(
    ("code", "quarter", "direction"),
    [
        # The middle half is 5.5 wide, so a change counts from 1.375 on.
        ("UP", "best quarter", "improved"),
        ("DOWN", "worst quarter", "worsened"),
        ("FLAT", "lowest quarter", None),
        ("SHARED", "second quarter", "little changed"),
        ("FEW", "too few to compare", None),
        ("ALONE", "too few to compare", None),
        ("GRADE", "grade: not placed", "improved"),
        ("TOTAL", "total: not placed", None),
    ],
)
def test_place_and_direction(
    mine: pd.DataFrame, code: str, quarter: str, direction: str | None
) -> None:
    assert mine.loc[code, "quarter"] == quarter
    found = mine.loc[code, "direction"]
    assert found == direction if direction else pd.isna(found)


def test_grades_are_neither_averaged_nor_placed(mine: pd.DataFrame) -> None:
    row = mine.loc["GRADE"]
    assert row[["lower_quartile", "median", "upper_quartile"]].isna().all()
    assert row["grade"] == "Good"
    assert row["similar_grades"] == "1 Outstanding, 5 Good, 4 Requires improvement, 2 Inadequate"
    assert mine["grade"].notna().sum() == 1


def test_too_few_similar_councils_give_no_quartiles(mine: pd.DataFrame) -> None:
    few = mine.loc["FEW"]
    assert few["similar_with_figure"] == 9
    assert few[["lower_quartile", "median", "upper_quartile"]].isna().all()
    assert mine.loc["ALONE", "similar_with_figure"] == 0


def test_an_abolished_council_keeps_what_was_its_own(small: Snapshot) -> None:
    old = standing(small, "OLD")
    assert old["period"].to_dict() == {"DOWN": "2023", "SPAN": "2022-2024", "UP": "2022-23"}


def test_nothing_passes_to_a_successor(small: Snapshot) -> None:
    new = standing(small, "NEW")
    assert new["period"].to_dict() == {"SPAN": "2024-2026", "UP": "2026-27"}
    # The year before it began is not its own; a span it was there for in part is.
    assert pd.isna(new.loc["UP", "earlier_value"])
    assert new.loc["SPAN", "earlier_period"] == "2021-2023"


@pytest.mark.parametrize("councils", [(), ("MINE", "OLD"), ("P99",)])
@pytest.mark.parametrize("query", ["council-indicators", "council-control"])
def test_none_or_several_give_no_rows(
    small: Snapshot, query: str, councils: tuple[str, ...]
) -> None:
    frame = small.run(query, {"council": list(councils) or None})
    assert frame.empty
    if query == "council-indicators":
        assert COUNCIL_INDICATORS.prepare(frame, None).empty  # type: ignore[arg-type]


def test_control_has_the_newest_first_and_the_seats_not_told_apart(small: Snapshot) -> None:
    rows = small.run("council-control", {"council": ["MINE"]})
    assert rows["may"].tolist() == [2016, 2010]
    assert rows["control"].tolist() == ["Conservative", "Labour"]
    assert rows["seats_total"].tolist() == [20, 20]
    assert pd.isna(rows.loc[0, "not_broken_down"])
    assert rows.loc[1, "not_broken_down"] == 3
    assert rows["source"].tolist() == ["By hand", "By hand"]
