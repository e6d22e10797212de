"""Publish a built version so that a reader sees the old data or the new, never a mix."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CURRENT = "current"
KEPT_VERSIONS = 5
_UNFINISHED = ".building-"
_LOCK = ".lock"


@contextmanager
def locked(warehouse: Path) -> Iterator[None]:
    """Hold the warehouse for one build at a time; others wait. A crash lets go of it."""
    warehouse.mkdir(parents=True, exist_ok=True)
    with (warehouse / _LOCK).open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


@contextmanager
def unfinished(warehouse: Path) -> Iterator[Path]:
    """Give a new folder beside the versions to build in; remove it if the build fails.

    Call under `locked`: folders that earlier crashed builds left behind are removed first.
    """
    for left in warehouse.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=warehouse))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def current_version(warehouse: Path) -> str | None:
    """Return the version readers are to use, or None when nothing has been published."""
    try:
        return (warehouse / CURRENT).read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None


def publish(built: Path, warehouse: Path, version: str) -> None:
    """Make the finished folder `built` the current version.

    Everything is on disk before the version's folder gets its name, and the folder is complete
    before `current` names it. When the version's folder is there already (built again after
    damage, say) each file is replaced on its own: its bytes are the same, so no mix can arise.
    """
    _flush(built)
    target = warehouse / version
    if target.exists():
        for file in sorted(path for path in built.rglob("*") if path.is_file()):
            place = target / file.relative_to(built)
            place.parent.mkdir(parents=True, exist_ok=True)
            file.replace(place)
        _flush(target)
    else:
        built.rename(target)
    _flush_folder(warehouse)
    make_current(warehouse, version)


def make_current(warehouse: Path, version: str) -> None:
    """Point readers at a version that is complete on disk."""
    write_atomically(warehouse / CURRENT, version + "\n")
    _remove_old(warehouse, version)


def write_atomically(path: Path, text: str) -> None:
    """Replace a file's text in one step."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    os.chmod(name, 0o644)
    os.replace(name, path)
    _flush_folder(path.parent)


def is_whole(warehouse: Path, version: str) -> bool:
    """Tell whether a version's folder holds every file it should, at the size it should be."""
    folder = warehouse / version
    try:
        about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
        return all(
            (folder / file["file"]).stat().st_size == file["bytes"] for file in about["files"]
        )
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _remove_old(warehouse: Path, current: str) -> None:
    """Remove all but the newest versions; those still open elsewhere have had time to be left."""
    versions = [path.parent for path in warehouse.glob("*/about.json")]
    versions = [path for path in versions if path.name != current]
    versions.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for path in versions[KEPT_VERSIONS - 1 :]:
        shutil.rmtree(path, ignore_errors=True)


def _flush(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as stream:
                os.fsync(stream.fileno())
        else:
            _flush_folder(path)
    _flush_folder(folder)


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
