"""What a reader does on the savings page."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import WIDTHS, Visit


def test_another_year_says_what_is_known_and_takes_the_bars_away(visit: Visit) -> None:
    page = visit.open("/savings")
    sentence = page.locator("#savings-by-programme .sentence")
    expect(sentence).to_contain_text("£219.9 million")
    assert page.locator("#savings-by-programme .bars .point path").count() == 7
    visit.open("/savings?year=2018-19")
    expect(sentence).to_contain_text("No breakdown of savings by programme area")
    expect(sentence).to_contain_text("over £100 million in that year")
    assert page.locator("#savings-by-programme .bars .point path").count() == 0
    # What does not depend on the year stays.
    expect(page.locator("#grant-over-time .sentence")).to_contain_text("£41.3 million")


def test_the_ledger_opens_as_a_table_that_can_be_searched(visit: Visit) -> None:
    page = visit.open("/savings")
    rows = page.locator("#savings-claims .ag-center-cols-container .ag-row")
    expect(rows.first).to_be_visible()
    page.locator("#savings-claims input[type=search]").fill("Room151")
    # The release that it reports, which names it among its overlaps, and the paper itself.
    expect(rows).to_have_count(2)
    expect(rows.nth(1)).to_contain_text("No: the money is in “over £100 million, Total, 2018/19”")


def test_no_word_of_a_chart_is_cut_off(visit: Visit) -> None:
    page = visit.open("/savings")
    page.locator("#savings-claims .segments label", has_text="Chart").click()
    page.wait_for_selector("#savings-claims .main-svg")
    for width in WIDTHS.values():
        visit.resize(width)
        visit.check_fit()
    visit.check_access()
