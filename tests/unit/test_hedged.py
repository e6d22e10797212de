"""What “over”, “almost” and “about” allow, and what two such figures tell of one another."""

from __future__ import annotations

import pytest

from dashboard.statistics.hedged import Hedged, compared, differ, distinct

OVER, ABOUT, ALMOST, AT_LEAST, UP_TO = "over", "about", "almost", "at least", "up to"


@pytest.mark.parametrize(
    ("after", "before", "verdict"),
    [
        ((119, "exact"), (100, "exact"), "higher"),
        ((100, "exact"), (119, "exact"), "lower"),
        ((119, "exact"), (119, "exact"), "same"),
        # Over 700 is more than 649 and than 700, but may be more or less than 800 or over 600.
        ((700, OVER), (649, "exact"), "higher"),
        ((700, OVER), (700, "exact"), "higher"),
        ((700, "exact"), (700, OVER), "lower"),
        ((700, OVER), (800, "exact"), "cannot tell"),
        ((700, OVER), (600, OVER), "cannot tell"),
        ((700, OVER), (700, OVER), "cannot tell"),
        # Almost 10 is below 10 and at least 9.
        ((10, ALMOST), (10, "exact"), "lower"),
        ((10, ALMOST), (8.9, "exact"), "higher"),
        ((10, ALMOST), (9.5, "exact"), "cannot tell"),
        # About 1,500 is 1,350 to 1,650.
        ((1500, ABOUT), (1285, "exact"), "higher"),
        ((1500, ABOUT), (1400, "exact"), "cannot tell"),
        # At least and up to hold the figure itself.
        ((5, AT_LEAST), (5, "exact"), "cannot tell"),
        ((5, AT_LEAST), (4.9, "exact"), "higher"),
        ((65, UP_TO), (65, OVER), "lower"),
        ((65, UP_TO), (65, "exact"), "cannot tell"),
    ],
)
def test_a_rise_is_called_one_only_where_the_words_allow(
    after: tuple, before: tuple, verdict: str
) -> None:
    assert compared([Hedged(*after)], [Hedged(*before)]) == verdict


def test_what_is_said_holds_for_each_of_several_figures() -> None:
    before = [Hedged(700, OVER), Hedged(649)]
    assert compared([Hedged(600)], before) == "lower"
    # More than 649, but perhaps not more than “over 700”.
    assert compared([Hedged(800)], before) == "cannot tell"
    assert compared([Hedged(140), Hedged(145)], [Hedged(119)]) == "higher"
    assert compared([Hedged(140), Hedged(145)], [Hedged(140)]) == "cannot tell"


@pytest.mark.parametrize(
    ("figures", "answer"),
    [
        ([Hedged(140), Hedged(145)], True),
        ([Hedged(140), Hedged(140)], False),
        ([Hedged(700, OVER), Hedged(649)], True),
        ([Hedged(26, OVER), Hedged(26.5)], False),
        ([Hedged(95, OVER), Hedged(95)], True),
        ([Hedged(67, ABOUT), Hedged(67)], False),
        ([Hedged(1.5, AT_LEAST), Hedged(1.5, UP_TO)], False),
        # One pair that cannot both be right is enough.
        ([Hedged(200, OVER), Hedged(120, OVER), Hedged(120)], True),
    ],
)
def test_figures_differ_when_not_both_can_be_right(figures: list[Hedged], answer: bool) -> None:
    assert differ(figures) is answer


def test_figures_are_shown_once_the_most_stated_first() -> None:
    assert distinct([Hedged(145), Hedged(140), Hedged(140)]) == [Hedged(140), Hedged(145)]
    # Of those stated as often, the larger first; a less exact form of another is left out.
    assert distinct([Hedged(649), Hedged(700, OVER)]) == [Hedged(700, OVER), Hedged(649)]
    assert distinct([Hedged(26, OVER), Hedged(26.5)]) == [Hedged(26.5)]
    assert distinct([Hedged(75, ABOUT)]) == [Hedged(75, ABOUT)]


def test_a_word_that_nobody_defined_is_refused() -> None:
    with pytest.raises(LookupError):
        _ = Hedged(5, "roughly").bounds
