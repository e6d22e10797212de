"""The command line: `python -m dashboard build`, `check`, `load` and so on."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from dashboard.intake.build import build, ensure_built
from dashboard.intake.publish import current_version
from dashboard.loading import command as load_command
from dashboard.loading import store_command
from dashboard.settings import Settings, SettingsError
from dashboard.settings_text import described

DONE, FAILED, MISUSED = 0, 1, 2

WIDTH = 90
_EPILOG = """\
settings come from the environment; in brackets is what holds when one is not given
(docs/production.md has examples):
{settings}

to start the dashboard: python app.py
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status.

    0 when done, 1 when the data or figures stop it, 2 when the command or a setting is wrong.
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    if not hasattr(options, "run"):
        parser.print_help(sys.stderr)
        return MISUSED
    try:
        settings = Settings.from_environment()
    except SettingsError as error:
        print(error, file=sys.stderr)
        return MISUSED
    try:
        return int(options.run(settings, options))
    except BrokenPipeError:
        # Whoever was reading, `head` say, has seen enough; Python must not try to write the rest.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except (ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("Stopped. The data in use have not changed.", file=sys.stderr)
        return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m dashboard",
        description="Prepare and check the data of the sector-led improvement dashboard.",
        epilog=_EPILOG.format(settings=described(WIDTH)),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(title="commands", metavar="command")
    building = commands.add_parser(
        "build",
        help="build the data from the csv files",
        description="Read the csv files, check every value, and build the data the dashboard "
        "shows. Nothing is published unless all is in order. Nothing is done if no csv file has "
        "changed since the last build.",
    )
    building.add_argument("--force", action="store_true", help="build even if nothing has changed")
    building.set_defaults(run=_build)
    checking = commands.add_parser(
        "check",
        help="compare the built data with the published figures",
        description="Compare take-up and deliveries computed from the built data with every "
        "published figure. The exit status is 1 when a figure that has to be met is not.",
    )
    checking.set_defaults(run=_check)
    load_command.add_commands(commands)
    store_command.add_commands(commands)
    return parser


def _build(settings: Settings, options: argparse.Namespace) -> int:
    version = build(settings, force=True) if options.force else ensure_built(settings)
    print(f"Data version {version} is in use, in {settings.data}.")
    return DONE


def _check(settings: Settings, _: argparse.Namespace) -> int:
    # Loaded here, for they are slow to load and `build` often has nothing to do.
    import pandas as pd

    from dashboard.check import as_loaded, compare, report, unmet

    version = current_version(settings.data)
    if version is None:
        print(
            f"There is no built data in {settings.data}. Run: python -m dashboard build",
            file=sys.stderr,
        )
        return FAILED
    tables = (
        "published_take_up",
        "take_up",
        "offer_parts",
        "council_years",
        "deliveries",
        "delivery_measures",
    )
    folder = settings.data / version
    read = {name: pd.read_parquet(folder / f"{name}.parquet") for name in tables}
    changed = pd.read_parquet(folder / "loaded_offer_years.parquet")
    read["published_take_up"] = as_loaded(read["published_take_up"], changed)
    result = compare(*read.values())
    print(report(result))
    return DONE if unmet(result).empty else FAILED


if __name__ == "__main__":
    sys.exit(main())
