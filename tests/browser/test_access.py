"""Every page is open to everyone, in every state that a reader can bring it into.

A page is opened once and then changed as a reader would change it, since opening is the slow part.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, expect

from dashboard.pages import site
from dashboard.settings import Settings
from tests.browser.conftest import WIDTHS, Visit, serving

COUNCIL = "/council/E06000058"
NOWHERE = "/nowhere"
# Of a council that was abolished, too.
GONE = "/council/E10000006"
PATHS = [*(page.path for page in site() if page.takes is None), COUNCIL, GONE, NOWHERE]
# What readers choose; and what leaves nothing to show in a card, with its words.
SELECTED = {
    "/": ("?year=2018-19",),
    "/take-up": (
        "?map=councils&tier=upper&records=recorded",
        "?theme=efficiency-and-productivity&type=district",
        "?region=south-west,london&council=E06000052&map=hex",
    ),
    "/breakdowns": (
        "?year=2016-17&region=london",
        "?year=2022-23&region=london",
        "?year=2016-17&offer=leadership&region=south-west&type=district,county",
    ),
    "/coverage": ("?region=london",),
    "/savings": ("?year=2018-19",),
    "/performance": (
        "?council=E06000052&indicator=waste-landfill&map=hex",
        "?council=E06000052&indicator=ofs-overall&map=councils",
    ),
    "/opinion": ("?year=2016-17",),
    COUNCIL: ("?records=recorded",),
}
EMPTY = {
    "/": ("?year=2025-26", "No headline figure is published for 2025/26"),
    "/take-up": ("?type=county&control=green", "No council"),
    "/breakdowns": ("?year=2023-24&type=county&control=green", "no counties under Green control"),
    "/coverage": ("?type=county&control=green", "No council"),
    "/savings": ("?year=2013-14", "No breakdown of savings by programme area"),
    "/performance": ("?type=county&control=green", "There is no figure for county councils"),
}
WRONG = "?year=1066&colour=red"
# The window of a laptop at 200 %: half as many pixels each way, each drawn twice as large.
ZOOMED = {"width": WIDTHS["laptop"] // 2, "height": 450, "deviceScaleFactor": 2, "mobile": False}
NARROWEST = 320
TOKEN = "a token for the tests of the pages for loading"


def states(visit: Visit, path: str) -> Iterator[str]:
    """Bring the page into one state after the other."""
    page = visit.page
    fits_everywhere(visit)
    yield "first load"
    if path == GONE:
        return
    visit.show("method")
    unfold(visit, True)
    yield "filters open, and how it is calculated"
    unfold(visit, False)
    visit.show("table")
    yield "tables"
    visit.show(None)
    for search in SELECTED.get(path, ()):
        visit.choose(search)
        visit.check_fit()
        yield f"after the selection {search}"
    visit.resize(WIDTHS["phone"])
    visit.check_fit()
    if page.locator("#filter-toggle").count():
        page.locator("#filter-toggle").click()
    yield "phone width with the filters open"
    client = page.context.new_cdp_session(page)
    client.send("Emulation.setDeviceMetricsOverride", ZOOMED)
    visit.settle()
    assert page.evaluate("[innerWidth, devicePixelRatio]") == [ZOOMED["width"], 2]
    visit.check_fit()
    yield "zoomed to 200 %"
    client.send("Emulation.clearDeviceMetricsOverride")
    visit.resize(WIDTHS["laptop"])
    page.emulate_media(forced_colors="active")
    yield "forced colours"
    page.emulate_media(forced_colors="none", media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    yield "print"
    page.emulate_media(media="screen")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    visit.settle()
    if path in EMPTY:
        search, words = EMPTY[path]
        visit.choose(search)
        expect(page.locator("#page")).to_contain_text(words)
        yield "empty result"
    if path in SELECTED:
        visit.choose(WRONG)
        expect(page.locator(".notice")).to_contain_text("1066" if path != COUNCIL else "colour")
        yield "bad address"


def fits_everywhere(visit: Visit) -> None:
    """No width makes a page that has to be moved sideways, or cuts off a chart's words."""
    for width in (NARROWEST, *reversed(WIDTHS.values())):
        visit.resize(width)
        visit.check_fit()


# The narrowest with charts for a wide screen: all cards as wide as the page, and half as wide.
@pytest.mark.parametrize("path", [COUNCIL, "/performance"])
def test_words_of_charts_are_broken_for_the_room_there_is(visit: Visit, path: str) -> None:
    page = visit.open(path)
    lines = "document.querySelectorAll('.js-plotly-plot .annotation-text tspan.line').length"
    wide = page.evaluate(lines)
    for width in (641, 1101):
        visit.resize(width)
        visit.check_fit()
    visit.resize(WIDTHS["phone"])
    assert page.evaluate(lines) > wide
    visit.resize(WIDTHS["laptop"])
    assert page.evaluate(lines) == wide


def unfold(visit: Visit, open_now: bool) -> None:
    visit.page.evaluate(
        "(now) => document.querySelectorAll('details').forEach((one) => { one.open = now; })",
        open_now,
    )


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing_on_any_page_in_any_state(visit: Visit, path: str) -> None:
    visit.open(path)
    found = []
    for state in states(visit, path):
        # What is printed is not touched.
        without = ["target-size"] if state == "print" else []
        found += [f"{state}: {one}" for one in visit.violations(without)]
    assert not found, "\n".join(found)
    errors = [error for error in visit.errors if "404" not in error or path != NOWHERE]
    assert errors == []
    assert visit.attempts == []


def test_with_colours_of_ones_own_what_is_chosen_can_still_be_told(visit: Visit) -> None:
    page = visit.open("/take-up?region=london")
    page.emulate_media(forced_colors="active")
    style = "(one) => { const s = getComputedStyle(one); return [s.backgroundColor, s.color]; }"
    for chosen, other in (
        ("#switch-map input:checked + label", "#switch-map input:not(:checked) + label"),
        ("#take-up-map .views input:checked + label", ".views input:not(:checked) + label"),
    ):
        assert page.locator(chosen).evaluate(style) != page.locator(other).first.evaluate(style)
    border = "(one) => getComputedStyle(one).borderBottomColor"
    here = page.locator("nav a.here").evaluate(border)
    assert here != page.locator("nav a:not(.here)").first.evaluate(border)
    # A chart keeps its own colours on its own ground: dark words and the chosen region's outline.
    chart = page.locator("#take-up-map .js-plotly-plot")
    assert chart.evaluate("(one) => getComputedStyle(one).forcedColorAdjust") == "none"
    ink = chart.locator("text").first.evaluate("(one) => getComputedStyle(one).fill")
    assert ink == "rgb(61, 61, 61)"
    assert chart.locator("path[style*='rgb(244, 106, 37)']").count()


def test_who_wants_no_motion_gets_none(visit: Visit) -> None:
    page = visit.open("/take-up")
    page.emulate_media(reduced_motion="reduce")
    moving = page.evaluate(
        """() => {
            document.getElementById('asking').classList.add('busy');
            const bar = getComputedStyle(document.getElementById('asking'), '::before');
            return [getComputedStyle(document.documentElement).scrollBehavior, bar.animationName,
                [...document.querySelectorAll('*')].filter((one) =>
                    getComputedStyle(one).transitionDuration !== '0s').length];
        }"""
    )
    assert moving == ["auto", "shown", 0]


def test_axe_finds_nothing_on_the_pages_for_loading(
    settings: Settings, contexts: dict[str, BrowserContext]
) -> None:
    with serving(settings, DASHBOARD_LOAD_TOKEN=TOKEN) as address:
        visit = Visit(contexts["phone"], address)
        page = visit.page
        page.goto(f"{address}/load")
        for media in ("screen", "print"):
            page.emulate_media(media=media)
            visit.check_access()
        page.emulate_media(media="screen", forced_colors="active")
        page.get_by_label("Token").fill("another")
        page.get_by_role("button", name="Continue").click()
        expect(page.get_by_role("alert")).to_have_text("This is not the token.")
        visit.check_access()
        assert visit.too_wide() <= 0
        page.get_by_label("Token").fill(TOKEN)
        page.get_by_role("button", name="Continue").click()
        expect(page.get_by_label("File", exact=True)).to_be_visible()
        unfold(visit, True)
        visit.check_access()
        assert visit.too_wide() <= 0
        page.close()
