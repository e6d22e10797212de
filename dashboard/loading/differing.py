"""What publishing a file would change, against the rows that are there now."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from dashboard.loading.declare import Loadable
from dashboard.loading.model import Difference, Layout
from dashboard.loading.reference import Reference
from dashboard.loading.tables import LOADABLE
from dashboard.wording import counted

MANY = 0.5
"""Share of the rows now there whose going is pointed out."""
ODD_SHOWN = 5

_DERIVED = {
    "council_code": "council",
    "offer_code": "offer",
    "indicator_code": "indicator",
    "control_group": "control",
    "first_year": "year",
    "last_year": "year",
}


def difference(
    rows: pd.DataFrame, scopes: pd.DataFrame, layout: Layout, reference: Reference
) -> Difference:
    """Compare rows to be published with the current ones of the same scopes.

    Rows are the same by the table's key. One that the file gives otherwise in a column of its own
    is changed; one that the file does not have is gone. Illustrative rows are no part of it.
    """
    table = LOADABLE[layout.table]
    now = _now(table, reference)
    now, notes = _without_illustrative(now, scopes, reference)
    notes += _new_sorts_of_period(rows, now, reference)
    if table.scope:
        now = now[_in_scopes(now, scopes, list(table.scope))]
    key = list(table.contract.key)
    compared = [name for name in _given(table, layout) if name in now and name not in key]
    before, after = (_plain(frame, key, compared, table) for frame in (now, rows))
    both = before.merge(after, on=key, how="outer", suffixes=("_before", "_after"), indicator=True)
    gone = both[both["_merge"] == "left_only"]
    new = both[both["_merge"] == "right_only"]
    shared = both[both["_merge"] == "both"]
    parts = [new[key].assign(change="new")]
    changed = np.zeros(len(shared), dtype=bool)
    for name in compared:
        old, current = shared[f"{name}_before"], shared[f"{name}_after"]
        differs = (old != current).to_numpy()
        if name == "source_title" and "source_address" in compared:
            # One source may have several titles; its address tells.
            address = shared["source_address_after"]
            other = (address == "") | (address != shared["source_address_before"])
            differs = differs & other.to_numpy()
        changed |= differs
        parts.append(
            shared.loc[differs, key].assign(
                change="changed",
                column=name,
                before=_text(old[differs]),
                after=_text(current[differs]),
            )
        )
    parts.append(gone[key].assign(change="gone"))
    told = pd.concat(parts, ignore_index=True)
    told = told.reindex(columns=["change", *key, "column", "before", "after"])
    told = with_names(told, reference)
    if len(gone) and len(gone) >= MANY * len(now):
        notes.append(
            f"{counted(len(gone), 'row')} of the {len(now):,} now there "
            f"{'is' if len(gone) == 1 else 'are'} not in the file and would go. A file replaces "
            f"everything {_scope_words(table)}."
        )
    return Difference(
        new=len(new),
        changed=int(changed.sum()),
        gone=len(gone),
        same=len(shared) - int(changed.sum()),
        rows=told,
        notes=tuple(notes),
    )


def with_names(rows: pd.DataFrame, reference: Reference) -> pd.DataFrame:
    """Add the names of councils and indicators after the other columns, where there are codes."""
    if "council_code" in rows:
        rows = rows.assign(council=_named(rows["council_code"], reference.short_names))
    if "indicator_code" in rows:
        rows = rows.assign(indicator=_named(rows["indicator_code"], reference.indicators))
    return rows


def _named(codes: pd.Series, names: Mapping[str, str]) -> pd.Series:
    return pd.Series([names.get(code, "") for code in codes], codes.index, dtype="str")


def _now(table: Loadable, reference: Reference) -> pd.DataFrame:
    """The current rows; where they have a source, with its title and address."""
    frame = reference.table(table.table)
    if "source" in frame:
        sources = reference.table("sources", ["source", "title", "address"])
        sources.columns = ["source", "source_title", "source_address"]
        frame = frame.merge(sources, on="source", how="left")
    return frame


def _without_illustrative(
    now: pd.DataFrame, scopes: pd.DataFrame, reference: Reference
) -> tuple[pd.DataFrame, list[str]]:
    """Leave out illustrative rows; tell how many of the offers and years covered give way."""
    if "basis" not in now or "financial_year" not in now:
        return now, []
    illustrative = now["basis"] == "illustrative"
    parts = reference.table("offer_parts", ["offer_code", "part_code"])
    covered = scopes.merge(parts, on="offer_code")[["part_code", "financial_year"]]
    covered.columns = ["offer_code", "financial_year"]
    covered = pd.concat([covered, scopes[["offer_code", "financial_year"]]]).drop_duplicates()
    going = int((illustrative & _in_scopes(now, covered, list(covered))).sum())
    notes = []
    if going:
        verb = "gives" if going == 1 else "give"
        notes.append(f"{counted(going, 'illustrative row')} {verb} way to these records.")
    return now[~illustrative], notes


def _new_sorts_of_period(rows: pd.DataFrame, now: pd.DataFrame, reference: Reference) -> list[str]:
    """Point out indicators whose values come in another sort of year than those now there."""
    if "period" not in rows or "indicator_code" not in rows:
        return []
    sorts = [
        frame[["indicator_code", "period"]].drop_duplicates().astype("str") for frame in (rows, now)
    ]
    new, old = (
        frame.assign(sort=frame["period"].str.replace(r"\d", "0", regex=True)) for frame in sorts
    )
    known = old.groupby("indicator_code").agg(sorts=("sort", set), period=("period", "max"))
    both = new.merge(known, on="indicator_code", suffixes=("", "_now"))
    same = [sort in have for sort, have in zip(both["sort"], both["sorts"], strict=True)]
    odd = both[~np.array(same, dtype=bool)]
    return [
        f"{reference.indicators[code]} ({code}) has periods such as {told['period_now']} now; the "
        f"file has {told['period']}, which is another sort of year."
        for code, told in odd.groupby("indicator_code").first().head(ODD_SHOWN).iterrows()
    ]


def _in_scopes(frame: pd.DataFrame, scopes: pd.DataFrame, names: list[str]) -> pd.Series:
    wanted = pd.MultiIndex.from_frame(scopes[names].astype("str").fillna(""))
    have = pd.MultiIndex.from_frame(frame[names].astype("str").fillna(""))
    return pd.Series(have.isin(wanted), index=frame.index)


def _given(table: Loadable, layout: Layout) -> list[str]:
    """The columns that the file gives itself, or that follow from ones it gives."""
    gives = {*layout.columns, *layout.fixed}
    gives |= {"value"} if layout.wide else set()
    gives |= {column for column, of in _DERIVED.items() if of in gives}
    return [name for name in table.contract.in_file() if name in gives]


def _plain(
    frame: pd.DataFrame, key: list[str], compared: list[str], table: Loadable
) -> pd.DataFrame:
    """Columns that can be compared: figures as numbers, all else as text without nulls."""
    out = {name: frame[name].astype("str").fillna("") for name in key}
    for name in compared:
        if table.contract.columns[name].kind in ("number", "whole"):
            out[name] = pd.to_numeric(frame[name]).astype("float64").fillna(-np.inf)
        else:
            out[name] = frame[name].astype("str").fillna("")
    return pd.DataFrame(out)


def _text(column: pd.Series) -> pd.Series:
    if column.dtype == "float64":
        return column.map(lambda number: "" if number == -np.inf else f"{number:.12g}")
    return column


def _scope_words(table: Loadable) -> str:
    words = {
        "take_up": "of the offers and financial years that it has rows for",
        "savings": "of the schemes and first years that it has rows for",
        "indicator_values": "of the indicators and periods that it has rows for",
        "political_control": "of the years that it has rows for",
    }
    return words.get(table.table, "in the table")
