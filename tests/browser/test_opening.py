"""How a page opens: what stands first, and what waits for what."""

from __future__ import annotations

from playwright.sync_api import Route, expect

from tests.browser.conftest import Visit

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
