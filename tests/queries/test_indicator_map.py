"""One indicator on the map, on tables small enough to check by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.exhibit import answer
from dashboard.exhibits.indicator_map import MAP
from dashboard.selection import Selection
from dashboard.warehouse import Snapshot
from tests.small import council_years, take_up, write_small

CITIES = [f"U{number:02}" for number in range(1, 13)]
COUNTIES = [f"C{number:02}" for number in range(1, 4)]
DISTRICTS = [f"D{number:02}" for number in range(1, 13)]
YEAR = "2022/23"
INDICATORS = [
    # code, unit, theme
    ("SCHOOLS", "%", "Education and skills"),
    ("BINS", "%", "Waste and environment"),
    ("CARE", "%", "Adult social care"),
    ("HOMES", "%", "Housing"),
    ("GRADE", "grade 1-4", "Children's services"),
]


def of_all(code: str, councils: list[str], period: str, start: float = 1) -> list[tuple]:
    return [(code, one, period, start + place) for place, one in enumerate(councils)]


VALUES = [
    *of_all("SCHOOLS", [*CITIES, *COUNTIES, *DISTRICTS], "2022-23"),
    *of_all("BINS", [*CITIES, *COUNTIES, *DISTRICTS], "2021-22", 101),
    *of_all("BINS", [*CITIES[1:], *COUNTIES], "2022-23", 2),
    *of_all("CARE", [*CITIES, *COUNTIES], "2022-23"),
    *of_all("CARE", CITIES, "2008-09"),
    *of_all("HOMES", [*CITIES, *DISTRICTS], "2022-23"),
    ("HOMES", "OLD", "2022", 50.0),
    *[("GRADE", one, "2022-23", 1.0 + place % 4) for place, one in enumerate(CITIES)],
]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    kinds = {
        **dict.fromkeys(CITIES, ("unitary", "North")),
        **dict.fromkeys(COUNTIES, ("county", "South")),
        **dict.fromkeys(DISTRICTS, ("district", "South")),
        # In being for a part of the calendar year 2022, and gone on 31 March 2023.
        "OLD": ("district", "South"),
    }
    councils = pd.DataFrame(
        [(code, f"Council {code}", *rest) for code, rest in kinds.items()],
        columns=["council_code", "short_name", "authority_type", "region"],
    )
    ends = ["2022-09-30" if code == "OLD" else None for code in kinds]
    indicators = pd.DataFrame(INDICATORS, columns=["indicator_code", "unit", "theme"])
    values = pd.DataFrame(VALUES, columns=["indicator_code", "council_code", "period", "value"])
    years = [
        (code, region, kind, "Labour" if code == "U01" else "Green", year)
        for code, (kind, region) in kinds.items()
        if code != "OLD"
        for year in ("2021/22", YEAR)
    ]
    tables = {
        "council_years": council_years(years),
        "councils": councils.assign(end_date=pd.to_datetime(ends)),
        "take_up": take_up([("U01", "whole", YEAR, "recorded")]),
        "indicators": indicators.assign(
            indicator_name="Indicator " + indicators["indicator_code"],
            polarity="higher_is_better",
            source="s1",
        ),
        "indicator_values": values.astype({"value": float}),
    }
    return write_small(tmp_path_factory.mktemp("indicator_map") / "v1", tables)


def asked(small: Snapshot, indicator: str, **chosen: str) -> pd.DataFrame:
    return answer(MAP, selection(indicator, **chosen), small).frame.set_index("area_code")


def sentence(small: Snapshot, indicator: str, **chosen: str) -> str:
    return answer(MAP, selection(indicator, **chosen), small).sentence


def selection(indicator: str, **chosen: str) -> Selection:
    values = {key: tuple(text.split(",")) for key, text in chosen.items()}
    return Selection(indicator=(indicator,), **values)


@pytest.mark.parametrize(
    ("indicator", "tier", "drawn", "settled"),
    [
        # Only counties have figures, only districts have, and both have.
        ("CARE", None, "upper", ("upper",)),
        ("CARE", "lower", "upper", ("upper",)),
        ("HOMES", None, "lower", ("lower",)),
        ("HOMES", "upper", "lower", ("lower",)),
        ("SCHOOLS", None, "upper", ("upper", "lower")),
        ("SCHOOLS", "lower", "lower", ("upper", "lower")),
        ("BINS", None, "lower", ("lower", "upper")),
        ("BINS", "upper", "upper", ("lower", "upper")),
    ],
)
def test_the_tier_is_that_which_delivers_the_service(
    small: Snapshot, indicator: str, tier: str | None, drawn: str, settled: tuple[str, ...]
) -> None:
    chosen = {"map": "councils", **({"tier": tier} if tier else {})}
    found = answer(MAP, selection(indicator, **chosen), small)
    assert found.settled["tier"] == settled
    codes = set(found.frame["council_code"])
    assert codes == {*CITIES, *(COUNTIES if drawn == "upper" else DISTRICTS)}


def test_the_words_say_why_a_tier_is_drawn(small: Snapshot) -> None:
    assert "Counties are drawn, as districts do not deliver" in sentence(
        small, "CARE", map="councils", tier="lower"
    )
    assert "Districts are drawn; counties" in sentence(small, "BINS", map="councils")
    assert "are drawn" not in sentence(small, "BINS")


def test_a_region_shows_the_median_of_its_councils_and_their_number(small: Snapshot) -> None:
    regions = asked(small, "SCHOOLS")
    # Of 1 to 12 in the North, of 13 to 27 in the South.
    assert regions["value"].to_dict() == {"North": 6.5, "South": 20.0}
    assert regions["councils_with_figure"].to_dict() == {"North": 12, "South": 15}
    words = sentence(small, "SCHOOLS")
    assert "all 27 councils that deliver this have a figure" in words
    assert "highest in the South (15 councils) at 20%" in words
    assert "lowest in the North (12 councils)" in words


def test_a_region_of_few_councils_has_no_median(small: Snapshot) -> None:
    regions = asked(small, "CARE")
    assert pd.isna(regions.loc["South", "value"])
    assert regions.loc["South", "councils_with_figure"] == 3
    assert regions.loc["South", "figure_status"] == "Too few"
    assert "Too few for a median: the South (3 councils)." in sentence(small, "CARE")


def test_no_figure_is_not_the_same_as_another_councils_service(small: Snapshot) -> None:
    status = asked(small, "CARE", map="hex")["figure_status"]
    assert set(status[CITIES]) == {"Figure"}
    assert set(status[DISTRICTS]) == {"Does not deliver this service"}
    status = asked(small, "BINS", map="hex")["figure_status"]
    # Districts had figures the year before: they deliver, and have none.
    assert set(status[[*DISTRICTS, "U01"]]) == {"No figure"}
    assert "14 of the 27 councils that deliver this have a figure" in sentence(small, "BINS")


def test_classes_are_those_of_every_period(small: Snapshot) -> None:
    latest, before = (asked(small, "BINS", map="hex", year=year) for year in ("2022-23", "2021-22"))
    fifths = [list(frame["fifths"].iloc[0]) for frame in (latest, before)]
    assert fifths[0] == fifths[1]
    assert latest.loc["U02", "map_class"].startswith("Under")
    assert set(before.loc[DISTRICTS, "class_number"]) <= {2.0, 3.0, 4.0}


def test_grades_are_drawn_as_grades_and_not_averaged(small: Snapshot) -> None:
    found = answer(MAP, selection("GRADE"), small)
    assert found.settled["map"] == ("councils", "hex")
    by_council = found.frame.set_index("council_code")
    assert by_council.loc[CITIES[:4], "map_class"].tolist() == [
        "Outstanding",
        "Good",
        "Requires improvement",
        "Inadequate",
    ]
    assert "3 Outstanding, 3 Good, 3 Requires improvement, 3 Inadequate" in found.sentence
    assert "Grades are not averaged, so councils are drawn" in found.sentence


def test_filters_leave_the_councils_looked_at(small: Snapshot) -> None:
    regions = asked(small, "SCHOOLS", region="North")
    assert regions["selected"].to_dict() == {"North": True, "South": False}
    cities = asked(small, "SCHOOLS", type="unitary", map="hex")
    assert set(cities.index[cities["selected"]]) == set(CITIES)
    labour = asked(small, "SCHOOLS", control="Labour", map="hex")
    assert labour.index[labour["selected"]].tolist() == ["U01"]
    assert sentence(small, "SCHOOLS", type="unitary", region="South").endswith(
        "no council that delivers this fits what you chose (unitary councils, South)."
    )


def test_periods_before_the_maps_are_listed_and_said_to_have_none(small: Snapshot) -> None:
    found = answer(MAP, selection("CARE", year="2008-09", map="hex"), small)
    assert found.sentence.endswith(
        "there is no map of councils before 2010/11. The table has 12 figures."
    )
    assert set(found.frame["council_code"]) == set(CITIES)
    assert "no map of councils" in str(found.figure())


def test_a_council_that_had_ended_is_listed_and_not_drawn(small: Snapshot) -> None:
    words = sentence(small, "HOMES", year="2022", map="hex")
    assert "1 council with a figure had ended by 31 March and is not drawn." in words
    assert asked(small, "HOMES", year="2022", map="hex").loc["OLD", "value"] == 50


def test_a_chosen_council_is_named_with_its_figure(small: Snapshot) -> None:
    words = sentence(small, "CARE", map="hex", council="C02,D01")
    assert "Council C02: 14%. Council D01: does not deliver this service." in words
