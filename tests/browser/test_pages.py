"""Every page in a real browser: nothing leaves the machine, nothing fails, nothing is cut off."""

from __future__ import annotations

import pytest

from dashboard.pages import site
from tests.browser.conftest import WIDTHS, Visit

COUNCIL = "/council/E06000058"
PATHS = [*(page.path for page in site() if page.takes is None), COUNCIL]
STATES = [
    *PATHS,
    "/take-up?map=hex&region=south-west,london&council=E06000052",
    "/take-up?map=councils&tier=upper&records=recorded",
    "/take-up?theme=efficiency-and-productivity&type=district",
    "/take-up?control=green&type=county",
    "/take-up?year=1066&colour=red",
    "/council/E10000006",
    "/nowhere",
]


@pytest.mark.parametrize("path", STATES)
def test_nothing_fails_nothing_leaves_the_machine_and_axe_finds_nothing(
    visit: Visit, path: str
) -> None:
    visit.open(path)
    assert visit.attempts == []
    assert [error for error in visit.errors if "404" not in error or path != "/nowhere"] == []
    visit.check_access()


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_wider_than_the_screen_and_no_word_of_a_chart_is_cut_off(
    visit: Visit, path: str
) -> None:
    visit.open(path)
    for name, width in WIDTHS.items():
        visit.resize(width)
        assert visit.too_wide() <= 0, name
        assert visit.cut_words() == [], name


def test_the_pages_speak_english(visit: Visit) -> None:
    page = visit.open("/take-up")
    assert page.locator("html").get_attribute("lang") == "en-GB"
    assert page.title()
