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

from playwright.sync_api import Browser, Page, sync_playwright

from dashboard.pages import site
from dashboard.settings import ROOT

QUIET = ("--disable-gpu", "--disable-background-networking", "--no-first-run")
SCRIPT = Path(__file__).with_name("painted.js").read_text("utf-8")
CHOOSE = """(value) => measurePaint(() => {
    const select = document.querySelector('.control-offer select');
    Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value').set.call(select, value);
    select.dispatchEvent(new Event('change', { bubbles: true }));
})"""
DRAWN = """() => {
    const cards = [...document.querySelectorAll('.exhibit')];
    return cards.length && cards.every((card) => {
        const graph = card.querySelector('.dash-graph');
        return card.querySelector('.sentence').textContent
            && (!graph || !graph.offsetParent || graph.querySelector('.main-svg'));
    });
}"""
COUNCIL = "/council/E08000016"
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


def cold(page: Page, address: str) -> None:
    """A first visit, nothing in the browser's cache."""
    started = time.perf_counter()
    page.goto(f"{address}/take-up")
    page.wait_for_function(DRAWN)
    say("Cold page, to every chart drawn", time.perf_counter() - started, "s", "≤ 2.5")
    sizes = page.evaluate(
        "() => performance.getEntriesByType('resource')"
        ".map((one) => [one.name, one.encodedBodySize])"
    )
    say("Cold page, bytes", sum(size for _, size in sizes) / 1000, "kB")
    geometry = [size for name, size in sizes if "/geometry/" in name]
    say("Geometry of the first map", max(geometry, default=0) / 1000, "kB", "≤ 150")


def every_page(browser: Browser, address: str) -> None:
    """A first visit to each page that has exhibits, nothing in the browser's cache."""
    for path in [*(page.path for page in site() if page.exhibits and not page.takes), COUNCIL]:
        page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
        started = time.perf_counter()
        page.goto(f"{address}{path}")
        page.wait_for_function(DRAWN)
        say(f"Cold page {path}, to every chart drawn", time.perf_counter() - started, "s", "≤ 2.5")
        page.context.close()


def clicks(page: Page, address: str, kind: str) -> None:
    """Filter changes on the take-up page, each selection asked for the first time."""
    page.goto(f"{address}/take-up?map={kind}")
    page.wait_for_load_state("networkidle")
    page.evaluate(f"() => {{ {SCRIPT} }}")
    offers = page.evaluate(
        "() => [...document.querySelectorAll('.control-offer option:not([disabled])')]"
        ".map((one) => one.value)"
    )
    warm, measured = offers[:4], offers[4:]
    for offer in warm:
        page.evaluate(CHOOSE, offer)
    page.evaluate("() => performance.clearResourceTimings()")
    times = [page.evaluate(CHOOSE, offer) for offer in measured]
    spread(f"Filter change to painted, map of {kind}", times, "ms", "≤ 150/≤ 300")
    sizes = page.evaluate(
        "() => performance.getEntriesByType('resource')"
        ".filter((one) => one.name.includes('_dash-update-component'))"
        ".map((one) => one.encodedBodySize / 1000)"
    )
    spread(f"Bytes sent for it, map of {kind}", sizes, "kB", "≤ 30/≤ 30")


def server_time(address: str, asked: str) -> None:
    """The page's callback asked again without a browser, each selection for the first time."""
    body = json.loads(asked)
    times = []
    for year in range(2012, 2026):
        for region in ("london", "north-east", "south-west", "east-midlands"):
            body["inputs"][0]["value"] = f"?year={year}-{(year + 1) % 100:02d}&region={region}"
            request = urllib.request.Request(
                f"{address}/_dash-update-component",
                json.dumps(body).encode(),
                {"Content-Type": "application/json", "Accept-Encoding": "br, gzip"},
            )
            started = time.perf_counter()
            with urllib.request.urlopen(request) as response:
                response.read()
            times.append(1000 * (time.perf_counter() - started))
    spread("Server time for a filter change, over loopback", times, "ms", "≤ 15/")


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
            asked: list[str] = []
            page.on("request", lambda one: asked.append(one.post_data or ""))
            cold(page, address)
            for kind in MAPS:
                clicks(page, address, kind)
            server_time(address, next(one for one in reversed(asked) if '"figure"' in one))
            every_page(browser, address)
            browser.close()
    finally:
        process.terminate()
        process.wait()
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    say("Most memory of any process", children / 1000, "MB")


if __name__ == "__main__":
    main()
