"""Find the heading of a sheet, which table it is, and which of its columns is which of ours."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field

from dashboard.loading.declare import Loadable, squeezed
from dashboard.loading.model import Layout, LoadError, Sheet
from dashboard.loading.recognising_wide import wide_columns
from dashboard.loading.tables import LOADABLE, NAMES
from dashboard.wording import listed

LOOKED_AT = 30
"""How many rows from the top the heading is looked for in."""

SHOWN_HEADINGS = 15
_PERIOD_WORDS = ("period", "value")


@dataclass
class _Fit:
    """How a row of the sheet fits a table if it is the heading."""

    table: Loadable
    at: int
    columns: dict[str, int] = field(default_factory=dict)
    rivals: dict[str, list[int]] = field(default_factory=dict)
    ignored: list[int] = field(default_factory=list)
    wide: dict[int, str] = field(default_factory=dict)
    metrics: dict[int, str] = field(default_factory=dict)
    missing: list[tuple[str, ...]] = field(default_factory=list)
    unnamed: int = 0

    @property
    def score(self) -> tuple[int, int]:
        """What is missing weighs most, then how many headings are known; an empty one is not."""
        matched = len(self.columns) - self.unnamed + (2 if self.wide else 0)
        return -len(self.missing), matched


def recognise(
    sheet: Sheet,
    table: str | None = None,
    mapping: Mapping[str, str] | None = None,
    fixed: Mapping[str, str] | None = None,
) -> Layout:
    """Return the layout of a sheet: the table, its heading line and the meaning of its columns.

    `table` says which table it is; `mapping` gives our column for headings of theirs; `fixed` gives
    what holds for every row of a column of ours that the file does not have. Raises LoadError when
    no table, or more than one, fits, with what was seen and what to add to the command.
    """
    check_names(table, mapping, fixed)
    mapping, fixed = dict(mapping or {}), dict(fixed or {})
    if not any(any(record) for record in sheet.records):
        raise LoadError(f"{_where(sheet)} is empty: it has no rows.")
    tables = [LOADABLE[table]] if table else list(LOADABLE.values())
    allowed = {*mapping.values(), *fixed}
    tables = [each for each in tables if allowed <= set(each.names())]
    rows = [at for at, record in enumerate(sheet.records[: LOOKED_AT * 2]) if any(record)]
    tried = [_fit(sheet, at, each, mapping, fixed) for at in rows[:LOOKED_AT] for each in tables]
    fits = [fit for fit in tried if fit is not None]
    if not fits:
        raise LoadError(_mapping_not_found(sheet, rows, mapping))
    # Of rows that fit alike the first one is the heading.
    best = max(fits, key=lambda fit: (*fit.score, -fit.at))
    if best.missing:
        raise LoadError(_not_recognised(sheet, best, table, fits))
    for name, rivals in best.rivals.items():
        raise LoadError(_two_alike(sheet, best, name, rivals))
    alike = {fit.table.table for fit in fits if fit.score == best.score and fit.at == best.at}
    if len(alike) > 1:
        raise LoadError(_equally_like(sheet, sorted(alike)))
    return _layout(sheet, best, mapping, fixed)


def check_names(
    table: str | None,
    mapping: Mapping[str, str] | None = None,
    fixed: Mapping[str, str] | None = None,
) -> None:
    """Raise LoadError when a table or a column of ours is not known; it says what is allowed."""
    if table is not None and table not in LOADABLE:
        raise LoadError(f"There is no table “{table}” to load. Tables: {', '.join(NAMES)}.")
    tables = [LOADABLE[table]] if table else list(LOADABLE.values())
    known = list(dict.fromkeys(name for each in tables for name in each.names()))
    ours = [*(mapping or {}).values(), *(fixed or {})]
    for name in ours:
        if name not in known:
            of = f" of {table}" if table else ""
            raise LoadError(f"“{name}” is not a column{of}. Columns: {', '.join(known)}.")
    if not any(set(ours) <= set(each.names()) for each in tables):
        raise LoadError(f"No one table has all of the columns {', '.join(ours)}.")
    for name in {name for name in ours if ours.count(name) > 1}:
        raise LoadError(f"The column {name} is given more than once; give it once.")


def _fit(
    sheet: Sheet,
    at: int,
    table: Loadable,
    mapping: Mapping[str, str],
    fixed: Mapping[str, str],
) -> _Fit | None:
    """How a row fits as the heading of a table; None if a heading of `mapping` is not in it."""
    record = sheet.records[at]
    fit = _Fit(table, at)
    theirs = {squeezed(words): ours for words, ours in mapping.items()}
    if not set(theirs) <= {squeezed(cell) for cell in record}:
        return None
    ranked: dict[str, list[tuple[int, int]]] = {}
    for position, cell in enumerate(record):
        if not cell:
            continue
        ours = theirs.get(squeezed(cell))
        found = (ours, -1) if ours else table.match(cell)
        if found and not (not ours and (found[0] in theirs.values() or found[0] in fixed)):
            ranked.setdefault(found[0], []).append((found[1], position))
        else:
            fit.ignored.append(position)
    for name, places in ranked.items():
        places.sort()
        fit.columns[name] = places[0][1]
        rivals = [position for rank, position in places if rank == places[0][0]]
        if len(rivals) > 1:
            fit.rivals[name] = rivals
        fit.ignored += [position for _, position in places if position not in rivals]
    if table.table == "indicator_values" and "value" not in fit.columns:
        _find_periods(sheet, fit)
    have = {*fit.columns, *fixed}
    have |= {*_PERIOD_WORDS, "indicator"} if fit.wide else set()
    fit.missing = [group for group in table.needs if not have & set(group)]
    return fit


def _find_periods(sheet: Sheet, fit: _Fit) -> None:
    """Take the headings that are periods, and what they or the row above say of the indicator."""
    record = sheet.records[fit.at]
    above = sheet.records[fit.at - 1] if fit.at else []
    found = {*fit.columns} & {"council", "council_code"}
    if not found and not record[0] and wide_columns(record, above, set()):
        # LG Inform leaves the first heading empty: the areas stand under it.
        fit.columns["council"], fit.unnamed = 0, 1
    taken = {at for name, at in fit.columns.items() if name != "period"}
    columns = wide_columns(record, above, taken)
    fit.wide = {at: period for at, (period, _) in columns.items()}
    fit.metrics = {at: metric for at, (_, metric) in columns.items() if metric}
    fit.ignored = [at for at in fit.ignored if at not in fit.wide]
    if fit.wide:
        fit.columns.pop("period", None)


def _layout(
    sheet: Sheet, fit: _Fit, mapping: Mapping[str, str], fixed: Mapping[str, str]
) -> Layout:
    record = sheet.records[fit.at]
    named = {name: record[at] or f"column {at + 1}" for name, at in fit.columns.items()}
    whole = dict(fixed)
    notes = []
    if fit.wide and not fit.metrics and not {"indicator", "indicator_code"} & {*named, *whole}:
        titles = [cell for each in sheet.records[: fit.at] for cell in each if cell]
        whole["indicator"] = max(titles, key=len) if titles else sheet.sheet
    if fit.at and any(any(each) for each in sheet.records[: fit.at]):
        notes.append(f"The heading is on line {sheet.lines[fit.at]}; what stands above is a title.")
    return Layout(
        table=fit.table.table,
        heading_line=sheet.lines[fit.at],
        columns=dict(fit.columns),
        named=named,
        ignored=tuple(dict.fromkeys(record[position] for position in sorted(fit.ignored))),
        wide=fit.wide,
        metrics=fit.metrics,
        fixed=whole,
        notes=tuple(notes),
    )


def _where(sheet: Sheet) -> str:
    return f"The sheet “{sheet.sheet}” of {sheet.file}" if sheet.sheet else f"The file {sheet.file}"


def _headings(sheet: Sheet, at: int) -> list[str]:
    return [cell for cell in sheet.records[at] if cell]


def _seen(sheet: Sheet, at: int) -> str:
    cells = [re.sub(r"\s+", " ", cell)[:60] for cell in _headings(sheet, at)]
    shown = "; ".join(f"“{cell}”" for cell in cells[:SHOWN_HEADINGS])
    more = f"; and {len(cells) - SHOWN_HEADINGS} more" if len(cells) > SHOWN_HEADINGS else ""
    return f"Line {sheet.lines[at]} has: {shown}{more}."


def _command(sheet: Sheet, *options: str) -> str:
    return " ".join(["python -m dashboard load", shlex.quote(sheet.file), *options])


def _needed(group: tuple[str, ...], table: Loadable) -> str:
    for name in group:
        if name in table.asks:
            return table.asks[name]
    return "a council (name or code)" if "council" in group else f"a {group[0]}"


def _not_recognised(sheet: Sheet, best: _Fit, table: str | None, fits: list[_Fit]) -> str:
    at = best.at
    if not best.columns and not best.wide:
        # Nothing at all matched: the fullest of the rows is the likeliest heading.
        at = max({fit.at for fit in fits}, key=lambda row: (len(_headings(sheet, row)), -row))
    lacks = listed([_needed(group, best.table) for group in best.missing])
    free = [cell for cell in _headings(sheet, at) if not best.table.match(cell)]
    options = [f"--as {best.table.table}"]
    for group, cell in zip(best.missing, free, strict=False):
        options.append(f"--map {shlex.quote(f'{cell}={group[-1]}')}")
    for group in best.missing[len(free) :]:
        options.append(f"--set {shlex.quote(f'{group[-1]}=...')}")
    lines = [f"{_where(sheet)} is not recognised as a table that can be loaded."]
    if table:
        lines = [f"{_where(sheet)} cannot be read as {table} ({best.table.title})."]
    lines.append(_seen(sheet, at))
    if best.columns:
        lines.append(f"It is most like {best.table.table} ({best.table.title}), but lacks {lacks}.")
    else:
        lines.append(f"No heading is known. {best.table.table} would need {lacks}.")
    lines.append(f"Tables: {', '.join(NAMES)}.")
    lines.append(
        f"If a column holds it under another name, say so, for example:\n  "
        f"{_command(sheet, *options)}"
    )
    return "\n".join(lines)


def _equally_like(sheet: Sheet, tables: list[str]) -> str:
    commands = "\n".join(f"  {_command(sheet, f'--as {name}')}" for name in tables)
    return f"{_where(sheet)} could be {listed(tables, 'or')}. Say which, with one of:\n{commands}"


def _two_alike(sheet: Sheet, fit: _Fit, name: str, positions: list[int]) -> str:
    cells = [sheet.records[fit.at][position] for position in positions]
    start = f"{_where(sheet)} has {len(cells)} columns that may be the {name}: "
    said = start + listed([f"“{cell}”" for cell in cells]) + "."
    if len({squeezed(cell) for cell in cells}) < len(cells):
        return f"{said} Give them different headings, or take one out."
    options = f"--as {fit.table.table}", f"--map {shlex.quote(f'{cells[0]}={name}')}"
    return f"{said} Say which it is, for example:\n  {_command(sheet, *options)}"


def _mapping_not_found(sheet: Sheet, rows: list[int], mapping: Mapping[str, str]) -> str:
    cells = {squeezed(cell) for at in rows for cell in sheet.records[at]}
    lost = [words for words in mapping if squeezed(words) not in cells] or list(mapping)
    at = max(rows[:LOOKED_AT], key=lambda row: (len(_headings(sheet, row)), -row))
    what = listed([f"“{words}”" for words in lost])
    return f"{_where(sheet)} has no heading row with {what}. {_seen(sheet, at)}"
