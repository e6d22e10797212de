"""Publish what was prepared: the only place that changes the data readers see.

    prepared → loads/<id>/ (its rows, kept) → a new version → versions/<version>.json → `current`

Each step is whole on disk before the next begins, and only the last one changes what readers get.
Whatever stops it, a full disk or a crash, leaves the old data in use, and the next load clears up.
"""

from __future__ import annotations

import errno
import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import geopandas as gpd

from dashboard.intake import publish as publishing
from dashboard.intake import versions
from dashboard.intake.build import build_version
from dashboard.intake.loads import (
    ABOUT_FILE,
    BOUNDARIES,
    LINE,
    LOADS,
    ROWS_FILE,
    DamagedLoadError,
    Load,
    as_json,
)
from dashboard.loading.model import LoadError, Prepared, Progress
from dashboard.settings import Settings

_UNFINISHED = ".loading-"
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NOT_ALLOWED = {errno.EACCES, errno.EPERM, errno.EROFS}


def _untold(_: str, __: float) -> None:
    """Tell nobody how far it has got."""


def publish(
    prepared: Prepared,
    settings: Settings,
    *,
    skip_bad: bool = False,
    progress: Progress = _untold,
) -> str:
    """Make the rows of a prepared file part of the data readers see; return the new version.

    Waits while another build or load is under way. If since `prepared.against` something else was
    loaded into the same table, the difference the user agreed to is no longer what would happen,
    and it is refused. Raises LoadError, with nothing changed, for that, for rows
    with faults unless `skip_bad`, and when the disk is full or may not be written to;
    ContractError, naming file and line, when the data as a whole would break a contract.
    """
    return publish_all([prepared], settings, skip_bad=skip_bad, progress=progress)


def publish_all(
    files: Sequence[Prepared],
    settings: Settings,
    *,
    skip_bad: bool = False,
    progress: Progress = _untold,
) -> str:
    """Make the rows of several files part of the data in one new version: all of them or none.

    Raises as `publish`.
    """
    for prepared in files:
        if prepared.checked.faults and not skip_bad:
            raise LoadError(
                f"{prepared.file} has rows with faults, so nothing was published. Mend them, or "
                "publish the other rows with --skip-bad."
            )
        if not prepared.checked.accepted and prepared.checked.boundaries is None:
            raise LoadError(
                f"{prepared.file} has no row that can be published. Nothing has changed."
            )
    with changing(settings.data):
        loads = versions.loads_in_use(settings.data)
        for prepared in files:
            _refuse_if_changed(prepared, settings.data, loads)
        clear_up(settings.data)
        progress("Keeping the rows", 0.0)
        new: list[Load] = []
        try:
            for prepared in files:
                new.append(_keep(prepared, settings.data, len(new)))
            what = "Loaded " + ", ".join(f"{load.file} into {load.table}" for load in new)
            return build_version(settings, (*loads, *new), what, told=progress)
        except BaseException:
            for load in new:
                if not _on_record(settings.data, load):
                    shutil.rmtree(settings.data / LOADS / load.id, ignore_errors=True)
            raise


@contextmanager
def changing(data: Path) -> Iterator[None]:
    """Hold the data for a change, and say in plain words why it cannot be made."""
    try:
        with publishing.locked(data):
            yield
    except DamagedLoadError as error:
        raise LoadError(f"{error}\nNothing has changed.") from error
    except OSError as error:
        if error.errno in _NO_ROOM:
            why = "There is no room left on the disk"
        elif error.errno in _NOT_ALLOWED:
            why = "This account may not write there"
        else:
            why = f"It could not be written ({error.strerror or error})"
        raise LoadError(
            f"The data in {data} could not be changed. {why}. The data in use have not changed."
        ) from error


def clear_up(data: Path) -> None:
    """Remove what loads that were stopped half-way left behind. Call under the lock."""
    versions.note_current(data)
    # Records first: they would keep the rows of a version that nobody has seen.
    for record in versions.never_used(data, versions.every(data)):
        (data / versions.VERSIONS / f"{record.version}.json").unlink(missing_ok=True)
    known = {load.id for record in versions.every(data) for load in record.loads}
    known |= {load.id for load in versions.loads_in_use(data)}
    for path in (data / LOADS).glob("*"):
        if path.name not in known:
            shutil.rmtree(path, ignore_errors=True)


def _refuse_if_changed(prepared: Prepared, data: Path, loads: tuple[Load, ...]) -> None:
    current = publishing.current_version(data)
    if current == prepared.against:
        return
    table = prepared.layout.table
    before = versions.loads_of(data, prepared.against)
    now = [load for load in loads if load.table == table]
    if before is not None and [load for load in before if load.table == table] == now:
        return
    raise LoadError(
        f"The table {table} has changed since {prepared.file} was compared with it: data version "
        f"{current} is now in use, not {prepared.against}. Nothing was published. Load the file "
        "again to see what it would change now."
    )


def _keep(prepared: Prepared, data: Path, number: int) -> Load:
    """Write the rows of a load to a folder of its own, whole on disk, and return the load."""
    made_at = versions.now()
    folder = data / LOADS
    folder.mkdir(exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=folder))
    try:
        new.chmod(0o755)
        table = prepared.layout.table
        # The id is made of nothing that stands in the file or its name.
        stamp = made_at.translate({ord(mark): None for mark in "-:"})
        load = Load(f"{stamp}-{table}", table, _on_one_line(prepared.file), made_at, 0, "")
        if table == BOUNDARIES:
            if prepared.checked.boundaries is None:
                raise LoadError(f"{prepared.file} holds no boundaries. Nothing has changed.")
            load = _write_boundaries(load, prepared.checked.boundaries, new)
        else:
            load = _write_rows(load, prepared, new)
        load = replace(load, id=f"{load.id}-{load.sha256[:6]}" + (f"-{number}" if number else ""))
        about = {
            **load.written(),
            "sheet": prepared.sheet,
            "file_sha256": prepared.sha256,
            "rejected": prepared.checked.rejected,
            "against": prepared.against,
        }
        (new / ABOUT_FILE).write_text(as_json(about), encoding="utf-8")
        publishing.flush(new)
        place = folder / load.id
        if place.exists():
            raise LoadError(f"{prepared.file} has just been loaded. Nothing has changed.")
        new.rename(place)
        publishing.flush_folder(folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return load


def _on_one_line(name: str) -> str:
    """A file's name as a cell may hold it."""
    return " ".join("".join(mark if mark.isprintable() else " " for mark in name).split())


def _write_rows(load: Load, prepared: Prepared, folder: Path) -> Load:
    rows = prepared.checked.rows
    if "source_title" in rows:
        day = datetime.fromisoformat(load.loaded_at)
        title = f"Extract {load.file}, loaded {day.day} {day:%B %Y}"
        rows = rows.assign(source_title=rows["source_title"].fillna(title))
    rows = rows.assign(**{LINE: prepared.checked.lines})
    rows.to_parquet(folder / ROWS_FILE, index=False, compression="zstd")
    covers: tuple[tuple[str, str], ...] = ()
    if load.table == "take_up":
        pairs = rows[["offer_code", "financial_year"]].dropna().drop_duplicates()
        covers = tuple(sorted(pairs.itertuples(index=False, name=None)))
    return replace(load, rows=len(rows), sha256=_sha256(folder / ROWS_FILE), covers=covers)


def _write_boundaries(load: Load, areas: gpd.GeoDataFrame, folder: Path) -> Load:
    areas.to_parquet(folder / ROWS_FILE)
    return replace(load, rows=len(areas), sha256=_sha256(folder / ROWS_FILE))


def _on_record(data: Path, load: Load) -> bool:
    """Whether a version that may be in use holds the load."""
    current = publishing.current_version(data)
    held = versions.loads_of(data, current) if current else ()
    return held is None or load in held


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
