"""A private copy of a file, taken once: what is checked is what was read, whatever happens to it.

The name of a file is only ever used to open that one file; the copy has a name of its own.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from dashboard.loading.limits import Deadline, check_size
from dashboard.loading.model import Limits, LoadError, Progress

_BLOCK = 1 << 20
_CHANGED = (
    "The file changed while it was being read. Nothing was changed here. "
    "Wait until it has been written, or close it in the program that has it open, and try again."
)


@dataclass(frozen=True)
class Copy:
    """A private copy: where it is, the original's name without folder, its size and sha256."""

    path: Path
    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Job:
    """A copy to be read, within which limits, whom to tell, and a note to begin with."""

    copy: Copy
    limits: Limits
    deadline: Deadline
    progress: Progress
    note: str = ""


@contextmanager
def copied(
    path: Path, limits: Limits, deadline: Deadline, progress: Progress | None = None
) -> Iterator[Copy]:
    """Copy a file into a private temporary folder for as long as the block lasts.

    Raises LoadError where the file is missing, not a file, not allowed, too large, or where it
    changed between the start of copying and the end of the block.
    """
    with tempfile.TemporaryDirectory(prefix="load-") as folder:
        try:
            with _opened(path) as source:
                before = _state(os.fstat(source.fileno()))
                check_size(before[1], limits)
                copy = _copy(source, Path(folder) / "copy", path.name, limits, deadline, progress)
        except OSError as error:
            raise LoadError(_words(path, error)) from error
        _unchanged(path, before)
        if copy.size != before[1]:
            raise LoadError(_CHANGED)
        yield copy
        _unchanged(path, before)


def _opened(path: Path) -> BinaryIO:
    if path.is_dir():
        raise LoadError(f"“{path.name}” is a folder. Name one file.")
    # Not waiting for it: opening a pipe would never return.
    number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise LoadError(f"“{path.name}” is not an ordinary file. Save it as a csv or xlsx file.")
    return os.fdopen(number, "rb")


def _copy(
    source: BinaryIO,
    target: Path,
    name: str,
    limits: Limits,
    deadline: Deadline,
    progress: Progress | None,
) -> Copy:
    expected = os.fstat(source.fileno()).st_size
    digest, size = hashlib.sha256(), 0
    with target.open("xb") as out:
        while block := source.read(_BLOCK):
            size += len(block)
            check_size(size, limits)
            deadline.check()
            if size > expected:  # it grows, and might do so as fast as it is read
                raise LoadError(_CHANGED)
            digest.update(block)
            out.write(block)
            if progress is not None:
                progress("Copying the file", size / expected)
    return Copy(target, name, size, digest.hexdigest())


def _state(seen: os.stat_result) -> tuple[int, int, int]:
    return seen.st_ino, seen.st_size, seen.st_mtime_ns


def _unchanged(path: Path, before: tuple[int, int, int]) -> None:
    try:
        after = _state(path.stat())
    except OSError:
        raise LoadError(_CHANGED) from None
    if after != before:
        raise LoadError(_CHANGED)


def _words(path: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return f"There is no file “{path.name}”. Check its name and folder."
    if isinstance(error, PermissionError):
        return f"“{path.name}” may not be read by this user. Ask for permission, or copy it."
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "The disk is full, so the file could not be copied. Nothing was changed."
    return f"“{path.name}” could not be read: {error.strerror or error}."
