"""Keep what is slow to make, by what it was made from, so that a build need not make it again.

A piece is a folder of files with a list of their hashes. One that is damaged is made again.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

KEPT = "kept"
PIECES = 4
"""How many pieces of a kind are kept, the last used first."""
_LIST = "piece.json"


class Kept:
    """Pieces in a folder; without one they last as long as the build."""

    def __init__(self, folder: Path | None, *, fresh: bool = False) -> None:
        """`fresh` makes every piece again."""
        self._fresh = fresh
        self._temporary = None
        if folder is None:
            self._temporary = tempfile.TemporaryDirectory(prefix="dashboard-pieces-")
            folder = Path(self._temporary.name)
        self._folder = folder

    def piece(self, kind: str, made_from: Iterable[str], make: Callable[[Path], object]) -> Path:
        """Return the folder of a piece, made with `make` unless it is there and whole.

        `made_from` are lines that say all that the piece depends on.
        """
        folder = self._place(kind, made_from)
        if self._is_usable(folder):
            return folder
        self._folder.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(prefix=".making-", dir=self._folder))
        try:
            make(new)
            listed = {path.name: _sha256(path) for path in sorted(new.iterdir())}
            (new / _LIST).write_text(json.dumps(listed), encoding="utf-8")
            shutil.rmtree(folder, ignore_errors=True)
            new.rename(folder)
        except BaseException:
            shutil.rmtree(new, ignore_errors=True)
            raise
        return folder

    def has(self, kind: str, made_from: Iterable[str]) -> Path | None:
        """Return the folder of a piece that is there and whole, or None."""
        folder = self._place(kind, made_from)
        return folder if self._is_usable(folder) else None

    def _place(self, kind: str, made_from: Iterable[str]) -> Path:
        text = "\n".join(made_from)
        return self._folder / f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"

    def _is_usable(self, folder: Path) -> bool:
        if self._fresh or not is_whole(folder):
            return False
        # A folder's time tells when the piece was last used.
        with suppress(OSError):
            os.utime(folder)
        return True

    def tidy(self) -> None:
        """Remove all but the pieces of each kind last used, and what crashes left behind.

        Call under the lock of the data: a piece being made would be taken for such.
        """
        by_kind: dict[str, list[Path]] = {}
        with suppress(OSError):
            for path in self._folder.iterdir():
                if path.name.startswith(".making-"):
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    by_kind.setdefault(path.name.rpartition("-")[0], []).append(path)
            for paths in by_kind.values():
                paths.sort(key=lambda path: path.stat().st_mtime, reverse=True)
                for path in paths[PIECES:]:
                    shutil.rmtree(path, ignore_errors=True)

    def close(self) -> None:
        """Remove pieces that were to last no longer than the build."""
        if self._temporary is not None:
            self._temporary.cleanup()


def is_whole(folder: Path) -> bool:
    """Tell whether a piece's files are as they were made."""
    try:
        listed = json.loads((folder / _LIST).read_text(encoding="utf-8"))
        return bool(listed) and all(
            _sha256(folder / name) == digest for name, digest in listed.items()
        )
    except (OSError, ValueError, AttributeError, TypeError):
        return False


def place(piece: Path, folder: Path, names: Iterable[str] | None = None) -> None:
    """Put a piece's files, or those of `names`, into `folder`: as links where that can be done."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names or json.loads((piece / _LIST).read_text(encoding="utf-8")):
        try:
            os.link(piece / name, folder / name)
        except OSError:
            shutil.copyfile(piece / name, folder / name)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
