"""Uploaded files and how far the work on each has got, as files that any worker can read.

One folder an upload, named at random, under `<DASHBOARD_DATA>/uploads/`: the file, what the user
asked (`asked.json`), how far the work is (`status.json`), and what was found (`report.json`,
`faults.csv`, `changes.csv`). The work is done by `work.py` in a process of its own.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from dashboard.intake.publish import write_atomically
from dashboard.settings import ROOT, Settings

KEPT_SECONDS = 24 * 3600
SILENT_SECONDS = 120.0
ENDINGS = frozenset({".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".json", ".geojson", ".gpkg"})
WORKING = frozenset({"waiting", "checking", "publishing"})

_JOB = re.compile(r"[A-Za-z0-9_-]{22}")
_PIECE = 1 << 20


class TooLargeError(ValueError):
    """The upload is larger than allowed."""


@dataclass(frozen=True)
class Asked:
    """What the user said about a file: its name, and what the program need not work out."""

    name: str
    table: str | None = None
    sheet: str | None = None
    source: str | None = None
    skip_bad: bool = False
    mapping: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Status:
    """How far the work on a file has got.

    `state` is waiting, checking, ready, refused, publishing, published or failed; `words` say it;
    `share` is how much of the present state is done, 0 to 1; `version` the data published.
    """

    state: str
    words: str = ""
    share: float = 0.0
    version: str = ""

    @property
    def working(self) -> bool:
        """Whether something is still to be waited for."""
        return self.state in WORKING


def write_status(folder: Path, status: Status) -> None:
    """Say how far the work is, for whoever asks next."""
    write_atomically(folder / "status.json", json.dumps(asdict(status)))


class Jobs:
    """The uploads of one data folder."""

    def __init__(self, settings: Settings, most_bytes: int) -> None:
        self._settings = settings
        self._most = most_bytes
        self._folder = settings.data / "uploads"

    def receive(self, stream: IO[bytes], asked: Asked) -> str:
        """Keep a file and begin to check it; return the name of the job. Raises TooLargeError."""
        self._clear()
        job = secrets.token_urlsafe(16)
        folder = self._folder / job
        folder.mkdir(parents=True, mode=0o700)
        try:
            self._copy(stream, folder / f"file{_ending(asked.name)}")
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        (folder / "asked.json").write_text(json.dumps(asdict(asked)), "utf-8")
        write_status(folder, Status("waiting", "Waiting to be checked"))
        self._work(folder, "check")
        return job

    def check_again(self, job: str, asked: Asked) -> None:
        """Check a file once more, with other answers."""
        folder = self._place(job)
        write_atomically(folder / "asked.json", json.dumps(asdict(asked)))
        write_status(folder, Status("waiting", "Waiting to be checked"))
        self._work(folder, "check")

    def publish(self, job: str) -> None:
        """Publish what was shown to the user; nothing is published if it would differ by now."""
        folder = self._place(job)
        write_status(folder, Status("waiting", "Waiting to be published"))
        self._work(folder, "publish")

    def status(self, job: str) -> Status:
        """How far a job is. Raises LookupError when there is none of that name."""
        folder = self._place(job)
        status = Status(**_read(folder / "status.json"))
        silent = time.time() - (folder / "status.json").stat().st_mtime
        if status.working and silent > SILENT_SECONDS:
            return Status("failed", "The work stopped before its end. Nothing was published.")
        return status

    def asked(self, job: str) -> Asked:
        """What the user said about the file of a job. Raises LookupError."""
        return Asked(**_read(self._place(job) / "asked.json"))

    def report(self, job: str) -> dict[str, Any]:
        """What was found in the file; empty as long as nothing was. Raises LookupError."""
        path = self._place(job) / "report.json"
        return _read(path) if path.exists() else {}

    def file(self, job: str, name: str) -> Path:
        """A csv of the report, `faults.csv` or `changes.csv`. Raises LookupError."""
        path = self._place(job) / name
        if name not in ("faults.csv", "changes.csv") or not path.is_file():
            raise LookupError(name)
        return path

    def _place(self, job: str) -> Path:
        folder = self._folder / job
        if not _JOB.fullmatch(job) or not (folder / "status.json").is_file():
            raise LookupError(job)
        return folder

    def _copy(self, stream: IO[bytes], path: Path) -> None:
        taken = 0
        with path.open("xb") as out:
            while piece := stream.read(_PIECE):
                taken += len(piece)
                if taken > self._most:
                    raise TooLargeError
                out.write(piece)

    def _work(self, folder: Path, what: str) -> None:
        environment = {
            **os.environ,
            "DASHBOARD_DATA": str(self._settings.data),
            "DASHBOARD_SOURCES": str(self._settings.sources),
            "DASHBOARD_SEED": str(self._settings.seed),
        }
        with (folder / "log.txt").open("ab") as log:
            # A session of its own, or stopping the server would stop a load half-way.
            subprocess.Popen(
                [sys.executable, "-m", "dashboard.uploading.work", what, str(folder)],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _clear(self) -> None:
        """Remove uploads of days ago: they may hold what nobody meant to keep."""
        if not self._folder.is_dir():
            return
        for folder in self._folder.iterdir():
            if folder.is_dir() and time.time() - folder.stat().st_mtime > KEPT_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)


def _ending(name: str) -> str:
    """The ending of a file's name if it is one we know: the name itself reaches no path."""
    ending = Path(name).suffix.lower()
    return ending if ending in ENDINGS else ""


def _read(path: Path) -> dict[str, Any]:
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise LookupError(path.parent.name) from error
