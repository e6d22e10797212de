"""A file that a user loaded, as the data remember it. Light to import."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

LOADS = "loads"
"""Folder, beside the versions, of every file ever loaded."""
ROWS_FILE, ABOUT_FILE, LINE = "rows.parquet", "load.json", "from_line"
BOUNDARIES = "boundaries"

SCOPES: dict[str, tuple[str, ...]] = {
    "take_up": ("offer_code", "financial_year"),
    "savings": ("scheme", "first_year"),
    "indicator_values": ("indicator_code", "period"),
    "political_control": ("year",),
    # A file has every council in being; those that have ended keep the areas they had.
    "adviser_patches": ("council_code",),
    BOUNDARIES: (),
}
"""Of each table that can be loaded, the columns whose values name a scope."""

DAMAGED = (
    "What was loaded from {file} on {day} is damaged or missing ({why}). Load the file again, or "
    "take the load out: python -m dashboard remove {id}"
)


class DamagedLoadError(ValueError):
    """The kept rows of a load cannot be used; the message says which and what to do."""


@dataclass(frozen=True)
class Load:
    """One file that was loaded, as a version remembers it.

    `sha256` is that of the kept rows, `bytes` their size on disk. `loaded_at` is UTC, ISO to the
    second. A load that was `removed` has no rows any more, but the illustrative rows that it
    replaced stay away: `covers` are the offers and financial years of a file of take-up.
    """

    id: str
    table: str
    file: str
    loaded_at: str
    rows: int
    sha256: str
    covers: tuple[tuple[str, str], ...] = ()
    removed: bool = False

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> Load:
        """Make a load from what `written` gave. Raises KeyError or TypeError if it is not that."""
        covers = tuple((str(offer), str(year)) for offer, year in values["covers"])
        return cls(**{**values, "covers": covers})

    def written(self) -> dict[str, Any]:
        """Return the load as plain values for JSON."""
        return asdict(self)

    def taken_out(self) -> Load:
        """Return the load without its rows."""
        return replace(self, removed=True)


def kept_rows(load: Load, data: Path) -> Path:
    """Return the file of a load's rows. Raises DamagedLoadError unless it is as it was written."""
    path = data / LOADS / load.id / ROWS_FILE
    day = load.loaded_at[:10]
    try:
        with path.open("rb") as stream:
            same = hashlib.file_digest(stream, "sha256").hexdigest() == load.sha256
    except OSError as error:
        why = error.strerror or str(error)
        raise DamagedLoadError(
            DAMAGED.format(file=load.file, day=day, why=why, id=load.id)
        ) from error
    if not same:
        why = "its content has changed"
        raise DamagedLoadError(DAMAGED.format(file=load.file, day=day, why=why, id=load.id))
    return path


def loaded_boundaries(loads: Sequence[Load]) -> Load | None:
    """Return the load whose boundaries are to be drawn, if any."""
    found = [load for load in loads if load.table == BOUNDARIES and not load.removed]
    return found[-1] if found else None


def as_json(values: Any) -> str:
    """Return text for the small files that tell of loads and versions."""
    return json.dumps(values, indent=1, ensure_ascii=False) + "\n"
