"""How fast the dashboard is, measured as a reader meets it: `make bench`.

Prints figures beside the targets of the design; it passes no judgement and is no test.
"""

from __future__ import annotations

import json
import os
import resource
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Page, sync_playwright

from dashboard.settings import ROOT

ROUNDS = 40
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
SCRIPT = Path(__file__).with_name("painted.js").read_text("utf-8")
CHOOSE = """(value) => measurePaint(() => {
    const select = document.querySelector('.control-offer select');
    Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value').set.call(select, value);
    select.dispatchEvent(new Event('change', { bubbles: true }));
})"""
OFFERS = ("leadership", "peer-support", "one-public-estate", "workforce", "peer-challenge")
MAPS = ("regions", "councils", "hex")


def say(what: str, value: float, unit: str, target: str = "") -> None:
    """One line of the report."""
    print(f"{what:<58}{value:>10,.1f} {unit:<6}{target}", flush=True)


def spread(what: str, values: list[float], unit: str, target: str) -> None:
    """Median and 95th percentile of a list of measurements."""
    say(f"{what}, median", median(values), unit, target.split("/")[0])
    say(f"{what}, 95th percentile", quantiles(values, n=20)[-1], unit, target.split("/")[-1])


def build_times() -> None:
    """A full build into an empty folder, and a look when nothing changed."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DASHBOARD_DATA": folder}
        for what, target in (("Full build", "≤ 20"), ("Build when nothing changed", "")):
            started = time.perf_counter()
            command = [sys.executable, "-m", "dashboard", "build"]
            subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
            say(what, time.perf_counter() - started, "s", target)


def start() -> tuple[str, subprocess.Popen[bytes]]:
    """Start the dashboard with its data built, and say how long it took to answer."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    started = time.perf_counter()
    environment = {**os.environ, "DASHBOARD_PORT": str(port)}
    process = subprocess.Popen(
        [sys.executable, "app.py"], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL
    )
    while time.perf_counter() - started < 60:
        try:
            urllib.request.urlopen(f"{address}/health", timeout=1).close()
            break
        except OSError:
            time.sleep(0.02)
    say("Start with data built, to first answer", time.perf_counter() - started, "s", "≤ 3")
    return address, process


class Exchange:
    """What a filter change costs on the wire and on the server, as the browser sees it."""

    def __init__(self, page: Page) -> None:
        self.bytes: list[float] = []
        self.posts: list[tuple[str, dict[str, str]]] = []
        page.on("requestfinished", self._note)

    def _note(self, request) -> None:  # type: ignore[no-untyped-def]
        if request.url.endswith("/_dash-update-component"):
            self.bytes.append(request.sizes()["responseBodySize"])
            self.posts.append((request.post_data, request.headers))


def cold(page: Page, address: str) -> None:
    """A first visit, nothing in the browser's cache."""
    started = time.perf_counter()
    page.goto(f"{address}/take-up")
    page.wait_for_function(
        "() => document.querySelectorAll('.exhibit .main-svg').length >= 3"
        " && document.querySelector('.exhibit .ag-row')"
    )
    say("Cold page, to every chart drawn", time.perf_counter() - started, "s", "≤ 2.5")
    sizes = page.evaluate(
        "() => performance.getEntriesByType('resource')"
        ".map((one) => [one.name, one.encodedBodySize])"
    )
    say("Cold page, bytes", sum(size for _, size in sizes) / 1000, "kB")
    geometry = [size for name, size in sizes if "/geometry/" in name]
    say("Geometry of the first map", max(geometry, default=0) / 1000, "kB", "≤ 150")


def clicks(page: Page, exchange: Exchange, address: str, kind: str) -> None:
    """Filter changes on the take-up page with one kind of map."""
    page.goto(f"{address}/take-up?map={kind}")
    page.wait_for_load_state("networkidle")
    page.evaluate(f"() => {{ {SCRIPT} }}")
    for offer in OFFERS:
        page.evaluate(CHOOSE, offer)
    exchange.bytes.clear()
    exchange.posts.clear()
    times = [page.evaluate(CHOOSE, OFFERS[turn % len(OFFERS)]) for turn in range(ROUNDS)]
    spread(f"Filter change to painted, map of {kind}", times, "ms", "≤ 150/≤ 300")
    spread(
        f"Bytes sent for it, map of {kind}", [b / 1000 for b in exchange.bytes], "kB", "≤ 30/≤ 30"
    )


def server_time(address: str, exchange: Exchange) -> None:
    """The same callbacks asked again without a browser, each selection for the first time."""
    body = json.loads(exchange.posts[-1][0])
    times = []
    for year in range(2012, 2026):
        for region in ("london", "north-east", "south-west", "east-midlands"):
            search = f"?year={year}-{(year + 1) % 100:02d}&region={region}"
            body["inputs"][0]["value"] = search
            request = urllib.request.Request(
                f"{address}/_dash-update-component",
                json.dumps(body).encode(),
                {"Content-Type": "application/json", "Accept-Encoding": "br, gzip"},
            )
            started = time.perf_counter()
            urllib.request.urlopen(request).read()
            times.append(1000 * (time.perf_counter() - started))
    spread("Server time for it, over loopback", times, "ms", "≤ 15/")


def main() -> None:
    """Print every measurement."""
    build_times()
    address, process = start()
    try:
        with sync_playwright() as playwright:
            script = ROOT / "tests" / "browser" / "find_chromium.sh"
            found = subprocess.run(["sh", script], capture_output=True, text=True, check=True)
            browser = playwright.chromium.launch(
                executable_path=found.stdout.strip(), args=list(QUIET)
            )
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            exchange = Exchange(page)
            cold(page, address)
            for kind in MAPS:
                clicks(page, exchange, address, kind)
            server_time(address, exchange)
            browser.close()
    finally:
        process.terminate()
        process.wait()
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    say("Most memory of any process", children / 1000, "MB")


if __name__ == "__main__":
    main()
