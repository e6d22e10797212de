"""Awkward files: what is not a table at all, and what is too much."""

from __future__ import annotations

import io
import zipfile

from awkward_kit import (
    awkward,
    csv_bytes,
)

# Files that are something else


@awkward("report.csv", refused="This is a web page saved as .csv")
def web_page() -> bytes:
    """A sign-in page that was saved under the name of the export."""
    return b"\r\n<!DOCTYPE html><html><head><title>Sign in</title></head></html>"


@awkward("export.xls", refused="This is a web page saved as .xls")
def web_page_as_workbook() -> bytes:
    """Many systems write a web page and call it an Excel file."""
    return b"<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table><tr><td>1</table>"


@awkward("data.csv", refused="This is an XML file saved as .csv")
def xml() -> bytes:
    """XML under the name of a csv file."""
    return b'<?xml version="1.0"?>\n<rows><row council="Leeds"/></rows>'


@awkward("book2003.xls", refused="Excel 2003 XML spreadsheet")
def xml_spreadsheet() -> bytes:
    """The XML that Excel 2003 wrote."""
    return (
        b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'
    )


@awkward("data-json.csv", refused="This is a JSON file saved as .csv")
def json() -> bytes:
    """JSON under the name of a csv file."""
    return b'[{"council": "Leeds"}]'


@awkward("map.geojson", refused="--as boundaries")
def geojson() -> bytes:
    """Boundaries where a table is expected."""
    return b'{"type": "FeatureCollection", "features": []}'


@awkward("list.csv", refused="This is a PDF document saved as .csv")
def pdf() -> bytes:
    """A PDF under the name of a csv file."""
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"


@awkward("old.xls", refused="old Excel workbook (.xls). Open it in Excel")
def old_workbook() -> bytes:
    """A workbook of Excel 97 to 2003."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000) + "Workbook".encode("utf-16-le")


@awkward("secret.xlsx", refused="protected by a password")
def protected_by_password() -> bytes:
    """A workbook that needs a password is an encrypted package in an old container."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900) + "EncryptedPackage".encode("utf-16-le")


@awkward("libre.ods", refused="OpenDocument spreadsheet (.ods). Save it as")
def open_document() -> bytes:
    """A spreadsheet of LibreOffice."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    return out.getvalue()


@awkward("packed.csv", refused="This is a zip file saved as .csv")
def zip_file() -> bytes:
    """A csv file in a zip file, under the name of a csv file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("take-up.csv", "a,b\n1,2\n")
    return out.getvalue()


@awkward("picture.csv", refused="This is a picture")
def picture() -> bytes:
    """A picture of a table is not a table."""
    return b"\x89PNG\r\n\x1a\n" + bytes(100)


@awkward("noise.csv", refused="The file is not text")
def noise() -> bytes:
    """Bytes of no known kind."""
    return bytes(range(1, 32)) * 100


@awkward("nothing.csv", refused="The file is empty")
def no_bytes() -> bytes:
    """A file of no bytes."""
    return b""


@awkward("blank.csv", refused="has no text in it")
def only_line_ends() -> bytes:
    """A file of empty lines."""
    return b"\r\n\r\n   \r\n"


@awkward("commas.csv", refused="has no text in it")
def only_separators() -> bytes:
    """A file of separators: Excel saves an empty sheet so."""
    return b",,,\n,,,\n"


# Limits


@awkward("rows.csv", refused="more than 5 rows", limits={"rows": 5})
def too_many_rows() -> bytes:
    """More rows than the limit."""
    return b"a,b\n" + b"1,2\n" * 10


@awkward("cells.csv", refused="more than 30 cells", limits={"cells": 30})
def too_many_cells() -> bytes:
    """More cells than the limit, though few rows."""
    return b"a,b,c,d\n1,2,3,4\n" * 5


@awkward("wide.csv", refused="Line 1 has 500 columns; the limit is 400")
def too_many_columns() -> bytes:
    """More columns than the limit."""
    return csv_bytes([[f"c{n}" for n in range(500)]] * 2)


@awkward("one-line.csv", refused="A record of the file is longer than")
def one_line_without_end() -> bytes:
    """Millions of cells and no line end: refused before they fill the memory."""
    return b"a,b\n" + b"," * 5_000_000


@awkward("wide-empty.csv", records=[["a", "b"], ["1", "2"]])
def many_empty_columns() -> bytes:
    """A thousand separators after the last cell are no columns."""
    return (b"a,b" + b"," * 998 + b"\n") + (b"1,2" + b"," * 998 + b"\n")


@awkward("cell.csv", refused="Line 2 has a cell of more than 10,000 characters")
def too_long_cell() -> bytes:
    """A cell longer than the limit."""
    return b"a,b\n" + b"x" * 10_001 + b",1\n"


@awkward("big.csv", refused="larger than 0.001 MB", limits={"megabytes": 0.001})
def too_large() -> bytes:
    """A file larger than the limit."""
    return b"a,b\n" * 1000
