"""Read a file that somebody brings, whatever it is: as text, with line numbers, or not at all.

What a file holds is told from its first bytes, never from the end of its name: a workbook saved
as .csv is read as a workbook, and a web page saved as .csv is refused with words that say so.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dashboard.loading.limits import Deadline
from dashboard.loading.model import Limits, LoadError, Progress, Sheet
from dashboard.loading.reading_copy import Job, copied
from dashboard.loading.reading_csv import read_csv
from dashboard.loading.reading_kinds import WORKBOOK, kind_of, refuse
from dashboard.loading.reading_xlsx import read_xlsx


def _silent(_: str, __: float) -> None:
    return


def read(
    path: Path, sheet: str | None = None, limits: Limits | None = None, progress: Progress = _silent
) -> Sheet:
    """Read a csv file, or a sheet of a workbook (the first that is not hidden, unless named).

    The file is copied first and the copy is read. Raises LoadError, in plain words, where it
    cannot be taken: too large, damaged, changed meanwhile, or not a csv or xlsx file.
    """
    limits = limits or Limits()
    deadline = Deadline(limits)
    with copied(path, limits, deadline, progress) as copy:
        return _read(Job(copy, limits, deadline, progress), sheet)


def _read(job: Job, sheet: str | None) -> Sheet:
    kind = kind_of(job.copy.path, job.limits)
    named = Path(job.copy.name).suffix.lower()
    if kind == WORKBOOK:
        if named not in (".xlsx", ".xlsm"):
            note = f"The file is an Excel workbook, though its name ends in “{named}”."
            job = replace(job, note=note)
        return read_xlsx(job, sheet)
    if kind:
        refuse(kind, named)
    if sheet is not None:
        raise LoadError("The file is a csv file, which has no sheets. Leave out the sheet's name.")
    if named in (".xlsx", ".xlsm", ".xls", ".ods"):
        job = replace(job, note=f"The file is text (csv), though its name ends in “{named}”.")
    return read_csv(job)
