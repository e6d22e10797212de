"""From a file to what publishing it would do. Nothing is changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from dashboard.intake.loads import BOUNDARIES
from dashboard.loading.boundaries_preparing import prepare_boundaries
from dashboard.loading.boundaries_reading import is_boundaries
from dashboard.loading.checking import check
from dashboard.loading.checking_dates import told
from dashboard.loading.differing import difference
from dashboard.loading.model import Limits, LoadError, Prepared, Progress
from dashboard.loading.reading import read
from dashboard.loading.recognising import check_names, recognise
from dashboard.loading.reference import Reference
from dashboard.settings import Settings


def _silent(_: str, __: float) -> None:
    return


def prepare(
    path: Path,
    settings: Settings,
    *,
    table: str | None = None,
    mapping: Mapping[str, str] | None = None,
    fixed: Mapping[str, str] | None = None,
    sheet: str | None = None,
    source: str | None = None,
    skip_bad: bool = False,
    limits: Limits | None = None,
    progress: Progress = _silent,
    today: date | None = None,
) -> Prepared:
    """Read, recognise and check a file, and compare it with the current data.

    `table`, `mapping` (their heading to our column) and `fixed` (our column to a value for every
    row) help where a file is not recognised by itself; `source` stands where a row has none. With
    faults, the rest is compared all the same, so that the user sees what `skip_bad` would do.
    Raises LoadError where the file cannot be taken at all.
    """
    limits = limits or Limits()
    if table != BOUNDARIES:
        check_names(table, mapping, fixed)
    reference = Reference.current(settings, today)
    if table == BOUNDARIES or (table is None and is_boundaries(path)):
        return prepare_boundaries(
            path,
            settings,
            reference,
            mapping=mapping,
            sheet=sheet,
            limits=limits,
            progress=progress,
        )
    content = read(path, sheet, limits, progress)
    layout = recognise(content, table, mapping, fixed)
    name = " ".join(content.file.split())
    day = datetime.now(UTC).date()
    checked = check(
        content,
        layout,
        reference,
        progress,
        source=source or f"Extract {name}, loaded {told(day)}",
    )
    if checked.read == checked.skipped and not checked.faults:
        raise LoadError(f"{name} has a heading but no rows that can be loaded.")
    progress("Comparing with the current data", 0.0)
    found = difference(checked.rows, checked.scopes, layout, reference)
    progress("Comparing with the current data", 1.0)
    return Prepared(
        path=path,
        file=content.file,
        sheet=content.sheet,
        sha256=content.sha256,
        layout=layout,
        checked=checked,
        difference=found,
        against=reference.version,
        notes=(*content.notes, *layout.notes, *checked.notes, *found.notes),
    )
