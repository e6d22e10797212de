"""What a file is, told from its bytes, and words for those that cannot be taken."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import NoReturn

from dashboard.loading.model import Limits, LoadError

WORKBOOK, TEXT = "workbook", ""
_HEAD = 65_536
_AS_CSV = "Open it in the program it comes from and save it as csv or as an Excel workbook (.xlsx)."
_IN_EXCEL = "Open it in Excel and save it as an Excel workbook (.xlsx)."
_BOUNDARIES = "If it holds boundaries, say so with --as boundaries."

_SAYS = {
    "empty": "The file is empty: it has no bytes in it. Export or download it again.",
    "blank": "The file has no text in it, only spaces or empty lines. Export it again.",
    "html": "This is a web page{saved_as}, not a table. The download may have ended at a sign-in "
    "page; or the program writes a web page under another name. Open it in Excel, look "
    "at what it holds, and save it as an Excel workbook (.xlsx).",
    "xml": "This is an XML file{saved_as}, not a table. " + _AS_CSV,
    "xml spreadsheet": "This is an Excel 2003 XML spreadsheet{saved_as}. " + _IN_EXCEL,
    "json": "This is a JSON file{saved_as}, not a table. " + _AS_CSV,
    "geojson": "This is a GeoJSON file{saved_as}, which holds boundaries and not a table. "
    + _BOUNDARIES,
    "geopackage": "This is a GeoPackage or another database{saved_as}. " + _BOUNDARIES,
    "pdf": "This is a PDF document{saved_as}, from which a table cannot be read safely. Ask for "
    "the csv file or workbook it was made from.",
    "xls": "This is an old Excel workbook (.xls){saved_as}. " + _IN_EXCEL,
    "protected": "This workbook is protected by a password{saved_as}. Open it in Excel, take the "
    "password off (File, Info, Protect Workbook, Encrypt with Password), save it and try again.",
    "xlsb": "This is a binary Excel workbook (.xlsb){saved_as}. " + _IN_EXCEL,
    "ods": "This is an OpenDocument spreadsheet (.ods){saved_as}. Save it as an Excel workbook "
    "(.xlsx) or as csv.",
    "document": "This is a word-processing document or presentation{saved_as}, not a table. "
    + _AS_CSV,
    "numbers": "This is an Apple Numbers file{saved_as}. Export it as an Excel workbook (.xlsx) "
    "or as csv.",
    "shapefile": "This is a zip file that holds a shapefile{saved_as}. Save the boundaries as "
    "GeoJSON or GeoPackage.",
    "zip": "This is a zip file{saved_as}. Unpack it and load the csv file or workbook inside.",
    "damaged zip": "This is an Excel workbook or zip file{saved_as} that is damaged or not "
    "complete. Copy or download it again.",
    "packed": "This is a compressed file{saved_as}. Unpack it and load the csv file or workbook "
    "inside.",
    "parquet": "This is a parquet file{saved_as}. " + _AS_CSV,
    "picture": "This is a picture{saved_as}, not a table.",
    "rtf": "This is a rich text document{saved_as}, not a table. " + _AS_CSV,
    "e-mail": "This is an e-mail or a saved web archive{saved_as}, not a table. Save the file "
    "that is attached to it.",
    "binary": "The file is not text{saved_as}: it holds bytes that no text has. " + _AS_CSV,
}

_STARTS = (
    (b"%PDF-", "pdf"),
    (b"SQLite format 3\x00", "geopackage"),
    (b"PAR1", "parquet"),
    (b"\x1f\x8b", "packed"),
    (b"7z\xbc\xaf\x27\x1c", "packed"),
    (b"Rar!\x1a\x07", "packed"),
    (b"BZh", "packed"),
    (b"\xfd7zXZ\x00", "packed"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"{\\rtf", "rtf"),
    # Excel 2 to 4, before workbooks.
    (b"\x09\x00\x04\x00", "xls"),
    (b"\x09\x02\x06\x00", "xls"),
    (b"\x09\x04\x06\x00", "xls"),
    (b"\x09\x08", "xls"),
)
_HTML = re.compile(
    r"(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|table|div|script|meta|title|h1)\b",
    re.IGNORECASE | re.DOTALL,
)
_JSON = re.compile(r"\{\s*(\"|\}|$)|\[\s*([\[{\"\]]|-?\d+\s*[,\]]|$)")
_EMAIL = re.compile(r"(mime-version|received|return-path|content-type):\s", re.IGNORECASE)


def kind_of(path: Path, limits: Limits) -> str:
    """Return WORKBOOK, TEXT, or a word for what the file is instead, to be given to `refuse`."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if not head:
        return "empty"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(path, limits)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        protected = "EncryptedPackage".encode("utf-16-le")
        return "protected" if protected in path.read_bytes() else "xls"
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    return _texts(head)


def refuse(kind: str, named: str) -> NoReturn:
    """Raise LoadError with what the file is and what to do; `named` is the end of its name."""
    usual = {
        "html": (".html", ".htm"),
        "ods": (".ods",),
        "geojson": (".geojson",),
        "geopackage": (".gpkg",),
        "protected": (".xlsx", ".xlsm", ".xls"),
        "document": (".docx", ".pptx", ".odt"),
        "packed": (".gz", ".7z", ".rar", ".bz2", ".xz"),
        "damaged zip": (".xlsx", ".xlsm", ".zip"),
    }.get(kind, (f".{kind}",))
    saved_as = f" saved as {named}" if named and named not in usual else ""
    raise LoadError(_SAYS[kind].format(saved_as=saved_as))


def _texts(head: bytes) -> str:
    """Tell text that is a table from text that is something else."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if head.startswith(mark):
            text = head.decode(encoding, errors="ignore")
            break
    else:
        # Enough for tags and braces; which alphabet it really is, the csv reader finds out.
        text = head.replace(b"\x00", b"").decode("latin-1")
        odd = sum(byte < 9 or 13 < byte < 32 for byte in head.replace(b"\x00", b""))
        if odd > len(head) / 50:
            return "binary"
    start = text.lstrip("\ufeff \t\r\n\x00")
    if not start:
        return "blank" if len(head) < _HEAD else TEXT
    if start.startswith("<?xml") or _HTML.match(start):
        if "urn:schemas-microsoft-com:office:spreadsheet" in start:
            return "xml spreadsheet"
        # Excel's own web pages and XHTML begin as XML.
        return "html" if re.search(r"<html\b", start, re.I) or _HTML.match(start) else "xml"
    if re.match(r"<[A-Za-z!][^<>]*>\s*<", start):
        return "xml"
    if _JSON.match(start):
        return "geojson" if '"FeatureCollection"' in start else "json"
    if _EMAIL.match(start):
        return "e-mail"
    return TEXT


def _zipped(path: Path, limits: Limits) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            names = {member.filename for member in members}
            if "xl/workbook.bin" in names:
                return "xlsb"
            if any(name.startswith("xl/") for name in names) and "[Content_Types].xml" in names:
                check_unpacked(members, limits)
                return WORKBOOK
            if names & {"word/document.xml", "ppt/presentation.xml"}:
                return "document"
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                said = archive.read("mimetype").decode("latin-1")
                if "opendocument" in said:
                    return "ods" if "spreadsheet" in said else "document"
            if "Index/Document.iwa" in names or "Index.zip" in names:
                return "numbers"
            return "shapefile" if any(n.lower().endswith(".shp") for n in names) else "zip"
    except LoadError:
        raise
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError):
        return "damaged zip"


RATIO = 400
"""Times that a workbook may grow when it is unpacked; real ones grow five to sixty times."""


def check_unpacked(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Raise LoadError where a workbook would unpack to more than is sensible (a zip bomb).

    The sizes are those that the workbook states; unpacking stops there whatever is packed.
    """
    if len(members) > 10_000:
        raise LoadError(f"The workbook is made of {len(members):,} parts; the limit is 10,000.")
    total = sum(member.file_size for member in members)
    packed = max(sum(member.compress_size for member in members), 1)
    if total > limits.unpacked_megabytes * 1e6:
        raise LoadError(
            f"The workbook unpacks to {total / 1e6:,.0f} MB; the limit is "
            f"{limits.unpacked_megabytes:,g} MB. Nothing was unpacked. Save the sheet as csv."
        )
    strings = [m.file_size for m in members if m.filename.lower() == "xl/sharedstrings.xml"]
    if sum(strings) > limits.unpacked_megabytes / 10 * 1e6:
        raise LoadError(
            f"The workbook holds {sum(strings) / 1e6:,.0f} MB of text; the limit is "
            f"{limits.unpacked_megabytes / 10:,g} MB. Save the sheet as csv."
        )
    if total > 10e6 and total > RATIO * packed:
        raise LoadError(
            f"The workbook unpacks to {total / packed:,.0f} times its size; the limit is {RATIO} "
            "times. It may be made to do harm (a “zip bomb”). Nothing was unpacked."
        )
