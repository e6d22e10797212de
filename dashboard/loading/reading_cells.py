"""The cells of a workbook's sheet as text: what Excel shows, as far as it says what is meant."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from openpyxl.utils.cell import column_index_from_string
from openpyxl.utils.datetime import from_excel, from_ISO8601

from dashboard.loading.limits import check_cell, check_columns
from dashboard.loading.model import Limits, LoadError

_NOT_AVAILABLE = "#N/A"
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
NO_VALUE = "it holds a formula without a stored value: open the workbook in Excel and save it"


@dataclass
class Seen:
    """What is noticed on the way and told in the end."""

    formulas: int = 0
    hidden: int = 0
    not_available: int = 0
    merged: list[str] = field(default_factory=list)
    flagged: dict[tuple[int, int], str] = field(default_factory=dict)


class Cells:
    """Turns the cells of one sheet into text."""

    def __init__(self, book: Any, sheet: Any) -> None:
        self.strings = [str(text).strip() for text in sheet._shared_strings]
        self.epoch = book.epoch
        self.formats = [
            book._number_formats[style.numFmtId - 164]
            if style.numFmtId >= 164 and style.numFmtId - 164 < len(book._number_formats)
            else {9: "0%", 10: "0.00%", 17: "mmm-yy"}.get(style.numFmtId, "")
            for style in book._cell_styles
        ]
        self.percent = {
            index for index, code in enumerate(self.formats) if "%" in _LITERAL.sub("", code)
        }
        self.dates = set(book._date_formats)
        self.spans = set(book._timedelta_formats)
        self.known: dict[str, str] = {}

    def record(self, row: Element, line: int, seen: Seen, limits: Limits) -> tuple[str, ...]:
        """Return the texts of a row, without the empty cells at its end."""
        texts: list[str] = []
        for cell in row:
            position = len(texts)
            reference = cell.get("r")
            if reference:
                letters = reference.rstrip("0123456789")
                position = column_index_from_string(letters) - 1
            text = self._text(cell, line, position, seen)
            if not text and (line, position) not in seen.flagged:
                continue
            check_columns(position + 1, line, limits)
            check_cell(len(text), line, limits)
            if position < len(texts):
                raise LoadError(f"The cells of row {line:,} are out of order.")
            texts.extend([""] * (position - len(texts)))
            texts.append(text)
        return tuple(texts)

    def _text(self, cell: Element, line: int, position: int, seen: Seen) -> str:
        kind, value, formula = cell.get("t", "n"), None, False
        for child in cell:
            tag = child.tag.rpartition("}")[2]
            if tag == "v":
                value = child.text
            elif tag == "f":
                formula = True
            elif tag == "is":
                value = _inline(child)
        seen.formulas += formula
        if value is None or (value == "" and kind != "str"):
            # An empty text as a formula's result is a value; none at all is not.
            if formula and kind != "str":
                seen.flagged[line, position] = NO_VALUE
            return ""
        if kind == "s":
            return self.strings[int(value)]
        if kind in ("str", "inlineStr"):
            value = value.strip()
            return self.known.setdefault(value, value)
        if kind == "b":
            return "TRUE" if value.strip() in ("1", "true") else "FALSE"
        if kind == "e":
            return self._error(value, line, position, seen)
        if kind == "d":
            return _day(from_ISO8601(value), "")
        return self._number(float(value), int(cell.get("s", 0)), line, position, seen)

    def _number(self, value: float, style: int, line: int, position: int, seen: Seen) -> str:
        if style in self.dates:
            code = self.formats[style] if style < len(self.formats) else ""
            try:
                return _day(from_excel(value, self.epoch, timedelta=style in self.spans), code)
            except (OverflowError, ValueError):
                seen.flagged[line, position] = "it is set out as a date, but is none"
                return _figure(value)
        return f"{_figure(value * 100)}%" if style in self.percent else _figure(value)

    def _error(self, value: str, line: int, position: int, seen: Seen) -> str:
        if value == _NOT_AVAILABLE:
            # Excel's own mark for “not available”; where a value is needed it is still missed.
            seen.not_available += 1
        else:
            seen.flagged[line, position] = f"its formula gives the error {value}"
        return value


def _inline(element: Element) -> str:
    """Return the text of an inline string, without the sounds of Japanese words beside it."""
    parts = []
    for child in element:
        tag = child.tag.rpartition("}")[2]
        if tag == "t":
            parts.append(child.text or "")
        elif tag == "r":
            parts += [t.text or "" for t in child if t.tag.rpartition("}")[2] == "t"]
    return "".join(parts)


def _figure(value: float) -> str:
    """Return a number as Excel shows it: fifteen digits, no more are meant."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return format(value, ".15g")


def _day(value: Any, code: str) -> str:
    """Return a date or time as ISO text, only as far as its format shows it.

    A cell set out as “Sep-16” holds the first of September; the month is all that was meant.
    """
    if isinstance(value, dt.datetime):
        if value.hour or value.minute or value.second:
            return value.isoformat(" ", "seconds")
        value = value.date()
    if isinstance(value, dt.date):
        shown = _LITERAL.sub("", code).lower()
        if "y" in shown and "d" not in shown and value.day == 1:
            if "m" in shown:
                return f"{value:%Y-%m}"
            if value.month == 1:
                return f"{value:%Y}"
        return value.isoformat()
    return str(value)
