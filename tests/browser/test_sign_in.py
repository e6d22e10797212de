"""Signing in and out in a browser, and what a page does whose reader has been signed out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from dashboard.settings import Settings
from tests.browser.conftest import WIDTHS, Visit, serving
from tests.provider import CLIENT_ID, CLIENT_SECRET, Provider

PLACE = "/take-up?region=london"
THEME = "efficiency-and-productivity"
ANN = {"X-Forwarded-User": "ann@lga.example"}
EVE = {"X-Forwarded-User": "eve@elsewhere.example"}
TOKEN = "a token for the tests"
SIGNED_OUT = "You have been signed out"


@pytest.fixture(scope="module")
def with_provider(settings: Settings, provider: Provider) -> Iterator[str]:
    with serving(
        settings,
        DASHBOARD_SIGN_IN="oidc",
        DASHBOARD_OIDC_ISSUER=provider.issuer,
        DASHBOARD_OIDC_CLIENT_ID=CLIENT_ID,
        DASHBOARD_OIDC_CLIENT_SECRET=CLIENT_SECRET,
        DASHBOARD_SECRET="what sessions are signed with, for the tests",
        DASHBOARD_LOAD_TOKEN=TOKEN,
        DASHBOARD_READERS="@lga.example",
        DASHBOARD_LOADERS="bob@lga.example",
    ) as here:
        yield here


@pytest.fixture(scope="module")
def with_proxy(settings: Settings) -> Iterator[str]:
    with serving(
        settings,
        DASHBOARD_SIGN_IN="proxy",
        DASHBOARD_TRUSTED_PROXIES="1",
        DASHBOARD_READERS="@lga.example",
    ) as here:
        yield here


@pytest.fixture(scope="module")
def one_browser(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": WIDTHS["laptop"], "height": 900})
    yield context
    context.close()


@pytest.fixture
def context(one_browser: BrowserContext) -> Iterator[BrowserContext]:
    """A browser that nobody is signed in with."""
    yield one_browser
    one_browser.clear_cookies()
    one_browser.set_extra_http_headers({})
    # The last page stays open, and its process with it: the next opens in a third of the time.
    for page in one_browser.pages[:-1]:
        page.close()


@pytest.fixture
def visit(context: BrowserContext, with_provider: str, provider: Provider) -> Visit:
    provider.reset()
    provider.shows_page = True
    return Visit(context, with_provider)


def sign_in(visit: Visit, path: str = PLACE) -> Page:
    """Open a page and go through the provider, as a person does."""
    visit.page.goto(visit.address + path)
    expect(visit.page).to_have_title("Provider")
    visit.page.get_by_role("link", name="Continue").click()
    return visit.page


def change_theme(page: Page, value: str = THEME) -> None:
    page.locator(".control-theme").get_by_role("combobox").select_option(value)


def test_signing_in_leads_back_to_the_very_address(visit: Visit) -> None:
    page = sign_in(visit)
    page.wait_for_url(visit.address + PLACE)
    visit.settle()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who takes part, and where?")
    expect(page.locator("#chips")).to_contain_text("London")
    visit.check_access()
    assert page.locator(".exhibit .dash-graph .main-svg").count()
    assert visit.errors == []


def test_signing_out_is_the_end_in_a_browser_too(visit: Visit) -> None:
    page = sign_in(visit)
    visit.settle()
    page.get_by_role("contentinfo").get_by_role("link", name="Sign out").click()
    visit.check_access()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You have signed out")
    visit.check_access()
    page.get_by_role("link", name="sign out there too").click()
    expect(page.locator("body")).to_contain_text("signed out here too")
    page.goto(visit.address + "/savings")
    expect(page).to_have_title("Provider")


def test_a_reader_who_may_not_load_is_told_so(visit: Visit) -> None:
    page = sign_in(visit)
    visit.settle()
    assert page.locator("a[href*='/load']").count() == 0
    assert page.goto(visit.address + "/load").status == 403  # type: ignore[union-attr]
    expect(page.locator("main")).to_contain_text("ann@lga.example")
    expect(page.locator("main")).to_contain_text("may load records")
    assert page.locator("input").count() == 0
    visit.check_access()
    page.get_by_role("link", name="Go to the first page").click()
    visit.settle()


@pytest.mark.parametrize("width", list(WIDTHS.values()))
def test_a_person_who_is_no_reader_gets_a_clear_page(
    visit: Visit, provider: Provider, width: int
) -> None:
    provider.claims["email"] = "eve@elsewhere.example"
    visit.page.set_viewport_size({"width": width, "height": 900})
    page = sign_in(visit)
    expect(page.get_by_role("heading", level=1)).to_have_text("You cannot see this page")
    expect(page.locator("main")).to_contain_text("signed in as eve@elsewhere.example")
    expect(page.locator("header")).to_have_css("background-color", "rgb(18, 67, 109)")
    assert visit.too_wide() <= 0
    visit.check_access()
    page.get_by_role("link", name="Sign out").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You have signed out")


def test_a_session_that_ends_is_said_and_nothing_is_lost(visit: Visit) -> None:
    page = sign_in(visit)
    visit.settle()
    assert page.get_by_text(SIGNED_OUT).count() == 0
    page.context.clear_cookies()
    change_theme(page)
    notice = page.get_by_role("region", name="Signed out")
    expect(notice).to_contain_text(SIGNED_OUT)
    expect(page.get_by_role("status").first).to_contain_text(SIGNED_OUT)
    visit.check_access()
    again = notice.get_by_role("link", name="Sign in again")
    page.evaluate("window.scrollTo(0, 1500)")
    expect(again).to_be_in_viewport()
    there = visit.address + f"/take-up?theme={THEME}&region=london"
    assert page.url == there
    again.click()
    page.get_by_role("link", name="Continue").click()
    page.wait_for_url(there)
    visit.settle()
    expect(page.locator("#chips")).to_contain_text("Efficiency and productivity")
    assert page.get_by_text(SIGNED_OUT).count() == 0


def test_the_notice_goes_when_the_reader_has_signed_in_elsewhere(visit: Visit) -> None:
    page = sign_in(visit)
    visit.settle()
    kept = page.context.cookies()
    page.context.clear_cookies()
    change_theme(page)
    expect(page.get_by_text(SIGNED_OUT).first).to_be_visible()
    page.context.add_cookies(kept)  # type: ignore[arg-type]
    change_theme(page, "wider-improvement-programmes")
    expect(page.get_by_role("region", name="Signed out")).to_have_count(0)
    visit.settle()


def refuses(route: Route) -> None:
    route.fulfill(status=401, content_type="text/html", body="Sign in first")


def leads_elsewhere(route: Route) -> None:
    route.fulfill(status=302, headers={"Location": "https://login.example/authorize"})


def shows_its_own_page(route: Route) -> None:
    route.fulfill(status=403, content_type="text/html", body="<title>Sign in</title>")


@pytest.mark.parametrize("proxy", [refuses, leads_elsewhere, shows_its_own_page])
def test_a_session_of_a_proxy_that_ends_is_said_too(
    context: BrowserContext, with_proxy: str, proxy: object
) -> None:
    context.set_extra_http_headers(ANN)
    visit = Visit(context, with_proxy)
    page = visit.open(PLACE)
    page.route("**/*", proxy)  # type: ignore[arg-type]
    change_theme(page)
    notice = page.get_by_role("region", name="Signed out")
    expect(notice).to_contain_text(SIGNED_OUT)
    page.unroute("**/*")
    notice.get_by_role("link").click()
    page.wait_for_url(f"**/take-up?theme={THEME}&region=london")
    visit.settle()
    expect(page.locator("#chips")).to_contain_text("Efficiency and productivity")


def test_a_reader_struck_off_while_reading_is_told_so(
    context: BrowserContext, with_proxy: str
) -> None:
    context.set_extra_http_headers(ANN)
    visit = Visit(context, with_proxy)
    page = visit.open(PLACE)
    context.set_extra_http_headers(EVE)
    change_theme(page)
    notice = page.get_by_role("region", name="Not allowed")
    expect(notice).to_contain_text("This page no longer changes. You are signed in as eve")
    expect(notice).to_contain_text("not on the list of those who may see this dashboard")
    expect(page.get_by_role("status").first).to_contain_text("This page no longer changes.")
    visit.check_access()


def test_a_file_sent_after_the_session_has_ended_is_not_lost(
    visit: Visit, provider: Provider
) -> None:
    provider.claims["email"] = "bob@lga.example"
    page = sign_in(visit, "/load")
    page.locator("input[type=password]").fill(TOKEN)
    page.keyboard.press("Enter")
    chosen = page.locator("input[type=file]")
    chosen.set_input_files(
        {"name": "take_up.csv", "mimeType": "text/csv", "buffer": b"council,offer,year\n"}
    )
    kept = page.context.cookies()
    page.context.clear_cookies()
    page.locator("#load-form button").click()
    expect(page.locator("#sending-wrong")).to_contain_text("You have been signed out, so the file")
    assert chosen.evaluate("(one) => one.files[0].name") == "take_up.csv"
    # Signed in again elsewhere, it is sent from where it stands.
    page.context.add_cookies(kept)  # type: ignore[arg-type]
    page.locator("#load-form button").click()
    page.wait_for_url("**/load/*")


@pytest.mark.parametrize("status", [500, 502])
def test_a_server_that_fails_is_not_taken_for_the_end_of_a_session(
    context: BrowserContext, with_proxy: str, status: int
) -> None:
    context.set_extra_http_headers(ANN)
    visit = Visit(context, with_proxy)
    page = visit.open(PLACE)
    seen: list[int] = []

    def fails(route: Route) -> None:
        route.fulfill(status=status, content_type="text/html", body="Bad gateway")
        seen.append(status)

    page.route("**/_dash-update-component*", fails)
    change_theme(page)
    page.wait_for_timeout(1000)
    assert seen
    assert page.get_by_text(SIGNED_OUT).count() == 0
