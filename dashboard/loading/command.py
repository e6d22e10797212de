"""The commands `load` and `template`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.settings import Settings

if TYPE_CHECKING:
    from dashboard.loading.model import Prepared

DONE, REJECTED, MISUSED = 0, 1, 2
LARGE_BYTES = 2_000_000  # from this size on a file gets a progress bar

_LOAD = """\
Read, check and publish files of your own records: csv or xlsx, and GeoJSON or GeoPackage for
boundaries. What each file is, how its columns were read, everything that is wrong with it and
what it would change are shown first. Nothing is published until you say so.

A file replaces everything now there of what it covers: take-up, of each offer and financial year
that it has rows for; savings, of each scheme and first year; indicator values, of each indicator
and period; political control, of each year; adviser patches and boundaries, all of it.
"""
_EXAMPLES = """\
examples:
  python -m dashboard load extract.csv --as take_up --map "Visit=date" --map "Kind=offer"
  python -m dashboard load peer-support.csv --set "offer=Peer support" --yes

exit status: 0 published, or nothing wrong in a dry run; 1 rejected, or not published because you
said no; 2 the command is wrong
"""


def add_commands(commands: Any) -> None:
    """Add the commands to those of `python -m dashboard`."""
    loading = commands.add_parser(
        "load",
        help="load your own records into the data",
        description=_LOAD,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    loading.add_argument("files", nargs="+", type=Path, metavar="FILE")
    loading.add_argument(
        "--as",
        dest="table",
        metavar="TABLE",
        help="which table the files are: take_up, savings, indicator_values, political_control, "
        "adviser_patches or boundaries",
    )
    loading.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="THEIRS=OURS",
        help="a heading of the file, and our column that it is; may be repeated",
    )
    loading.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="OURS=VALUE",
        help="our column, and what holds in every row; may be repeated",
    )
    loading.add_argument("--sheet", help="the sheet of a workbook; the first if not given")
    loading.add_argument("--source", metavar="TEXT", help="the source, where a row has none")
    loading.add_argument("--dry-run", action="store_true", help="show all, publish nothing")
    loading.add_argument("--yes", action="store_true", help="publish without asking")
    loading.add_argument(
        "--skip-bad", action="store_true", help="publish the other rows where some are wrong"
    )
    loading.set_defaults(run=_load)
    template = commands.add_parser(
        "template",
        help="write a file to fill in, for a table that can be loaded",
        description="Write a template for a table: its headings, a row that is an example and "
        "one that says what is allowed. Both rows are left out if they are loaded.",
    )
    template.add_argument("table", metavar="TABLE")
    template.add_argument(
        "--out", type=Path, metavar="FILE", help="a .csv or .xlsx file; else csv is printed"
    )
    template.set_defaults(run=_template)


def _load(settings: Settings, options: argparse.Namespace) -> int:
    # Loaded here, for they are slow to load and other commands do not need them.
    from dashboard.intake.loads import BOUNDARIES
    from dashboard.loading.model import LoadError
    from dashboard.loading.recognising import check_names

    try:
        mapping = _pairs(options.map, "--map", "Their column=our_column", by_last=True)
        fixed = _pairs(options.set, "--set", "our_column=value", by_last=False)
        if options.table != BOUNDARIES:
            check_names(options.table, mapping, fixed)
        for path in options.files:
            if not path.is_file():
                raise LoadError(f"There is no file {path}.")
    except LoadError as error:
        _complain(str(error))
        return MISUSED
    prepared = []
    refused = False
    for path in options.files:
        try:
            one = _prepare(path, settings, options, mapping, fixed)
        except LoadError as error:
            _complain(f"{path.name}: rejected.\n{error}\n")
            refused = True
            continue
        _show(one)
        refused = not _may_be_published(one, skip_bad=options.skip_bad) or refused
        prepared.append(one)
    if not refused and (clash := _cover_the_same(prepared)):
        _complain(clash)
        refused = True
    if refused:
        _complain("Nothing was published.")
        return REJECTED
    if options.dry_run:
        print("This was a dry run: nothing was published.")
        return DONE
    if not options.yes:
        if not sys.stdin.isatty():
            print("Nothing was published. To publish without a question, add --yes.")
            return MISUSED
        if not _agreed():
            print("Nothing was published.")
            return REJECTED
    return _publish(prepared, settings, options)


def _agreed() -> bool:
    try:
        return input("Publish? yes/no ").strip().casefold() in ("yes", "y")
    except EOFError:
        return False


def _complain(text: str) -> None:
    """Print to the other stream; names and cells of files must not steer the terminal."""
    from dashboard.loading.reports import printable

    print(printable(text), file=sys.stderr)


def _prepare(
    path: Path,
    settings: Settings,
    options: argparse.Namespace,
    mapping: dict[str, str],
    fixed: dict[str, str],
) -> Prepared:
    from dashboard.loading.preparing import prepare

    bar = _Bar(path.name, on=sys.stderr.isatty() and path.stat().st_size > LARGE_BYTES)
    try:
        return prepare(
            path,
            settings,
            table=options.table,
            mapping=mapping,
            fixed=fixed,
            sheet=options.sheet,
            source=options.source,
            skip_bad=options.skip_bad,
            progress=bar,
        )
    finally:
        bar.close()


def _publish(prepared: list[Prepared], settings: Settings, options: argparse.Namespace) -> int:
    from dashboard.loading.model import LoadError
    from dashboard.loading.store import publish, publish_all

    bar = _Bar("Publishing", on=sys.stderr.isatty())
    try:
        if len(prepared) == 1:
            version = publish(prepared[0], settings, skip_bad=options.skip_bad, progress=bar)
        else:
            version = publish_all(prepared, settings, skip_bad=options.skip_bad, progress=bar)
    except LoadError as error:
        _complain(str(error))
        return REJECTED
    finally:
        bar.close()
    rows = sum(len(one.checked.rows) for one in prepared)
    print(f"Published {rows:,} rows as data version {version}.")
    print("To take them out again: python -m dashboard versions, then remove or rollback.")
    return DONE


def _show(prepared: Prepared) -> None:
    """Print how a file was read, what is wrong and what it would change."""
    from dashboard.loading import reports

    checked = prepared.checked
    sheet = f", sheet “{reports.shown(prepared.sheet, 60)}”" if prepared.sheet else ""
    print(f"{reports.shown(prepared.file, 100)}{sheet}")
    print(reports.mapping_text(prepared.layout))
    for note in prepared.notes:
        print(f"Note: {reports.shown(note, 400)}")
    if checked.faults:
        print(f"\n{reports.faults_text(checked.faults)}")
        place = reports.write_faults_beside(prepared)
        away = (
            ""
            if place.parent == prepared.path.parent
            else (f" The folder {prepared.path.parent} cannot be written to.")
        )
        print(reports.printable(f"\nEvery fault is listed in {place}.{away}"))
    print(f"\n{reports.summary_text(prepared)}\n")
    if text := reports.difference_text(prepared.difference):
        print(f"{text}\n")


def _may_be_published(prepared: Prepared, *, skip_bad: bool) -> bool:
    checked = prepared.checked
    whole_file = any(fault.line is None for fault in checked.faults)
    if not checked.faults or (skip_bad and checked.accepted and not whole_file):
        return True
    if whole_file:
        print("What is wrong is wrong with the whole file: mend it and load it again.")
    elif skip_bad:
        print("No row can be taken.")
    else:
        print("Mend these rows and load the file again, or add --skip-bad to leave them out.")
    return False


def _cover_the_same(prepared: list[Prepared]) -> str:
    """What is wrong if two files cover the same part of a table: each would replace the other."""
    seen: dict[tuple[Any, ...], str] = {}
    for one in prepared:
        scopes = one.checked.scopes
        rows = scopes.astype(object).itertuples(index=False, name=None)
        for scope in rows if len(scopes.columns) else [()]:
            key = (one.layout.table, *scope)
            if key in seen:
                what = ", ".join(str(part) for part in scope) or "the whole table"
                return (
                    f"{seen[key]} and {one.path} both hold {one.layout.table} of {what}, so one "
                    "would replace the other. Put them into one file."
                )
            seen[key] = str(one.path)
    return ""


def _pairs(given: list[str], option: str, form: str, *, by_last: bool) -> dict[str, str]:
    """Take “left=right” apart. A heading may hold “=” itself, so --map divides at the last."""
    from dashboard.loading.model import LoadError

    found: dict[str, str] = {}
    for text in given:
        left, sign, right = text.rpartition("=") if by_last else text.partition("=")
        left, right = left.strip(), right.strip()
        if not sign or not left or not right:
            raise LoadError(f'“{text}” is not in the form {option} "{form}".')
        if left in found:
            raise LoadError(f"“{left}” is given more than once with {option}.")
        found[left] = right
    return found


def _template(_: Settings, options: argparse.Namespace) -> int:
    from dashboard.loading.model import LoadError
    from dashboard.loading.templates import csv_template, write_template

    try:
        if options.out is None:
            sys.stdout.write(csv_template(options.table))
        else:
            write_template(options.table, options.out)
            print(f"The template is in {options.out}.")
    except LoadError as error:
        _complain(str(error))
        return MISUSED
    return DONE


class _Bar:
    """A progress bar, on a terminal."""

    def __init__(self, name: str, *, on: bool) -> None:
        from tqdm import tqdm

        self._bar = tqdm(total=100, disable=not on, leave=False, unit="%", desc=name[:30])

    def __call__(self, doing: str, share: float) -> None:
        self._bar.set_description(doing[:50])
        self._bar.n = round(100 * min(max(share, 0.0), 1.0))
        self._bar.refresh()

    def close(self) -> None:
        self._bar.close()
