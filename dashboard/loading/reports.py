"""What a load says: how a file was read, what is wrong with it and what it would change."""

from __future__ import annotations

import csv
import io
import os
import shutil
import tempfile
import textwrap
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from dashboard.export import FORMULA_STARTS
from dashboard.loading.model import Difference, Fault, Layout, Prepared
from dashboard.loading.tables import LOADABLE
from dashboard.wording import counted

SHOWN = 50
WIDE = 90
CHANGES_SHOWN = 12
FAULT_HEADINGS = ("Line", "Column", "Value", "What is wrong", "What would be right")
_WIDEST = (9, 24, 28)
_WIDEST_CHANGES = (44, 28)
NAMED = {"council_code": "council", "indicator_code": "indicator"}
"""Codes of changes, and the columns of their names."""


def harmless(value: object) -> str:
    """Return a cell's text that no spreadsheet takes for a formula, as in the site's downloads."""
    text = "" if value is None or value is pd.NA or value != value else str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def shown(text: str, widest: int = 200) -> str:
    """Return text of a file as one line that is safe to print: nothing that steers a terminal."""
    line = "".join(letter if letter.isprintable() else " " for letter in str(text))
    return textwrap.shorten(line, widest, placeholder="…") or line[:widest].strip()


def printable(text: str) -> str:
    """Return text of several lines without anything that steers a terminal."""
    return "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in text)


def in_columns(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    width: int = 0,
    widest: tuple[int, ...] = _WIDEST,
) -> str:
    """Return rows as a table of text, wrapped to the width of the terminal.

    `widest` are the letters that the first columns may take; the others share what is left.
    """
    width = max(width or shutil.get_terminal_size((100, 24)).columns, 60)
    cells = [[shown(cell, 400) for cell in row] for row in rows]
    widths = [
        max(len(heading), *(len(row[at]) for row in cells)) if cells else len(heading)
        for at, heading in enumerate(headings)
    ]
    most_of = widest if width >= WIDE else tuple(most // 2 for most in widest)
    for at, most in enumerate(most_of[: len(widths)]):
        widths[at] = min(widths[at], max(most, len(headings[at])))
    # What is left of the width is shared by the columns of words, at the end.
    words = list(range(len(widest), len(widths)))
    left = width - sum(widths[: len(widest)]) - 2 * (len(widths) - 1)
    for at in words:
        share = max(left // (len(widths) - at), 18)
        widths[at] = min(widths[at], share)
        left -= widths[at]
    lines = [*_wrapped(headings, widths), _line(["-" * wide for wide in widths], widths)]
    for row in cells:
        lines += _wrapped(row, widths)
    return "\n".join(lines)


def _wrapped(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    cells = [textwrap.wrap(cell, wide) or [""] for cell, wide in zip(row, widths, strict=True)]
    return [
        _line([cell[at] if at < len(cell) else "" for cell in cells], widths)
        for at in range(max(len(cell) for cell in cells))
    ]


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(wide) for cell, wide in zip(cells, widths, strict=True)).rstrip()


def mapping_text(layout: Layout) -> str:
    """Return which of the file's columns was taken for which of ours."""
    table = LOADABLE.get(layout.table)
    if table is None:
        read = [f"  “{shown(heading, 60)}” is {name}" for name, heading in layout.named.items()]
        return "\n".join([f"Table: {layout.table}.", *read])
    lines = [f"Table: {table.table} ({table.title}); the heading is on line {layout.heading_line}."]
    for name, heading in layout.named.items():
        lines.append(f"  “{shown(heading, 60)}” is {name}: {table.field(name).means}")
    for name, value in layout.fixed.items():
        lines.append(f"  {name} is “{shown(value, 80)}” in every row")
    if layout.wide:
        periods = list(dict.fromkeys(layout.wide.values()))
        told = ", ".join(periods[:6]) + (f" … {periods[-1]}" if len(periods) > 6 else "")
        lines.append(f"  {counted(len(layout.wide), 'column')} of values by period: {told}")
    if layout.metrics:
        named = list(dict.fromkeys(layout.metrics.values()))
        told = "; ".join(shown(name, 60) for name in named[:6])
        lines.append(f"  indicators in the headings: {told}{' …' if len(named) > 6 else ''}")
    given = {*layout.named, *layout.fixed}
    for each in table.fields:
        if each.default and each.name not in given:
            lines.append(f"  {each.name} is not in the file: “{each.default}” in every row")
    if layout.ignored:
        told = "; ".join(f"“{shown(heading, 40)}”" for heading in layout.ignored[:10])
        more = f"; and {len(layout.ignored) - 10} more" if len(layout.ignored) > 10 else ""
        lines.append(f"  Not used: {told}{more}")
    return "\n".join(lines)


def fault_rows(faults: Sequence[Fault], limit: int | None = None) -> list[list[str]]:
    """Return faults as rows of text, under FAULT_HEADINGS."""
    return [
        [
            "file" if fault.line is None else str(fault.line),
            fault.column,
            fault.value,
            fault.wrong,
            fault.right,
        ]
        for fault in faults[:limit]
    ]


def faults_text(faults: Sequence[Fault], limit: int = SHOWN) -> str:
    """Return faults as a table of text, the first `limit` of them."""
    text = in_columns(FAULT_HEADINGS, fault_rows(faults, limit))
    if len(faults) > limit:
        text += f"\nand {len(faults) - limit:,} more."
    return text


def faults_csv(faults: Sequence[Fault]) -> str:
    """Return every fault as csv that a spreadsheet opens without running anything in it."""
    return _csv(FAULT_HEADINGS, fault_rows(faults))


def changes_csv(difference: Difference) -> str:
    """Return every change as csv: new, changed and gone rows by their key."""
    rows = difference.rows
    return _csv([str(name) for name in rows.columns], rows.to_numpy(dtype=object).tolist())


def _csv(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    stream = io.StringIO()
    # The mark at the start tells spreadsheets that the text is UTF-8.
    stream.write("\ufeff")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([[harmless(cell) for cell in row] for row in rows])
    return stream.getvalue()


def summary_rows(prepared: Prepared) -> list[tuple[str, int]]:
    """Return the counts of a load, each with its words."""
    checked, found = prepared.checked, prepared.difference
    rows = [
        ("Rows read", checked.read),
        ("Accepted", checked.accepted),
        ("Rejected", checked.rejected),
        ("Duplicates, taken once", checked.duplicates),
    ]
    if checked.skipped:
        rows.append(("Left out", checked.skipped))
    if checked.accepted and len(checked.rows) != checked.accepted:
        rows.append(("Records in the accepted rows", len(checked.rows)))
    return [
        *rows,
        ("New", found.new),
        ("Changed", found.changed),
        ("Gone", found.gone),
        ("Unchanged", found.same),
    ]


def summary_text(prepared: Prepared) -> str:
    """Return the counts of a load as lines."""
    rows = summary_rows(prepared)
    widest = max(len(words) for words, _ in rows)
    lines = [f"  {words.ljust(widest)}  {number:>9,}" for words, number in rows]
    return "\n".join(lines)


def with_names_beside(rows: pd.DataFrame) -> pd.DataFrame:
    """Return changes for a reader: “Leeds (E08000035)” in the place of the code."""
    for code, name in NAMED.items():
        if name in rows:
            pairs = zip(rows[name], rows[code], strict=True)
            both = [f"{called} ({said})" if called else str(said) for called, said in pairs]
            rows = rows.assign(**{code: both}).drop(columns=name).rename(columns={code: name})
    return rows


def difference_text(difference: Difference, limit: int = CHANGES_SHOWN) -> str:
    """Return the first rows of each sort of change as text."""
    lines = []
    for change in ("new", "changed", "gone"):
        rows = difference.rows[difference.rows["change"] == change]
        if rows.empty:
            continue
        few = with_names_beside(rows.head(limit)).drop(columns="change")
        if change != "changed":
            few = few.drop(columns=["column", "before", "after"])
        cells = few.astype("str").fillna("").to_numpy(dtype=object).tolist()
        lines.append(f"{change.capitalize()}:")
        lines.append(textwrap.indent(in_columns(list(few), cells, widest=_WIDEST_CHANGES), "  "))
        if len(rows) > limit:
            lines.append(f"  and {len(rows) - limit:,} more")
    return "\n".join(lines)


def write_faults(prepared: Prepared, place: Path) -> None:
    """Write every fault as csv. Raises OSError where that cannot be."""
    _write(place, faults_csv(prepared.checked.faults))


def write_changes(prepared: Prepared, place: Path) -> None:
    """Write every change as csv. Raises OSError where that cannot be."""
    _write(place, changes_csv(prepared.difference))


def write_faults_beside(prepared: Prepared) -> Path:
    """Write the faults to `<file>.faults.csv` beside the file and return where they are.

    Where that folder cannot be written to, they go to the folder for temporary files.
    """
    place = prepared.path.with_name(f"{prepared.path.name}.faults.csv")
    try:
        write_faults(prepared, place)
    except OSError:
        place = Path(tempfile.mkdtemp(prefix="load-")) / "faults.csv"
        write_faults(prepared, place)
    return place


def _write(place: Path, text: str) -> None:
    """Write a file in one step, through no link that somebody may have put in its place."""
    handle, name = tempfile.mkstemp(prefix=".faults-", dir=place.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
        # As any new file of the user's: others may read it where the user's settings let them.
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, 0o666 & ~mask)
        os.replace(name, place)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
