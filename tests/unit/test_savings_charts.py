"""The charts of money: gaps stay gaps, spans have no amount axis, dots say what is counted."""

from __future__ import annotations

import json

import plotly.graph_objects as go
import pytest
from flask.testing import FlaskClient

from dashboard.charts.claims import COUNTED, Claim, claims_by_year
from dashboard.charts.money import Bar, Span, money_bars, money_by_year
from dashboard.charts.shared_services import Count, counts_over_time

YEARS = ["2014/15", "2015/16", "2016/17", "2017/18"]


def bar(value: float, words: str = "") -> Bar:
    return Bar("name", value, words or f"{value:g}", "hover")


def texts(figure: dict) -> list[str]:
    return [note["text"] for note in figure["layout"]["annotations"]]


@pytest.mark.parametrize(
    "name", ["savings-by-programme", "savings-over-time", "shared-services", "savings-claims"]
)
def test_plotly_accepts_every_property(name: str, client: FlaskClient) -> None:
    answer = client.get(f"/exhibits/{name}/figure.json").get_data()
    go.Figure(json.loads(answer)["figure"])


def test_a_year_without_a_figure_has_a_dash_and_no_bar() -> None:
    figure = money_by_year(YEARS, {"2015/16": bar(4), "2017/18": bar(2, "over<br>2")})
    (bars,) = figure["data"]
    assert (bars["x"], bars["y"]) == (["2015/16", "2017/18"], [4, 2])
    dashes = [note["x"] for note in figure["layout"]["annotations"] if note["text"] == "–"]
    assert dashes == [0, 2]
    assert "over<br>2" in texts(figure) and "– no figure found" in texts(figure)
    whole = money_by_year(YEARS[:1], {"2014/15": bar(1)})
    assert "– no figure found" not in texts(whole)


def test_an_amount_over_several_years_has_no_place_on_the_axis_of_money() -> None:
    span = Span("2014/15", "2016/17", "Experts: over £9m", "hover")
    figure = money_by_year(YEARS, {"2016/17": bar(5)}, spans=[span])
    line = figure["data"][-1]
    assert (line["yaxis"], line["x"]) == ("y2", ["2014/15", "2016/17"])
    assert figure["layout"]["yaxis2"]["visible"] is False
    # The bars' axis is made for the bars alone, and nothing is drawn over it.
    assert figure["layout"]["yaxis"]["range"][1] == pytest.approx(6)
    assert figure["layout"]["yaxis"]["domain"][0] > figure["layout"]["yaxis2"]["domain"][1]
    assert "Experts: over £9m" in texts(figure)


def test_what_was_promised_stands_at_its_height_with_its_words() -> None:
    figure = money_by_year(YEARS, {"2016/17": bar(5)}, {"2016/17": bar(8, "at least<br>8")})
    assert {shape["y0"] for shape in figure["layout"]["shapes"]} == {8}
    assert "promised:<br>at least 8" in texts(figure)
    assert figure["layout"]["yaxis"]["range"][1] > 8


def test_bars_stand_in_the_order_given_from_zero() -> None:
    figure = money_bars([Bar("A", 6, "£6m", ""), Bar("B", 3, "£3m", "")])
    (bars,) = figure["data"]
    assert bars["x"] == [3, 6]
    assert figure["layout"]["xaxis"]["range"] == [0, 6]
    assert texts(figure) == ["B", "£3m", "A", "£6m"]


def claim(value: float, *, counted: bool = False, first: str = "2016/17") -> Claim:
    return Claim(first, "2016/17", value, "Improvement offer", counted, "hover")


def test_counted_claims_are_filled_and_none_hides_another() -> None:
    claims = [claim(100), claim(100, counted=True), claim(100), claim(1)]
    figure = claims_by_year(claims, YEARS)
    filled = next(trace for trace in figure["data"] if trace.get("name") == COUNTED)
    hollow = next(trace for trace in figure["data"] if trace.get("name") == "Improvement offer")
    assert filled["marker"]["color"] != hollow["marker"]["color"] == "#FFFFFF"
    assert filled["x"] == [2]
    assert len({*zip(hollow["x"] + filled["x"], hollow["y"] + filled["y"], strict=True)}) == 4
    # A claim far away in amount needs no room beside.
    assert hollow["x"][hollow["y"].index(1)] == 2
    assert figure["layout"]["yaxis"]["type"] == "log"


def test_a_claim_for_several_years_runs_back_over_them() -> None:
    figure = claims_by_year([claim(30, first="2014/15"), claim(2)], YEARS)
    tails = [trace for trace in figure["data"] if trace["mode"] == "lines"]
    assert [(trace["x"], trace["y"]) for trace in tails] == [([0, 2], [30, 30])]


def test_counts_are_points_and_those_in_one_place_share_their_words() -> None:
    services = [
        Count("2018", 555, "555", ""),
        Count("2018", 559, "over 559", ""),
        Count("2019-07-05", 626, "626", ""),
    ]
    figure = counts_over_time([Count("2013-03", 278, "£278m", "")], [], services)
    assert all("lines" not in trace["mode"] for trace in figure["data"])
    points = figure["data"][-1]
    assert points["text"] == ["555 or over 559", "", "626"]
    assert points["x"] == ["2018-07-01", "2018-07-01", "2019-07-05"]
