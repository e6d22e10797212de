"""The page on one indicator: what its controls offer, what an address may say, and its words."""

from __future__ import annotations

import re

import pytest

from dashboard.charts.indicator_map import STEPS
from dashboard.components.controls import control_options, control_value
from dashboard.exhibit import View, answer
from dashboard.exhibits.indicator_map import MAP
from dashboard.exhibits.indicators import SPREAD, TREND
from dashboard.exhibits.indicators_words import compared_words, display_words, unit_words
from dashboard.pages import site
from dashboard.selection import ADDRESS_KEYS, Selection
from dashboard.settings import ROOT
from dashboard.warehouse import Snapshot

BARNSLEY = "E08000016"


def test_the_page_is_between_savings_and_opinion() -> None:
    names = [page.name for page in site()]
    place = names.index("Performance")
    assert names[place - 1 : place + 2] == ["Savings", "Performance", "Opinion"]


def test_every_indicator_is_offered_once_under_its_theme(snapshot: Snapshot) -> None:
    offered = control_options("indicator", Selection(), snapshot.vocabulary) or []
    headings = [one["label"].strip("— ") for one in offered if one.get("disabled")]
    indicators = snapshot.table("indicators")
    assert headings == sorted(set(indicators["theme"]))
    assert len(offered) - len(headings) == len(indicators)
    place = headings.index("Waste and environment")
    last = [one["value"] for one in offered[-4:]]
    assert place == len(headings) - 1 and "waste-recyc" in last
    assert control_value("indicator", Selection(), snapshot.vocabulary) == "waste-recyc"


def test_groups_to_compare_with_come_before_a_council_the_address_names(snapshot: Snapshot) -> None:
    groups = ["england", "region", "type", "similar"]
    vocabulary = snapshot.vocabulary
    assert control_value("compare", Selection(), vocabulary) == "england"
    offered = control_options("compare", Selection(compare=(BARNSLEY,)), vocabulary) or []
    assert [one["value"] for one in offered] == [*groups, BARNSLEY.lower()]
    read, problems = Selection.parse(f"compare={BARNSLEY},E08000018", vocabulary)
    assert read.compare == (BARNSLEY, "E08000018") and not problems


@pytest.mark.parametrize(
    ("period", "written"),
    [("2007-08", "2007/08"), ("2015", "2015"), ("2022-2024", "2022-2024")],
)
def test_an_address_may_name_any_period_but_offers_keep_their_years(
    period: str, written: str, snapshot: Snapshot
) -> None:
    read, problems = Selection.parse(f"year={period}", snapshot.vocabulary)
    assert read.year == (written,) and not problems
    offered = control_options("year", Selection(), snapshot.vocabulary) or []
    assert offered and all(re.fullmatch(r"\d{4}/\d{2}", one["label"]) for one in offered)
    # The newest first.
    labels = [one["label"] for one in offered]
    assert labels == sorted(labels, reverse=True)


def test_the_default_year_of_take_up_is_not_that_of_indicators(snapshot: Snapshot) -> None:
    assert answer(SPREAD, Selection(), snapshot).frame["period"].unique().tolist() == ["2023-24"]
    asked = answer(SPREAD, Selection(year=("2016/17",)), snapshot)
    assert asked.frame["period"].unique().tolist() == ["2016-17"]


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({}, "England"),
        ({"council": (BARNSLEY,), "compare": ("region",)}, "Barnsley's region"),
        ({"council": (BARNSLEY,), "compare": ("type",)}, "councils of Barnsley's type"),
        ({"council": (BARNSLEY,), "compare": ("similar",)}, "councils similar to Barnsley"),
        ({"compare": ("similar",)}, "England"),
        ({"compare": ("type",), "type": ("county",)}, "county councils"),
        ({"compare": (BARNSLEY, "E08000017")}, "Barnsley and Doncaster"),
    ],
)
def test_those_compared_are_named(
    chosen: dict[str, tuple[str, ...]], words: str, snapshot: Snapshot
) -> None:
    assert compared_words(View(Selection(**chosen), snapshot)) == words


def test_a_comparison_without_a_council_says_what_to_choose(snapshot: Snapshot) -> None:
    hint = "Choose a council to compare it with similar councils."
    assert answer(SPREAD, Selection(compare=("similar",)), snapshot).sentence.endswith(hint)
    led = answer(SPREAD, Selection(compare=("similar",), council=(BARNSLEY,)), snapshot)
    assert "Choose" not in led.sentence


def test_years_and_cut_of_what_improved_are_in_the_address(snapshot: Snapshot) -> None:
    vocabulary = snapshot.vocabulary
    opens = {key: control_value(key, Selection(), vocabulary) for key in ("base", "latest", "cut")}
    assert opens == {"base": "2015-16", "latest": "newest", "cut": "1"}
    offered = control_options("latest", Selection(), vocabulary) or []
    assert offered[0] == {"label": "Newest of each", "value": "newest"}
    years = [one["value"] for one in offered[1:]]
    assert years == sorted(years, reverse=True)
    assert years == [one["value"] for one in control_options("base", Selection(), vocabulary) or []]

    read, problems = Selection.parse("cut=5&latest=2022-23&base=2016-17", vocabulary)
    assert (read.base, read.latest, read.cut) == (("2016/17",), ("2022/23",), ("5",))
    assert not problems and read.query() == "base=2016-17&latest=2022-23&cut=5"
    dropped, problems = Selection.parse("cut=3&latest=1999-00&base=newest", vocabulary)
    assert dropped == Selection() and [one.key for one in problems] == ["cut", "latest", "base"]
    assert all("so it was left out" in one.message for one in problems)


def test_the_browser_keeps_every_key_of_an_address_in_the_same_order() -> None:
    text = (ROOT / "assets" / "dashboard.js").read_text("utf-8")
    order = re.search(r"const ORDER = \[(.*?)\]", text, re.DOTALL)
    assert order and re.findall('"([a-z-]+)"', order[1]) == list(ADDRESS_KEYS)


def test_those_looked_at_are_named(snapshot: Snapshot) -> None:
    chosen = Selection(region=("London",), control=("Labour",), council=(BARNSLEY,))
    words = display_words(View(chosen, snapshot))
    assert words == "councils under Labour control, London, Barnsley"


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("%", "%"),
        ("£ thousand", "£ thousand"),
        ("Rate per 10,000", "rate per 10,000"),
        ("kg per person", "kg per person"),
        ("% of births", "% of births"),
    ],
)
def test_units_are_said_as_in_a_sentence(unit: str, words: str) -> None:
    assert unit_words(unit) == words


def test_a_neutral_indicator_has_no_better_side_and_grades_are_counted(snapshot: Snapshot) -> None:
    spending = answer(SPREAD, Selection(indicator=("FIN_TSE",)), snapshot)
    words = [note["text"] for note in spending.figure()["layout"]["annotations"]]
    assert not any("Better" in text for text in words)
    assert "Higher: neither is better" in words
    grades = answer(SPREAD, Selection(indicator=("OFS_OVERALL",)), snapshot)
    bars = grades.figure()["data"]
    assert {trace["type"] for trace in bars} == {"bar"}
    assert sum(map(sum, (trace["x"] for trace in bars))) == len(grades.frame)


def test_colours_and_shapes_tell_the_lead_from_the_group_and_the_rest(snapshot: Snapshot) -> None:
    chosen = Selection(region=("London",), council=(BARNSLEY,))
    found = answer(SPREAD, chosen, snapshot)
    traces = found.figure()["data"]
    assert len({trace["marker"]["color"] for trace in traces}) == 3
    assert len({trace["marker"]["symbol"] for trace in traces}) == 3
    assert sum(len(trace["x"]) for trace in traces) == len(found.frame)
    assert traces[-1]["customdata"] == [[BARNSLEY]]


def test_a_series_stops_where_its_council_stops(snapshot: Snapshot) -> None:
    # Dorset County Council ended on 31 March 2019.
    found = answer(TREND, Selection(council=("E10000009",)), snapshot).frame
    own = found[found["group"] == "selection"]
    assert own["period"].max() == "2018-19"
    assert found.loc[found["group"] == "comparison", "period"].max() == "2023-24"


def test_a_control_offers_only_what_makes_sense_and_opens_on_it(snapshot: Snapshot) -> None:
    vocabulary = snapshot.vocabulary
    only = {"tier": ("upper",)}
    asked_lower = Selection(tier=("lower",))
    assert control_value("tier", asked_lower, vocabulary, only) == "upper"
    offered = control_options("tier", asked_lower, vocabulary, only) or []
    assert {one["value"]: one["disabled"] for one in offered} == {"lower": True, "upper": False}
    # The reader's choice stands where both make sense; without one, the first does.
    both = {"tier": ("upper", "lower")}
    assert control_value("tier", asked_lower, vocabulary, both) == "lower"
    assert control_value("tier", Selection(), vocabulary, both) == "upper"
    # Elsewhere the page opens as ever.
    assert control_value("tier", Selection(), vocabulary) == "lower"


def test_on_the_map_dark_is_high_and_never_good(snapshot: Snapshot) -> None:
    for code, better in (("HOME_TA", "lower is better"), ("FIN_TSE", "neither side is better")):
        found = answer(MAP, Selection(indicator=(code,), map=("hex",)), snapshot)
        traces = [one for one in found.figure()["data"] if one["showlegend"]]
        classes = [one for one in traces if one["name"][0].isdigit() or "Under" in one["name"]]
        assert [one["colorscale"][0][1] for one in classes] == list(STEPS)
        assert better in found.figure()["layout"]["legend"]["title"]["text"]


def test_none_low_and_not_its_service_look_different(snapshot: Snapshot) -> None:
    chosen = Selection(indicator=("WASTE_LANDFILL",), map=("hex",), council=("E06000052",))
    found = answer(MAP, chosen, snapshot)
    by_name = {one["name"]: one for one in found.figure()["data"] if one["showlegend"]}
    assert {"No figure", "Not its service", "Under 1.6%"} <= set(by_name)
    crosses = by_name["No figure"]
    none = (found.frame["figure_status"] == "No figure").sum()
    assert crosses["marker"]["symbol"] == "x-thin" and len(crosses["lon"]) == none > 0
    assert by_name["Not its service"]["colorscale"] != by_name["Under 1.6%"]["colorscale"]
    without = found.frame[found.frame["value"].isna() & (found.frame["delivering"] == 0)]
    assert sorted(by_name["Not its service"]["locations"]) == sorted(without["area_code"]) != []
    # The chosen council is outlined in another colour and weight.
    outlined = [one for one in found.figure()["data"] if one.get("locations") == ["E06000052"]]
    assert outlined and outlined[-1]["marker"]["line"]["width"] > 2


def test_no_council_hides_another_of_the_same_value(snapshot: Snapshot) -> None:
    found = answer(SPREAD, Selection(indicator=("WASTE_RECYC",), region=("London",)), snapshot)
    dots = [one for one in found.figure()["data"] if one["mode"] == "markers"]
    places = [place for one in dots for place in zip(one["x"], one["y"], strict=True)]
    values = [value for value, _ in places]
    assert len(places) == len(found.frame) > len(set(values))
    assert len(set(places)) == len(places)


def test_regions_have_the_number_of_their_councils_where_there_is_room(snapshot: Snapshot) -> None:
    found = answer(MAP, Selection(), snapshot)
    for wide in (True, False):
        drawn = found.figure(wide)
        (words,) = (trace for trace in drawn["data"] if trace.get("mode") == "text")
        assert len(words["text"]) == 9
        assert all(("(" in text) is wide for text in words["text"])
        title = drawn["layout"]["legend"]["title"]["text"]
        assert ("councils in brackets" in title) is wide


def test_a_region_without_a_median_has_its_number_on_a_phone_too(snapshot: Snapshot) -> None:
    """White alone would say by colour that there are too few councils."""
    found = answer(MAP, Selection(type=("county",)), snapshot)
    few = found.frame[found.frame["figure_status"] == "Too few"]
    assert len(few)
    drawn = found.figure(wide=False)
    words = [text for one in drawn["data"] if one.get("mode") == "text" for text in one["text"]]
    numbers = [f"({number})" for number in few["councils_with_figure"]]
    assert all(any(number in text for text in words) for number in numbers)
    assert "councils in brackets" in drawn["layout"]["legend"]["title"]["text"]


def test_the_trend_is_taller_on_a_wide_screen(snapshot: Snapshot) -> None:
    found = answer(TREND, Selection(), snapshot)
    heights = [found.figure(wide)["layout"]["height"] for wide in (False, True)]
    assert heights == [TREND.height, 600]
