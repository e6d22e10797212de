"""What a page does with answers that come late, in another order than asked, or not at all."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page, Route, expect

from dashboard.warehouse import LOST
from tests.browser.conftest import Visit

ANSWERS = "**/_dash-update-component*"
# Whether a notice was ever on the page, however short.
NOTICED = """() => {
    window.noticed = [];
    new MutationObserver((changes) => changes.forEach((one) => one.addedNodes.forEach((node) => {
        if (node.className === 'notice unanswered') window.noticed.push(node.textContent);
    }))).observe(document.body, { childList: true });
}"""


def shows(page: Page, address: str) -> None:
    """Wait until the page shows the answers for that address."""
    page.wait_for_function("(address) => window.showing === address", arg=address)


def has_asked(page: Page, held: list[Route], times: int) -> None:
    """Wait until as many requests are held."""
    deadline = time.monotonic() + 30
    while len(held) < times:
        assert time.monotonic() < deadline, "nothing was asked"
        page.wait_for_timeout(20)


def fails(page: Page, failure: int | str, times: int = 1000) -> list[str]:
    """Have that many requests for answers fail: by a status, or on the way."""
    failed: list[str] = []

    def fail(route: Route) -> None:
        if len(failed) >= times:
            route.continue_()
            return
        failed.append(route.request.post_data or "")
        if isinstance(failure, int):
            route.fulfill(status=failure, content_type="text/html", body="Bad gateway")
        else:
            route.abort(failure)

    page.route(ANSWERS, fail)
    return failed


def test_only_the_answer_to_the_last_question_is_shown(visit: Visit) -> None:
    page = visit.open("/take-up")
    sentence = page.locator("#take-up-by-council .sentence")
    held = visit.hold_answers()
    visit.ask("?region=london")
    has_asked(page, held, 1)
    visit.ask("?region=south-west")
    has_asked(page, held, 2)
    first, second = held
    second.continue_()
    expect(sentence).to_contain_text("41 councils")
    # Nothing waits for the older answer, and it changes nothing.
    shows(page, "/take-up?region=south-west")
    expect(page.locator(".busy")).to_have_count(0)
    assert page.locator("a.file").first.get_attribute("href").endswith("?region=south-west")
    with page.expect_response(ANSWERS):
        first.continue_()
    page.wait_for_timeout(300)
    expect(sentence).to_contain_text("41 councils")
    expect(page.locator("#chips")).to_contain_text("South West")
    # Nor does an older one come between that comes first.
    visit.ask("?region=london")
    has_asked(page, held, 3)
    visit.ask("?region=north-east")
    has_asked(page, held, 4)
    third, fourth = held[2:]
    with page.expect_response(ANSWERS):
        third.continue_()
    page.wait_for_timeout(300)
    expect(sentence).to_contain_text("41 councils")
    assert page.locator(".busy").count() == 1
    fourth.continue_()
    expect(sentence).to_contain_text("12 councils")
    visit.settle()


def test_an_answer_to_the_page_before_does_not_undo_the_next(visit: Visit) -> None:
    page = visit.open("/take-up")
    held = visit.hold_answers(most=1)
    visit.ask("?region=london")
    has_asked(page, held, 1)
    page.get_by_role("link", name="Coverage").click()
    # What was chosen goes along, though the link does not know of it yet.
    shows(page, "/coverage?region=london")
    (old,) = held
    title = page.get_by_role("heading", level=1).inner_text()
    with page.expect_response(ANSWERS):
        old.continue_()
    page.wait_for_timeout(300)
    visit.settle()
    assert page.get_by_role("heading", level=1).inner_text() == title
    expect(page.locator("nav a.here")).to_contain_text("Coverage")
    assert page.locator("#page.opening").count() == 0


def test_a_chart_that_comes_late_is_of_what_was_chosen_since(visit: Visit) -> None:
    page = visit.open("/take-up")
    visit.show("table")
    card = page.locator("#take-up-by-region")
    held = visit.hold_answers(most=1)
    card.get_by_text("Chart", exact=True).click()
    has_asked(page, held, 1)
    visit.ask("?type=district")
    shows(page, "/take-up?type=district")
    held[0].continue_()
    visit.settle()
    # As the sentence says, and not 30%, which is the share of all councils in England.
    expect(card.locator(".sentence")).to_contain_text("40 of 201 districts")
    expect(card.locator(".js-plotly-plot")).to_contain_text("England 20%")


@pytest.mark.parametrize("failure", ["connectionreset", 502])
def test_an_answer_that_is_lost_is_asked_for_again_unnoticed(
    visit: Visit, failure: int | str
) -> None:
    page = visit.open("/take-up")
    failed = fails(page, failure, times=2)
    page.evaluate(NOTICED)
    visit.ask("?region=london")
    expect(page.locator("#take-up-by-council .sentence")).to_contain_text("33 councils")
    visit.settle()
    assert len(failed) == 2
    assert page.evaluate("window.noticed") == []


def test_a_server_that_is_away_is_said_and_asked_until_it_is_back(visit: Visit) -> None:
    page = visit.open("/take-up")
    fails(page, "connectionrefused")
    visit.ask("?region=london")
    notice = page.get_by_role("region", name="Not reached")
    words = "The dashboard cannot be reached. This page keeps what you have chosen"
    expect(notice).to_contain_text(words)
    expect(notice).to_contain_text("What you see is from before.")
    expect(page.get_by_role("status").first).to_contain_text(words)
    visit.check_access()
    # Nothing stands in the way of another page or choice; it comes when the server does.
    page.get_by_role("link", name="Savings").click()
    page.wait_for_url("**/savings*")
    expect(notice).to_be_visible()
    page.unroute(ANSWERS)
    expect(page.get_by_role("heading", level=1)).to_have_text("What does it save?", timeout=15_000)
    expect(notice).to_have_count(0)
    visit.settle()


def test_a_server_without_data_says_so_itself(visit: Visit) -> None:
    page = visit.open("/take-up")
    lost = {"error": LOST}
    page.route(ANSWERS, lambda route: route.fulfill(status=503, json=lost))
    visit.ask("?region=london")
    notice = page.get_by_role("region", name="Not reached")
    expect(notice).to_contain_text(f"{LOST} This page keeps what you have chosen")
    assert "cannot be reached" not in notice.inner_text()
    page.unroute(ANSWERS)
    expect(notice).to_have_count(0, timeout=15_000)
    visit.settle()


def test_a_page_that_opens_while_the_server_goes_away_stands_when_it_is_back(visit: Visit) -> None:
    page = visit.page
    fails(page, "connectionrefused")
    page.goto(f"{visit.address}/savings")
    notice = page.get_by_role("region", name="Not reached")
    expect(notice).to_be_visible()
    assert "from before" not in notice.inner_text()
    page.unroute(ANSWERS)
    expect(page.locator("#savings-over-time .sentence")).not_to_be_empty(timeout=15_000)
    visit.settle()
    assert notice.count() == 0


def test_a_failure_is_said_until_there_is_an_answer(visit: Visit) -> None:
    page = visit.open("/take-up")
    failed = fails(page, 500)
    visit.ask("?region=london")
    notice = page.get_by_role("region", name="Not answered")
    expect(notice).to_contain_text("This could not be answered.")
    expect(notice).to_contain_text("What you see is from before.")
    # To ask the same again would fail again; nothing looks as if it was still on its way.
    assert len(failed) == 1
    expect(page.locator(".busy")).to_have_count(0)
    visit.check_access()
    page.unroute(ANSWERS)
    visit.ask("?region=south-west")
    expect(page.locator("#take-up-by-council .sentence")).to_contain_text("41 councils")
    expect(notice).to_have_count(0)


def test_two_choices_are_taken_back_one_right_after_the_other(visit: Visit) -> None:
    page = visit.open("/take-up?region=london,south-west&type=unitary&control=labour")
    chips = page.locator("#chips")
    held = visit.hold_answers(2)
    for words in ("London", "Labour"):
        chips.get_by_role("link", name=words).click()
    has_asked(page, held, 2)
    assert visit.search == "?region=south-west&type=unitary"
    for one in held:
        one.continue_()
    shows(page, "/take-up?region=south-west&type=unitary")
    expect(chips).not_to_contain_text("Labour")
    # Nothing is held any more: one takes back what it says, all of them everything.
    chips.get_by_role("link", name="Unitary").click()
    visit.settle()
    assert visit.search == "?region=south-west"


def test_all_choices_are_taken_back_while_another_is_on_its_way(visit: Visit) -> None:
    page = visit.open("/take-up?region=london&type=london-borough")
    held = visit.hold_answers(1)
    visit.ask("?region=london&type=london-borough&control=labour")
    has_asked(page, held, 1)
    page.get_by_role("link", name="Clear all").click()
    shows(page, "/take-up")
    assert visit.search == ""
