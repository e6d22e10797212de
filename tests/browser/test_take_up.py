"""What a reader does on the take-up page."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

REGION = "#take-up-by-region"


def sentence(page: Page, exhibit: str) -> str:
    return page.locator(f"#{exhibit} .sentence").inner_text()


def choose_leadership(page: Page) -> None:
    label = "Leadership programmes for councillors"
    page.locator(".control-offer select").select_option(label=label)


def click_bar(page: Page, place: int) -> None:
    page.locator(f"{REGION} .bars .point path").nth(place).click(force=True)


def test_it_opens_on_the_newest_year_with_published_breakdowns(visit: Visit) -> None:
    page = visit.open("/take-up")
    assert visit.search == ""
    assert page.locator(".control-year select").input_value() == "2016-17"
    assert "119 times in all" in sentence(page, "take-up-by-region")
    assert sentence(page, "take-up-by-region").startswith("In 2016/17, ")


def test_a_filter_reaches_the_address_and_every_exhibit(visit: Visit) -> None:
    page = visit.open("/take-up")
    page.locator(".control-offer select").select_option(
        label="Leadership programmes for councillors"
    )
    visit.wait_for_search("offer=leadership")
    expect(page.locator(f"{REGION} .sentence")).to_contain_text("233 of 353")
    page.locator(".control-region summary").click()
    page.get_by_role("checkbox", name="Yorkshire and the Humber", exact=True).check()
    visit.wait_for_search("region=yorkshire-and-the-humber")
    expect(page.locator("#take-up-map .sentence")).to_contain_text("12 of 22")
    expect(page.locator(".chip")).to_have_count(3)


def test_a_click_selects_and_back_undoes(visit: Visit) -> None:
    page = visit.open("/take-up")
    before = sentence(page, "take-up-map")
    click_bar(page, 0)
    visit.wait_for_search("region=")
    expect(page.locator("#take-up-map .sentence")).not_to_have_text(before)
    page.go_back()
    visit.settle()
    page.wait_for_function("() => window.location.search === ''")
    expect(page.locator("#take-up-map .sentence")).to_have_text(before)
    page.go_forward()
    visit.wait_for_search("region=")


def test_a_second_click_takes_the_first_back(visit: Visit) -> None:
    page = visit.open("/take-up")
    before = sentence(page, "take-up-by-region")
    click_bar(page, 0)
    visit.wait_for_search("region=")
    expect(page.locator(f"{REGION} .sentence")).not_to_have_text(before)
    # Let the chart be drawn: a click in the middle of it is lost.
    visit.settle()
    click_bar(page, 0)
    page.wait_for_function("() => window.location.search === ''")


def test_a_click_on_the_map_selects_the_region(visit: Visit) -> None:
    page = visit.open("/take-up")
    page.locator("#take-up-map .choroplethlayer path").first.click(force=True)
    visit.wait_for_search("region=")


def test_a_click_on_a_council_selects_it(visit: Visit) -> None:
    page = visit.open("/take-up?map=hex")
    page.locator("#take-up-map .choroplethlayer path").first.click(force=True)
    visit.wait_for_search("council=E")
    expect(page.locator("#take-up-by-council .sentence")).to_contain_text("1 council listed")


def test_the_address_restores_the_view(visit: Visit) -> None:
    page = visit.open("/take-up?year=2017-18&region=london,north-east&map=hex&records=recorded")
    assert page.locator(".control-year select").input_value() == "2017-18"
    assert page.locator(".control-region summary").inner_text().strip() == "2 choices"
    assert page.locator("#switch-map input:checked").get_attribute("value") == "hex"
    assert page.locator("#switch-records input:checked").get_attribute("value") == "recorded"


def test_quick_changes_of_mind_end_where_the_address_says(visit: Visit) -> None:
    page = visit.open("/take-up")
    before = sentence(page, "take-up-by-region")
    select = page.locator(".control-offer select")
    for offer in ("leadership", "peer-challenge", "digital", "leadership", "peer-challenge"):
        select.select_option(value=offer)
    page.wait_for_function("() => window.location.search === ''")
    visit.settle()
    expect(page.locator(f"{REGION} .sentence")).to_have_text(before)
    expect(page.locator(f"{REGION} .annotation-text", has_text="England 30%")).to_have_count(1)


def test_a_choice_taken_straight_back_is_taken_back(visit: Visit) -> None:
    page = visit.open("/take-up")
    changed = """async (select) => {
        const {set} = Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, "value");
        for (const offer of ["leadership", select.value]) {
            set.call(select, offer);
            select.dispatchEvent(new Event("change", {bubbles: true}));
            await new Promise((done) => setTimeout(done));
        }
    }"""
    select = page.locator(".control-offer select")
    opened_with = select.input_value()
    for _ in range(3):
        select.evaluate(changed)
        # Where the choice is lost, all is still with the address as it was written first.
        page.wait_for_timeout(300)
        visit.settle()
        assert (select.input_value(), page.evaluate("location.search")) == (opened_with, "")


def test_links_to_other_pages_carry_the_filters(visit: Visit) -> None:
    page = visit.open("/take-up")
    choose_leadership(page)
    visit.wait_for_search("offer=leadership")
    page.get_by_role("navigation").get_by_role("link", name="About").click()
    page.wait_for_url("**/about?offer=leadership")
    visit.settle()
    page.get_by_role("navigation").get_by_role("link", name="Take-up").click()
    visit.settle()
    expect(page.locator(f"{REGION} .sentence")).to_contain_text("233 of 353")


def test_a_bad_address_opens_with_a_notice(visit: Visit) -> None:
    page = visit.open("/take-up?region=narnia&offer=leadership")
    expect(page.locator(".notice")).to_contain_text("narnia")
    expect(page.locator(f"{REGION} .sentence")).to_contain_text("233 of 353")
    page = visit.open("/take-up?region=" + "x" * 10_000)
    expect(page.locator(".notice")).to_contain_text("too long")
    assert page.locator(".exhibit").count() == 4


def test_table_twin_and_method_open_from_the_keyboard(visit: Visit) -> None:
    page = visit.open("/take-up")
    page.locator(f"{REGION} .views input").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(f"{REGION} .ag-row").first).to_contain_text("South West")
    page.keyboard.press("ArrowRight")
    method = page.locator(f"{REGION} .method")
    expect(method).to_contain_text("Wilson")
    expect(method).to_contain_text("with councils as (")
    expect(method).to_contain_text("Sector-led improvement in 2016/17")


def test_the_table_can_be_searched(visit: Visit) -> None:
    page = visit.open("/take-up")
    page.locator("#take-up-by-council input[type=search]").fill("exeter")
    expect(page.locator("#take-up-by-council .ag-center-cols-container .ag-row")).to_have_count(1)


def test_downloads_say_what_was_selected(visit: Visit, tmp_path: Path) -> None:
    page = visit.open("/take-up?region=london")
    for kind in ("CSV", "XLSX", "PNG"):
        with page.expect_download() as waiting:
            page.locator(f"{REGION} .downloads").get_by_text(kind, exact=True).click()
        name = waiting.value.suggested_filename
        assert name.startswith("take-up-by-region_2016-17_peer-challenge_london")
        assert name.endswith(f".{kind.lower()}")
        target = tmp_path / name
        waiting.value.save_as(target)
        assert target.stat().st_size > 500


@pytest.mark.parametrize("visit", ["phone"], indirect=True)
def test_filters_can_be_used_on_a_phone(visit: Visit) -> None:
    page = visit.open("/take-up")
    page.locator("#filter-toggle").click()
    choose_leadership(page)
    visit.wait_for_search("offer=leadership")


def test_a_table_is_as_high_as_its_rows_and_draws_only_those_in_sight(visit: Visit) -> None:
    page = visit.open("/take-up?control=green&year=2022-23")
    table = page.locator("#take-up-by-council .grid")
    lowest = table.bounding_box()
    # Also on the way from none to all: 353 rows take half a second to draw.
    page.evaluate(
        """() => {
            const card = document.getElementById('take-up-by-council');
            window.mostRows = 0;
            new MutationObserver(() => {
                const rows = card.querySelectorAll('.ag-row').length;
                window.mostRows = Math.max(window.mostRows, rows);
            }).observe(card, { childList: true, subtree: true });
        }"""
    )
    visit.choose("?year=2016-17")
    expect(page.locator("#take-up-by-council .sentence")).to_contain_text("353 councils listed")
    highest = table.bounding_box()
    assert lowest and highest and lowest["height"] < highest["height"] / 2
    assert 5 < page.evaluate("window.mostRows") < 40
    visit.choose("?year=2016-17&region=north-east&type=unitary")
    rows = table.locator(".ag-row")
    expect(rows).to_have_count(7)
    box, last = table.bounding_box(), rows.last.bounding_box()
    assert box and last
    # What is below the last row is the scrollbar's.
    assert 0 <= box["y"] + box["height"] - last["y"] - last["height"] < 24


def test_marks_of_illustrative_rows_are_those_of_the_year_shown(visit: Visit) -> None:
    """Rows stay when the year changes, which their standing does not."""
    rows = "#take-up-by-council .ag-center-cols-container .ag-row"
    marked = visit.page.locator(f"{rows}.illustrative-row")
    page = visit.open("/take-up?year=2016-17&region=london")
    expect(marked).not_to_have_count(0)
    visit.choose("?year=2022-23&region=london")
    expect(page.locator(rows)).not_to_have_count(0)
    expect(marked).to_have_count(0)
    visit.choose("?year=2016-17&region=london")
    called_so = [text for text in page.locator(rows).all_inner_texts() if "Illustrative" in text]
    assert called_so and marked.all_inner_texts() == called_so
