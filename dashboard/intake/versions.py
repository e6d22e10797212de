"""What each version of the data holds: a small file a version, outside the version's folder.

So a version whose folder has been removed, or damaged, can be made again from its loads.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dashboard.intake import publish
from dashboard.intake.loads import LOADS, Load, as_json

VERSIONS = "versions"


@dataclass(frozen=True)
class Version:
    """A version: when it was made and why (`what`), its loads, and when it was last put in use.

    Times are UTC, ISO; `made_at` is to the microsecond, as it tells which version is newer.
    `used_at` is None for one that was made but, because of a crash, never shown to a reader.
    """

    version: str
    made_at: str
    what: str
    loads: tuple[Load, ...]
    used_at: str | None = None


def now() -> str:
    """Return the time, UTC, ISO to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment() -> str:
    """Return the time, UTC, ISO to the microsecond: two versions can be made in one second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def read(data: Path, version: str) -> Version | None:
    """Return what is on record of a version, or None when there is nothing that can be read."""
    try:
        values = json.loads((data / VERSIONS / f"{version}.json").read_text(encoding="utf-8"))
        loads = tuple(Load.read(load) for load in values["loads"])
        used = values["used_at"]
        return Version(version, str(values["made_at"]), str(values["what"]), loads, used)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def every(data: Path) -> list[Version]:
    """Return every version on record, the newest first."""
    names = [path.stem for path in (data / VERSIONS).glob("*.json")]
    found = [record for name in names if (record := read(data, name)) is not None]
    return sorted(found, key=lambda record: (record.made_at, record.version), reverse=True)


def write(data: Path, record: Version) -> None:
    """Put a version on record; what was on record of when it was made stays."""
    before = read(data, record.version)
    if before is not None:
        record = replace(before, used_at=record.used_at or before.used_at)
    (data / VERSIONS).mkdir(exist_ok=True)
    values: dict[str, Any] = {
        "version": record.version,
        "made_at": record.made_at,
        "used_at": record.used_at,
        "what": record.what,
        "loads": [load.written() for load in record.loads],
    }
    publish.write_atomically(data / VERSIONS / f"{record.version}.json", as_json(values))


def put_in_use(data: Path, version: str) -> None:
    """Note that a version is the current one. Only a note: without room for it, do without."""
    record = read(data, version)
    if record is not None:
        with suppress(OSError):
            write(data, replace(record, used_at=now()))


def note_current(data: Path) -> None:
    """Make up for the note that a crash, just after a version came into use, kept from it."""
    current = publish.current_version(data)
    record = read(data, current) if current else None
    if record is not None and record.used_at is None:
        put_in_use(data, record.version)


def loads_of(data: Path, version: str) -> tuple[Load, ...] | None:
    """Return the loads that a version holds, or None when that cannot be told."""
    record = read(data, version)
    if record is not None:
        return record.loads
    try:
        about = json.loads((data / version / "about.json").read_text(encoding="utf-8"))
        return tuple(Load.read(load) for load in about.get("loads", ()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def loads_in_use(data: Path) -> tuple[Load, ...]:
    """Return the loads that the current version holds; that last in use where none is named.

    Raises ValueError when that cannot be told although files have been loaded: to build without
    them would lose them.
    """
    version = publish.current_version(data)
    if version is None or not _is_known(data, version):
        used = [record for record in every(data) if record.used_at is not None]
        last = max(used, key=lambda record: (record.used_at, record.made_at), default=None)
        return last.loads if last else ()
    found = loads_of(data, version)
    if found is None:
        if any((data / LOADS).glob("*")):
            raise ValueError(
                f"The record of data version {version} cannot be read, so it is not known which "
                "loaded files it holds. See `python -m dashboard versions` and go back to one of "
                "them: python -m dashboard rollback VERSION"
            )
        return ()
    return found


def _is_known(data: Path, version: str) -> bool:
    """Tell whether there is any trace of a version, be it one that cannot be read."""
    return (data / version).exists() or (data / VERSIONS / f"{version}.json").exists()


def never_used(data: Path, known: Sequence[Version]) -> list[Version]:
    """Return the versions that a crash kept from ever being used."""
    current = publish.current_version(data)
    return [one for one in known if one.used_at is None and one.version != current]
