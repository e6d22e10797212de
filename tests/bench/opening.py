"""A first visit to each page, in a browser that has kept nothing and that nobody looks into.

A browser that is watched, as Playwright watches its pages, takes down where each JavaScript error
was thrown, also those that are caught. plotly.js throws some to find out what the browser can do,
and is read again for each: half a second that no reader waits. So these pages are opened and asked
through Chromium's protocol, with nothing switched on but what is needed.
"""

from __future__ import annotations

import json
import time
from itertools import count
from statistics import median
from typing import Any

from playwright.sync_api import Browser, CDPSession

from tests.bench.pages import REST, SCRIPT
from tests.bench.report import say

VISITS = 3
# A line as in many an office: bytes a second, and milliseconds before the first of them.
LINE = {"downloadThroughput": 1_250_000, "uploadThroughput": 1_250_000, "latency": 40}
# When the first card is there with its words, and when everything is drawn.
OPENED = """(done) => new Promise((resolve) => {
    let words = null;
    const look = () => {
        const first = document.querySelector('.exhibit .sentence');
        if (words === null && first && first.textContent) words = performance.now();
        if (words !== null && done()) resolve([words, performance.now()]);
        else setTimeout(look, 10);
    };
    look();
})"""
BYTES = """() => performance.getEntriesByType('resource')
    .reduce((sum, one) => sum + one.encodedBodySize, 0)"""
MOVED = """window.moved = 0;
new PerformanceObserver((list) => {
    list.getEntries().forEach((one) => { window.moved += one.value; });
}).observe({ type: 'layout-shift' });"""


class Unwatched:
    """A page in a context of its own that Playwright knows nothing of."""

    def __init__(self, browser: Browser) -> None:
        self._browser: CDPSession = browser.new_browser_cdp_session()
        self._answers: dict[int, dict[str, Any]] = {}
        self._numbers = count(1)
        self._browser.on("Target.receivedMessageFromTarget", self._note)
        made = self._browser.send("Target.createBrowserContext")
        self._context = made["browserContextId"]
        size = {"width": 1440, "height": 900, "browserContextId": self._context}
        target = self._browser.send("Target.createTarget", {"url": "about:blank", **size})
        attached = self._browser.send("Target.attachToTarget", {**target, "flatten": False})
        self._session = attached["sessionId"]
        self.send("Page.enable")
        for script in (SCRIPT, MOVED):
            self.send("Page.addScriptToEvaluateOnNewDocument", source=script)

    def _note(self, event: dict[str, Any]) -> None:
        answer = json.loads(event["message"])
        self._answers[answer.get("id", 0)] = answer

    def send(self, method: str, **given: object) -> dict[str, Any]:
        """Ask the page's side of the protocol. Raises RuntimeError when it answers an error."""
        number = next(self._numbers)
        message = json.dumps({"id": number, "method": method, "params": given})
        self._browser.send(
            "Target.sendMessageToTarget", {"sessionId": self._session, "message": message}
        )
        while number not in self._answers:
            # Messages are noted while something else is asked.
            time.sleep(0.02)
            self._browser.send("Browser.getVersion")
        answer = self._answers.pop(number)
        if "error" in answer or "exceptionDetails" in answer["result"]:
            raise RuntimeError(answer)
        return answer["result"]

    def evaluate(self, function: str) -> Any:
        """What a function gives, once it has it."""
        answer = self.send(
            "Runtime.evaluate", expression=f"({function})()", awaitPromise=True, returnByValue=True
        )
        return answer["result"]["value"]

    def close(self) -> None:
        """Close the page and forget what its context kept."""
        self._browser.send("Target.disposeBrowserContext", {"browserContextId": self._context})
        self._browser.detach()


def opening(browser: Browser, address: str, path: str) -> None:
    """Print what a first visit to a page costs, on this machine and over a line to an office."""
    for where, line in (("", None), (" at 10 Mbit/s", LINE)):
        words, drawn, moved, sizes = zip(
            *(_visit(browser, f"{address}{path}", line) for _ in range(VISITS)), strict=True
        )
        say(f"{path}: cold{where}, to the first words", median(words) / 1000, "s")
        say(f"{path}: cold{where}, to every chart drawn", median(drawn) / 1000, "s", "≤ 2.5")
    say(f"{path}: cold, pushed about while opening", max(moved), "", "≤ 0.1", 2)
    say(f"{path}: cold, bytes", max(sizes) / 1000, "kB")


def _visit(
    browser: Browser, address: str, line: dict[str, int] | None
) -> tuple[float, float, float, float]:
    page = Unwatched(browser)
    if line:
        page.send("Network.enable")
        page.send("Network.emulateNetworkConditions", offline=False, **line)
    # A new window is busy with itself for a moment.
    time.sleep(0.6)
    page.send("Page.navigate", url=address)
    words, drawn = page.evaluate(f"() => ({OPENED})({REST})")
    moved, size = page.evaluate("() => window.moved"), page.evaluate(BYTES)
    page.close()
    return words, drawn, moved, size
