"""How fast the dashboard is, measured as a reader meets it: `make bench`.

Prints figures beside the targets of the design; it passes no judgement and is no test.
"""

from __future__ import annotations

import os
import resource
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from dashboard.settings import ROOT
from tests.bench.alone import alone
from tests.bench.opening import opening
from tests.bench.pages import after_opening, paths
from tests.bench.report import say

MAPS = ("regions", "councils", "hex")
QUIET = ("--disable-gpu", "--disable-background-networking", "--no-first-run")


def build_times() -> None:
    """A full build into an empty folder, and a look when nothing changed."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DASHBOARD_DATA": folder}
        for what, target in (("Full build", "≤ 20"), ("Build when nothing changed", "")):
            started = time.perf_counter()
            command = [sys.executable, "-m", "dashboard", "build"]
            subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
            say(what, time.perf_counter() - started, "s", target)


def start(folder: Path = ROOT) -> tuple[str, subprocess.Popen[bytes]]:
    """Start the dashboard of a folder with its data built, and say how long it took to answer."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    started = time.perf_counter()
    environment = {**os.environ, "DASHBOARD_PORT": str(port)}
    process = subprocess.Popen(
        [sys.executable, "app.py"],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while time.perf_counter() - started < 60:
        try:
            urllib.request.urlopen(f"{address}/health", timeout=1).close()
            break
        except OSError:
            time.sleep(0.02)
    say("Start with data built, to first answer", time.perf_counter() - started, "s", "≤ 3")
    return address, process


def launched(playwright: Playwright) -> Browser:
    """A browser that does nothing by itself."""
    script = ROOT / "tests" / "browser" / "find_chromium.sh"
    found = subprocess.run(["sh", script], capture_output=True, text=True, check=True)
    return playwright.chromium.launch(executable_path=found.stdout.strip(), args=list(QUIET))


def geometry(page: Page, address: str) -> None:
    """The largest layer of a map that a page asks for, as it is sent."""
    sizes = []
    for kind in MAPS:
        page.goto(f"{address}/take-up?map={kind}", wait_until="networkidle")
        sizes += page.evaluate(
            "() => performance.getEntriesByType('resource')"
            ".filter((one) => one.name.includes('/geometry/')).map((one) => one.encodedBodySize)"
        )
    say("Geometry of a map, at most", max(sizes, default=0) / 1000, "kB", "≤ 150")


def resident(pid: int) -> float:
    """Bytes of memory that a process holds now."""
    pages = Path(f"/proc/{pid}/statm").read_text("utf-8").split()[1]
    return int(pages) * float(resource.getpagesize())


def main() -> None:
    """Print every measurement."""
    build_times()
    address, process = start()
    try:
        with sync_playwright() as playwright:
            browser = launched(playwright)
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            geometry(page, address)
            asked = {}
            for path in paths():
                opening(browser, address, path)
                asked[path] = after_opening(browser, address, path)
            say("Memory of the server", resident(process.pid) / 1e6, "MB")
            browser.close()
    finally:
        process.terminate()
        process.wait()
    # One that has not answered any of it yet.
    address, process = start()
    try:
        alone(address, asked)
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    main()
