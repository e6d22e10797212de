"""Every page in a real browser: nothing leaves the machine, nothing fails, nothing is cut off."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from dashboard.pages import site
from tests.browser.conftest import Visit, at_every_width

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATHS = [page.path for page in site()]
STATES = [
    *PATHS,
    "/take-up?map=hex&region=south-west,london&council=E06000052",
    "/take-up?map=councils&tier=upper&records=recorded",
    "/take-up?theme=efficiency-and-productivity&type=district",
    "/take-up?control=green&type=county",
    "/take-up?year=1066&colour=red",
    "/nowhere",
]


@pytest.mark.parametrize("path", STATES)
def test_nothing_is_asked_of_another_host_and_nothing_fails(visit: Visit, path: str) -> None:
    visit.open(path)
    assert visit.attempts == []
    assert [error for error in visit.errors if "404" not in error or path != "/nowhere"] == []


@pytest.mark.parametrize("path", STATES)
def test_axe_finds_nothing(visit: Visit, path: str) -> None:
    page = visit.open(path)
    found = Axe().run(
        page,
        options={
            "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        },
    )
    assert found.violations_count == 0, found.generate_report()


@at_every_width
@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_wider_than_the_screen(visit: Visit, path: str) -> None:
    page = visit.open(path)
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


@at_every_width
def test_no_word_of_a_chart_is_cut_off(visit: Visit) -> None:
    page = visit.open("/take-up")
    cut = page.evaluate(
        """() => [...document.querySelectorAll('.exhibit .dash-graph')].flatMap((graph) => {
            const box = graph.getBoundingClientRect();
            return [...graph.querySelectorAll('svg text')]
                .filter((text) => text.textContent.trim() && text.getBoundingClientRect().width)
                .filter((text) => {
                    const one = text.getBoundingClientRect();
                    return one.left < box.left - 1 || one.right > box.right + 1
                        || one.top < box.top - 1 || one.bottom > box.bottom + 1;
                })
                .map((text) => text.textContent);
        })"""
    )
    assert cut == []


def test_the_pages_speak_english(visit: Visit) -> None:
    page = visit.open("/take-up")
    assert page.locator("html").get_attribute("lang") == "en-GB"
    assert page.title()
