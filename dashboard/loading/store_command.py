"""The commands `versions`, `rollback` and `remove`."""

from __future__ import annotations

import argparse
from typing import Any

from dashboard.settings import Settings

DONE = 0


def add_commands(commands: Any) -> None:
    """Add the commands to those of `python -m dashboard`."""
    listing = commands.add_parser(
        "versions",
        help="list the versions of the data and what was loaded into each",
        description="List the versions of the data, the newest first: when each was made, why, "
        "and how many loads it holds. The one in use is marked with a star, and its loads follow.",
    )
    listing.set_defaults(run=_versions)
    back = commands.add_parser(
        "rollback",
        help="go back to an earlier version of the data",
        description="Show readers an earlier version of the data again. A version whose files "
        "have been removed is built again from its loads.",
    )
    back.add_argument("version", metavar="VERSION", help="as `versions` lists it")
    back.set_defaults(run=_rollback)
    out = commands.add_parser(
        "remove",
        help="take a loaded file out of the data again",
        description="Take the rows of a loaded file out of the data. What stood there before "
        "comes back, but not the illustrative rows that the file replaced.",
    )
    out.add_argument("load", metavar="LOAD", help="as `versions` lists it")
    out.add_argument(
        "--with-illustrative", action="store_true", help="bring the illustrative rows back too"
    )
    out.set_defaults(run=_remove)


# What is slow to load is loaded in the commands: every other command would wait for it.
def _versions(settings: Settings, _: argparse.Namespace) -> int:
    from dashboard.intake.publish import current_version
    from dashboard.loading.history import history

    found = history(settings)
    if not found:
        print(f"There is no built data in {settings.data}. Run: python -m dashboard build")
        return DONE
    current = current_version(settings.data)
    for record in found:
        mark = "*" if record.version == current else " "
        when = _when(record.made_at)
        loads = f"{len(record.loads)} load{'s'[: len(record.loads) != 1]}"
        print(f"{mark} {record.version}  {when}  {record.what} ({loads} in all)")
        if record.version == current:
            for load in record.loads:
                rows = "removed" if load.removed else f"{load.rows:,} row{'s'[: load.rows != 1]}"
                print(f"      {load.id}  {load.file} → {load.table}, {rows}")
    return DONE


def _rollback(settings: Settings, options: argparse.Namespace) -> int:
    from dashboard.loading.history import rollback

    version = rollback(settings, options.version)
    if version != options.version:
        print(
            f"Version {options.version} was built again. The csv files or the program have "
            "changed since, so it has a new name."
        )
    print(f"Data version {version} is in use, in {settings.data}.")
    return DONE


def _remove(settings: Settings, options: argparse.Namespace) -> int:
    from dashboard.loading.history import remove

    version = remove(settings, options.load, with_illustrative=options.with_illustrative)
    print(f"Data version {version} is in use, in {settings.data}.")
    return DONE


def _when(made_at: str) -> str:
    """A time on record, to the second: “2026-11-22 10:12:18 UTC”."""
    return f"{made_at[:10]} {made_at[11:19]} UTC" if made_at else "time not known"
