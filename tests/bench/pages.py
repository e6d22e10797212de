"""Every page with filters and every kind of change, as a reader in a browser meets them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from dashboard.pages import site
from tests.bench.report import say, spread

COUNCIL = "/council/E08000016"
CHANGES = 60
SCRIPT = Path(__file__).with_name("painted.js").read_text("utf-8")
REST = """() => {
    const page = document.getElementById('page');
    const here = window.location.pathname + window.location.search;
    const cards = [...document.querySelectorAll('.exhibit')];
    return page && !document.querySelector('.busy') && !window.onTheWay
        && cards.length && window.showing === here
        && cards.every((card) => {
            const graph = card.querySelector('.dash-graph');
            return !graph || !graph.offsetParent || graph.querySelector('.main-svg');
        });
}"""
# What the browser had kept is no request.
RESOURCES = """() => performance.getEntriesByType('resource')
    .filter((one) => one.transferSize).map((one) => ({
    update: one.name.includes('_dash-update-component'),
    bytes: one.encodedBodySize,
    server: one.responseStart - one.requestStart,
}))"""


def paths() -> list[str]:
    """Every page with exhibits, and that of a council."""
    return [*(page.path for page in site() if page.exhibits and not page.takes), COUNCIL]


def after_opening(browser: Browser, address: str, path: str) -> list[str]:
    """Print what each change of a filter costs on a page, and what its scripts hold then.

    Gives what the changes asked of the server.
    """
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = opened(context, address, path)
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.post_data or ""))
    if page.evaluate("window.choices().length"):
        _changes(page, path)
    heap = page.evaluate("performance.memory ? performance.memory.usedJSHeapSize : 0")
    say(f"{path}: memory of its scripts", heap / 1e6, "MB")
    context.close()
    return [body for body in asked if body]


def opened(context: BrowserContext, address: str, path: str) -> Page:
    """A page on which everything is drawn."""
    page = context.new_page()
    page.add_init_script(SCRIPT)
    page.goto(f"{address}{path}")
    page.wait_for_function(REST)
    return page


def _changes(page: Page, path: str) -> None:
    """Change filters at random, from a seed, so that every kind of them is met."""
    chance = random.Random(path)
    found: list[Change] = []
    busy: list[float] = []
    for _ in range(CHANGES):
        made = change(page, *next_change(page, chance))
        if made is not None:
            found.append(made)
            busy.append(sum(page.evaluate("window.longTasks")))
    print(f"{path}: {len(found)} changes of filters")
    spread(f"{path}: change to last painted", [one.painted for one in found], "ms", "≤ 150/≤ 300")
    spread(f"{path}: waiting for the server", [one.server for one in found], "ms", "≤ 15/")
    spread(f"{path}: sent for a change", [one.sent for one in found], "kB", "≤ 30/")
    say(f"{path}: requests for a change, median", median(len(one.requests) for one in found), "")
    say(f"{path}: in long tasks, median", median(busy), "ms")
    for key in sorted({one.key for one in found}):
        these = [one for one in found if one.key == key]
        words = f"{path}: {key} ({len(these)}), painted and server, median"
        print(
            f"{words:64} {median(one.painted for one in these):7.0f} "
            f"{median(one.server for one in these):7.0f} ms",
            flush=True,
        )


@dataclass(frozen=True)
class Change:
    """A change of a filter: its key, milliseconds to the last thing painted, and its requests."""

    key: str
    painted: float
    requests: list[dict[str, Any]]

    @property
    def server(self) -> float:
        """Milliseconds that the browser waited for the answer, 0 where it had it already."""
        return max((one["server"] for one in self.requests if one["update"]), default=0.0)

    @property
    def sent(self) -> float:
        """Kilobytes that came, compressed."""
        return sum(one["bytes"] for one in self.requests) / 1000


def change(page: Page, key: str, value: str) -> Change | None:
    """Choose a value of the control of a key; None where nothing came of it."""
    page.evaluate("() => { performance.clearResourceTimings(); window.longTasks = []; }")
    took = page.evaluate("([key, value]) => measurePaint(() => choose(key, value))", [key, value])
    return None if took is None else Change(key, took, page.evaluate(RESOURCES))


def next_change(page: Page, chance: random.Random) -> tuple[str, str]:
    """A control by chance, then a value of it: lists with many values are not met more often."""
    choices: list[tuple[str, str, bool]] = page.evaluate("window.choices()")
    key = chance.choice(sorted({key for key, _, _ in choices}))
    here = [(value, takes_back) for at, value, takes_back in choices if at == key]
    # Something is taken back now and then, or few councils would be left after a while.
    taken_back = [value for value, takes_back in here if takes_back]
    if taken_back and chance.random() < 0.4:
        return key, chance.choice(taken_back)
    return key, chance.choice([value for value, _ in here])
