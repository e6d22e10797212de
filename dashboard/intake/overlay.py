"""Lay the files that users loaded over the compiled csv files.

A loaded file replaces everything in the parts of its table ("scopes") that it has rows for. Rows
are laid over as text, with the file and line each came from, so that every contract is checked
over the whole and a fault is reported where it stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from dashboard.intake.checks import Rows
from dashboard.intake.contracts import TABLES
from dashboard.intake.loads import LINE, SCOPES, Load, kept_rows

LOADED_TABLES = tuple(name for name in SCOPES if name in TABLES)
"""Those that have rows in the built data: boundaries are drawn instead."""


def read_load(load: Load, data: Path) -> Rows:
    """Return a load's rows as the csv of its table would hold them. Raises DamagedLoadError."""
    frame = pd.read_parquet(kept_rows(load, data))
    lines = frame[LINE].to_numpy(np.int64)
    frame = frame.reindex(columns=TABLES[load.table].in_file()).astype("str")
    size = len(frame)
    return Rows(
        frame,
        np.full(size, load.file, dtype=object),
        lines,
        np.full(size, load.loaded_at, dtype=object),
    )


def overlay(rows: Mapping[str, Rows], loads: Sequence[Load], data: Path) -> dict[str, Rows]:
    """Return the tables with the loads over them, earliest first. Raises DamagedLoadError."""
    out = dict(rows)
    for load in loads:
        if load.table in out and not load.removed:
            new = read_load(load, data)
            out[load.table] = _laid_over(out[load.table], new, SCOPES[load.table])
    if out.get("savings") is not rows.get("savings") and "claim_links" in out:
        gone = set(rows["savings"].frame["claim"]) - set(out["savings"].frame["claim"])
        out["claim_links"] = _without_links(out["claim_links"], gone)
    return out


def _without_links(links: Rows, gone: set[str]) -> Rows:
    """Leave out what is said of claims of savings that a load has replaced."""
    stays = ~(links.frame["claim"].isin(gone) | links.frame["other"].isin(gone)).to_numpy()
    return Rows(
        links.frame[stays].reset_index(drop=True),
        links.files[stays],
        links.numbers[stays],
        links.loaded_at()[stays],
    )


def scopes(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """Return the scopes that rows of a table lie in, one a row, empty cells as ""."""
    return frame[list(SCOPES[table])].fillna("").drop_duplicates(ignore_index=True)


def _laid_over(old: Rows, new: Rows, scope: tuple[str, ...]) -> Rows:
    if scope:
        covered = pd.MultiIndex.from_frame(new.frame[list(scope)].fillna("").drop_duplicates())
        there = pd.MultiIndex.from_frame(old.frame[list(scope)].fillna(""))
        stays = ~there.isin(covered)
    else:
        stays = np.zeros(len(old.frame), dtype=bool)
    return Rows(
        pd.concat([old.frame[stays], new.frame], ignore_index=True),
        np.concatenate([old.files[stays], new.files]),
        np.concatenate([old.numbers[stays], new.numbers]),
        np.concatenate([old.loaded_at()[stays], new.loaded_at()]),
    )


def with_origin(frame: pd.DataFrame, rows: Rows) -> pd.DataFrame:
    """Return `frame` with from_file, from_line and loaded_at: null for rows not loaded."""
    when = rows.loaded_at()
    loaded = pd.notna(when)
    return frame.assign(
        from_file=pd.Series(rows.files, frame.index, dtype="str").where(loaded),
        from_line=pd.Series(rows.numbers, frame.index, dtype="Int64").where(loaded),
        loaded_at=pd.Series(when, frame.index, dtype="str"),
    )


def loaded_offer_years(loads: Sequence[Load], parts: pd.DataFrame) -> pd.DataFrame:
    """Return the offers and years whose rows loads have changed, and whether they are complete.

    `parts` is the closure of offer_parts. `complete`: a load that is in use covers the offer and
    year, so its rows are all there is. Otherwise illustrative rows of the offer, or of a part of
    it, have gone, and what is left no longer meets its published figures.
    """
    by_offer = {str(offer): set(rows["part_code"]) for offer, rows in parts.groupby("offer_code")}
    pairs = {(pair, load.removed) for load in loads for pair in load.covers}
    complete = {pair for pair, removed in pairs if not removed}
    gone = gone_offer_years(loads, parts)
    changed = {
        (offer, year) for offer, inner in by_offer.items() for part, year in gone if part in inner
    }
    rows = [(*pair, pair in complete) for pair in sorted(changed | complete)]
    frame = pd.DataFrame(rows, columns=["offer_code", "financial_year", "complete"])
    return frame.astype({"offer_code": "str", "financial_year": "str", "complete": bool})


def gone_offer_years(loads: Sequence[Load], parts: pd.DataFrame) -> set[tuple[str, str]]:
    """Return the offers and years without illustrative rows: those covered, and their parts."""
    by_offer = {str(offer): set(rows["part_code"]) for offer, rows in parts.groupby("offer_code")}
    return {
        (part, year)
        for load in loads
        for offer, year in load.covers
        for part in by_offer.get(offer, {offer})
    }


def still_illustrative(
    illustrative: pd.DataFrame, take_up: pd.DataFrame, loads: Sequence[Load], parts: pd.DataFrame
) -> pd.DataFrame:
    """Return the illustrative rows that loads leave standing.

    Those of every offer and year that a load covers go, with those of its parts; and where a
    loaded row shows that a council took part, so does its row of any wider offer that year.
    `take_up` are the recorded rows, loaded ones included, with `loaded_at`.
    """
    gone = pd.MultiIndex.from_tuples(
        sorted(gone_offer_years(loads, parts)) or [("", "")],
        names=["offer_code", "financial_year"],
    )
    covered = pd.MultiIndex.from_frame(illustrative[["offer_code", "financial_year"]]).isin(gone)
    loaded = take_up[take_up["loaded_at"].notna() & take_up["financial_year"].notna()]
    shown = loaded.merge(
        parts.rename(columns={"offer_code": "wider", "part_code": "offer_code"}), on="offer_code"
    )
    key = ["council_code", "offer_code", "financial_year"]
    known = pd.MultiIndex.from_frame(shown[["council_code", "wider", "financial_year"]])
    replaced = pd.MultiIndex.from_frame(illustrative[key]).isin(known)
    return illustrative[~(covered | replaced)].reset_index(drop=True)
