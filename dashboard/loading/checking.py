"""Check the rows of a sheet: what may be taken, and everything that is wrong with the rest."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard.intake.checks import Rows, check_rows
from dashboard.loading.checking_tables import MAKERS
from dashboard.loading.declare import Loadable
from dashboard.loading.model import Checked, Fault, Layout, Progress, Sheet
from dashboard.loading.reference import Reference
from dashboard.loading.tables import LOADABLE
from dashboard.loading.work import Array, Work, distinct

AS_WRITTEN = ("council", "date_as_given")
"""How a file words what other columns hold: not in itself another content."""

RIGHT = {
    "claim": "Only the total, or only its parts; or another scope, kind or name",
    "seats_total": "A total that is not less than the seats of the parties",
    "note": "A note, or the control",
    "control_group": "Control and its group, or neither",
    "last_year": "A last year that is not before the first",
}
"""What would be right where a rule between columns is broken."""


def _silent(_: str, __: float) -> None:
    return


def check(
    sheet: Sheet,
    layout: Layout,
    reference: Reference,
    progress: Progress = _silent,
    *,
    source: str = "",
) -> Checked:
    """Return the rows of a sheet that may be taken, and what is wrong with the others.

    `source` stands where a row does not say where it comes from.
    """
    table = LOADABLE[layout.table]
    progress("Checking values", 0.0)
    work = Work(sheet, layout, table)
    columns = MAKERS[layout.table](work, reference, source)
    progress("Checking for repeated rows", 0.5)
    duplicates = _judge_repeats(work, table, columns)
    progress("Checking against the rules of the table", 0.7)
    frame, rows = _frame(work, table, columns, duplicates)
    _judge_by_contract(work, table, frame, rows, reference)
    _judge_whole(work, table, frame, rows, reference)
    # What the contract refuses is taken out of what had passed until then.
    frame = frame[~work.bad[rows]].reset_index(drop=True)
    progress("Checked", 1.0)
    return _checked(work, table, frame, rows[~work.bad[rows]], duplicates)


def _judge_repeats(work: Work, table: Loadable, columns: dict[str, Array]) -> Array:
    """Tell which rows repeat an earlier one in all they say; blame those that contradict it."""
    good = np.flatnonzero(~work.bad)
    repeats = np.zeros(len(work), dtype=bool)
    key = list(table.contract.key)
    which = distinct(*(columns[name][good] for name in key))[1]
    counts = np.bincount(which) if len(which) else np.array([], dtype=int)
    more = np.flatnonzero(counts[which] > 1) if len(which) else np.array([], dtype=int)
    compared = [name for name in columns if work.has(name) and name not in (*key, *AS_WRITTEN)]
    first: dict[int, int] = {}
    for at in more.tolist():
        row = int(good[at])
        earlier = first.setdefault(int(which[at]), row)
        if earlier == row:
            continue
        differs = [name for name in compared if not _same(table, name, columns, earlier, row)]
        if not differs:
            repeats[row] = True
            continue
        told = ", ".join(work.layout.named.get(name, name) for name in differs)
        line = int(work.lines[earlier])
        where = f"line {line}" if line != work.lines[row] else "another column"
        work.blame(
            row,
            differs[0],
            f"The same {_words(table, key)} stand in {where}, with another {told}",
            "One row for each; delete the one that is not right",
        )
    return repeats


def _same(table: Loadable, name: str, columns: dict[str, Array], first: int, row: int) -> bool:
    before, after = columns[name][first], columns[name][row]
    if before != after and table.contract.columns[name].kind == "number" and before and after:
        return float(before) == float(after)
    return bool(before == after)


def _words(table: Loadable, key: list[str]) -> str:
    words = {"council_code": "council", "offer_code": "offer", "indicator_code": "indicator"}
    said = [words.get(name, name.replace("_", " ")) for name in key]
    return f"{', '.join(said[:-1])} and {said[-1]}" if len(said) > 1 else said[0]


def _frame(
    work: Work, table: Loadable, columns: dict[str, Array], duplicates: Array
) -> tuple[pd.DataFrame, Array]:
    """Return the rows taken so far as the table's csv would hold them, and which they are."""
    rows = np.flatnonzero(~work.bad & ~duplicates)
    frame = pd.DataFrame(
        {name: pd.Series(columns[name][rows], dtype="str") for name in table.contract.in_file()}
    )
    return frame.mask(frame == ""), rows


def _judge_by_contract(
    work: Work, table: Loadable, frame: pd.DataFrame, rows: Array, reference: Reference
) -> None:
    read = Rows(frame, np.full(len(rows), "", dtype=object), np.arange(len(rows)))
    for problem in check_rows(table.contract, read, reference.known):
        row = int(rows[problem.row or 0])
        said, _, right = problem.says.partition("; ")
        work.blame(row, problem.column, said, right, problem.value)


def _judge_whole(
    work: Work, table: Loadable, frame: pd.DataFrame, rows: Array, reference: Reference
) -> None:
    """Test the rules between columns and tables, with what else the table will then hold."""
    for name, says, broken in rules_broken(table, frame, reference):
        for at in np.flatnonzero(broken).tolist():
            value = frame[name].fillna("").iloc[at]
            work.blame(int(rows[at]), name, says, RIGHT.get(name, ""), value)
    if table.table == "adviser_patches" and len(frame):
        councils = reference.councils
        here = councils[councils["end_date"].isna()]
        lacking = here[~here["council_code"].isin(set(frame["council_code"]))]
        for code, called in zip(lacking["council_code"], lacking["short_name"], strict=True):
            fault = Fault(
                None,
                "",
                f"{called} ({code})",
                "The file has no row for this council",
                "A row for each council in being: the file replaces the whole table",
            )
            work.faults[fault] = None


def rules_broken(
    table: Loadable, frame: pd.DataFrame, reference: Reference
) -> list[tuple[str, str, Array]]:
    """Return the column, words and broken rows of each rule of a table's contract."""
    contract = table.contract
    if not contract.rules or frame.empty:
        return []
    both, count = frame, len(frame)
    tables: dict[str, pd.DataFrame] = {}
    if table.table == "savings":
        now = reference.table("savings")
        there = set(zip(frame["scheme"], frame["first_year"], strict=True))
        stays = [pair not in there for pair in zip(now["scheme"], now["first_year"], strict=True)]
        both = pd.concat([frame, now[stays]], ignore_index=True)
        kinds = reference.table("claim_kinds")
        kinds["adds"] = kinds["adds"].map({True: "true", False: "false"})
        tables = {"claim_kinds": kinds, "claim_links": reference.table("claim_links")}
    tables[table.table] = both
    found = [
        (rule.column, rule.says, rule.broken(both, tables).to_numpy(dtype=bool)[:count])
        for rule in contract.rules
    ]
    if table.table == "savings":
        taken = both["claim"].duplicated(keep=False).to_numpy()[:count]
        found.append(("claim", "Another claim, of another year, has this name already.", taken))
    return found


def _checked(
    work: Work, table: Loadable, frame: pd.DataFrame, rows: Array, duplicates: Array
) -> Checked:
    records = len(work.record_lines)
    bad = np.zeros(records, dtype=bool)
    bad[work.of[work.bad]] = True
    # A record is taken or rejected as a whole, though it may give several rows.
    keep = ~bad[work.of[rows]]
    frame, rows = frame[keep].reset_index(drop=True), rows[keep]
    taken = np.zeros(records, dtype=bool)
    taken[work.of[rows]] = True
    again = np.zeros(records, dtype=bool)
    again[work.of[duplicates]] = True
    again &= ~bad & ~taken
    order = {name: at for at, name in enumerate(work.heading)}
    faults = sorted(
        work.faults,
        key=lambda fault: (fault.line is None, fault.line or 0, order.get(fault.column, 0)),
    )
    if work.unlisted:
        listed = f"{len(faults):,} of the {len(faults) + work.unlisted:,} faults"
        work.notes.append(f"So much is wrong that only {listed} are listed.")
    scopes = frame[list(table.scope)].drop_duplicates(ignore_index=True)
    counts = {"accepted": taken, "rejected": bad, "duplicates": again}
    told = {name: int(which.sum()) for name, which in counts.items()}
    return Checked(
        table=table.table,
        rows=frame,
        lines=work.lines[rows].tolist(),
        scopes=scopes,
        faults=faults,
        read=work.read,
        skipped=work.read - sum(told.values()),
        notes=tuple(work.notes),
        **told,
    )
