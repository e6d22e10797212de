"""Two states of the code against each other: `python -m tests.bench.paired FOLDER [PAGE …]`.

`FOLDER` holds another state of the project, with its data built. Each change of a filter is made
with both, one after the other in one browser, so that a machine that is quicker at one time than at
another is so to both. Prints the times of each and the median of their ratios.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Browser, sync_playwright

from dashboard.pages import site
from dashboard.settings import ROOT
from tests.bench.__main__ import launched, start
from tests.bench.alone import REST_SECONDS
from tests.bench.pages import CHANGES, Change, change, next_change, opened


def compare(browser: Browser, path: str, addresses: tuple[str, str]) -> None:
    """Change the filters of one page of both, in an order that changes too."""
    pages = [
        opened(browser.new_context(viewport={"width": 1440, "height": 900}), address, path)
        for address in addresses
    ]
    if not pages[0].evaluate("window.choices().length"):
        return
    chance = random.Random(path)
    pairs: list[tuple[Change, Change]] = []
    for _ in range(CHANGES):
        wanted = next_change(pages[0], chance)
        made: dict[int, Change | None] = {}
        for number in chance.sample((0, 1), 2):
            pages[number].bring_to_front()
            made[number] = change(pages[number], *wanted)
        if made[0] is not None and made[1] is not None:
            pairs.append((made[0], made[1]))
    for name in ("painted", "server"):
        other, this = ([getattr(one, name) for one in both] for both in zip(*pairs, strict=True))
        ratio = median(now / before for before, now in zip(other, this, strict=True) if before)
        print(
            f"{path}: {name}, median {median(other):.0f} and {median(this):.0f} ms, "
            f"95th {quantiles(other, n=20)[-1]:.0f} and {quantiles(this, n=20)[-1]:.0f} ms, "
            f"ratio {ratio:.2f}",
            flush=True,
        )
    for page in pages:
        page.context.close()


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.paired", description=__doc__)
    parser.add_argument("folder", type=Path, help="another state of the project")
    every = [page.path for page in site() if page.filters and not page.takes]
    parser.add_argument("pages", nargs="*", default=every, help=f"({' '.join(every)})")
    parser.add_argument("--rest", type=float, default=REST_SECONDS, help=f"({REST_SECONDS} s)")
    given = parser.parse_args()
    (other, first), (this, second) = start(given.folder), start(ROOT)
    try:
        time.sleep(given.rest)
        with sync_playwright() as playwright:
            browser = launched(playwright)
            for path in given.pages:
                compare(browser, path, (other, this))
    finally:
        first.terminate()
        second.terminate()


if __name__ == "__main__":
    main()
