"""Which council a row means: by code or name, on its day, and never a guess."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.loading.councils import Councils, day_of, is_foot, is_no_council, last_day
from dashboard.loading.reference import Reference
from dashboard.settings import Settings

NOW, THEN, BETWEEN = date(2026, 5, 1), date(2017, 3, 31), date(2020, 4, 1)


@pytest.fixture(scope="module")
def councils(settings: Settings) -> Councils:
    reference = Reference.current(settings)
    return Councils(reference.names, reference.councils, reference.lineage)


@pytest.mark.parametrize(
    ("code", "name", "day", "found"),
    [
        ("E08000035", "", THEN, "E08000035"),
        ("e08000035", "", THEN, "E08000035"),
        ("E06000048", "", THEN, "E06000057"),
        ("", "E08000035", THEN, "E08000035"),
        ("", "St Helens MBC", THEN, "E08000013"),
        ("", "LB Hackney", THEN, "E09000012"),
        ("", "Bucks CC", date(2019, 3, 31), "E10000002"),
        ("", "Bucks CC", BETWEEN, "E06000060"),
        ("", "Dorset Council", THEN, "E10000009"),
        ("", "Dorset", BETWEEN, "E06000059"),
        ("E10000002", "Buckinghamshire", THEN, "E10000002"),
        ("1045", "Leeds", THEN, "E08000035"),
        ("", "Durham", None, "E06000047"),
    ],
)
def test_a_council_is_found(
    councils: Councils, code: str, name: str, day: date | None, found: str
) -> None:
    answer = councils.find(code, name, day)
    assert (answer.code, answer.wrong) == (found, "")


@pytest.mark.parametrize(
    ("code", "name", "day", "wrong", "right"),
    [
        (
            "",
            "Newcastle",
            THEN,
            "2 councils",
            "Newcastle-under-Lyme (E07000195), district in Staff",
        ),
        ("", "Northampton", NOW, "ended on 31 March 2021", "West Northamptonshire (E06000062)"),
        ("E07000154", "", NOW, "ended on 31 March 2021", "West Northamptonshire (E06000062)"),
        ("E06000060", "", THEN, "began on 1 April 2020", "Buckinghamshire County (E10000002)"),
        ("", "BCP", THEN, "began on 1 April 2019", "Poole (E06000029)"),
        ("E08000035", "Hull", THEN, "disagree", "same council"),
        ("E08000035", "Qwerty", THEN, "no council has this name", "Leeds (E08000035)"),
        ("Hull", "Leeds", THEN, "disagree", "same council"),
        ("", "Leeds City Counci", THEN, "No council", "Is it Leeds (E08000035)?"),
        ("E08999999", "", THEN, "not the code of a council", "GSS"),
        ("W06000015", "", THEN, "not the code of an English council", "GSS"),
        ("", "", THEN, "no council", "GSS"),
    ],
)
def test_what_is_in_doubt_is_a_question(
    councils: Councils, code: str, name: str, day: date, wrong: str, right: str
) -> None:
    answer = councils.find(code, name, day)
    assert answer.code == ""
    assert wrong in answer.wrong
    assert right in answer.right


def test_a_code_may_be_taken_on_any_day_and_a_name_may_not(councils: Councils) -> None:
    early = councils.find("E06000060", "", THEN, any_day=True)
    assert (early.code, early.late) == ("E06000060", True)
    assert councils.find("E06000060", "", NOW, any_day=True).late is False
    assert councils.find("", "BCP", THEN, any_day=True).code == ""


def test_searches_by_spelling_come_to_an_end(councils: Councils) -> None:
    answers = [councils.find("", f"Leedz {number}", THEN) for number in range(300)]
    assert all(answer.wrong for answer in answers)
    assert answers[-1].right == "A council's name or its GSS code"


@pytest.mark.parametrize(
    ("code", "name", "none"),
    [
        ("E12000007", "London", True),
        ("E92000001", "", True),
        ("W06000015", "Cardiff", True),
        ("", "England", True),
        ("", "Yorkshire and the Humber", True),
        ("", "Mean for All English district local authorities", True),
        ("", "Total", True),
        ("", "E12000001", True),
        ("", "City of London", False),
        ("", "Allerdale", False),
        ("", "Leeds", False),
        ("E09000001", "", False),
        ("", "", False),
    ],
)
def test_areas_that_no_council_serves(code: str, name: str, none: bool) -> None:
    assert is_no_council(code, name) is none


def test_every_council_is_one(settings: Settings) -> None:
    councils = Reference.current(settings).councils
    for name in (*councils["name"], *councils["short_name"]):
        assert not is_no_council("", name), name
        assert not is_foot(name), name


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2016/17", date(2017, 3, 31)),
        ("2008-09", date(2009, 3, 31)),
        ("2013-2015", date(2015, 12, 31)),
        ("2015", date(2015, 12, 31)),
        ("", None),
    ],
)
def test_the_last_day_of_a_year_or_period(text: str, day: date | None) -> None:
    assert last_day(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2016-09-14", date(2016, 9, 14)),
        ("2008-09", date(2008, 9, 30)),
        ("2016-12", date(2016, 12, 31)),
        ("2016", date(2016, 12, 31)),
        ("", None),
    ],
)
def test_the_day_of_a_date(text: str, day: date | None) -> None:
    assert day_of(text) == day
