"""The changes of filters that a browser made, asked again of a server that has nothing else to do.

Beside a browser on the same cores an answer waits for its turn, and what the server needs is no
longer near: what is measured there is as much the machine as the server.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from http.client import HTTPConnection
from statistics import median
from urllib.parse import urlsplit

from dashboard.pages import site
from tests.bench.replay import CALLBACKS, JSON
from tests.bench.report import say, spread

# Until what is asked ahead has been asked.
REST_SECONDS = 100


def alone(address: str, asked: Mapping[str, Sequence[str]]) -> None:
    """Print what a page's one request for all of its exhibits takes, for each page of `asked`."""
    time.sleep(REST_SECONDS)
    connection = HTTPConnection(urlsplit(address).netloc, timeout=60)
    for path, bodies in asked.items():
        if bodies:
            times = [_time(connection, body) for body in bodies]
            spread(f"{path}: server alone, a change", times, "ms", "≤ 15/")
            each = median(times) / _number_of_exhibits(path)
            say(f"{path}: the same, on average for an exhibit", each, "ms")
    connection.close()


def _number_of_exhibits(path: str) -> int:
    """How many there are on the page at `path`, the last part of which may be a value."""
    parent = path.rpartition("/")[0]
    there = (page for page in site() if page.path == (parent if page.takes else path))
    return len(next(there).exhibits)


def _time(connection: HTTPConnection, body: str) -> float:
    started = time.perf_counter()
    connection.request("POST", CALLBACKS, body, {**JSON, "Accept-Encoding": "zstd, br, gzip"})
    connection.getresponse().read()
    return 1000 * (time.perf_counter() - started)
