"""The address: what it accepts, what it drops and says, and that it writes back what it read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.selection import DATES, KEYS, Selection, Vocabulary, read_date, slug

VOCABULARY = Vocabulary(
    values={
        "year": {"2016-17": "2016/17", "2017-18": "2017/18"},
        "theme": {"theme-a": "Theme A", "theme-b": "Theme B"},
        "offer": {"peer-challenge": "peer_challenge", "digital": "digital"},
        "region": {"north-east": "North East", "london": "London"},
        "council": {"e06000001": "E06000001"},
        "records": {"all": "all", "recorded": "recorded"},
    },
    labels={"offer": {"peer_challenge": "Peer challenge"}},
    defaults={"year": "2016/17", "offer": "peer_challenge", "records": "all"},
    offers_by_theme={"Theme A": ("peer_challenge",), "Theme B": ("digital",)},
)


def parse(query: str) -> tuple[Selection, list[str]]:
    selection, problems = Selection.parse(query, VOCABULARY)
    return selection, [problem.key for problem in problems]


def test_an_address_is_read_and_written_back_in_one_order() -> None:
    selection, problems = parse("?region=london,north-east&year=2016-17&council=E06000001")
    assert not problems
    assert selection.region == ("London", "North East")
    assert selection.query() == "year=2016-17&region=london,north-east&council=E06000001"


@pytest.mark.parametrize("text", ["North East", "NORTH-EAST", "north_east", "north%20east"])
def test_values_are_read_as_people_write_them(text: str) -> None:
    assert parse(f"region={text}")[0].region == ("North East",)


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("regoin=london", "regoin"),
        ("region=narnia", "region"),
        ("year=1066", "year"),
        ("offer=", "offer"),
        ("records=some", "records"),
        ("council=E99999999", "council"),
    ],
)
def test_what_is_not_known_is_dropped_and_named(query: str, key: str) -> None:
    selection, problems = parse(query)
    assert problems == [key]
    assert selection == Selection()


def test_the_rest_of_an_address_survives_a_bad_part() -> None:
    selection, problems = parse("region=london,narnia&year=2017-18&x=1")
    assert problems == ["region", "x"]
    assert (selection.region, selection.year) == (("London",), ("2017/18",))


def test_a_near_miss_gets_a_suggestion() -> None:
    _, problems = Selection.parse("region=lodnon", VOCABULARY)
    assert "london" in problems[0].message


def test_one_year_at_a_time() -> None:
    selection, problems = parse("year=2016-17,2017-18")
    assert (selection.year, problems) == (("2016/17",), ["year"])


def test_a_theme_without_the_chosen_offer_is_dropped() -> None:
    selection, problems = parse("theme=theme-b&offer=peer-challenge")
    assert (selection.theme, selection.offer, problems) == ((), ("peer_challenge",), ["theme"])


def test_a_theme_alone_stands_for_its_offers() -> None:
    assert parse("theme=theme-b")[0].resolved(VOCABULARY).offer == ("digital",)
    assert parse("")[0].resolved(VOCABULARY).offer == ("peer_challenge",)


def test_rubbish_is_one_problem_and_is_not_repeated_at_length() -> None:
    selection, problems = Selection.parse("region=" + "x" * 10_000, VOCABULARY)
    assert selection == Selection()
    assert len(problems) == 1
    assert len(problems[0].message) < 300


@given(st.text(max_size=300))
def test_no_text_breaks_the_parser(text: str) -> None:
    selection, problems = Selection.parse(text, VOCABULARY)
    assert all(problem.message for problem in problems)
    again, none = Selection.parse(selection.query(), VOCABULARY)
    assert again == selection
    assert not none


@given(st.dictionaries(st.sampled_from(KEYS), st.text(max_size=30), max_size=8))
def test_no_value_of_a_known_key_breaks_the_parser(chosen: dict[str, str]) -> None:
    query = "&".join(f"{key}={value}" for key, value in chosen.items())
    selection, _ = Selection.parse(query, VOCABULARY)
    for key, values in selection.chosen().items():
        if key in DATES:
            assert all(read_date(value) == value for value in values)
        else:
            assert set(values) <= set(VOCABULARY.values[key].values())


def test_a_day_is_read_and_written_with_a_hyphen() -> None:
    selection, problems = parse("as-at=2021-03-31&year=2017-18")
    assert (selection.as_at, problems) == (("2021-03-31",), [])
    assert selection.query() == "year=2017-18&as-at=2021-03-31"
    assert selection.parameters()["as_at"] == "2021-03-31"
    assert VOCABULARY.label("as_at", "2021-03-31") == "31 March 2021"


@pytest.mark.parametrize(
    "text",
    ["", "today", "2021", "20210331", "2021-3-31", "2021-02-29", "2009-12-31", "2100-01-02",
     "٢٠٢١-٠٣-٣١", "2021-03-31T00:00", "2021-03-31'--"],
)  # fmt: skip
def test_what_is_no_day_of_our_time_is_dropped_and_named(text: str) -> None:
    selection, problems = parse(f"as-at={text}")
    assert (selection.as_at, problems) == ((), ["as-at"])


@pytest.mark.parametrize("text", ["2010-01-01", "2100-01-01", "2024-02-29", " 2024-02-29 "])
def test_the_first_and_the_last_day_are_allowed(text: str) -> None:
    assert parse(f"as-at={text}")[0].as_at == (text.strip(),)


def test_parameters_are_lists_text_or_nothing() -> None:
    bound = parse("region=london&year=2017-18")[0].parameters()
    assert bound["region"] == ["London"]
    assert bound["year"] == "2017/18"
    assert bound["patch"] is None


def test_slug_keeps_words_apart() -> None:
    assert slug("Yorkshire and the Humber") == "yorkshire-and-the-humber"
    assert slug("2016/17") == "2016-17"
