"""What holds for any page; what is open to everyone is in `test_access.py`."""

from __future__ import annotations

from tests.browser.conftest import Visit


def test_the_pages_speak_english(visit: Visit) -> None:
    page = visit.open("/take-up")
    assert page.locator("html").get_attribute("lang") == "en-GB"
    assert page.title()
