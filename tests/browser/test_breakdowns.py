"""What a reader does on the breakdowns page."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

PAGE = "/breakdowns?year=2016-17"


def click_bar(page: Page, exhibit: str, place: int) -> None:
    page.locator(f"#{exhibit} .bars .point path").nth(place).click(force=True)


def test_a_click_on_a_type_selects_it_and_a_second_takes_it_back(visit: Visit) -> None:
    page = visit.open(PAGE)
    click_bar(page, "take-up-by-authority-type", 0)
    visit.wait_for_search("type=district")
    expect(page.locator("#take-up-matrix .sentence")).to_contain_text("201 districts")
    visit.settle()
    click_bar(page, "take-up-by-authority-type", 0)
    page.wait_for_function("() => !window.location.search.includes('type')")


def test_a_click_on_a_kind_of_control_selects_it(visit: Visit) -> None:
    page = visit.open(PAGE)
    # Bars are drawn from the bottom up, the largest group on top.
    page.locator("#take-up-by-political-control .bars .point path").last.click(force=True)
    visit.wait_for_search("control=conservative")
    expect(page.locator("#take-up-matrix .sentence")).to_contain_text("under Conservative control")


def test_a_click_on_an_offer_replaces_the_one_before(visit: Visit) -> None:
    page = visit.open(f"{PAGE}&offer=peer-support")
    # The chosen offer is drawn first, then the others from the most used.
    click_bar(page, "take-up-by-offer", 2)
    visit.wait_for_search("offer=leadership")
    assert "peer-support" not in visit.search
    expect(page.locator("#take-up-by-authority-type .sentence")).to_contain_text("233 of 353")


def test_a_click_on_a_cell_selects_its_type_and_its_control(visit: Visit) -> None:
    page = visit.open(PAGE)
    plot = page.locator("#take-up-matrix .nsewdrag")
    box = plot.bounding_box()
    assert box
    rows, columns = 7, 5
    # The first row is Conservative, the first column districts.
    plot.click(
        position={"x": box["width"] / columns / 2, "y": box["height"] / rows / 2}, force=True
    )
    visit.wait_for_search("type=district&control=conservative")
    expect(page.locator("#take-up-matrix .sentence")).to_contain_text("28 of 143")


def test_a_click_on_a_council_selects_it(visit: Visit) -> None:
    page = visit.open(PAGE)
    page.locator("#depth-of-support .scatterlayer .point").first.click(force=True)
    visit.wait_for_search("council=E")
    expect(page.locator("#depth-of-support .sentence")).to_contain_text("In the illustrative rows")


def test_a_row_of_the_table_selects_its_group(visit: Visit) -> None:
    page = visit.open(PAGE)
    page.locator("#take-up-by-offer .views input").first.focus()
    page.keyboard.press("ArrowRight")
    page.locator("#take-up-by-offer .ag-row").filter(has_text="Workforce support").first.click()
    visit.wait_for_search("offer=workforce")


COUNT_DRAWINGS = """() => {
    window.drawn = {};
    document.querySelectorAll('.js-plotly-plot').forEach((chart) => {
        const { id } = chart.closest('.exhibit');
        chart.on('plotly_afterplot', () => { window.drawn[id] = (window.drawn[id] || 0) + 1; });
    });
}"""


def test_a_chart_that_becomes_higher_or_lower_is_drawn_once(visit: Visit) -> None:
    page = visit.open("/breakdowns?year=2016-17")
    heights = "[...document.querySelectorAll('.main-svg')].map((one) => one.clientHeight)"
    before = page.evaluate(heights)
    page.evaluate(COUNT_DRAWINGS)
    visit.choose("?year=2014-15")
    # A second drawing would come 0.16 seconds after the first.
    page.wait_for_timeout(400)
    assert page.evaluate(heights) != before
    assert set(page.evaluate("window.drawn").values()) == {1}
