"""An answer as JSON, CSV or XLSX, each carrying what was selected, its standing and its source."""

from __future__ import annotations

import io
import json

import pandas as pd
import xlsxwriter

from dashboard.exhibit import Answer
from dashboard.selection import address_key, slug

MAX_FILE_NAME = 120
# A cell that starts with one of these is a formula to a spreadsheet; an apostrophe makes it text.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def source_lines(answer: Answer) -> list[str]:
    """The sources as single lines: title, address."""
    rows = answer.sources[["title", "address"]].drop_duplicates()
    return [
        row.title if pd.isna(row.address) else f"{row.title}, {row.address}"
        for row in rows.itertuples()
    ]


def file_name(answer: Answer, ending: str) -> str:
    """A name that says what is in the file, for example take-up-by-region_2016-17.csv."""
    # What the exhibit does not read says nothing about the file.
    chosen = answer.view.selection.only(answer.exhibit.keys)
    parts = [answer.exhibit.id, *(slug(v) for v in chosen.year)]
    if not chosen.theme:
        parts += [slug(offer) for offer in chosen.offer]
    for key in (
        "theme",
        "region",
        "patch",
        "type",
        "control",
        "council",
        "as_at",
        "base",
        "latest",
        "cut",
    ):
        parts += [slug(value) for value in getattr(chosen, key)]
    if chosen.records == ("recorded",):
        parts.append("recorded")
    name = "_".join(parts)[: MAX_FILE_NAME - len(answer.view.snapshot.version) - len(ending)]
    return f"{name}_{answer.view.snapshot.version}.{ending}"


def to_json(answer: Answer) -> str:
    """The answer as the data routes give it."""
    rows = json.loads(answer.table.to_json(orient="records", double_precision=3))
    selection = answer.view.selection.only(answer.exhibit.reads)
    chosen = {address_key(key): list(values) for key, values in selection.chosen().items()}
    sources = json.loads(answer.sources.to_json(orient="records"))
    return json.dumps(
        {
            "exhibit": answer.exhibit.id,
            "question": answer.exhibit.question,
            "sentence": answer.sentence,
            "selection": chosen,
            "data_version": answer.view.snapshot.version,
            "basis": answer.basis,
            "sources": sources,
            "notes": list(answer.exhibit.notes),
            "columns": [
                {
                    "name": column.name,
                    "label": column.label,
                    "unit": column.unit,
                    "description": column.description,
                }
                for column in answer.columns
            ],
            "rows": rows,
        },
        ensure_ascii=False,
    )


def stamps(answer: Answer, address: str) -> dict[str, str]:
    """What every file says about itself."""
    titles = list(dict.fromkeys(answer.sources["title"]))
    if len(titles) > 3:
        titles = [*titles[:3], f"and {len(titles) - 3} more, listed at the address"]
    return {
        "selection": answer.view.in_words(answer.exhibit.keys),
        "data_version": answer.view.snapshot.version,
        "sources": "; ".join(titles),
        "address": address,
    }


def _safe(value: object) -> object:
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


def to_csv(answer: Answer, address: str) -> str:
    """The rows as CSV; what was selected and where it comes from stand in the last columns."""
    table = answer.table.assign(**stamps(answer, address))
    return table.map(_safe).to_csv(index=False, lineterminator="\r\n")


def to_xlsx(answer: Answer, address: str) -> bytes:
    """The rows as a workbook: a sheet of data, a sheet about it."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        # A fixed date keeps the file the same for the same data.
        book.set_properties({"title": answer.exhibit.question, "comments": answer.sentence})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        data = book.add_worksheet("Data")
        table = answer.table
        for position, column in enumerate(answer.columns):
            unit = f" ({column.unit})" if column.unit == "%" else ""
            data.write_string(0, position, column.label + unit, bold)
            values = table[column.name]
            widest = max([len(column.label), *(len(str(v)) for v in values.head(200))], default=8)
            data.set_column(position, position, min(widest + 2, 48))
            for row, value in enumerate(values.tolist(), start=1):
                _write(data, row, position, value)
        data.freeze_panes(1, 0)
        data.autofilter(0, 0, max(len(table), 1), len(answer.columns) - 1)
        about = book.add_worksheet("About")
        about.set_column(0, 0, 22)
        about.set_column(1, 1, 110)
        for row, (name, text) in enumerate(_about(answer, address)):
            about.write_string(row, 0, name, bold)
            about.write_string(row, 1, text, wrapped)
    return stream.getvalue()


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: object) -> None:
    if value is None or (isinstance(value, float) and pd.isna(value)) or value is pd.NA:
        sheet.write_blank(row, column, None)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, str(value))


def _about(answer: Answer, address: str) -> list[tuple[str, str]]:
    lines = [
        ("Question", answer.exhibit.question),
        ("Answer", answer.sentence),
        ("Basis", answer.basis.capitalize()),
    ]
    stamped = stamps(answer, address)
    lines += [
        (name.replace("_", " ").capitalize(), stamped[name])
        for name in ("selection", "data_version", "address")
    ]
    lines += [("How calculated", text) for text in answer.exhibit.method]
    lines += [("Note", text) for text in answer.exhibit.notes]
    lines += [(column.label, column.description) for column in answer.columns]
    lines += [("Source", line) for line in source_lines(answer)]
    return lines
