"""What holds for any page; what is open to everyone is in `test_access.py`."""

from __future__ import annotations

import time

from playwright.sync_api import Route

from tests.browser.conftest import WIDTHS, Visit


def test_the_pages_speak_english(visit: Visit) -> None:
    page = visit.open("/take-up")
    assert page.locator("html").get_attribute("lang") == "en-GB"
    assert page.title()


def test_a_chart_that_comes_late_is_as_wide_as_its_place(visit: Visit) -> None:
    def late(route: Route) -> None:
        time.sleep(1)
        route.continue_()

    # What draws charts; by then the answers are there.
    visit.page.route("**/async-graph*", late)
    visit.open("/savings")
    for width in (WIDTHS["phone"], WIDTHS["laptop"]):
        visit.resize(width)
        visit.check_fit()


WAITING = """(waits) => {
    const mark = document.getElementById('asking');
    if (waits !== null) mark.className = waits ? 'busy' : '';
    const bar = getComputedStyle(mark, '::before');
    const cards = [...document.querySelectorAll('.exhibit')];
    return {
        shades: [...new Set(cards.map((card) => getComputedStyle(card).opacity))],
        bar: mark.className ? bar.visibility : 'none',
        running: document.getAnimations().filter((one) =>
            one.effect.getComputedTiming().progress !== null).length,
        cards: document.getAnimations()
            .filter((one) => one.effect.target.matches('.exhibit')).length,
    };
}"""


def test_a_wait_is_shown_after_a_moment_and_asks_for_nothing_before(visit: Visit) -> None:
    page = visit.open("/coverage")
    # A card with an animation of its own, even one that waits, is painted anew.
    nothing = {"shades": ["1"], "bar": "hidden", "running": 0, "cards": 0}
    assert page.evaluate(WAITING, True) == nothing
    page.wait_for_timeout(700)
    shown = page.evaluate(WAITING, None)
    assert (shown["shades"], shown["bar"]) == (["0.6"], "visible")
    page.evaluate(WAITING, False)
    page.wait_for_timeout(400)
    assert page.evaluate(WAITING, None)["shades"] == ["1"]
