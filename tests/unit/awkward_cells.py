"""Awkward files: workbooks with awkward cells."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import openpyxl
from awkward_kit import (
    HEADING,
    LEEDS,
    TABLE,
    awkward,
    csv_bytes,
    fill_table,
    rewritten,
    workbook,
)

# Workbooks


@awkward("table.xlsx", records=TABLE, lines=[1, 2, 3])
def plain_workbook() -> bytes:
    """One sheet, heading first."""
    return workbook(fill_table)


@awkward(
    "table.csv", records=TABLE, notes=("is an Excel workbook, though its name ends in “.csv”",)
)
def workbook_named_csv() -> bytes:
    """A workbook under the name of a csv file is read as what it is."""
    return workbook(fill_table)


@awkward("table-2.xlsx", records=TABLE, notes=("is text (csv), though its name ends in “.xlsx”",))
def csv_named_workbook() -> bytes:
    """A csv file under the name of a workbook is read as what it is."""
    return csv_bytes(TABLE)


@awkward(
    "titles.xlsx",
    records=[["Take-up 2016/17"], HEADING, LEEDS],
    lines=[1, 4, 6],
)
def merged_titles() -> bytes:
    """A merged title, empty rows, the heading on row 4 and the first record on row 6."""

    def fill(_: Any, sheet: Any) -> None:
        sheet.merge_range("A1:F2", "Take-up 2016/17")
        sheet.write_row("A4", HEADING)
        sheet.write_row("A6", LEEDS)

    return workbook(fill)


@awkward("merged-down.xlsx", notes=("merged over several rows (A2:A3)",))
def merged_councils() -> bytes:
    """A council's cell merged over its rows: said, because the rows below it are empty there."""

    def fill(_: Any, sheet: Any) -> None:
        sheet.write_row("A1", ["council", "offer"])
        sheet.merge_range("A2:A3", "Leeds")
        sheet.write_column("B2", ["a", "b"])

    return workbook(fill)


def _dates(book: Any, sheet: Any) -> None:
    day = dt.datetime(2016, 9, 14)
    for column, code in enumerate(("dd/mm/yyyy", "mmm-yy", "d mmm yyyy hh:mm", "yyyy")):
        sheet.write_datetime(0, column, day, book.add_format({"num_format": code}))
    first = dt.datetime(2016, 9, 1)
    sheet.write_datetime(1, 0, first, book.add_format({"num_format": "mmm-yy"}))
    sheet.write_datetime(1, 1, first, book.add_format({"num_format": "dd/mm/yyyy"}))
    timed = dt.datetime(2016, 9, 14, 10, 30)
    sheet.write_datetime(1, 2, timed, book.add_format({"num_format": "dd/mm/yyyy hh:mm"}))


_READ_DATES = [
    ["2016-09-14", "2016-09-14", "2016-09-14", "2016-09-14"],
    ["2016-09", "2016-09-01", "2016-09-14 10:30:00"],
]


@awkward("dates.xlsx", records=_READ_DATES)
def date_cells() -> bytes:
    """Date cells in several forms; “Sep-16” is a month where it holds the first of it."""
    return workbook(_dates)


@awkward("dates-mac.xlsx", records=_READ_DATES, notes=("counts days from 1904",))
def date_cells_from_1904() -> bytes:
    """The same dates, counted from 1904."""
    return workbook(_dates, date_1904=True)


@awkward("serials.xlsx", records=[["date"], ["42627"], ["42627.5"]])
def serial_numbers() -> bytes:
    """Dates that are set out as numbers come as serial numbers, which the values know."""

    def fill(_: Any, sheet: Any) -> None:
        sheet.write_column("A1", ["date", 42627, 42627.5])

    return workbook(fill)


@awkward("numbers.xlsx", records=[["45%", "12.5%", "0.1", "1234567", "1.2", "TRUE", "-5", "3%"]])
def numbers_and_percentages() -> bytes:
    """Percentages as they are shown, numbers as they are stored, and a truth value."""

    def fill(book: Any, sheet: Any) -> None:
        percent = book.add_format({"num_format": "0%"})
        sheet.write_number("A1", 0.45, percent)
        sheet.write_number("B1", 0.125, book.add_format({"num_format": "0.0%"}))
        sheet.write_number("C1", 0.1)
        sheet.write_number("D1", 1234567, book.add_format({"num_format": "#,##0"}))
        sheet.write_number("E1", 1.2, book.add_format({"num_format": '"£"0.0" m (%)"'}))
        sheet.write_boolean("F1", True)
        sheet.write_number("G1", -5, book.add_format({"num_format": "0;(0)"}))
        sheet.write_number("H1", 0.03, percent)

    return workbook(fill)


@awkward(
    "formulas.xlsx",
    records=[["total", "text"], ["12", "Leeds"], [""]],
    lines=[1, 2, 3],
    flagged={(3, 0): "a formula without a stored value"},
    notes=("4 cells hold formulas",),
)
def formulas() -> bytes:
    """Results that Excel stored are read; an empty text is a result; none at all is flagged."""

    def fill(_: Any, sheet: Any) -> None:
        sheet.write_row("A1", ["total", "text"])
        sheet.write_formula("A2", "=SUM(B5:B6)", None, 12)
        sheet.write_formula("B2", '="Le"&"eds"', None, "Leeds")
        sheet.write_formula("A3", "=NOW()", None, 777)
        sheet.write_formula("B3", '=""', None, "kept")

    without = rewritten(
        workbook(fill), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<v>777</v>", b"")
    )
    return rewritten(
        without, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<v>kept</v>", b"<v></v>")
    )


@awkward("script.xlsx", flagged={(1, 0): "without a stored value", (2, 0): "without"})
def formulas_of_a_program() -> bytes:
    """A workbook that a program wrote: no formula in it has a stored value."""
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A2"] = "=1+1", "=A1"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@awkward(
    "errors.xlsx",
    records=[["#N/A", "#REF!", "#DIV/0!"]],
    flagged={(1, 1): "the error #REF!", (1, 2): "the error #DIV/0!"},
    notes=("1 cell holds #N/A, which is taken as “not available”",),
)
def error_cells() -> bytes:
    """#N/A says “not available” and is a mark for missing; other errors are flagged."""

    def fill(_: Any, sheet: Any) -> None:
        for column, error in enumerate(("#N/A", "#REF!", "#DIV/0!")):
            sheet.write_formula(0, column, "=A9", None, error)

    return workbook(fill)
