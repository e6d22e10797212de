"""Awkward files: alphabets, lines and separators of csv."""

from __future__ import annotations

from awkward_kit import (
    HEADING,
    TABLE,
    awkward,
    csv_bytes,
)

# Alphabets


@awkward("utf8.csv", records=[HEADING, ["Ynys Môn", "—", "£5"]], lines=[1, 2])
def utf8() -> bytes:
    """Plain UTF-8 with letters that are not ASCII."""
    return csv_bytes([HEADING, ["Ynys Môn", "—", "£5"]])


@awkward("bom.csv", records=TABLE, lines=[1, 2, 3])
def utf8_with_mark() -> bytes:
    """Excel's “CSV UTF-8” starts with a byte order mark, which must not stick to a heading."""
    return csv_bytes(TABLE, encoding="utf-8-sig")


@awkward("bom-quoted.csv", records=[["council", "offer"], ["Leeds", "x"]])
def utf8_with_mark_and_quotes() -> bytes:
    """A byte order mark before a quotation mark: the quotation mark is still one."""
    return b'\xef\xbb\xbf"council","offer"\r\n"Leeds","x"\r\n'


@awkward("unicode.txt", records=TABLE, notes=("UTF-16", "tabs"))
def utf16_with_mark() -> bytes:
    """Excel's “Unicode text”: UTF-16 with a mark, separated by tabs."""
    return csv_bytes(TABLE, "\t", "\r\n", "utf-16")


@awkward("utf16be.csv", records=TABLE, notes=("UTF-16",))
def utf16_big_end_first() -> bytes:
    """UTF-16 with the other order of bytes."""
    return b"\xfe\xff" + csv_bytes(TABLE, encoding="utf-16-be")


@awkward("utf16-bare.csv", records=TABLE, notes=("UTF-16, without a mark",))
def utf16_without_mark() -> bytes:
    """UTF-16 that does not say so."""
    return csv_bytes(TABLE, encoding="utf-16-le")


@awkward("utf16-cut.csv", refused="damaged or not complete")
def utf16_cut_short() -> bytes:
    """UTF-16 that ends in the middle of a letter."""
    return csv_bytes(TABLE, encoding="utf-16")[:-1]


@awkward(
    "windows.csv",
    records=[HEADING, ["St Helens – “MBC”", "£5", "Brontë"]],
    notes=("Windows-1252 (line 2",),
)
def windows_1252() -> bytes:
    """Excel's plain “CSV” on a British computer."""
    return csv_bytes([HEADING, ["St Helens – “MBC”", "£5", "Brontë"]], encoding="cp1252")


@awkward(
    "mac.csv",
    records=[["council", "note"], ["Leeds", "\ufffd5"]],
    flagged={(2, 1): "a character that cannot be read"},
)
def bytes_of_no_alphabet() -> bytes:
    """A byte that stands for nothing in Windows-1252: the cell is flagged, not guessed."""
    return b"council,note\nLeeds,\x8f5\n"


@awkward(
    "nul.csv",
    records=[["council", "note"], ["Leeds", "ab"]],
    flagged={(2, 1): "NUL"},
)
def nul_bytes() -> bytes:
    """A NUL byte within a cell."""
    return b"council,note\nLeeds,a\x00b\n"


@awkward(
    "mixed.csv",
    notes=("Windows-1252 (line 3",),
    flagged={(2, 0): "another alphabet (UTF-8)"},
)
def two_alphabets() -> bytes:
    """A file put together from two, in two alphabets: the cells of the other are flagged."""
    return b"council,n\n" + "Brontë,1\n".encode() + "Brontë,2\n".encode("cp1252")


# Lines


@awkward("cr.csv", records=TABLE, lines=[1, 2, 3])
def old_mac_line_ends() -> bytes:
    """Lines that end with a carriage return alone."""
    return csv_bytes(TABLE, end="\r")


@awkward("mixed-ends.csv", records=TABLE, lines=[1, 2, 3])
def mixed_line_ends() -> bytes:
    """Three kinds of line end in one file, none after the last line."""
    return b"council,offer,date\r\nLeeds,Peer challenge,14/09/2016\nKingston-upon-Hull," + (
        b"Peer challenge,15/09/2016"
    )


@awkward(
    "empty-lines.csv",
    records=TABLE,
    lines=[3, 5, 8],
    notes=("1 line has separators but nothing between them, and was left out.",),
)
def empty_lines() -> bytes:
    """Empty lines, and one of separators only, are left out and still counted."""
    return (
        b"\n\ncouncil,offer,date\n,,\nLeeds,Peer challenge,14/09/2016\n\n\n"
        b"Kingston-upon-Hull,Peer challenge,15/09/2016\n\n"
    )


@awkward(
    "breaks.csv",
    records=[["council", "note"], ["Leeds", "one\ntwo\r\nthree"], ["Hull", "x"]],
    lines=[1, 2, 5],
    notes=("1 record runs over more than one line, from line 2",),
)
def line_breaks_in_quotes() -> bytes:
    """A quoted cell with two line breaks: the next record is on line 5, as an editor shows it."""
    return b'council,note\nLeeds,"one\ntwo\r\nthree"\nHull,x\n'


@awkward("quotes.csv", records=[["a", "b"], ['say "hi", then', "x"], ["Leeds", 'a "b" c']])
def quotes_in_quotes() -> bytes:
    """Doubled quotation marks, a gap before and after the quoted cell, and marks in the middle."""
    return b'a,b\n"say ""hi"", then" , "x"\nLeeds,a "b" c\n'


@awkward("open-quote.csv", refused="opens in line 2 and is never closed")
def quote_never_closed() -> bytes:
    """A quotation mark that is never closed would swallow the rest of the file."""
    return b'council,note\nLeeds,"one\nHull,two\nYork,three\n'


@awkward("ragged.csv", records=[["a", "b", "c"], ["1"], ["1", "2", "3", "4"], ["5", "6", "7"]])
def ragged_rows() -> bytes:
    """Rows that are too short or too long are given as they are; the checks name them."""
    return b"a,b,c\n1\n1,2,3,4\n5,6,7\n"


# Separators


@awkward("semicolons.csv", records=TABLE, notes=("semicolons",))
def semicolons() -> bytes:
    """Separated by semicolons, without decimals."""
    return csv_bytes(TABLE, ";")


@awkward(
    "decimal-comma.csv",
    records=[["council", "value"], ["Leeds", "1,5"], ["Hull", "2,25"]],
    notes=("semicolons", "decimal comma"),
    decimal=",",
)
def semicolons_and_decimal_commas() -> bytes:
    """Where semicolons separate, commas may be decimal."""
    return b"council;value\nLeeds;1,5\nHull;2,25\n"


@awkward(
    "semicolons-thousands.csv",
    records=[["council", "value"], ["Bristol, City of", "1,500"], ["Hull", "2.5"]],
    notes=("semicolons",),
)
def semicolons_and_thousands() -> bytes:
    """Where semicolons separate, commas may also be in names and thousands."""
    return b"council;value\nBristol, City of;1,500\nHull;2.5\n"


@awkward("tabs.tsv", records=[["a", "b", "c"], ["1", "", "x, y; z"]], notes=("tabs",))
def tabs() -> bytes:
    """Separated by tabs, with an empty cell and the other marks in the text."""
    return b"a\tb\tc\n1\t\tx, y; z\n"


@awkward("pipes.txt", records=TABLE, notes=("upright strokes",))
def upright_strokes() -> bytes:
    """Separated by upright strokes, as databases export."""
    return csv_bytes(TABLE, "|")


@awkward("sep.csv", records=[["a,x", "b"], ["1", "2"]], lines=[2, 3], notes=("semicolons",))
def says_its_separator() -> bytes:
    """A first line that tells Excel the separator is no record but is counted."""
    return b"sep=;\r\na,x;b\r\n1;2\r\n"


@awkward("titles.csv", records=[["Take-up, by council, 2016"], ["council", "n"], ["Leeds", "1"]])
def titles_above() -> bytes:
    """A title with commas above the heading does not make the file separated by commas."""
    return b'"Take-up, by council, 2016"\n\ncouncil,n\nLeeds,1\n'


@awkward("one-column.csv", records=[["council"], ["Leeds"], ["Hull"]])
def one_column() -> bytes:
    """No separator at all."""
    return b"council\nLeeds\nHull\n"
