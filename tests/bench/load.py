"""Many readers at once: `make bench-load`.

1, 20 and 200 clients change filters as fast as they are answered, each over a connection of its
own, for 30 seconds, served by one process and by two workers. Prints requests a second, the times
of answers and the errors, of which there should be none; it passes no judgement.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import threading
import time
from collections import Counter
from pathlib import Path
from statistics import quantiles

from dashboard.intake.build import ensure_built
from dashboard.settings import Settings
from tests.bench.replay import CALLBACKS, JSON, changed, filter_changes, filters, serving

SECONDS = 30
CLIENTS = (1, 20, 200)
WORKERS = (1, 2)


class Client(threading.Thread):
    """One reader who never pauses."""

    def __init__(self, port: int, changes: list[dict], seed: int, until: float) -> None:
        super().__init__(daemon=True)
        self.times: list[float] = []
        self.errors: Counter[str] = Counter()
        self._port = port
        self._page = changes[seed % len(changes)]
        self._chance = random.Random(seed)
        self._until = until

    def run(self) -> None:
        """Ask until the time is over."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        asked_before = False
        shown = None
        searches = filters()
        while time.monotonic() < self._until:
            body = changed(self._page, self._chance.choice(searches), shown)
            started = time.perf_counter()
            try:
                connection.request("POST", CALLBACKS, body, JSON)
                response = connection.getresponse()
                answer = response.read()
            except (OSError, http.client.HTTPException) as error:
                connection.close()
                # A server may close a connection that waits; a browser then opens another.
                if not asked_before or isinstance(error, TimeoutError):
                    self.errors[type(error).__name__] += 1
                asked_before = False
                continue
            self.times.append(1000 * (time.perf_counter() - started))
            asked_before = not response.will_close
            if response.status == 200:
                # As a page does: what it has got already is not sent again.
                shown = json.loads(answer)["response"].get("shown", {}).get("data", shown)
            else:
                self.errors[str(response.status)] += 1
        connection.close()


def measure(data: Path, changes: list[dict], workers: int, clients: int, seconds: float) -> None:
    """One line: a server, that many workers and clients."""
    with serving(data, workers) as (port, _):
        began = time.monotonic()
        asking = [Client(port, changes, seed, began + seconds) for seed in range(clients)]
        for one in asking:
            one.start()
        for one in asking:
            one.join()
        # The last answers come after the time is over.
        took = time.monotonic() - began
    times = sorted(time for one in asking for time in one.times)
    errors = sum((one.errors for one in asking), Counter())
    least = min(len(one.times) for one in asking)
    cut = quantiles(times, n=100) if len(times) > 1 else [0.0] * 99
    print(
        f"{workers:>7}{clients:>9}{len(times) / took:>12.1f}{cut[49]:>10.0f}{cut[94]:>8.0f}"
        f"{cut[98]:>8.0f}{max(times, default=0):>9.0f}{least:>8}{sum(errors.values()):>8}"
        f"  {dict(errors) if errors else ''}",
        flush=True,
    )


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.load", description=__doc__)
    parser.add_argument("--seconds", type=float, default=SECONDS, help=f"({SECONDS})")
    given = parser.parse_args()
    settings = Settings.from_environment({})
    ensure_built(settings)
    changes = filter_changes(settings)
    print(f"{'workers':>7}{'clients':>9}{'requests/s':>12}{'median ms':>10}{'95th':>8}", end="")
    print(f"{'99th':>8}{'longest':>9}{'fewest':>8}{'errors':>8}")
    for workers in WORKERS:
        for clients in CLIENTS:
            measure(settings.data, changes, workers, clients, given.seconds)


if __name__ == "__main__":
    main()
