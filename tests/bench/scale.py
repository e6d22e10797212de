"""The performance page over 100 million indicator values beside those we hold: `make bench-scale`.

Each exhibit is asked for selections not asked before, from the words of an address to its rows,
figure and JSON, in a process that has two cores and an address space of 4 GB. Prints figures; it
passes no judgement. "processor" is the time of both cores together, which a busy machine stretches
less.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from statistics import median, quantiles

from dashboard.settings import ROOT, Settings

MEMORY = 4 * 1024**3
CORES = 2
ASKED = 41
TARGET = 300
REGIONS = ("london", "north-east", "south-west", "east-midlands", "west-midlands")
COMPARED = ("england", "region", "type", "similar")


def selections(exhibit: str, indicators: list[str], councils: list[str]) -> Iterator[str]:
    """Addresses of one exhibit, no two alike: another indicator, council and comparison each."""
    for n in range(ASKED):
        council = councils[n * 97 % len(councils)]
        indicator = indicators[n * (len(indicators) // ASKED) % len(indicators)]
        years = f"base={2011 + n % 5}-{12 + n % 5}&cut={(1, 2, 5)[n // 5 % 3]}"
        if exhibit == "council-indicators":
            yield f"council={council}"
        elif exhibit.startswith("indicators-"):
            yield years + (f"&region={REGIONS[n % 5]}" if n >= 15 and n % 2 else "")
        elif exhibit == "indicator-map":
            kind = ("regions", "councils", "hex")[n % 3]
            yield f"indicator={indicator}&map={kind}"
        else:
            yield f"indicator={indicator}&council={council}&compare={COMPARED[n % 4]}"


def measure(folder: Path) -> dict[str, object]:
    """Ask the data in `folder` in this process; all that is to be printed."""
    from dashboard.exhibit import answer, by_id
    from dashboard.exhibits import catalogue
    from dashboard.export import to_json
    from dashboard.pages import site
    from dashboard.selection import Selection, slug
    from dashboard.warehouse import Snapshot

    started = time.perf_counter()
    snapshot = Snapshot(folder)
    opened = time.perf_counter() - started
    indicators = [slug(code) for code in snapshot.table("indicators")["indicator_code"]]
    councils = sorted({slug(code) for code in snapshot.table("similar_councils")["council_code"]})
    exhibits = by_id(catalogue())
    page = next(page for page in site() if page.path == "/performance")
    times: dict[str, list[float]] = {}
    worked: dict[str, list[float]] = {}
    for name in [*page.exhibits, "council-indicators"]:
        answer(exhibits[name], Selection(), snapshot).figure()
        for address in dict.fromkeys(selections(name, indicators, councils)):
            started, before = time.perf_counter(), time.process_time()
            selection, problems = Selection.parse(address, snapshot.vocabulary)
            if problems:
                raise SystemExit(f"{name}?{address}: {problems[0].message}")
            found = answer(exhibits[name], selection, snapshot)
            found.figure()
            to_json(found)
            times.setdefault(name, []).append(1000 * (time.perf_counter() - started))
            worked.setdefault(name, []).append(1000 * (time.process_time() - before))
    return {
        "values": snapshot.about["tables"]["indicator_values"],
        "open": opened,
        "times": times,
        "worked": worked,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    }


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    os.sched_setaffinity(0, set(islice(sorted(os.sched_getaffinity(0)), CORES)))


def measured(folder: Path) -> dict:
    """`measure` in a process of its own, held to two cores and 4 GB of address space."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.scale", "--measure", str(folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        preexec_fn=_limited,
        check=True,
        text=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def compare(folder: Path) -> None:
    """Build the real data and make the large version in `folder`, measure both, and print."""
    from dashboard.intake.build import build
    from tests.bench.scale_data import make_version

    version = build(Settings(data=folder / "real"), quiet=True)
    started = time.perf_counter()
    count = make_version(folder / "real" / version, folder / "large")
    made = folder / "large" / "indicator_values.parquet"
    print(f"Made {count:,} values in {time.perf_counter() - started:.0f} s,", end=" ")
    print(f"{made.stat().st_size / 1e6:,.0f} MB of parquet.")
    print(f"Asked of {CORES} cores and {MEMORY / 1024**3:.0f} GB of address space (RLIMIT_AS).\n")
    small, large = measured(folder / "real" / version), measured(folder / "large")
    print(f"{'':<30}{small['values']:>14,} values{large['values']:>24,} values")
    print(f"{'Server time, ms':<30}{'median':>11}{'95th':>10}{'median':>11}{'95th':>10}", end="")
    print(f"{'growth':>10}{'processor':>13}   target ≤ {TARGET} at the median")
    for exhibit, few in small["times"].items():
        many = large["times"][exhibit]
        print(
            f"{exhibit:<30}{median(few):>11,.0f}{_high(few):>10,.0f}"
            f"{median(many):>11,.0f}{_high(many):>10,.0f}{median(many) / median(few):>9,.1f}×"
            f"{median(large['worked'][exhibit]):>13,.0f}"
            f"{'' if median(many) <= TARGET else '   over'}"
        )
    for words, key, unit in (
        ("Opening the data", "open", "s"),
        ("Most memory (resident)", "memory", "MB"),
    ):
        growth = large[key] / small[key]
        print(f"{words:<30}{small[key]:>18,.1f} {unit:<2}{large[key]:>18,.1f} {unit:<2}", end="")
        print(f"{growth:>9,.1f}×")


def _high(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]


def main() -> None:
    """Read the command line; the data are made in a temporary folder unless one is named."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.scale", description=__doc__)
    parser.add_argument("--keep", type=Path, help="a folder to make the data in and leave them")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(measure(given.measure)))
    elif given.keep:
        given.keep.mkdir(parents=True, exist_ok=True)
        compare(given.keep.resolve())
    else:
        with tempfile.TemporaryDirectory() as folder:
            compare(Path(folder))


if __name__ == "__main__":
    main()
