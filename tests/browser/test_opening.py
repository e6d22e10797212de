"""How a page opens: what stands first, and what waits for what."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import Visit

# How much of the screen moved and how far, as browsers count it; good is up to 0.1.
MOVED = """(() => {
    window.moved = [];
    new PerformanceObserver((list) => {
        list.getEntries().forEach((one) => window.moved.push([one.value, one.sources.map((place) =>
            place.node && `${place.node.id || place.node.className} from ${place.previousRect.y}, `
            + `${place.previousRect.height} high, to ${place.currentRect.y}`)]));
    }).observe({ type: "layout-shift" });
})()"""
MOST_MOVED = 0.1
# On a busy machine an answer, or a look at the page, may take longer than a page waits for it.
PATIENT = """document.addEventListener("DOMContentLoaded", () =>
    document.documentElement.style.setProperty("--at-latest", "60s"))"""
IMPATIENT = "document.documentElement.style.removeProperty('--at-latest')"
# As long as assets/plotly.js waits at most for an answer.
NEVER = """(() => {
    const later = window.setTimeout;
    window.setTimeout = (what, ms, ...given) => ms === 500 ? 0 : later(what, ms, ...given);
})()"""


def test_a_page_stands_while_the_library_of_tables_is_on_its_way(visit: Visit) -> None:
    held: list[Route] = []
    page = visit.page
    page.route("**/dash_ag_grid/**", lambda route: held.append(route))
    page.goto(f"{visit.address}/take-up")
    expect(page.locator("#take-up-by-council .sentence")).not_to_be_empty()
    expect(page.locator("#take-up-map .main-svg").first).to_be_visible()
    assert page.locator(".ag-root").count() == 0
    for route in held:
        route.continue_()
    expect(page.locator("#take-up-by-council .ag-row").first).to_be_visible()
    # Nothing was asked for twice, or it would be held; a filter finds the same table.
    assert len(held) == 2
    visit.settle()
    page.evaluate("document.querySelector('.ag-root').asBefore = true")
    visit.choose("?region=london")
    assert page.evaluate("document.querySelector('.ag-root').asBefore")


def test_the_library_of_tables_comes_by_itself_where_there_is_none_yet(visit: Visit) -> None:
    page = visit.page
    with page.expect_request("**/dash_ag_grid.*.js") as asked:
        page.goto(f"{visit.address}/opinion")
    expect(page.locator("#resident-polling .main-svg").first).to_be_visible()
    assert asked.value.headers.get("sec-purpose") == "prefetch"
    page.locator("#resident-polling").get_by_text("Table", exact=True).click()
    expect(page.locator("#resident-polling .ag-row").first).to_be_visible()


def test_a_chart_that_stands_after_its_answer_came_is_drawn_without_waiting(visit: Visit) -> None:
    page = visit.page
    page.add_init_script(NEVER)
    held: list[Route] = []
    # What draws charts; the answers do not wait for it.
    page.route("**/async-graph*", lambda route: held.append(route))
    page.goto(f"{visit.address}/savings")
    expect(page.locator("#savings-over-time .sentence")).not_to_be_empty()
    page.wait_for_function("!document.querySelector('.busy')")
    for route in held:
        route.continue_()
    expect(page.locator("#savings-over-time .main-svg").first).to_be_visible()


@pytest.mark.parametrize("visit", ["laptop", "phone"], indirect=True)
@pytest.mark.parametrize("path", ["/", "/coverage", "/performance"])
def test_nothing_is_pushed_about_while_a_page_opens(visit: Visit, path: str) -> None:
    def late(route: Route) -> None:
        time.sleep(0.1)
        route.continue_()

    visit.page.add_init_script(MOVED)
    visit.page.add_init_script(PATIENT)
    # One after the other, as on a slow line: the page, its words, what draws charts and tables.
    for part in ("**/async-*", "**/_dash-update-component*"):
        visit.page.route(part, late)
    visit.open(path)
    visit.page.locator(".main-svg, .ag-row").locator("visible=true").first.wait_for()
    moved = visit.page.evaluate("window.moved")
    assert sum(value for value, _ in moved) <= MOST_MOVED, moved


def test_a_table_without_rows_as_yet_keeps_their_room(visit: Visit) -> None:
    held = visit.hold_answers()
    page = visit.page
    page.goto(f"{visit.address}/take-up")
    table = page.locator("#take-up-by-council .grid")
    table.locator(".ag-root").wait_for(state="attached")
    before = table.evaluate("(table) => table.style.height")
    # An answer that changes nothing, as to a question that is out of date.
    held[0].fulfill(status=204)
    page.wait_for_function("!document.querySelector('.busy')")
    page.wait_for_timeout(300)
    assert table.evaluate("(table) => table.style.height") == before


def test_a_page_whose_answer_takes_long_is_seen_without_it(visit: Visit) -> None:
    held = visit.hold_answers()
    page = visit.page
    page.add_init_script(PATIENT)
    page.goto(f"{visit.address}/savings")
    page.locator("#page.opening").wait_for(state="attached")
    heading = page.locator(".exhibit h2").first
    assert heading.is_hidden()
    page.evaluate(IMPATIENT)
    expect(heading).to_be_visible()
    assert held and page.locator(".exhibit .sentence").first.inner_text() == ""
    # Nor is anything told that answers are there, though some were asked for before the cards.
    assert page.evaluate("window.showing === undefined")
    held[0].continue_()
    expect(page.locator(".exhibit .sentence").first).not_to_be_empty()
    expect(page.locator("#page.opening")).to_have_count(0)


@pytest.mark.parametrize(
    ("library", "place", "words"),
    [
        ("**/dash_ag_grid.*.js", "#take-up-by-council", "The table did not load."),
        ("**/async-community.js", "#take-up-by-council", "The table did not load."),
        ("**/plotly-*.js", "#take-up-map", "The chart did not load."),
    ],
)
def test_a_page_without_one_of_its_libraries_says_so_in_its_place(
    visit: Visit, library: str, place: str, words: str
) -> None:
    page = visit.page
    page.route(library, lambda route: route.abort())
    page.goto(f"{visit.address}/take-up")
    expect(page.locator(place).get_by_text(words)).to_be_visible()
    expect(page.locator(f"{place} .sentence")).not_to_be_empty()
    # What the other library is for is there, and filters go on working.
    other = ".main-svg" if "table" in words else ".ag-row"
    expect(page.locator(other).first).to_be_visible()
    visit.ask("?region=london")
    expect(page.locator(f"{place} .sentence")).to_contain_text("33 councils")
