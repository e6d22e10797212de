"""Whether the files of a version are still as they were built: cheap to ask once a second."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ABOUT = "about.json"
Stamp = tuple[int, int, int]


class DamagedError(RuntimeError):
    """Data that were whole when they were opened, and are read from disk, are so no more."""

    def __init__(self, version: str) -> None:
        """`version` is that of the data."""
        super().__init__(f"The built data of version {version} have been damaged on disk.")
        self.version = version


def stamps(folder: Path) -> dict[str, Stamp]:
    """Size, time and number of every file of a version, by its name; empty without a folder."""
    found = {}
    for path in (*folder.glob("*"), *folder.glob("*/*")):
        try:
            status = path.stat()
        except OSError:
            continue
        if not path.is_dir():
            name = path.relative_to(folder).as_posix()
            found[name] = (status.st_size, status.st_mtime_ns, status.st_ino)
    return found


class Files:
    """The files of a version and the hashes they should have."""

    def __init__(self, folder: Path, about: Mapping[str, Any], about_text: bytes) -> None:
        """`about` is what the version says of itself; of files it does not list any is right."""
        self._folder = folder
        self._hashes = {file["file"]: file["sha256"] for file in about.get("files", ())}
        if not self._hashes:
            self._hashes = {name: _sha256(folder / name) for name in stamps(folder)}
        self._hashes[ABOUT] = hashlib.sha256(about_text).hexdigest()
        self._good: dict[str, Stamp] = {}
        self._seen: dict[str, Stamp] | None = None
        self._damaged: tuple[str, ...] = ()

    def damaged(self) -> tuple[str, ...]:
        """The files that are missing or changed. Reads only those whose size or time changed."""
        now = stamps(self._folder)
        if now != self._seen:
            self._damaged = tuple(name for name in self._hashes if not self._is_good(name, now))
            self._seen = now
        return self._damaged

    def _is_good(self, name: str, now: Mapping[str, Stamp]) -> bool:
        stamp = now.get(name)
        if stamp is None:
            return False
        if self._good.get(name) == stamp:
            return True
        try:
            good = _sha256(self._folder / name) == self._hashes[name]
        except OSError:
            return False
        if good:
            self._good[name] = stamp
        return good


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
