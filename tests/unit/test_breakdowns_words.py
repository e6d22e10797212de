"""What the breakdowns say: singulars, ties, small groups, floors, and nothing to show."""

from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient

from dashboard.exhibits.breakdowns_words import (
    compared,
    extremes,
    mix_lines,
    mix_sentence,
    read_mix,
)

TYPE = "take-up-by-authority-type"
CONTROL = "take-up-by-political-control"
MATRIX = "take-up-matrix"
OFFER = "take-up-by-offer"
DEPTH = "depth-of-support"
EVERY = (TYPE, CONTROL, MATRIX, OFFER, DEPTH)


def say(client: FlaskClient, exhibit: str, query: str) -> str:
    return json.loads(client.get(f"/exhibits/{exhibit}.json?{query}").get_data())["sentence"]


def drawn(client: FlaskClient, exhibit: str, query: str) -> str:
    """The words on a chart, on one line, without the stamps of its picture."""
    found = json.loads(client.get(f"/exhibits/{exhibit}/figure.json?{query}").get_data())
    words = [one["text"] for one in found["figure"]["layout"]["annotations"][:-3]]
    words += [
        text
        for trace in found["figure"]["data"]
        if trace.get("mode") == "text"
        for text in trace["text"]
    ]
    return " ".join(words).replace("<br>", " ")


@pytest.mark.parametrize("exhibit", EVERY)
def test_an_empty_selection_names_the_filter_to_lift_in_sentence_and_chart(
    client: FlaskClient, exhibit: str
) -> None:
    query = "year=2023-24&type=county&control=green"
    why = "In 2023/24 there are no counties under Green control. Remove political control or "
    assert why + "authority type to see councils." in say(client, exhibit, query)
    assert why + "authority type to see councils." in drawn(client, exhibit, query)


def test_only_the_filters_whose_removal_helps_are_offered(client: FlaskClient) -> None:
    found = say(client, MATRIX, "year=2016-17&region=london&type=county&control=labour")
    assert "no counties under Labour control in London. Remove authority type or region" in found


def test_filters_that_clash_two_by_two_leave_one_to_keep(client: FlaskClient) -> None:
    """No council of 2016/17 is Green, none in London is a county: one removal does not help."""
    found = say(client, MATRIX, "year=2016-17&region=london&type=county&control=green")
    assert found.endswith("Keep only authority type or region to see councils.")


def test_another_year_is_offered_where_it_would_help(client: FlaskClient) -> None:
    found = say(client, OFFER, "year=2016-17&control=green")
    assert found.startswith("In 2016/17 there are no councils under Green control.")
    assert found.endswith("Remove political control, or choose another year, to see councils.")
    assert "another year" not in say(client, OFFER, "year=2016-17&type=county&region=london")


def test_a_council_outside_the_selection_is_the_cause(client: FlaskClient) -> None:
    found = say(client, DEPTH, "council=E07000041&region=london&year=2016-17")
    assert "chosen council is not among the councils in London" in found
    assert "Remove region or council" in found


def test_a_group_of_one_is_not_compared(client: FlaskClient) -> None:
    query = "control=residents&year=2016-17&offer=peer-challenge"
    assert "too few councils to compare with England" in say(client, CONTROL, query)
    rows = json.loads(client.get(f"/exhibits/{CONTROL}.json?{query}").get_data())["rows"]
    small = [row for row in rows if row["councils"] < 5]
    assert small and all(row["compared_with_england"] is None and row["small"] for row in small)
    assert any(row["compared_with_england"] for row in rows if row["councils"] >= 5)


def test_control_never_speaks_of_highest_or_lowest(client: FlaskClient) -> None:
    for offer in ("peer-challenge", "peer-support", "leadership"):
        words = say(client, CONTROL, f"offer={offer}&year=2016-17")
        assert "highest" not in words and "lowest" not in words
        assert "Control goes with type: districts make up 75%" in words


def test_floors_are_said_to_be_floors_everywhere(client: FlaskClient) -> None:
    for exhibit in EVERY:
        assert "floor" in say(client, exhibit, "year=2022-23&offer=corporate-peer-challenge")
    for exhibit in (TYPE, CONTROL, OFFER):
        assert "at least" in drawn(client, exhibit, "year=2022-23&offer=corporate-peer-challenge")
    assert "%" not in drawn(client, MATRIX, "year=2022-23")
    assert "expected" not in drawn(client, DEPTH, "year=2022-23")
    rows = json.loads(client.get(f"/exhibits/{DEPTH}.json?year=2022-23").get_data())["rows"]
    assert all(
        row["expected_low"] is None and row["compared_with_expected"] is None for row in rows
    )


def test_depth_in_2016_17_is_called_illustrative(client: FlaskClient) -> None:
    assert "Depth in 2016/17 is illustrative" in say(client, DEPTH, "year=2016-17")
    one = say(client, DEPTH, "year=2016-17&council=E07000041")
    assert one.startswith("In the illustrative rows for 2016/17, Exeter has ")
    assert "illustrative" not in say(client, DEPTH, "year=2016-17&records=recorded").casefold()


def test_the_matrix_leaves_blanks_blank_and_marks_small_cells(client: FlaskClient) -> None:
    found = json.loads(client.get(f"/exhibits/{MATRIX}/figure.json?year=2016-17").get_data())
    heat = found["figure"]["data"][0]
    rows = json.loads(client.get(f"/exhibits/{MATRIX}.json?year=2016-17").get_data())["rows"]
    filled = [code for line in heat["z"] for code in line if code is not None]
    assert len(filled) == len(rows) < len(heat["z"]) * len(heat["z"][0])
    small = [row for row in rows if row["councils"] < 5]
    assert len(found["figure"]["layout"]["shapes"]) == len(small) == filled.count(0)
    assert drawn(client, MATRIX, "year=2016-17").count("<i>small</i>") == len(small)


def test_every_council_is_drawn_and_the_chosen_ones_in_colour(client: FlaskClient) -> None:
    found = json.loads(
        client.get(f"/exhibits/{DEPTH}/figure.json?year=2016-17&region=london").get_data()
    )
    colours: dict[str, int] = {}
    places = set()
    for trace in found["figure"]["data"]:
        if trace["mode"] != "markers":
            continue
        colour = trace["marker"]["color"]
        colours[colour] = colours.get(colour, 0) + len(trace["x"])
        places |= set(zip(trace["x"], trace["y"], strict=True))
    assert sorted(colours.values()) == [33, 320]
    assert len(places) == 353


def test_clicks_carry_the_key_and_the_group(client: FlaskClient) -> None:
    for exhibit, key in ((TYPE, "type"), (CONTROL, "control"), (OFFER, "offer")):
        found = json.loads(client.get(f"/exhibits/{exhibit}/figure.json?year=2016-17").get_data())
        bars = [trace for trace in found["figure"]["data"] if trace["type"] == "bar"]
        assert bars and {one[0] for trace in bars for one in trace["customdata"]} == {key}


GROUPS = [
    {
        "authority_type": "county",
        "taking_part": 5,
        "councils": 10,
        "percent": 50.0,
        "compared_with_england": "higher",
    },
    {
        "authority_type": "unitary",
        "taking_part": 10,
        "councils": 20,
        "percent": 50.0,
        "compared_with_england": "similar",
    },
    {
        "authority_type": "district",
        "taking_part": 2,
        "councils": 20,
        "percent": 10.0,
        "compared_with_england": "lower",
    },
]


def test_extremes_tell_ties_and_sameness() -> None:
    assert extremes(GROUPS, "authority_type", "in London") == (
        "In London it was highest among counties and unitary councils (50% each) and lowest among "
        "districts (2 of 20)."
    )
    assert extremes(GROUPS[:2], "authority_type", "") == "It was 50% in every group."


def test_compared_counts_in_the_singular_and_says_when_nothing_differs() -> None:
    assert compared(GROUPS, "authority_type", "type") == (
        "Counties were higher and districts were lower than England; 1 type similar."
    )
    similar = [{**row, "compared_with_england": "similar"} for row in GROUPS]
    assert compared(similar, "authority_type", "type").startswith("No type differs")
    nothing = [{**row, "compared_with_england": None} for row in GROUPS]
    assert compared(nothing, "authority_type", "type") == ""


def test_a_mix_is_read_largest_first_and_written_in_words() -> None:
    mix = "London borough 1, county 12, unitary 1"
    assert list(read_mix(mix)) == ["county", "London borough", "unitary"]
    words = " ".join(mix_lines(mix)).replace("\N{NO-BREAK SPACE}", " ")
    assert words == "12 counties, 1 London borough, 1 unitary council"


def test_no_sentence_of_the_mix_where_there_is_one_type_or_one_group() -> None:
    labour = {"political_control": "Labour", "councils": 3, "type_mix": "county 3"}
    conservative = {"political_control": "Conservative", "councils": 2, "type_mix": "county 2"}
    assert mix_sentence([labour, conservative]) == ""
    mixed = {**labour, "type_mix": "county 1, district 2"}
    assert mix_sentence([mixed]) == ""
    assert mix_sentence([mixed, conservative]) == (
        "Control goes with type: counties make up 33% of councils under Labour control and 100% of "
        "councils under Conservative control."
    )
