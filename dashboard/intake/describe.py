"""The contracts in words, for people who make or read the files: `docs/data.md`.

`python -m dashboard.intake.describe > docs/data.md` writes it anew.
"""

from __future__ import annotations

from dashboard.dictionary import TABLE_WORDS
from dashboard.intake.contracts import BUILT, FILE, TABLES, Column, Table
from dashboard.intake.kinds import KINDS

_INTRODUCTION = """\
# The data contracts

What every table holds. The build refuses csv files that break a contract, and names file, row,
column and value. An empty cell means “not known” or “does not apply”, never zero.

A column is in the csv file, in the built table (parquet), or in both. “Must be given” says that a
cell may not be empty. This page is written by `python -m dashboard.intake.describe`.
"""


def contracts() -> str:
    """Return every contract as Markdown."""
    return "\n".join([_INTRODUCTION, *(_table(table) for table in TABLES.values())])


def _table(table: Table) -> str:
    lines = [f"## {table.name}", ""]
    if table.name in TABLE_WORDS:
        lines += [TABLE_WORDS[table.name], ""]
    made = f"From `data/{table.files}`." if table.files else "Worked out by the build."
    key = ", ".join(f"`{name}`" for name in table.key) or "the whole row"
    lines += [f"{made} May not repeat: {key}.", ""]
    lines += ["| column | in | must be given | holds | means |", "|---|---|---|---|---|"]
    lines += [_column(name, column) for name, column in table.columns.items()]
    lines += ["", *(f"- `{rule.column}`: refused where {rule.says}" for rule in table.rules)]
    return "\n".join(lines).rstrip() + "\n"


def _column(name: str, column: Column) -> str:
    where = {FILE: "csv", BUILT: "built"}.get(column.where, "both")
    holds = KINDS[column.kind].must_be
    if column.allowed:
        holds = "one of: " + "; ".join(column.allowed)
    if column.refers:
        holds += f", as in `{column.refers}`"
    if column.low is not None or column.high is not None:
        ends = [f"from {column.low:g}"] if column.low is not None else []
        ends += [f"to {column.high:g}"] if column.high is not None else []
        holds += f", {' '.join(ends)}"
    required = "yes" if column.required else ""
    return f"| `{name}` | {where} | {required} | {holds} | {column.means} |"


if __name__ == "__main__":
    print(contracts(), end="")
