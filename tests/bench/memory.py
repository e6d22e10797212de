"""Whether memory stays flat: `make bench-memory`.

Serves a copy of the data in a process of its own, asks it for pages, data and filter changes, and
prints its resident memory every 5,000 requests and the slope over the second half, in bytes a
request. In the middle a new version is published. It passes no judgement.
"""

from __future__ import annotations

import argparse
import http.client
import shutil
import tempfile
import threading
import time
from itertools import islice
from pathlib import Path

import numpy as np

from dashboard.intake import publish
from dashboard.intake.build import ensure_built
from dashboard.settings import Settings
from tests.bench.replay import JSON, Request, mixed, serving

REQUESTS = 20_000
EVERY = 5_000
CLIENTS = 4
NEWER = "0123456789ab"


def resident(process: int) -> float:
    """Memory that a process holds, in bytes."""
    status = Path(f"/proc/{process}/status").read_text()
    return 1024 * float(status.split("VmRSS:")[1].split()[0])


def ask(port: int, requests: list[Request], wrong: list[str]) -> None:
    """Ask one after the other over one connection; what is not 200 or 400 goes to `wrong`."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    for method, path, body in requests:
        connection.request(method, path, body, JSON)
        response = connection.getresponse()
        response.read()
        if response.status not in (200, 400):
            wrong.append(f"{response.status} {path}")
    connection.close()


def copied(settings: Settings, folder: Path) -> Path:
    """The built data twice, under two names, the first in use."""
    version = publish.current_version(settings.data)
    for name in (str(version), NEWER):
        shutil.copytree(settings.data / str(version), folder / name)
    publish.write_atomically(folder / "current", f"{version}\n")
    return folder


def measure(data: Path, settings: Settings, count: int, every: int) -> None:
    """Ask `count` times and print the memory after every `every`."""
    requests = mixed(settings, 2017)
    wrong: list[str] = []
    seen: list[tuple[int, float]] = []
    with serving(data) as (port, process):
        began = time.monotonic()
        print(f"{'requests':>10}{'MB':>10}{'seconds':>10}", flush=True)
        print(f"{0:>10,}{resident(process) / 1e6:>10.1f}{0:>10}", flush=True)
        for done in range(every, count + 1, every):
            batch = list(islice(requests, every))
            asking = [
                threading.Thread(target=ask, args=(port, batch[n::CLIENTS], wrong))
                for n in range(CLIENTS)
            ]
            for one in asking:
                one.start()
            for one in asking:
                one.join()
            seen.append((done, resident(process)))
            words = ""
            if done - every < count / 2 <= done:
                publish.write_atomically(data / "current", NEWER + "\n")
                words = "   then new data were published"
            seconds = time.monotonic() - began
            print(f"{done:>10,}{seen[-1][1] / 1e6:>10.1f}{seconds:>10.0f}{words}", flush=True)
    half = [one for one in seen if one[0] > count / 2]
    for words, points in (("all", seen), ("those after the new data", half)):
        if len(points) > 1:
            slope = np.polyfit(*zip(*points, strict=True), 1)[0]
            print(f"Slope over {words}: {slope:,.0f} bytes a request")
    print(f"Answers that were neither 200 nor 400: {len(wrong)} {wrong[:3]}")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.memory", description=__doc__)
    parser.add_argument("--requests", type=int, default=REQUESTS, help=f"({REQUESTS:,})")
    parser.add_argument("--every", type=int, default=EVERY, help=f"({EVERY:,})")
    given = parser.parse_args()
    settings = Settings.from_environment({})
    ensure_built(settings)
    with tempfile.TemporaryDirectory() as folder:
        measure(copied(settings, Path(folder)), settings, given.requests, given.every)


if __name__ == "__main__":
    main()
