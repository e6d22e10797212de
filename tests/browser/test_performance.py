"""What a reader does on the page on performance: finds an indicator and looks at its map."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import WIDTHS, Visit

BOX = "Find an indicator by typing"
MAP = "#indicator-map"


def test_an_indicator_is_found_by_typing_and_chosen_from_the_keyboard(visit: Visit) -> None:
    page = visit.open("/performance?region=london")
    page.get_by_label(BOX).press_sequentially("8 attainment pupil")
    page.wait_for_selector(".found a")
    visit.check_access()
    for width in reversed(WIDTHS.values()):
        visit.resize(width)
        assert visit.too_wide() <= 0
    expect(page.locator("#found-number")).to_have_text("1 indicator found")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".found a").first).to_be_focused()
    page.keyboard.press("Enter")
    visit.wait_for_search("indicator=lait-avg-attain8-score")
    assert "region=london" in visit.search
    expect(page.locator(f"{MAP} .sentence")).to_contain_text("Average Attainment 8 score per pupil")
    expect(page.locator(".control-indicator select")).to_have_value("lait-avg-attain8-score")
    # The search starts afresh, and the focus is not lost with the link.
    expect(page.get_by_label(BOX)).to_have_value("")
    expect(page.locator(".found a")).to_have_count(0)
    assert page.evaluate("document.activeElement !== document.body")
    assert visit.errors == []


def test_a_theme_alone_lists_its_indicators_and_escape_goes_back(visit: Visit) -> None:
    page = visit.open("/performance")
    page.get_by_label("In the theme").select_option("Homelessness")
    page.wait_for_selector(".found a")
    expect(page.locator(".found a")).to_have_count(5)
    page.get_by_label(BOX).press_sequentially("temporary")
    expect(page.locator(".found a")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.get_by_label(BOX)).to_be_focused()
    expect(page.get_by_label(BOX)).to_have_value("")
    assert visit.search == ""


def test_the_map_opens_on_the_tier_that_delivers_and_offers_no_other(visit: Visit) -> None:
    page = visit.open("/performance?map=councils&tier=lower&indicator=oflog-asc2")
    tiers = page.locator(f"{MAP} #switch-tier input")
    expect(page.locator(f"{MAP} #switch-tier input:checked")).to_have_value("upper")
    expect(tiers.first).to_be_disabled()
    expect(page.locator(f"{MAP} .sentence")).to_contain_text("districts do not deliver")
    visit.check_access()
    # Schools are the counties' service, but districts have figures of their own.
    page.goto(f"{visit.address}/performance?map=councils&indicator=els-gcse19")
    visit.settle()
    expect(page.locator(f"{MAP} #switch-tier input:checked")).to_have_value("upper")
    page.locator(f"{MAP} #switch-tier label", has_text="Districts").click()
    visit.wait_for_search("tier=lower")
    expect(page.locator(f"{MAP} .sentence")).to_contain_text("Districts are drawn")
    page.locator(f"{MAP} #switch-tier label", has_text="Counties").click()
    page.wait_for_function("() => !window.location.search.includes('tier')")
    expect(page.locator(f"{MAP} .sentence")).to_contain_text("Counties are drawn")


def test_a_click_on_a_region_of_the_map_selects_it_and_a_second_lets_it_go(visit: Visit) -> None:
    page = visit.open("/performance")

    def click_the_first() -> None:
        # The region drawn first is in the lowest class.
        region = page.locator(f"{MAP} .choroplethlayer path").first
        region.evaluate("(one) => one.scrollIntoView({ block: 'center', behavior: 'instant' })")
        box = region.bounding_box()
        assert box
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    click_the_first()
    page.wait_for_function("() => window.location.search.includes('region=')")
    visit.settle()
    expect(page.locator(".chip").first).to_contain_text("Region")
    # Alone in colour now, it is still drawn first.
    click_the_first()
    page.wait_for_function("() => !window.location.search.includes('region=')")
