"""Below a path of another site: no request leaves it, and everything still works."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from dashboard.pages import site
from dashboard.settings import Settings
from tests.browser.conftest import Visit, serving

TOKEN = "a token for the tests"


class NoRedirects(urllib.request.HTTPRedirectHandler):
    """Where to go next is for the browser to decide."""

    def redirect_request(self, *_: object) -> None:
        return None


NO_DETOURS = urllib.request.build_opener(NoRedirects)


class Proxy(BaseHTTPRequestHandler):
    """A reverse proxy that passes on what is below /sli, without /sli, and nothing else."""

    to = ""
    outside: list[str]

    def do_GET(self) -> None:
        self.pass_on()

    def do_POST(self) -> None:
        self.pass_on()

    def pass_on(self) -> None:
        if not self.path.startswith("/sli/"):
            self.outside.append(self.path)
            self.send_error(404)
            return
        length = int(self.headers.get("Content-Length", 0))
        request = urllib.request.Request(
            self.to + self.path.removeprefix("/sli"),
            data=self.rfile.read(length) if length else None,
            method=self.command,
            headers={
                "Content-Type": self.headers.get("Content-Type", ""),
                "Accept": self.headers.get("Accept", "*/*"),
                "Cookie": self.headers.get("Cookie", ""),
                "X-Forwarded-Host": self.headers["Host"],
                "X-Forwarded-Proto": "http",
            },
        )
        try:
            answer = NO_DETOURS.open(request, timeout=60)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            content = answer.read()
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                if name not in ("Connection", "Content-Length", "Date", "Server"):
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(settings: Settings) -> Iterator[str]:
    """A dashboard below /sli, behind the proxy."""
    Proxy.outside = []
    proxy = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    threading.Thread(target=proxy.serve_forever, daemon=True).start()
    with serving(
        settings, DASHBOARD_PREFIX="/sli", DASHBOARD_TRUSTED_PROXIES="1", DASHBOARD_LOAD_TOKEN=TOKEN
    ) as Proxy.to:
        yield f"http://127.0.0.1:{proxy.server_port}/sli"
    proxy.shutdown()


def links(visit: Visit) -> list[str]:
    found = visit.page.eval_on_selector_all("a[href]", "all => all.map((one) => one.href)")
    origin = visit.address.removesuffix("/sli")
    return [one for one in found if one.startswith(origin)]


def test_no_page_leaves_the_path(visit: Visit) -> None:
    for page in site():
        visit.open("/council/E08000016" if page.takes else page.path)
        assert visit.page.locator("h1").inner_text() != "There is no page at this address"
        assert all(link.startswith(visit.address + "/") for link in links(visit)), page.path
    assert visit.attempts == []
    assert Proxy.outside == []
    assert visit.errors == []


def test_a_reader_can_go_about(visit: Visit) -> None:
    page = visit.open("/take-up?year=2016-17")
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Coverage").click()
    page.wait_for_url("**/sli/coverage*")
    visit.settle()
    page.go_back()
    page.wait_for_url("**/sli/take-up*")
    visit.settle()
    with page.expect_download() as saved:
        page.locator("a.file[href*='take-up-by-region.csv']").click()
    text = saved.value.path().read_text("utf-8")
    assert f"{visit.address}/exhibits/take-up-by-region.csv?year=2016-17" in text
    assert visit.attempts == []
    assert Proxy.outside == []
    assert visit.errors == []


def test_the_pages_for_loading_stay_below_it_too(visit: Visit) -> None:
    page = visit.page
    page.goto(visit.address + "/load")
    assert all(link.startswith(visit.address + "/") for link in links(visit))
    page.fill("input[name=token]", TOKEN)
    page.get_by_role("button").first.click()
    page.wait_for_url("**/sli/load")
    (cookie,) = (one for one in page.context.cookies() if one["name"] == "loading")
    assert cookie["path"] == "/sli/load"
    assert Proxy.outside == []
    assert visit.attempts == []
