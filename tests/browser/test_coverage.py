"""What a reader does on the coverage page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from dashboard.components.controls import TYPING_MS
from tests.browser.conftest import Visit

# The wait for somebody who types never ends.
NEVER = f"""(() => {{
    const wait = window.setTimeout;
    const long = (time) => time === {TYPING_MS} ? 1e9 : time;
    window.setTimeout = (then, time, ...more) => wait(then, long(time), ...more);
}})();"""
PICK = """(box) => {
    const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
    value.set.call(box, '2018-03-31');
    box.dispatchEvent(new Event('input', { bubbles: true }));
}"""


@pytest.fixture
def opened(visit: Visit) -> Page:
    visit.page.add_init_script(NEVER)
    return visit.open("/coverage")


def test_a_day_picked_in_the_calendar_counts_at_once(visit: Visit, opened: Page) -> None:
    opened.get_by_label("Counted to").evaluate(PICK)
    visit.wait_for_search("as-at=2018-03-31")
    expect(opened.locator("#peer-challenge-due .sentence")).to_contain_text("31 March 2018")


@pytest.mark.parametrize("finish", ["Enter", "Tab"])
def test_a_day_that_is_typed_counts_when_it_is_finished(
    visit: Visit, opened: Page, finish: str
) -> None:
    opened.get_by_label("Counted to").focus()
    # Month, day, year, in the order of the browser's language.
    opened.keyboard.type("03312018")
    visit.settle()
    assert visit.search == ""
    opened.keyboard.press(finish)
    # Tab goes from the year to the button of the calendar, and from there out of the box.
    if finish == "Tab":
        opened.keyboard.press(finish)
    visit.wait_for_search("as-at=2018-03-31")
    expect(opened.locator("#peer-challenge-due .sentence")).to_contain_text("31 March 2018")


TABLE = "#peer-challenge-due .ag-center-cols-container .ag-row"
ROWS = f"""() => [...document.querySelectorAll('{TABLE}')]
    .sort((one, other) => one.getAttribute('row-index') - other.getAttribute('row-index'))
    .map((row) => row.textContent)"""


def test_rows_that_stay_keep_their_place_in_the_order(visit: Visit) -> None:
    page = visit.open("/coverage?region=london")
    fresh = page.evaluate(ROWS)
    assert len(fresh) > 5
    visit.choose("")
    assert page.evaluate(ROWS) != fresh
    visit.choose("?region=london")
    assert page.evaluate(ROWS) == fresh


def test_rows_that_stay_are_not_drawn_anew(visit: Visit) -> None:
    page = visit.open("/coverage?region=london")
    row = page.locator(TABLE).filter(has_text="Havering")
    row.evaluate("(row) => { row.stayed = true; }")
    visit.choose("?region=london,north-east")
    assert row.evaluate("(row) => row.stayed")


def test_a_second_click_on_a_row_takes_its_council_back(visit: Visit) -> None:
    page = visit.open("/coverage?region=london")
    status = page.locator("#peer-challenge-due .ag-row[row-index='0'] [col-id='status']")
    status.click()
    visit.wait_for_search("council=E09")
    assert len(page.evaluate(ROWS)) == 1
    status.click()
    page.wait_for_function("() => window.location.search === '?region=london'")
    visit.settle()
    assert len(page.evaluate(ROWS)) > 5
