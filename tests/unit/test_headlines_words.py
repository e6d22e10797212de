"""Figures in words: with the source's hedge, in their unit, and what they count."""

from __future__ import annotations

import plotly.graph_objects as go
import pytest

from dashboard.charts.headlines import Basket, Bullet, baskets, bullets
from dashboard.exhibits.headlines_changes import STATED_CHANGE
from dashboard.exhibits.headlines_words import (
    COUNTS,
    HEADLINES,
    amount,
    counts_words,
    either,
    hedged,
    small_labels,
    year_before,
)
from dashboard.statistics.hedged import Hedged


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (1285, "count", "1,285"),
        (65, "percent", "65%"),
        (219.9, "gbp_million", "£219.9 million"),
        (20, "gbp_million", "£20 million"),
        (5, "gbp", "£5"),
        (5.25, "gbp", "£5.25"),
    ],
)
def test_a_figure_is_written_in_its_unit(value: float, unit: str, words: str) -> None:
    assert amount(value, unit) == words


@pytest.mark.parametrize("word", ["over", "almost", "about", "at least", "up to", "just below"])
def test_the_word_of_the_source_stays_before_the_figure(word: str) -> None:
    assert hedged(Hedged(100, word), "gbp_million") == f"{word} £100 million"
    assert hedged(Hedged(700, word), "count") == f"{word} 700"


def test_several_figures_are_joined_by_or() -> None:
    assert either([Hedged(140)], "count") == "140"
    assert either([Hedged(700, "over"), Hedged(649)], "count") == "over 700 or 649"
    three = [Hedged(200, "over"), Hedged(120, "over"), Hedged(120)]
    assert either(three, "count") == "over 200, over 120 or 120"


def test_what_is_counted_names_the_month_of_a_poll_and_the_size_of_a_basket() -> None:
    assert counts_words("council_satisfaction", "2017-02").endswith("things, February 2017")
    assert counts_words("percent_improved", base=84, since="since 2009/10") == (
        "of 84 indicators improved since 2009/10"
    )
    assert counts_words("percent_improved") == "of indicators improved"
    assert counts_words("something_new") == "something new"


def test_measures_that_count_something_else_are_kept_apart() -> None:
    counts = {measure: COUNTS[measure][0] for measure in COUNTS}
    assert counts["councillors_developed"] == counts["councillors_in_leadership_programmes"]
    assert counts["councillors_trained"] != counts["councillors_developed"]
    assert counts["peer_challenges_delivered"] != counts["peer_challenges_and_remote_peer_support"]
    assert counts["savings_estimate"] == counts["savings_actual"] != counts["savings_target"]


def test_years_and_labels() -> None:
    assert year_before("2016/17") == "2015/16"
    assert year_before("2000/01") == "1999/00"
    assert small_labels(["leaders_view"]) == "leaders’ view"
    assert len(HEADLINES) == 8


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("Said to be 20 per cent more than the year before.", True),
        ("24th cohort. 35 more than the previous year.", True),
        ("Up from 10 per cent.", True),
        ("The highlights of the same report say over 700.", False),
        ("To 30 September 2017.", False),
    ],
)
def test_a_change_that_a_source_states_is_told_from_other_notes(note: str, found: bool) -> None:
    assert bool(STATED_CHANGE.search(note)) is found


def test_charts_are_what_plotly_draws_and_mark_what_is_in_hand() -> None:
    bullet = bullets(
        [
            Bullet(219.9, 210, "2016/17: £219.9 million saved", "commitment", True),
            Bullet(90, 100, "2017/18: £90 million saved", "commitment", False),
        ],
        "none",
    )
    go.Figure(bullet)
    chosen, other = bullet["data"][0]["marker"]["color"]
    assert chosen != other
    assert bullet["layout"]["xaxis"]["range"][0] == 0
    # The mark of the shortfall is within the plot.
    assert bullet["layout"]["xaxis"]["range"][1] > 219.9

    basket = baskets(
        [
            Basket("2014", 75, None, None, "about 75%", False),
            Basket("2017", 67, 11, 23, "67%", True),
        ],
        "none",
    )
    go.Figure(basket)
    words = [note["text"] for note in basket["layout"]["annotations"]]
    assert "rest not<br>published" in words and "23%" in words
    # Parts may sum to 101 and still are drawn in full.
    assert basket["layout"]["xaxis"]["range"][1] >= 101
    assert bullets([], "Nothing")["layout"]["annotations"][0]["text"] == "Nothing"
    assert baskets([], "Nothing")["layout"]["annotations"][0]["text"] == "Nothing"
