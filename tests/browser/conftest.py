"""A running dashboard and a browser that may speak to nothing else."""

from __future__ import annotations

import io
import subprocess
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Route, sync_playwright
from pypdf import PdfReader

from dashboard.settings import Settings
from tests.served import served

WIDTHS = {"laptop": 1440, "tablet": 1024, "phone": 390}
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# Violations by rule, with the places and what is wrong there.
FIND_VIOLATIONS = """async ([rules, without]) => {
    const found = await axe.run(document, {
        runOnly: rules,
        resultTypes: ['violations'],
        // Fetching style sheets and sounds again is for rules that are not among these.
        preload: false,
        rules: Object.fromEntries(without.map((one) => [one, { enabled: false }])),
    });
    return found.violations.map((one) => [`${one.id}: ${one.help}`, ...one.nodes.slice(0, 5).map(
        (node) => `  ${node.target.join(' ')}: ${node.html.slice(0, 200)}: ${node.failureSummary}`
    )].join('\\n'));
}"""
CUT_WORDS = """() => [...document.querySelectorAll('.exhibit .dash-graph')].flatMap((graph) => {
    const box = graph.getBoundingClientRect();
    return [...graph.querySelectorAll('svg text')]
        .filter((text) => text.textContent.trim() && text.getBoundingClientRect().width)
        .filter((text) => {
            const one = text.getBoundingClientRect();
            return one.left < box.left - 1 || one.right > box.right + 1
                || one.top < box.top - 1 || one.bottom > box.bottom + 1;
        })
        .map((text) => text.textContent);
})"""
# Counts what is on its way, and remembers the address that the page last showed answers for.
WATCH = """() => {
    window.onTheWay = 0;
    const fetched = window.fetch;
    window.fetch = (...wanted) => {
        window.onTheWay += 1;
        return fetched(...wanted).finally(() => { window.onTheWay -= 1; });
    };
    const send = XMLHttpRequest.prototype.send;
    XMLHttpRequest.prototype.send = function (...sent) {
        window.onTheWay += 1;
        this.addEventListener('loadend', () => { window.onTheWay -= 1; });
        return send.apply(this, sent);
    };
    document.addEventListener('shown', () => {
        window.showing = window.location.pathname + window.location.search;
    });
}"""
# The page shows what its address asks for, nothing is on its way, and every chart that can be seen
# is drawn as wide as its place.
SETTLED = """async () => {
  const settled = () => {
    const titles = document.querySelectorAll('h1');
    const page = document.getElementById('page');
    if (titles.length !== 1 || !page || document.querySelector('.busy')) return false;
    if (window.onTheWay) return false;
    const cards = document.querySelectorAll('.exhibit');
    if (cards.length && window.showing !== here()) return false;
    return [...document.querySelectorAll('.exhibit .dash-graph')]
        .filter((graph) => graph.offsetParent)
        .every((graph) => {
            const drawn = graph.querySelector('.main-svg');
            const width = (one) => one.getBoundingClientRect().width;
            return drawn && Math.abs(width(drawn) - width(graph)) < 2;
        });
  };
  const here = () => window.location.pathname + window.location.search;
  const began = performance.now();
  let since = null;
  while (performance.now() - began < 30000) {
    since = settled() ? since ?? performance.now() : null;
    if (since !== null && performance.now() - since > 150) return true;
    await new Promise((again) => setTimeout(again, 25));
  }
  return false;
}"""
SHOW = """(view) => document.querySelectorAll('.views').forEach((card) => {
    card.opened = card.opened || card.querySelector('input:checked').value;
    card.querySelector(`input[value=${view || card.opened}]`).click();
})"""
# No other host can be reached, or a page that asks one would wait for it. Blocking requests one by
# one instead would switch the browser's cache off.
QUIET = (
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    # The pages of a context share a process, which keeps the scripts that it has compiled.
    "--process-per-site",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@contextmanager
def serving(settings: Settings, **more: str) -> Iterator[str]:
    """The address of a dashboard served as `make run` serves it, on a free port.

    `more` are settings beyond the usual ones, as environment variables.
    """
    with served(settings, **more) as (port, process):
        assert process.poll() is None, f"The dashboard stopped with status {process.returncode}"
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="session")
def address(settings: Settings) -> Iterator[str]:
    """The address of a dashboard with the settings that it has by default."""
    with serving(settings) as here:
        yield here


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
        self.page.add_init_script(f"({WATCH})()")
        self.address = address
        self.errors: list[str] = []
        self.attempts: list[str] = []
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", self._note_request)

    def _note(self, message) -> None:  # type: ignore[no-untyped-def]
        if message.type == "error":
            self.errors.append(message.text)

    def _note_request(self, request) -> None:  # type: ignore[no-untyped-def]
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.attempts.append(request.url)

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the page shows what its address asks for, drawn, and then stays as it is."""
        assert self.page.evaluate(SETTLED), "The page did not come to rest within 30 seconds"

    def resize(self, width: int) -> None:
        """Make the window as wide as that, and wait until the charts are drawn again."""
        self.page.set_viewport_size({"width": width, "height": 900})
        self.settle()

    def cut_words(self) -> list[str]:
        """Words of charts that reach beyond their chart."""
        return self.page.evaluate(CUT_WORDS)

    def too_wide(self) -> int:
        """Pixels that the page is wider than the screen."""
        return self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")

    def violations(self, without: Sequence[str] = ()) -> list[str]:
        """What axe finds on the page as it stands, by all rules but those named."""
        if self.page.evaluate("typeof axe === 'undefined'"):
            self.page.evaluate(AXE_SCRIPT)
        return self.page.evaluate(FIND_VIOLATIONS, [list(RULES), list(without)])

    def ask(self, search: str) -> None:
        """Change the selection as a filter does, without opening the page anew."""
        self.page.evaluate(
            "(search) => window.dash_clientside.set_props('address', { search })", search
        )

    def hold_answers(self, most: int = 1000) -> list[Route]:
        """Requests for the answers of a page, as many as that, each held until it is let go on."""
        held: list[Route] = []

        def hold(route: Route) -> None:
            if '"figure"' in (route.request.post_data or "") and len(held) < most:
                held.append(route)
            else:
                route.continue_()

        self.page.route("**/_dash-update-component*", hold)
        return held

    def choose(self, search: str) -> None:
        """Change the selection as a filter does, and wait until it is shown."""
        self.ask(search)
        self.page.wait_for_function("(search) => window.location.search === search", arg=search)
        self.settle()

    def show(self, view: str | None) -> None:
        """Show that view (chart, table, method) on every card; None: those it opened on."""
        self.page.evaluate(SHOW, view)
        self.settle()

    def check_fit(self) -> None:
        """Fail when the page is wider than the screen or a word of a chart is cut off."""
        assert self.too_wide() <= 0, self.page.viewport_size
        assert self.cut_words() == [], self.page.viewport_size

    def check_access(self) -> None:
        """Fail with a report when axe finds anything on the page as it stands."""
        found = self.violations()
        assert not found, "\n".join(found)

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


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Iterator[dict[str, BrowserContext]]:
    """One for each width, so that what a browser keeps is kept from visit to visit."""
    made = {
        name: browser.new_context(viewport={"width": width, "height": 900}, accept_downloads=True)
        for name, width in WIDTHS.items()
    }
    yield made
    for context in made.values():
        context.close()


@pytest.fixture(params=["laptop"])
def visit(
    request: pytest.FixtureRequest, contexts: dict[str, BrowserContext], address: str
) -> Iterator[Visit]:
    """A visit at laptop width, or at those a test asks for."""
    context = contexts[request.param]
    if not context.pages:
        # It stays open, and its process with it: the next pages open in a third of the time.
        context.new_page().goto(f"{address}/")
    visit = Visit(context, address)
    yield visit
    visit.page.close()
