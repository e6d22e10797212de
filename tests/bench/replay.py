"""What browsers ask when readers change filters, to be asked again by many clients."""

from __future__ import annotations

import copy
import http.client
import json
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

from dashboard import create_app
from dashboard.exhibits import catalogue
from dashboard.pages import site
from dashboard.settings import ROOT, Settings
from tests.callback_bodies import bodies

CALLBACKS = "/_dash-update-component"
JSON = {"Content-Type": "application/json"}
REGIONS = ("london", "north-east", "south-west", "east-midlands", "west-midlands", "north-west")
TYPES = ("county", "district", "unitary", "metropolitan-district", "london-borough")
YEARS = tuple(f"{year}-{(year + 1) % 100:02d}" for year in range(2012, 2024))
Request = tuple[str, str, bytes | None]


def filters() -> list[str]:
    """Selections as they stand in addresses, some thousand of them."""
    found = [""]
    for year, region, kind in product(YEARS, ("", *REGIONS), ("", *TYPES)):
        parts = {"year": year, "region": region, "type": kind}
        found.append("?" + "&".join(f"{key}={value}" for key, value in parts.items() if value))
    return found


def filter_changes(settings: Settings) -> list[dict]:
    """The request that a filter change makes, one for each page as it opens."""
    sent = bodies(create_app(settings), "?year=2016-17")
    found = [body for body in sent if ".notices.children" in body["output"]]
    opens_on = {exhibit.id: exhibit.opens_on for exhibit in catalogue()}
    groups = [group for body in found for group in body["state"] if isinstance(group, list)]
    for view in (one for group in groups for one in group if "exhibit" in one["id"]):
        view["value"] = opens_on[view["id"]["exhibit"]]
    return found


def changed(body: dict, search: str, shown: object = None) -> bytes:
    """A request for another selection; `shown` is what the page kept of the answer before."""
    body = copy.deepcopy(body)
    for group in (body["inputs"], body["state"]):
        for one in group:
            if isinstance(one, dict) and one.get("property") == "search":
                one["value"] = search
            elif isinstance(one, dict) and one.get("id") == "shown":
                one["value"] = shown
    return json.dumps(body).encode()


def mixed(settings: Settings, seed: int) -> Iterator[Request]:
    """Without end: pages, data files of every kind and filter changes, by chance.

    Nine in ten are for one of a few selections, as readers mostly open what others have opened.
    """
    chance = random.Random(seed)
    pages = [page.path for page in site() if not page.takes]
    ids = [exhibit.id for exhibit in catalogue()]
    changes, searches = filter_changes(settings), filters()
    while True:
        kind = chance.random()
        search = chance.choice(searches[:: len(searches) // 8] if kind * 10 % 1 < 0.9 else searches)
        if kind < 0.5:
            yield "POST", CALLBACKS, changed(chance.choice(changes), search)
        elif kind < 0.6:
            yield "GET", chance.choice(pages) + search, None
        elif kind < 0.605:
            yield "GET", f"/exhibits/{chance.choice(ids)}.xlsx{search}", None
        elif kind < 0.65:
            yield "GET", f"/exhibits/{chance.choice(ids)}/figure.json{search}", None
        elif kind < 0.75:
            yield "GET", chance.choice(("/health", "/exhibits.json", "/_dash-layout")), None
        else:
            ending = chance.choice(("json", "csv"))
            yield "GET", f"/exhibits/{chance.choice(ids)}.{ending}{search}", None


@contextmanager
def serving(data: Path, workers: int = 1) -> Iterator[tuple[int, int]]:
    """A dashboard over some data: its port and the number of its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if "DASHBOARD" not in name}
    environment |= {
        "DASHBOARD_PORT": str(port),
        "DASHBOARD_DATA": str(data),
        "DASHBOARD_WORKERS": str(workers),
    }
    command = [sys.executable, "app.py"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            until = time.monotonic() + 120
            while not _is_there(port):
                if process.poll() is not None or time.monotonic() > until:
                    raise SystemExit("The dashboard did not start.")
                time.sleep(0.1)
            _wait_for_workers(process.pid)
            yield port, process.pid
        finally:
            process.terminate()


def _wait_for_workers(process: int) -> None:
    """Wait until no child has anything left to do: one may answer while others still open."""
    used, before = 0.0, -100.0
    while used - before > 5:
        time.sleep(0.5)
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        times = [Path(f"/proc/{child}/stat").read_text().split()[13:15] for child in children]
        used, before = sum(float(one) for both in times for one in both), used


def _is_there(port: int) -> bool:
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except OSError:
        return False
