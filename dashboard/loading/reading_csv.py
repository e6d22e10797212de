"""Read csv as people have it: any usual alphabet, separator and line end, numbered as seen."""

from __future__ import annotations

import csv
import io
import itertools
import re
from array import array
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from dashboard.loading.limits import check_cell, check_cells, check_columns, check_rows
from dashboard.loading.model import Limits, LoadError, Sheet
from dashboard.loading.reading_alphabet import Alphabet, find_alphabet, odd_cells
from dashboard.loading.reading_copy import Job
from dashboard.loading.reading_kinds import refuse
from dashboard.loading.values import decimal_mark

_SAMPLE = 65_536
_EVERY = 20_000
_MOST_STRINGS = 200_000
_END = "\x00end of the file\x00"
SEPARATORS = {",": "commas", "\t": "tabs", ";": "semicolons", "|": "upright strokes (|)"}
_SAID = re.compile(r'\s*"?sep=(?P<mark>[^"\r\n]|\\t)"?[\s,;|]*', re.IGNORECASE)


def read_csv(job: Job) -> Sheet:
    """Read a copied csv file. Raises LoadError."""
    alphabet = find_alphabet(job.copy, job.deadline)
    with (
        job.copy.path.open("rb") as binary,
        io.TextIOWrapper(binary, alphabet.encoding, errors=alphabet.errors, newline="") as stream,
    ):
        try:
            separator, skipped = _separator(stream.read(_SAMPLE))
            stream.seek(0)
            return _records(job, binary, stream, alphabet, separator, skipped)
        except UnicodeError:
            raise LoadError(
                f"The file says that it is {alphabet.name}, but it is damaged or not complete. "
                "Export it again, as “CSV UTF-8”."
            ) from None


def _records(
    job: Job,
    binary: BinaryIO,
    stream: io.TextIOWrapper,
    alphabet: Alphabet,
    separator: str,
    skipped: int,
) -> Sheet:
    copy, limits = job.copy, job.limits
    records: list[tuple[str, ...]] = []
    lines = array("q")
    flagged: dict[tuple[int, int], str] = {}
    known: dict[str, str] = {}
    same = known.setdefault
    size = max(copy.size, 1)
    several = first_of_several = empty = count = 0
    source = _Lines(stream, skipped, limits)
    reader = csv.reader(source, delimiter=separator, skipinitialspace=separator != "\t")
    ended = False
    line = started = skipped + 1
    try:
        for number, cells in enumerate(reader, 1):
            started, source.characters = line, 0
            after = reader.line_num + skipped
            if cells == [_END]:
                ended = True
                break
            if after != line:
                several += 1
                first_of_several = first_of_several or line
            record = tuple([same(cell, cell) for cell in map(str.strip, cells)])
            width = sum(map(len, record))
            if width:
                if width > limits.cell_characters:
                    check_cell(max(map(len, record)), line, limits)
                if len(record) > limits.columns:
                    record = _without_empty_end(record)
                    check_columns(len(record), line, limits)
                if alphabet.odd:
                    record = odd_cells(record, line, flagged)
                records.append(record)
                lines.append(line)
                count += len(record)
            elif cells:
                empty += 1
            if not number % _EVERY:
                job.deadline.check()
                check_rows(len(records), limits)
                check_cells(count, limits)
                job.progress("Reading the file", min(binary.tell() / size, 1.0))
                if len(known) > _MOST_STRINGS:
                    known.clear()
            line = after + 1
    except csv.Error:
        raise LoadError(_open_quote(line)) from None
    if not ended:
        raise LoadError(_open_quote(started))
    check_rows(len(records), limits)
    check_cells(count, limits)
    if not records:
        refuse("blank", "")
    job.progress("Reading the file", 1.0)
    decimal = "."
    if separator != ",":
        decimal = decimal_mark(itertools.chain.from_iterable(records[:_EVERY]))
    said = _notes(separator, decimal, several, first_of_several, empty)
    notes = tuple(words for words in (job.note, alphabet.note, *said) if words)
    return Sheet(copy.name, "", copy.sha256, lines, records, notes, flagged, decimal)


class _Lines:
    """The lines of a file, and a mark at its end that shows if a quotation mark is still open.

    `characters` counts those given since it was last set to 0, for a record: one that never ends
    would fill the memory before anything could be said about it.
    """

    def __init__(self, stream: io.TextIOWrapper, skipped: int, limits: Limits) -> None:
        self.lines = itertools.chain(itertools.islice(stream, skipped, None), (_END,))
        self.most = limits.columns * limits.cell_characters
        self.characters = 0

    def __iter__(self) -> Iterator[str]:
        for line in self.lines:
            self.characters += len(line)
            if self.characters > self.most:
                raise LoadError(
                    f"A record of the file is longer than {self.most:,} characters, which is the "
                    "limit. The file may have no line ends, or a quotation mark is never closed."
                )
            yield line


def _notes(
    separator: str, decimal: str, several: int, first_of_several: int, empty: int
) -> Iterator[str]:
    if separator != ",":
        yield f"The cells are separated by {SEPARATORS.get(separator, repr(separator))}."
    if several:
        run = "1 record runs" if several == 1 else f"{several:,} records run"
        yield (
            f"{run} over more than one line, from line {first_of_several:,}, because a cell in "
            "quotation marks holds a line break."
        )
    if empty:
        have, were = ("1 line has", "was") if empty == 1 else (f"{empty:,} lines have", "were")
        yield f"{have} separators but nothing between them, and {were} left out."
    if decimal == ",":
        yield "Numbers are written with a decimal comma, such as 1,5."


def _open_quote(line: int) -> str:
    return (
        f'A quotation mark (") opens in line {line:,} and is never closed, so the rest of the '
        "file would be one cell. Close it, or double it where it is part of the text."
    )


def _without_empty_end(record: tuple[str, ...]) -> tuple[str, ...]:
    end = len(record)
    while end and not record[end - 1]:
        end -= 1
    return record[:end]


def _separator(sample: str) -> tuple[str, int]:
    """Return what separates the cells, and how many lines to leave out for having said so."""
    said = _SAID.fullmatch(sample.lstrip("\ufeff").splitlines()[0]) if sample.strip() else None
    if said:
        mark = said["mark"]
        return ("\t" if mark == "\\t" else mark), 1
    best, best_score = ",", 0.0
    for mark in SEPARATORS:
        score = _fits(sample, mark)
        if score > best_score + 1e-9:
            best, best_score = mark, score
    return best, 0


def _fits(sample: str, mark: str) -> float:
    """Score how well the sample's lines fall into equal numbers of cells."""
    whole = sample if len(sample) < _SAMPLE else sample[: sample.rfind("\n") + 1] or sample
    widths: Counter[int] = Counter()
    try:
        reader = csv.reader(io.StringIO(whole, newline=""), delimiter=mark, skipinitialspace=True)
        for cells in itertools.islice(reader, 500):
            if any(cells):
                widths[len(cells)] += 1
    except csv.Error:
        return 0.0
    if not widths:
        return 0.0
    # Titles and notes above the heading are one cell wide whatever the separator is.
    usual, times = max(widths.items(), key=lambda item: (item[0] > 1, item[1], item[0]))
    if usual < 2:
        return 0.0
    return times / widths.total() + min(usual, 100) / 10_000
