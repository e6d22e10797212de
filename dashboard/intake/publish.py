"""Publish a built version so that a reader sees the old data or the new, never a mix."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

CURRENT = "current"
KEPT_VERSIONS = 5
KEPT_SECONDS = 600.0
"""No version is removed sooner after it was last in use: a server may still be reading it."""
_UNFINISHED = ".building-"
_LOCK = ".lock"
_VERSION = re.compile(r"\w[\w-]*")


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
    """Return the version readers are to use, or None when none is named."""
    try:
        version = (warehouse / CURRENT).read_text(encoding="utf-8").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    return version if _VERSION.fullmatch(version) else None


def publish(built: Path, warehouse: Path, version: str) -> None:
    """Make the finished folder `built` the current version.

    Everything is on disk before the version's folder gets its name, and the folder is complete
    before `current` names it. When the version's folder is there already (built again after
    damage, say) each file is replaced on its own: its bytes are the same, so no mix can arise.
    """
    flush(built)
    target = warehouse / version
    if target.exists():
        for file in sorted(path for path in built.rglob("*") if path.is_file()):
            place = target / file.relative_to(built)
            place.parent.mkdir(parents=True, exist_ok=True)
            file.replace(place)
        flush(target)
    else:
        built.rename(target)
    flush_folder(warehouse)
    make_current(warehouse, version)


def make_current(warehouse: Path, version: str) -> None:
    """Point readers at a version that is complete on disk."""
    before = current_version(warehouse)
    write_atomically(warehouse / CURRENT, version + "\n")
    # From here on nothing may fail: readers have the version already.
    for left in {before or version, version}:
        # A folder's time tells when its version was last in use.
        with suppress(OSError):
            os.utime(warehouse / left)
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
    flush_folder(path.parent)


def is_whole(warehouse: Path, version: str, *, thorough: bool = False) -> bool:
    """Tell whether a version's folder holds every file it should, at the size it should be.

    `thorough` reads every file too, and compares it with its hash.
    """
    folder = warehouse / version
    try:
        about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
        return all(
            (folder / file["file"]).stat().st_size == file["bytes"]
            and (not thorough or _sha256(folder / file["file"]) == file["sha256"])
            for file in about["files"]
        )
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _remove_old(warehouse: Path, current: str) -> None:
    """Remove all but the versions last in use, once servers have had time to leave them."""
    with suppress(OSError):
        versions = [path.parent for path in warehouse.glob("*/about.json")]
        used = {path: path.stat().st_mtime for path in versions if path.name != current}
        for path in sorted(used, key=lambda path: used[path], reverse=True)[KEPT_VERSIONS - 1 :]:
            if time.time() - used[path] > KEPT_SECONDS:
                shutil.rmtree(path, ignore_errors=True)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def flush(folder: Path) -> None:
    """Have everything in a folder on disk."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as stream:
                os.fsync(stream.fileno())
        else:
            flush_folder(path)
    flush_folder(folder)


def flush_folder(folder: Path) -> None:
    """Have the names in a folder on disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
