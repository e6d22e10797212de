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
