"""Which alphabet a text file is in, and which of its cells cannot be read in it."""

from __future__ import annotations

import codecs
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.loading.limits import Deadline
from dashboard.loading.model import LoadError
from dashboard.loading.reading_copy import Copy

_BLOCK = 1 << 20
_MOST_FLAGS = 10_000
_BAD = "\ufffd"
# Bytes that stand for nothing in Windows-1252, and pairs that are letters of UTF-8.
_ODD_BYTES = re.compile(rb"[\x81\x8d\x8f\x90\x9d]|[\xc2\xc3][\x80-\xbf]|\xe2\x80")
_UTF8_AS_1252 = re.compile(r"[ÂÃ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)


@dataclass(frozen=True)
class Alphabet:
    """The encoding, its name, what is said of it, and whether cells need a look."""

    encoding: str
    name: str
    note: str
    odd: bool

    @property
    def errors(self) -> str:
        """What becomes of bytes that stand for nothing: only Windows-1252 is a guess."""
        return "replace" if self.encoding == "cp1252" else "strict"


def odd_cells(
    record: tuple[str, ...], line: int, flagged: dict[tuple[int, int], str]
) -> tuple[str, ...]:
    """Flag the cells that hold what cannot be read; return the record without NULs."""
    for position, cell in enumerate(record):
        if "\x00" in cell:
            flagged[line, position] = "it holds NUL bytes: the file may be damaged"
        elif _BAD in cell:
            flagged[line, position] = "it holds a character that cannot be read"
        elif _UTF8_AS_1252.search(cell):
            flagged[line, position] = "it is in another alphabet (UTF-8) than the rest of the file"
    if len(flagged) > _MOST_FLAGS:
        raise LoadError(
            f"More than {_MOST_FLAGS:,} cells hold NUL bytes or characters that cannot be read. "
            "The file is damaged, or it is no csv file. Export it again, as “CSV UTF-8”."
        )
    return tuple(cell.replace("\x00", "") for cell in record)


def find_alphabet(copy: Copy, deadline: Deadline) -> Alphabet:
    """Find the alphabet that the whole file can be read in."""
    blocks = _blocks(copy, deadline)
    first = next(blocks)
    for mark, encoding, name in _MARKS:
        if first.startswith(mark):
            # A byte order mark is a statement: if the rest does not hold to it, it is damaged.
            nul = encoding == "utf-8-sig" and any(
                b"\x00" in b for b in itertools.chain([first], blocks)
            )
            noted = "" if name == "UTF-8" else f"The file is in the alphabet {name}."
            return Alphabet(encoding, name, noted, nul or encoding != "utf-8-sig")
    for start, encoding in ((0, "utf-16-be"), (1, "utf-16-le")):
        nuls = first[start:4096:2].count(0)
        if nuls > len(first[:4096]) * 0.3 and first[1 - start : 4096 : 2].count(0) < nuls / 4:
            return Alphabet(
                encoding, "UTF-16", "The file is in the alphabet UTF-16, without a mark.", True
            )
    decoder = codecs.getincrementaldecoder("utf-8")()
    utf8, nul, odd, line, broken_at = True, False, False, 1, 0
    for block in itertools.chain([first], blocks):
        nul = nul or b"\x00" in block
        if utf8:
            try:
                decoder.decode(block)
            except UnicodeDecodeError as error:
                utf8 = False
                broken_at = line + max(0, _ends(error.object[: error.start]))
            line += _ends(block)
        odd = odd or _ODD_BYTES.search(block) is not None
    if utf8:
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            utf8, broken_at = False, line
    if utf8:
        return Alphabet("utf-8", "UTF-8", "", nul)
    noted = (
        "The file is in the alphabet Windows-1252 (line "
        f"{broken_at:,} is the first that shows it); look at names with accents and at £ signs."
    )
    return Alphabet("cp1252", "Windows-1252", noted, nul or odd)


def _blocks(copy: Copy, deadline: Deadline) -> Iterator[bytes]:
    with copy.path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            deadline.check()
            yield block


def _ends(block: bytes) -> int:
    return block.count(b"\n") or block.count(b"\r")
