"""The headlines: on the screen, by year, and printed on one side of A4."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import WIDTHS, Visit

# Years with most to say, with a part of a year, with little, and with nothing.
YEARS = ("2016-17", "2017-18", "2018-19", "2023-24", "2012-13", "2025-26")
CUT = """(places) => [...document.querySelectorAll(places)]
    .filter((one) => one.offsetParent)
    .flatMap((box) => {
        const outer = box.getBoundingClientRect();
        return [...box.querySelectorAll('p, h3, strong, span, li, svg text')]
            .filter((one) => one.textContent.trim() && one.getBoundingClientRect().width > 1)
            .filter((one) => {
                const inner = one.getBoundingClientRect();
                return inner.left < outer.left - 1 || inner.right > outer.right + 1
                    || inner.top < outer.top - 1 || inner.bottom > outer.bottom + 1;
            })
            .map((one) => one.textContent);
    })"""


def test_no_figure_is_cut_off(visit: Visit) -> None:
    page = visit.open("/?year=2018-19")
    for width in WIDTHS.values():
        visit.resize(width)
        assert page.evaluate(CUT, ".headlines > li, .ratio, .dash-graph") == []


def test_the_site_opens_on_the_headlines_of_the_report(visit: Visit) -> None:
    page = visit.open("/")
    expect(page.locator("h1")).to_have_text("The year in headlines")
    expect(page.locator("nav a.here")).to_contain_text("Headlines")
    cards = page.locator(".headlines > li")
    assert cards.count() == 8
    assert "over 700 or 649" in cards.nth(2).inner_text()
    assert "Sources differ: one report gives both" in cards.nth(2).inner_text()


def test_another_year_is_a_choice_away_and_stays_on_the_way_to_other_pages(visit: Visit) -> None:
    page = visit.open("/")
    page.select_option("select", label="2018/19")
    visit.wait_for_search("year=2018-19")
    expect(page.locator(".headlines > li").first).to_contain_text("140 or 145")
    page.locator("nav a", has_text="Savings").click()
    page.wait_for_url("**/savings?year=2018-19")


def test_a_phone_has_two_cards_beside_each_other(visit: Visit) -> None:
    page = visit.open("/")
    page.set_viewport_size({"width": 390, "height": 800})
    tops = page.evaluate(
        "[...document.querySelectorAll('.headlines > li')].map((one) => one.offsetTop)"
    )
    assert len(set(tops)) == 4


@pytest.mark.parametrize("year", YEARS)
def test_it_prints_on_one_side_with_all_that_makes_it_stand_alone(visit: Visit, year: str) -> None:
    page = visit.open(f"/?year={year}")
    shown = page.locator(".headlines > li").all_inner_texts()
    sentences = page.locator(".changes > li").all_inner_texts()
    version = re.search(r"Data version (\w+)", page.locator("footer").inner_text())
    sides = visit.printed()
    assert len(sides) == 1
    text = sides[0]
    for words in [*shown, *sentences]:
        # A line break on paper may stand where there is none on the screen.
        assert re.sub(r"\W+", "", words) in re.sub(r"\W+", "", text)
    assert f"Financial year: {year.replace('-', '/')}" in text
    assert "Sources: " in text
    assert version and f"Data version {version[1]}" in text
    # The address may be broken over two lines.
    stamp = r"Printedon\d{1,2}[A-Z][a-z]+20\d\dfromhttp://\S+year="
    assert re.search(stamp + year, text.replace(" ", ""))


def test_the_printout_names_the_report_and_shows_the_commitment(visit: Visit) -> None:
    visit.open("/")
    text = visit.printed()[0]
    assert "Sources: Sector-led improvement in 2016/17" in text
    assert "£219.9 million, £9.9 million more than the commitment of at least £210 million" in text
    # The words of the charts are printed with them, and nothing for the screen is.
    assert "2016/17: £219.9 million saved" in text and "84 indicators, since 2009/10" in text
    assert "Download" not in text and "How this is calculated" not in text


def test_nothing_is_cut_off_on_paper(visit: Visit) -> None:
    page = visit.open("/?year=2018-19")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 703, "height": 1000})
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.wait_for_timeout(500)
    assert page.evaluate(CUT, ".headlines > li, .ratio, .exhibit") == []


def test_after_printing_the_screen_is_as_it_was(visit: Visit) -> None:
    page = visit.open("/")
    widths = "[...document.querySelectorAll('.js-plotly-plot')].map((one) => one._fullLayout.width)"
    before = page.evaluate(widths)
    visit.printed()
    page.wait_for_function(f"() => JSON.stringify({widths}) === '{str(before).replace(' ', '')}'")


def test_the_button_prints_what_is_shown_without_another_selection(visit: Visit) -> None:
    page = visit.open("/?year=2018-19")
    page.evaluate("window.print = () => { window.printed = window.location.search; }")
    page.get_by_role("button", name="Print on one page").click()
    page.wait_for_function("() => window.printed !== undefined")
    assert page.evaluate("window.printed") == "?year=2018-19"
