"""A running dashboard and a browser that may speak to nothing else."""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys
import time
import unicodedata
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright
from pypdf import PdfReader

from dashboard.settings import ROOT, Settings

WIDTHS = {"laptop": 1440, "tablet": 1024, "phone": 390}
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="session")
def address(settings: Settings) -> Iterator[str]:
    """The address of a dashboard served as `make run` serves it, on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "DASHBOARD_PORT": str(port)}
    with subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=environment) as process:
        here = f"http://127.0.0.1:{port}"
        try:
            _wait(here, process)
            yield here
        finally:
            process.terminate()


def _wait(here: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if process.poll() is not None:
            pytest.fail(f"The dashboard stopped with status {process.returncode}")
        try:
            urllib.request.urlopen(f"{here}/health", timeout=2).close()
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail("The dashboard did not start within a minute")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium, or whichever `find_chromium.sh` finds."""
    script = Path(__file__).with_name("find_chromium.sh")
    found = subprocess.run(["sh", script], capture_output=True, text=True, check=True)
    browser = playwright.chromium.launch(executable_path=found.stdout.strip(), args=list(QUIET))
    yield browser
    browser.close()


class Visit:
    """A page of the dashboard, with what went wrong on it and whom it tried to reach."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.page: Page = context.new_page()
        self.address = address
        self.errors: list[str] = []
        self.attempts: list[str] = []
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        context.route("**/*", self._only_here)

    def _note(self, message) -> None:  # type: ignore[no-untyped-def]
        if message.type == "error":
            self.errors.append(message.text)

    def _only_here(self, route) -> None:  # type: ignore[no-untyped-def]
        url = route.request.url
        if url.startswith((self.address, "data:", "blob:")):
            route.continue_()
        else:
            self.attempts.append(url)
            route.abort()

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until every chart is drawn and nothing is on its way."""
        self.page.wait_for_selector("h1")
        self.page.wait_for_load_state("networkidle")
        self.page.wait_for_function(
            """() => [...document.querySelectorAll('.exhibit .dash-graph')]
                .filter((one) => one.offsetParent)
                .every((one) => one.querySelector('.main-svg'))"""
        )

    def printed(self) -> list[str]:
        """The text of each side of the page as Chromium prints it; ligatures and lines undone."""
        pdf = self.page.pdf(format="A4", prefer_css_page_size=True)
        sides = PdfReader(io.BytesIO(pdf)).pages
        texts = [unicodedata.normalize("NFKC", side.extract_text()) for side in sides]
        return [" ".join(text.split()) for text in texts]

    @property
    def search(self) -> str:
        """The query string as it stands in the address bar."""
        return self.page.evaluate("decodeURIComponent(window.location.search)")

    def wait_for_search(self, text: str) -> None:
        self.page.wait_for_function(
            "(text) => decodeURIComponent(window.location.search).includes(text)", arg=text
        )
        self.settle()


@pytest.fixture(params=["laptop"])
def visit(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Visit]:
    """A visit at laptop width, or at those a test asks for."""
    size = {"width": WIDTHS[request.param], "height": 900}
    context = browser.new_context(viewport=size, accept_downloads=True)
    yield Visit(context, address)
    context.close()


at_every_width = pytest.mark.parametrize("visit", list(WIDTHS), indirect=True)
