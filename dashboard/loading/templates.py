"""A file to fill in for each table: headings, an example that is plainly one, what is allowed."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import xlsxwriter

from dashboard.intake.contracts import TABLES
from dashboard.intake.kinds import KINDS
from dashboard.loading.declare import ALLOWED, EXAMPLE, Field, Loadable
from dashboard.loading.model import LoadError
from dashboard.loading.tables import LOADABLE

WIDEST = 60


def csv_template(table: str) -> str:
    """Return the template of a table as csv. Raises LoadError if it has none."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerows(_rows(_loadable(table)))
    return stream.getvalue()


def write_template(table: str, path: Path) -> None:
    """Write the template of a table to a .csv or .xlsx file; a workbook also explains itself.

    Raises LoadError if the table has none, the file is there already, or its name ends otherwise.
    """
    loadable = _loadable(table)
    ending = path.suffix.lower()
    if ending not in (".csv", ".xlsx"):
        raise LoadError(f"The name of a template must end in .csv or .xlsx, not “{path.suffix}”.")
    if path.exists():
        raise LoadError(f"{path} is there already. Choose another name, or delete it first.")
    if ending == ".csv":
        # The mark at the start tells spreadsheets that the text is UTF-8.
        path.write_text(f"\ufeff{csv_template(table)}", encoding="utf-8", newline="")
    else:
        path.write_bytes(_workbook(loadable))


def _loadable(table: str) -> Loadable:
    if table == "boundaries":
        raise LoadError(
            "Boundaries have no template: load a GeoJSON or GeoPackage file with an area for each "
            "council and its GSS code, as the Office for National Statistics publishes them."
        )
    if table not in LOADABLE:
        raise LoadError(f"There is no table “{table}” to load. Tables: {', '.join(LOADABLE)}.")
    return LOADABLE[table]


def _rows(table: Loadable) -> list[list[str]]:
    """Headings, the example, what is allowed: the marks in the first column say which is which."""
    example = [each.example for each in table.fields]
    allowed = [_allowed(table, each) for each in table.fields]
    return [
        [each.name for each in table.fields],
        [EXAMPLE, *example[1:]],
        [f"{ALLOWED}. {allowed[0]}", *allowed[1:]],
    ]


def _allowed(table: Loadable, each: Field) -> str:
    """What a cell of a column may hold, in words."""
    column = TABLES[table.table].columns.get(each.name)
    if each.name == "council_code":
        return "GSS code of a council, such as E08000035"
    if each.name in ("offer_code", "indicator_code"):
        return "a code of ours, or leave it empty and give the name"
    if column is None or each.name in ("council", "basis"):
        if table.table == "take_up" and each.name == "basis":
            return "recorded, or empty"
        if column is None or not column.allowed:
            return "text"
    if each.name == "kind":
        return "one of the kinds in claim_kinds.csv, such as savings or efficiency"
    if column.allowed:
        return "one of: " + "; ".join(column.allowed)
    return {
        "partial date": "a date such as 14/09/2016, or a month such as September 2016",
        "financial year": "a financial year such as 2016/17",
        "text": "text",
        "name": "text; made from the rest if empty" if each.name == "claim" else "text",
    }.get(column.kind, KINDS[column.kind].must_be)


def _needed(table: Loadable, each: Field) -> str:
    for group in table.needs:
        if each.name in group:
            return "yes" if len(group) == 1 else f"one of {', '.join(group)}"
    return "no" if not each.default else f"no; “{each.default}” if there is no such column"


def _workbook(table: Loadable) -> bytes:
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        grey = book.add_format({"italic": True, "font_color": "#595959", "text_wrap": True})
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        text = book.add_format({"num_format": "@"})
        sheet = book.add_worksheet(table.table[:31])
        for row, cells in enumerate(_rows(table)):
            for column, cell in enumerate(cells):
                sheet.write_string(row, column, cell, grey if row else bold)
        # As text, so that Excel does not make a date of 2016/17.
        sheet.set_column(0, len(table.fields) - 1, 24, text)
        sheet.freeze_panes(1, 0)
        notes = book.add_worksheet("Notes")
        notes.set_column(0, 0, 30)
        notes.set_column(1, 3, WIDEST)
        notes.write_string(0, 0, f"Template for {table.title}. Fill in the first sheet.", bold)
        for column, heading in enumerate(("Column", "What it is", "Needed", "What it may hold")):
            notes.write_string(2, column, heading, bold)
        for row, each in enumerate(table.fields, start=3):
            told = each.name, each.means, _needed(table, each), _allowed(table, each)
            for column, cell in enumerate(told):
                notes.write_string(row, column, cell, plain)
    return stream.getvalue()
