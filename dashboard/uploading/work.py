"""The work on one upload, in a process of its own: `python -m dashboard.uploading.work`.

`check` works out the report, `publish` works it out again and publishes it if it is still what
the user was shown. How far it is stands in `status.json` all along.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import logging
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.intake.publish import write_atomically
from dashboard.settings import Settings
from dashboard.uploading.jobs import Asked, Status, write_status
from dashboard.wording import long_date

if TYPE_CHECKING:
    from dashboard.loading.model import Prepared

SHOWN = 200
EVERY_SECONDS = 0.3
CHANGED = (
    "The data have changed since this was shown, and so has what publishing would do. "
    "Nothing was published: look again."
)
FAILED = (
    "Something went wrong that should not have. Nothing was published; the file log.txt beside "
    "the upload says more."
)

log = logging.getLogger(__name__)


def main(arguments: list[str]) -> int:
    """Do `check` or `publish` for the upload in a folder; 0 when done, whatever came of it."""
    what, folder = arguments[0], Path(arguments[1])
    logging.basicConfig(level=logging.INFO)
    with (folder.parent / ".lock").open("w") as lock:
        # Two large files at once would want twice the memory.
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            _do(what, folder, Settings.from_environment())
        except Exception:
            log.exception("The work on an upload failed")
            write_status(
                folder,
                Status(
                    "failed",
                    "Something went wrong that should not have. "
                    "Nothing was published; the server's log says more.",
                ),
            )
    return 0


def _do(what: str, folder: Path, settings: Settings) -> None:
    # Loaded here: a waiting process should hold no memory.
    from dashboard.intake.checks import ContractError
    from dashboard.loading.model import LoadError
    from dashboard.loading.store import publish

    asked = Asked(**json.loads((folder / "asked.json").read_text("utf-8")))
    (path,) = [one for one in folder.iterdir() if one.stem == "file"]
    progress = _Progress(folder, "checking" if what == "check" else "publishing")
    try:
        prepared = _prepare(path, asked, settings, progress)
        report = _report(prepared, folder)
        before = _shown_before(folder)
        write_atomically(folder / "report.json", json.dumps(report, ensure_ascii=False))
        if what == "check":
            write_status(folder, Status("ready"))
        elif report["mark"] != before:
            write_status(folder, Status("ready", CHANGED))
        else:
            version = publish(prepared, settings, skip_bad=asked.skip_bad, progress=progress)
            write_status(folder, Status("published", version=version))
    except (LoadError, ContractError) as error:
        # The file lies here under a name of ours.
        write_status(folder, Status("refused", str(error).replace(path.name, asked.name)))
    except OSError as error:
        write_status(folder, Status("failed", f"{error.strerror}. Nothing was published."))


def _prepare(path: Path, asked: Asked, settings: Settings, progress: _Progress) -> Prepared:
    from dashboard.loading.preparing import prepare

    today = time.strftime("%Y-%m-%d", time.gmtime())
    prepared = prepare(
        path,
        settings,
        table=asked.table,
        mapping=asked.mapping,
        sheet=asked.sheet,
        source=asked.source or f"Extract {asked.name}, loaded {long_date(today)}",
        skip_bad=asked.skip_bad,
        progress=progress,
    )
    return replace(prepared, file=asked.name)


def _report(prepared: Prepared, folder: Path) -> dict[str, Any]:
    """What the page shows: a mark of it all, the mapping, the counts and the first rows."""
    from dashboard.loading.reports import (
        changes_csv,
        fault_rows,
        faults_csv,
        summary_rows,
        with_names_beside,
    )

    checked, difference, layout = prepared.checked, prepared.difference, prepared.layout
    (folder / "faults.csv").write_text(faults_csv(checked.faults), "utf-8", newline="")
    (folder / "changes.csv").write_text(changes_csv(difference), "utf-8", newline="")
    # Columns that only changed rows have are left out where none is shown.
    changes = with_names_beside(difference.rows.head(SHOWN)).astype(object).replace("", None)
    changes = changes.dropna(axis="columns", how="all")
    whole_file = any(fault.line is None for fault in checked.faults)
    shown = {
        "table": layout.table,
        "heading_line": layout.heading_line,
        "named": dict(layout.named),
        "fixed": dict(layout.fixed),
        "ignored": list(layout.ignored),
        "periods": list(dict.fromkeys(layout.wide.values())),
        "notes": list(prepared.notes),
        "counts": summary_rows(prepared),
        "rejected": checked.rejected,
        "gone": difference.gone,
        "records": len(checked.rows),
        "faults": fault_rows(checked.faults, SHOWN),
        "faults_in_all": len(checked.faults),
        "change_columns": list(changes.columns),
        "changes": changes.where(changes.notna(), "").astype(str).to_numpy().tolist(),
        "changes_in_all": len(difference.rows),
        "whole": prepared.whole,
        # A fault of the whole file leaves no rows that could be taken without it.
        "can_skip": bool(checked.accepted) and not whole_file,
    }
    text = json.dumps([shown, prepared.sha256, faults_csv(checked.faults), changes_csv(difference)])
    return {**shown, "mark": hashlib.sha256(text.encode()).hexdigest()}


def _shown_before(folder: Path) -> str:
    path = folder / "report.json"
    return json.loads(path.read_text("utf-8"))["mark"] if path.exists() else ""


class _Progress:
    """Writes how far the work is, not more often than anyone could see."""

    def __init__(self, folder: Path, state: str) -> None:
        self._folder, self._state = folder, state
        self._written = 0.0
        self._words = ""

    def __call__(self, words: str, share: float) -> None:
        now = time.monotonic()
        if words != self._words or now - self._written > EVERY_SECONDS:
            self._words, self._written = words, now
            write_status(self._folder, Status(self._state, words, share))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
