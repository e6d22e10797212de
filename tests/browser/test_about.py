"""What a reader does on the About page."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

REPORT = "Sector-led improvement in 2016/17"


def test_every_line_of_the_contents_leads_somewhere(visit: Visit) -> None:
    page = visit.open("/about")
    expect(page.locator("#contradictions .face li").first).to_be_visible()
    links = page.get_by_role("navigation", name="On this page").get_by_role("link")
    assert links.count() >= 12
    for address in links.evaluate_all("links => links.map((link) => link.getAttribute('href'))"):
        assert page.locator(address).count() == 1, address
    links.last.click()
    expect(page.locator("#data-dictionary h2")).to_be_in_viewport()
    # The page is still there: an anchor is no other page.
    expect(page.locator("#contradictions .face li").first).to_be_attached()


def test_a_document_unfolds_and_its_figures_lead_to_their_exhibits(visit: Visit) -> None:
    page = visit.open("/about")
    document = page.locator("#figures-in-sources details", has_text=REPORT)
    quote = document.get_by_text("developed over 700 councillors")
    expect(quote).not_to_be_visible()
    document.locator("summary").click()
    expect(quote).to_be_visible()
    document.locator("li", has_text="developed over 700").get_by_role("link").click()
    visit.wait_for_search("year=2016-17")
    assert not page.url.split("?")[0].endswith("/about")
    expect(page.locator("#headline-figures")).to_contain_text("over 700")


@pytest.mark.parametrize(
    "exhibit", ["published-and-computed", "contradictions", "figures-left-out", "sources-used"]
)
def test_summary_and_table_take_turns(visit: Visit, exhibit: str) -> None:
    page = visit.open("/about")
    card = page.locator(f"#{exhibit}")
    card.locator(".views label", has_text="Table").click()
    expect(card.locator(".ag-row").first).to_be_visible()
    expect(card.locator(".face")).to_be_hidden()
    card.locator(".views label", has_text="Summary").click()
    expect(card.locator(".face")).to_be_visible()
    expect(card.locator(".ag-row").first).to_be_hidden()
