"""What an awkward file is, and how each is made. The files are in the modules `awkward_…`.

A function's docstring says what is awkward; the decorator says the file's name and the outcome:
the records and their lines, words that the notes must hold, cells flagged, or words of the
refusal. `made(case, folder)` writes one.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter

HEADING = ["council", "offer", "date"]
LEEDS = ["Leeds", "Peer challenge", "14/09/2016"]
HULL = ["Kingston-upon-Hull", "Peer challenge", "15/09/2016"]
TABLE = [HEADING, LEEDS, HULL]


@dataclass(frozen=True)
class Awkward:
    """A file, by name and content, and what must come of it."""

    name: str
    purpose: str
    content: Callable[[], bytes]
    records: list[list[str]] | None = None
    lines: list[int] | None = None
    notes: tuple[str, ...] = ()
    flagged: Mapping[tuple[int, int], str] = field(default_factory=dict)
    refused: str = ""
    sheet: str | None = None
    decimal: str = "."
    limits: Mapping[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """What a test is called."""
        return self.content.__name__


READING: list[Awkward] = []


def awkward(name: str, **outcome: Any) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """Add a function that makes a file's bytes to READING."""

    def add(content: Callable[[], bytes]) -> Callable[[], bytes]:
        READING.append(Awkward(name, content.__doc__ or "", content, **outcome))
        return content

    return add


def made(case: Awkward, folder: Path) -> Path:
    """Write the file into a folder and return where it is."""
    path = folder / case.name
    path.write_bytes(case.content())
    return path


def csv_bytes(
    rows: list[list[str]], separator: str = ",", end: str = "\n", encoding: str = "utf-8"
) -> bytes:
    """Return rows as the bytes of a csv file, quoted only where needed."""
    quoted = [
        [f'"{c}"' if any(mark in c for mark in (separator, "\n", "\r")) else c for c in row]
        for row in rows
    ]
    return "".join(separator.join(row) + end for row in quoted).encode(encoding)


def workbook(fill: Callable[[Any, Any], None], **options: Any) -> bytes:
    """Return the bytes of a workbook with one sheet that `fill(book, sheet)` writes."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, **options})
    fill(book, book.add_worksheet("Records"))
    book.close()
    return out.getvalue()


def rewritten(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a workbook with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for member in old.infolist():
            data = old.read(member)
            new.writestr(member.filename, change(data) if member.filename == part else data)
    return out.getvalue()


def fill_table(_: Any, sheet: Any) -> None:
    """Write TABLE from the first row."""
    for number, row in enumerate(TABLE):
        sheet.write_row(number, 0, row)
