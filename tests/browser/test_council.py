"""One council: found by name, read, printed, and reached from the tables of other pages."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

# No rows at all, the City, Scilly, a changed code, two successors, merged, a county.
COUNCILS = {
    "E09000001": "City of London",
    "E06000053": "Isles of Scilly",
    "E08000038": "Barnsley",
    "E10000006": "Cumbria",
    "E06000028": "Bournemouth",
    "E10000016": "Kent",
}


@pytest.mark.parametrize(("code", "name"), COUNCILS.items())
def test_each_council_has_a_page_with_its_name(visit: Visit, code: str, name: str) -> None:
    page = visit.open(f"/council/{code}")
    assert page.locator("h1").inner_text() == name
    assert page.title().startswith(f"{name} – ")
    assert all(text.strip() for text in page.locator(".sentence").all_inner_texts())
    assert visit.errors == []


def test_an_abolished_council_leads_to_its_successors(visit: Visit) -> None:
    page = visit.open("/council/E10000006")
    notice = page.locator(".notice")
    assert "its last day was 31 March 2023" in notice.inner_text()
    assert [re.sub(r" \(from.*", "", words) for words in notice.locator("a").all_inner_texts()] == [
        "Cumberland",
        "Westmorland and Furness",
    ]
    notice.get_by_role("link", name="Cumberland").click()
    page.wait_for_url("**/council/E06000063*")
    expect(page.locator("h1")).to_have_text("Cumberland")
    page.go_back()
    page.wait_for_url("**/council/E10000006*")
    expect(page.locator("h1")).to_have_text("Cumbria")


def test_a_council_is_found_by_a_former_name_with_the_keyboard(visit: Visit) -> None:
    page = visit.open("/council")
    page.get_by_label("Name of the council").type("bournem")
    page.wait_for_selector(".found a")
    assert "Bournemouth" in page.locator(".found").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/council/E"))
    expect(page.locator("h1")).to_contain_text("Bournemouth")


def test_enter_opens_what_was_typed_and_not_what_was_found_on_the_way(visit: Visit) -> None:
    page = visit.open("/council")
    box = page.get_by_label("Name of the council")
    box.type("bo")
    page.wait_for_selector(".found a:has-text('Bolsover')")
    box.type("urnem")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/council/E"))
    expect(page.locator("h1")).to_contain_text("Bournemouth")


def test_enter_on_a_council_that_was_found_opens_that_one(visit: Visit) -> None:
    page = visit.open("/council")
    page.get_by_label("Name of the council").type("bo")
    page.wait_for_selector(".found a:has-text('Bolton')")
    page.locator(".found").get_by_role("link", name="Bolton", exact=True).press("Enter")
    page.wait_for_url("**/council/E08000001")
    page.go_back()
    page.wait_for_url("**/council")


def test_what_is_no_council_is_said_to_be_none(visit: Visit) -> None:
    page = visit.open("/council")
    page.get_by_label("Name of the council").type("Xanadu")
    page.wait_for_selector(".found p")
    assert "No council is known to us as “Xanadu”" in page.locator(".found").inner_text()


def test_a_name_in_a_table_leads_to_the_page_of_the_council_and_a_click_selects(
    visit: Visit,
) -> None:
    page = visit.open("/take-up?region=south-west")
    card = page.locator("#take-up-by-council")
    link = card.get_by_role("link", name="Bournemouth", exact=True)
    row = link.locator("xpath=ancestor::*[@role='row']")
    row.locator(".ag-cell[col-id='region']").click()
    visit.wait_for_search("council=E06000028")
    assert page.url.split("?")[0].endswith("/take-up")
    card.get_by_role("link", name="Bournemouth", exact=True).click()
    page.wait_for_url("**/council/E06000028*")
    expect(page.locator("h1")).to_have_text("Bournemouth")
    # What was chosen elsewhere goes along, and is there when the reader goes on.
    assert "region=south-west" in visit.search


@pytest.mark.parametrize("code", ["E10000016", "E06000058", "E06000061", "E09000001", "E10000006"])
def test_the_brief_has_two_sides_with_date_version_and_address(visit: Visit, code: str) -> None:
    visit.open(f"/council/{code}?records=recorded")
    sides = visit.printed()
    assert len(sides) == 2
    words = " ".join(sides)
    assert re.search(r"Printed on \d+ \w+ 20\d\d from http", words)
    assert f"/council/{code}" in words
    assert re.search(r"Data version [0-9a-f]{12}", words)
    assert "Illustrative" not in words
    for question in ("Who is this council?", "What support has it had", "Who has controlled it?"):
        assert question in words


def test_the_button_prints_recorded_rows_and_puts_the_choice_back(visit: Visit) -> None:
    page = visit.open("/council/E10000016?region=london")
    assert "illustrative" in page.locator("#council-timeline .sentence").inner_text()
    page.evaluate(
        """() => { window.print = () => {
            const card = document.querySelector("#council-timeline");
            window.onPaper = window.onPaper || [location.search, card.innerText];
        }; }"""
    )
    page.get_by_role("button", name="Print a two-page brief").click()
    page.wait_for_function("() => window.onPaper")
    search, words = page.evaluate("window.onPaper")
    assert "records=recorded" in search
    assert "llustrative" not in words
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.wait_for_function("() => !location.search.includes('records')")
    assert "region=london" in visit.search


def test_a_page_printed_as_it_stands_draws_no_illustrative_row(visit: Visit) -> None:
    visit.open("/council/E10000016")
    assert "Illustrative: not a fact about this council" not in " ".join(visit.printed())


def test_the_reader_can_leave_out_rows_that_are_not_facts(visit: Visit) -> None:
    page = visit.open("/council/E10000016")
    card = page.locator("#council-timeline")
    expect(card.locator(".badge")).to_have_text(re.compile("^Illustrative"))
    card.get_by_text("Recorded only", exact=True).click()
    visit.wait_for_search("records=recorded")
    expect(card.locator(".badge")).to_have_text(re.compile("^Recorded"))
    # The council stays in the path, and is no filter that would follow to other pages.
    assert "council=" not in visit.search
