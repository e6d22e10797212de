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
CHANGES = 40
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
    painted: list[float] = []
    server: list[float] = []
    sent: list[float] = []
    asked: list[int] = []
    busy: list[float] = []
    for _ in range(CHANGES):
        place, value = next_change(page, chance)
        made = change(page, place, value)
        if made is None:
            continue
        painted.append(made.painted)
        asked.append(len(made.found))
        sent.append(sum(one["bytes"] for one in made.found) / 1000)
        server.append(made.server)
        busy.append(sum(page.evaluate("window.longTasks")))
    print(f"{path}: {len(painted)} changes of filters")
    spread(f"{path}: change to last painted", painted, "ms", "≤ 150/≤ 300")
    spread(f"{path}: waiting for the server", server, "ms", "≤ 15/")
    spread(f"{path}: sent for a change", sent, "kB", "≤ 30/")
    say(f"{path}: requests for a change, median", median(asked), "")
    say(f"{path}: in long tasks, median", median(busy), "ms")


@dataclass(frozen=True)
class Change:
    """What a change of a filter took: milliseconds to the last thing painted, and its requests."""

    painted: float
    found: list[dict[str, Any]]

    @property
    def server(self) -> float:
        """Milliseconds that the browser waited for the answer, 0 where it had it already."""
        return max((one["server"] for one in self.found if one["update"]), default=0.0)


def change(page: Page, place: int, value: str) -> Change | None:
    """Choose a value of the control at a place; None where nothing came of it."""
    page.evaluate("() => { performance.clearResourceTimings(); window.longTasks = []; }")
    took = page.evaluate(
        "([place, value]) => measurePaint(() => choose(place, value))", [place, value]
    )
    return None if took is None else Change(took, page.evaluate(RESOURCES))


def next_change(page: Page, chance: random.Random) -> tuple[int, str]:
    """A control by chance, then a value of it: lists with many values are not met more often."""
    choices: list[list[Any]] = page.evaluate("window.choices()")
    place = chance.choice(sorted({place for place, _ in choices}))
    values = [value for at, value in choices if at == place]
    # Back to all now and then, or few councils would be left after a while.
    if "all" in values and chance.random() < 0.4:
        return place, "all"
    return place, chance.choice(values)
