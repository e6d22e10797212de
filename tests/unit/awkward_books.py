"""Awkward files: workbooks with awkward sheets, and workbooks made to do harm."""

from __future__ import annotations

from typing import Any

from awkward_kit import (
    TABLE,
    awkward,
    csv_bytes,
    fill_table,
    rewritten,
    workbook,
)


def _two_sheets(book: Any, sheet: Any) -> None:
    sheet.hide()
    sheet.write_row("A1", ["old"])
    second = book.add_worksheet("../../etc/passwd'; drop table".replace("/", "_"))
    second.write_row("A1", ["new"])
    second.activate()
    second.set_first_sheet()
    book.add_worksheet("Empty")


@awkward("sheets.xlsx", records=[["new"]], notes=("Hidden sheets: “Records”", "also has"))
def first_sheet_hidden() -> bytes:
    """The first sheet that is not hidden is read, and the others are named."""
    return workbook(_two_sheets)


@awkward("sheets-2.xlsx", sheet="records ", records=[["old"]], notes=("is hidden",))
def named_sheet() -> bytes:
    """A hidden sheet by name, whatever the case of its letters."""
    return workbook(_two_sheets)


@awkward(
    "sheets-3.xlsx", sheet="2016", refused="no sheet “2016”. Its sheets are “Records” (hidden)"
)
def unknown_sheet() -> bytes:
    """A name that no sheet has: the sheets are listed."""
    return workbook(_two_sheets)


@awkward("sheets-4.xlsx", sheet="Empty", refused="The sheet “Empty” is empty. Its sheets are")
def empty_sheet() -> bytes:
    """An empty sheet: the others are listed."""
    return workbook(_two_sheets)


@awkward("named.csv", sheet="Records", refused="a csv file, which has no sheets")
def sheet_of_a_csv() -> bytes:
    """A sheet's name for a file that has none."""
    return csv_bytes(TABLE)


@awkward("filtered.xlsx", records=TABLE, notes=("1 row is hidden",))
def hidden_rows() -> bytes:
    """Rows that a filter hides are read, and said to be."""

    def fill(book: Any, sheet: Any) -> None:
        fill_table(book, sheet)
        sheet.set_row(1, None, None, {"hidden": True})

    return workbook(fill)


@awkward("macros.xlsm", records=TABLE)
def macros() -> bytes:
    """A workbook with macros: read as data, the macros not looked at."""
    content = workbook(fill_table)
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    macro = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    return rewritten(content, "[Content_Types].xml", lambda xml: xml.replace(kind, macro))


@awkward("wide.xlsx", records=[[f"c{n}" for n in range(300)], [str(n) for n in range(300)]])
def three_hundred_columns() -> bytes:
    """Three hundred columns are wide, and taken."""

    def fill(_: Any, sheet: Any) -> None:
        sheet.write_row("A1", [f"c{n}" for n in range(300)])
        sheet.write_row("A2", list(range(300)))

    return workbook(fill)


@awkward("far.xlsx", refused="Line 1 has 16,384 columns; the limit is 400")
def cell_in_the_last_column() -> bytes:
    """One cell in the last column there is."""
    return workbook(lambda _, sheet: sheet.write_string("XFD1", "x"))


@awkward("low.xlsx", records=[["x"]], lines=[1_048_576])
def cell_in_the_last_row() -> bytes:
    """One cell in the last row there is: a million empty rows cost nothing."""
    return workbook(lambda _, sheet: sheet.write_string("A1048576", "x"))


@awkward("rich.xlsx", records=[["Peer challenge"], ["Leeds"]])
def rich_text() -> bytes:
    """Letters of several kinds in one cell, and text stored in the cell itself."""

    def fill(book: Any, sheet: Any) -> None:
        sheet.write_rich_string("A1", book.add_format({"bold": True}), "Peer", " challenge")
        sheet.write_string("A2", "Leeds ")

    return workbook(fill)


@awkward("bomb.xlsx", refused="times its size; the limit is")
def zip_bomb() -> bytes:
    """A sheet of fifty million spaces, which packs to next to nothing."""
    return rewritten(
        workbook(fill_table), "xl/worksheets/sheet1.xml", lambda xml: xml + b" " * 50_000_000
    )


@awkward("large.xlsx", refused="unpacks to", limits={"unpacked_megabytes": 0.001})
def unpacks_too_large() -> bytes:
    """A workbook larger, when unpacked, than the limit."""
    return workbook(fill_table)


@awkward("liar.xlsx", refused="damaged")
def zip_that_lies() -> bytes:
    """A part that states a smaller size than it has: no more than that is unpacked."""
    content = bytearray(workbook(fill_table))
    place = content.rfind(b"xl/worksheets/sheet1.xml")  # in the list at the end
    content[place - 46 + 24 : place - 46 + 28] = (20).to_bytes(4, "little")
    return bytes(content)


@awkward("laughs.xlsx", refused="XML entities")
def entities() -> bytes:
    """Entities that would grow without end."""
    laughs = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData>'
        b"</worksheet>"
    )
    return rewritten(workbook(fill_table), "xl/worksheets/sheet1.xml", lambda _: laughs)


@awkward("cut.xlsx", refused="damaged or not complete")
def half_a_workbook() -> bytes:
    """A download that ended half-way."""
    content = workbook(fill_table)
    return content[: len(content) // 2]


@awkward("broken.xlsx", refused="The workbook is damaged")
def broken_sheet() -> bytes:
    """A sheet that ends in the middle of a row."""
    return rewritten(
        workbook(fill_table), "xl/worksheets/sheet1.xml", lambda xml: xml[: len(xml) // 2]
    )


@awkward("order.xlsx", refused="out of order at row 1")
def rows_out_of_order() -> bytes:
    """Row numbers that go back: no line could be named."""
    return rewritten(
        workbook(fill_table),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b'<row r="3"', b'<row r="1"'),
    )


@awkward("cell.xlsx", refused="Line 1 has a cell of more than 100", limits={"cell_characters": 100})
def too_long_cell_in_a_workbook() -> bytes:
    """A cell longer than the limit, in a workbook."""
    return workbook(lambda _, sheet: sheet.write_string("A1", "x" * 101))


@awkward("rows.xlsx", refused="more than 2 rows", limits={"rows": 2})
def too_many_rows_in_a_workbook() -> bytes:
    """More rows than the limit, in a workbook."""
    return workbook(fill_table)
