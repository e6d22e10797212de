"""Whole journeys of readers who have no mouse, or no picture: keys go in, and what is read comes
from where the focus is and from what a screen reader is told."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from dashboard.pages import site
from tests.browser.conftest import Visit

FOCUSED = """() => {
    const one = document.activeElement;
    const labels = [...(one.labels || [])].map((label) => label.innerText);
    const name = one.getAttribute('aria-label') || labels.join(' ') || one.innerText || '';
    const card = one.closest('.exhibit');
    const row = one.closest('.ag-row');
    return {
        name: name.trim(),
        card: card ? card.id : '',
        column: one.closest('.ag-root') ? one.getAttribute('col-id') || '' : '',
        row: row ? row.innerText.split('\\n') : [],
    };
}"""
# Where the focus is, it can be seen: something is drawn round it, and nothing lies over it.
SEEN = """() => {
    const one = document.activeElement;
    const shown = one.matches('.btn-check') ? one.nextElementSibling : one;
    const style = getComputedStyle(shown);
    const box = shown.getBoundingClientRect();
    const over = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
        && (shown.contains(over) || (over && over.contains(shown)));
}"""
MOST_KEYS = 150


def focused(page: Page) -> dict[str, Any]:
    """What has the focus: its name, its card, and in a table its column and row."""
    return page.evaluate(FOCUSED)


def walk(page: Page, key: str, name: str, card: str = "") -> None:
    """Press a key until the focus is on what has that name, in that card."""
    passed = []
    for _ in range(MOST_KEYS):
        page.keyboard.press(key)
        now = focused(page)
        if now["name"].startswith(name) and card in ("", now["card"]):
            # The page may have to move there first.
            page.wait_for_function(SEEN, timeout=5_000)
            return
        passed.append(now["name"])
    pytest.fail(f"{key} never comes to {name}: {passed}")


def said(page: Page, text: str | re.Pattern[str]) -> None:
    """A screen reader is told that what was done had this effect."""
    expect(page.get_by_role("status").filter(has_text=text)).to_have_count(1)


def into_table(page: Page, card: str) -> None:
    """From below a table into it, and to its first cell."""
    page.keyboard.press("Shift+Tab")
    assert focused(page)["card"] == card and focused(page)["column"]
    page.keyboard.press("Home")
    page.wait_for_function(SEEN, timeout=5_000)


def rows_below(page: Page) -> Iterator[list[str]]:
    """The rows of a table from the focus down."""
    last: list[str] = []
    for _ in range(MOST_KEYS):
        now = focused(page)["row"]
        if now == last:
            return
        last = now
        yield now
        page.keyboard.press("ArrowDown")


def test_the_regions_below_england_are_found_and_their_rows_downloaded(visit: Visit) -> None:
    card = "take-up-by-region"
    page = visit.open("/")
    page.keyboard.press("Tab")
    assert focused(page)["name"] == "Skip to the content"
    walk(page, "Tab", "Take-up")
    page.keyboard.press("Enter")
    visit.settle()
    said(page, "Who takes part, and where?")
    walk(page, "Tab", "Chart", card)
    page.keyboard.press("ArrowRight")
    expect(page.locator(f"#{card} .ag-row").first).to_be_visible()
    visit.settle()
    into_table(page, card)
    percents = {row[0]: float(row[3]) for row in rows_below(page)}
    assert len(percents) == 10, "England and its nine regions"
    england = percents.pop("England")
    below = {region for region, percent in percents.items() if percent < england}
    assert below == {"East of England", "South East", "London"}
    # One key leads out of the table, however long it is.
    page.keyboard.press("Tab")
    assert focused(page)["name"] == "Table"
    with page.expect_download() as waiting:
        walk(page, "Tab", "CSV", card)
        page.keyboard.press("Enter")
    rows = list(csv.DictReader(waiting.value.path().read_text("utf-8-sig").splitlines()))
    kept = {row["region"]: float(row["percent"]) for row in rows}
    assert {region for region, percent in kept.items() if percent < kept["England"]} == below


def test_a_council_is_opened_from_the_maps_table_and_its_brief_printed(visit: Visit) -> None:
    card = "take-up-map"
    page = visit.open("/take-up")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    walk(page, "Tab", "Regions", card)
    page.keyboard.press("ArrowRight")
    visit.wait_for_search("map=councils")
    walk(page, "Tab", "Chart", card)
    page.keyboard.press("ArrowRight")
    expect(page.locator(f"#{card} .ag-row").first).to_be_visible()
    visit.settle()
    into_table(page, card)
    page.keyboard.press("ArrowDown")
    for _ in range(10):
        if focused(page)["column"] == "area":
            break
        page.keyboard.press("ArrowRight")
    council = focused(page)["name"]
    page.keyboard.press("Enter")
    page.wait_for_url("**/council/E*")
    visit.settle()
    said(page, council)
    # The link went with its page; the reader stands at the new page's heading.
    assert focused(page)["name"] == council
    page.evaluate("() => { window.print = () => { window.briefs = (window.briefs || 0) + 1; }; }")
    walk(page, "Tab", "Print a two-page brief")
    page.keyboard.press("Enter")
    page.wait_for_function("() => window.briefs === 1")
    visit.settle()
    sides = visit.printed()
    assert len(sides) == 2
    assert council in sides[0] and "What support has it had" in " ".join(sides)


def tree(page: Page) -> list[dict[str, Any]]:
    """The nodes of the page as a screen reader gets them, in their order."""
    client = page.context.new_cdp_session(page)
    nodes = client.send("Accessibility.getFullAXTree")["nodes"]
    client.detach()
    by_id = {node["nodeId"]: node for node in nodes}

    def below(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
        yield node
        for child in node.get("childIds", ()):
            if child in by_id:
                yield from below(by_id[child])

    found = []
    for node in below(nodes[0]):
        if not node.get("ignored"):
            told = {one["name"]: one["value"].get("value") for one in node.get("properties", ())}
            words = {
                name: node.get(name, {}).get("value", "")
                for name in ("role", "name", "description")
            }
            found.append({**words, **told})
    return found


def test_the_headlines_are_read_without_seeing_them(visit: Visit) -> None:
    page = visit.open("/")
    nodes = tree(page)
    landmarks = [
        node["role"]
        for node in nodes
        if node["role"] in ("banner", "navigation", "main", "contentinfo")
    ]
    assert landmarks == ["banner", "navigation", "main", "contentinfo"]
    assert {"role": "navigation", "name": "Pages"}.items() <= next(
        n for n in nodes if n["role"] == "navigation"
    ).items()
    assert [node["name"] for node in nodes if node["role"] == "form"] == ["Filters"]
    headings = [(node["level"], node["name"]) for node in nodes if node["role"] == "heading"]
    assert headings[0] == (1, "The year in headlines")
    questions = [name for level, name in headings if level == 2]
    assert questions[:2] == [
        "What are the headlines of the year?",
        "Did savings meet the commitment?",
    ]
    # Every card is a region with its question as its name.
    assert [node["name"] for node in nodes if node["role"] == "region"] == questions
    charts = [node for node in nodes if node["role"] in ("image", "img")]
    assert charts and all(node["name"] in questions for node in charts)
    assert charts[0]["description"].startswith("In 2016/17 the estimated saving")
    # Another year, by keys alone: the one region that speaks says briefly what changed.
    page.keyboard.press("Tab")
    walk(page, "Tab", "Financial year")
    page.keyboard.type("2018")
    visit.wait_for_search("year=2018-19")
    expect(page.get_by_role("status")).to_have_text(
        re.compile(r"^\d of 7 answers changed\. \S.{10,200}$")
    )
    live = [node for node in tree(page) if node.get("live") in ("polite", "assertive")]
    assert len([node for node in live if node["role"] == "status"]) == 1


@pytest.mark.parametrize("path", [page.path for page in site() if page.takes is None])
def test_charts_are_named_described_and_passed_over(visit: Visit, path: str) -> None:
    page = visit.open(path)
    charts = page.locator(".exhibit [role=img]")
    wanting = charts.evaluate_all(
        """all => all.filter((one) => {
            const named = (name) => document.getElementById(one.getAttribute(name));
            const words = (name) => (named(name) || {}).innerText;
            const card = one.closest('.exhibit');
            return words('aria-labelledby') !== card.querySelector('h2').innerText
                || words('aria-describedby') !== card.querySelector('.sentence').innerText
                || one.querySelector('a, button, input, [tabindex]:not([tabindex="-1"])');
        }).map((one) => one.closest('.exhibit').id)"""
    )
    assert wanting == []
    levels = page.locator(":is(h1, h2, h3, h4):visible").evaluate_all(
        "all => all.map((one) => Number(one.tagName[1]))"
    )
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels)), levels
