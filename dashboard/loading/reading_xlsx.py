"""Read a sheet of an Excel workbook: values as stored, as text, numbered as Excel shows them.

openpyxl reads the parts around a sheet (names, strings, formats, which date system); the rows are
read here, one at a time, so that a formula without a stored value can be told from an empty cell
and the memory of a row goes when it is done. Nothing is ever calculated, unpacked to a disk, or
fetched, and a part with a document type, without which there can be no entities, is refused.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from array import array
from collections.abc import Iterator
from typing import IO, Any
from xml.etree.ElementTree import Element, iterparse
from xml.parsers import expat

from openpyxl import load_workbook

from dashboard.loading.limits import check_cells, check_rows
from dashboard.loading.model import LoadError, Sheet
from dashboard.loading.reading_cells import Cells, Seen
from dashboard.loading.reading_copy import Job
from dashboard.loading.reading_kinds import refuse

_EVERY = 5_000
_MOST_LINES = 1_048_576
_MOST_FLAGS = 100_000


def read_xlsx(job: Job, sheet: str | None) -> Sheet:
    """Read one sheet of a copied workbook; without a name the first that is not hidden.

    Raises LoadError.
    """
    try:
        # openpyxl warns of what it leaves out (drawings, validation), which is no loss here.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read(job, sheet)
    except LoadError:
        raise
    except MemoryError:
        raise LoadError("The workbook needs too much memory. Save the sheet as csv.") from None
    except Exception as error:
        # A damaged part makes the parsers fail in any of a dozen ways, all with one meaning.
        raise LoadError(
            "The workbook is damaged or was made by a program that does not keep to the format "
            f"({type(error).__name__}). Open it in Excel, save it as .xlsx and try again."
        ) from error


def _read(job: Job, wanted: str | None) -> Sheet:
    copy, deadline, progress = job.copy, job.deadline, job.progress
    progress("Opening the workbook", 0.0)
    with zipfile.ZipFile(copy.path) as archive:
        for member in archive.infolist():
            if member.flag_bits & 1:
                refuse("protected", "")
            if member.filename.lower().endswith((".xml", ".rels", ".vml")):
                with archive.open(member) as part:
                    _without_entities(part)
    with copy.path.open("rb") as stream:
        # Given as a stream, because openpyxl goes by the end of a name.
        book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        deadline.check()
        chosen = _chosen(book, wanted)
        seen = Seen()
        records, lines = _records(book, chosen, seen, job)
        if not records:
            raise LoadError(f"The sheet “{chosen.title}” is empty. {_listed(book)}")
        progress("Reading the workbook", 1.0)
        notes = (job.note, *_notes(book, chosen, wanted, seen))
        return Sheet(
            copy.name,
            chosen.title,
            copy.sha256,
            lines,
            records,
            tuple(words for words in notes if words),
            seen.flagged,
        )


def _without_entities(part: IO[bytes]) -> None:
    """Raise LoadError where a part has a document type, which stands before its first element."""
    begun = False

    def refused(*_: object) -> None:
        raise LoadError(
            "The workbook holds definitions (XML entities) that no workbook needs and that may be "
            "made to do harm. Open it in Excel and save it again."
        )

    def begin(*_: object) -> None:
        nonlocal begun
        begun = True

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refused
    parser.StartElementHandler = begin
    while not begun and (block := part.read(4096)):
        parser.Parse(block)


def _chosen(book: Any, wanted: str | None) -> Any:
    if not book.worksheets:
        raise LoadError("The workbook has no sheet with cells, only charts.")
    if wanted is None:
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if not shown:
            raise LoadError(f"Every sheet of the workbook is hidden. {_listed(book)}")
        return shown[0]
    for sheet in book.worksheets:
        if sheet.title == wanted:
            return sheet
    near = [s for s in book.worksheets if s.title.strip().lower() == wanted.strip().lower()]
    if len(near) == 1:
        return near[0]
    raise LoadError(f"The workbook has no sheet “{wanted}”. {_listed(book)}")


def _listed(book: Any) -> str:
    told = [
        f"“{sheet.title}”" + ("" if sheet.sheet_state == "visible" else " (hidden)")
        for sheet in book.worksheets
    ]
    if len(told) == 1:
        return f"Its only sheet is {told[0]}."
    more = f" and {len(told) - 30} more" if len(told) > 30 else ""
    return f"Its sheets are {', '.join(told[:30])}{more}. Name the one you want (--sheet)."


def _records(
    book: Any, sheet: Any, seen: Seen, job: Job
) -> tuple[list[tuple[str, ...]], array[int]]:
    limits, deadline, progress = job.limits, job.deadline, job.progress
    cells = Cells(book, sheet)
    records: list[tuple[str, ...]] = []
    lines = array("q")
    line, count, held = 0, 0, 0
    size = max(book._archive.getinfo(sheet._worksheet_path).file_size, 1)
    with book._archive.open(sheet._worksheet_path) as part:
        for row in _rows(part, seen):
            count += 1
            if not count % _EVERY:
                deadline.check()
                progress("Reading the workbook", min(part.tell() / size, 1.0))
            given = row.get("r")
            previous, line = line, int(given) if given else line + 1
            if not previous < line <= _MOST_LINES:
                raise LoadError(f"The rows of the sheet are out of order at row {line:,}.")
            record = cells.record(row, line, seen, limits)
            if not record:
                continue
            seen.hidden += row.get("hidden") in ("1", "true")
            records.append(record)
            lines.append(line)
            held += len(record)
            check_rows(len(records), limits)
            check_cells(held, limits)
            if len(seen.flagged) > _MOST_FLAGS:
                raise LoadError(
                    f"More than {_MOST_FLAGS:,} cells have formulas without a stored value or "
                    "errors. Open the workbook in Excel, save it and try again."
                )
    return records, lines


def _rows(part: Any, seen: Seen) -> Iterator[Element]:
    """Give each row of a sheet, and forget it afterwards."""
    data: Element | None = None
    for event, element in iterparse(part, events=("start", "end")):
        tag = element.tag.rpartition("}")[2]
        if event == "start":
            if tag == "sheetData":
                data = element
        elif data is None:
            if tag == "mergeCell":
                seen.merged.append(element.get("ref", ""))
        elif tag == "row":
            yield element
            data.clear()
        elif tag == "sheetData":
            data = None


def _notes(book: Any, chosen: Any, wanted: str | None, seen: Seen) -> Iterator[str]:
    others = [sheet for sheet in book.worksheets if sheet is not chosen]
    hidden = [sheet for sheet in others if sheet.sheet_state != "visible"]
    if wanted is None and others:
        names = ", ".join(f"“{sheet.title}”" for sheet in others[:10])
        more = f" and {len(others) - 10} more" if len(others) > 10 else ""
        yield f"The sheet “{chosen.title}” was read; the workbook also has {names}{more}."
    if hidden:
        yield "Hidden sheets: " + ", ".join(f"“{sheet.title}”" for sheet in hidden[:10]) + "."
    if chosen.sheet_state != "visible":
        yield f"The sheet “{chosen.title}” is hidden in the workbook."
    if seen.hidden:
        rows = "1 row is" if seen.hidden == 1 else f"{seen.hidden:,} rows are"
        yield f"{rows} hidden (by a filter, say) in the workbook, and read all the same."
    if seen.formulas:
        formulas = (
            "1 cell holds a formula"
            if seen.formulas == 1
            else (f"{seen.formulas:,} cells hold formulas")
        )
        yield f"{formulas}; the results that Excel stored last are read."
    if seen.not_available:
        cells = "1 cell holds" if seen.not_available == 1 else f"{seen.not_available:,} cells hold"
        yield f"{cells} #N/A, which is taken as “not available”."
    down = [ref for ref in seen.merged if _runs_down(ref)]
    if down:
        yield (
            f"Cells are merged over several rows ({', '.join(down[:3])}"
            f"{' and others' if len(down) > 3 else ''}): only the first row of each has the text."
        )
    if book.epoch.year == 1904:
        yield "The workbook counts days from 1904, as Excel for Mac once did; dates are right."


def _runs_down(reference: str) -> bool:
    rows = re.findall(r"[0-9]+", reference)
    return len(rows) == 2 and rows[0] != rows[1]
