"""The data dictionary describes the tables and columns that are there, and no others."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pyarrow.parquet as pq

from dashboard.columns import _COLUMNS, COLUMNS
from dashboard.dictionary import EXHIBITS_TABLE, TABLE_WORDS
from dashboard.exhibits import catalogue
from dashboard.intake.contracts import TABLES
from dashboard.warehouse import Snapshot

Ask = Callable[..., pd.DataFrame]


def really_there(snapshot: Snapshot) -> dict[str, list[str]]:
    """The columns of each parquet file."""
    return {path.stem: pq.read_schema(path).names for path in snapshot.folder.glob("*.parquet")}


def test_every_column_of_every_table_is_described(ask: Ask, snapshot: Snapshot) -> None:
    found = ask("data-dictionary")
    found = found[found["table"] != EXHIBITS_TABLE]
    listed = {str(name): list(rows["column"]) for name, rows in found.groupby("table")}
    assert listed == really_there(snapshot)
    without = found[(found["means"].str.len() < 3) | (found["holds"].str.len() < 3)]
    assert without.to_dict("records") == []


def test_every_column_of_exhibits_is_listed(ask: Ask) -> None:
    found = ask("data-dictionary")
    found = found[found["table"] == EXHIBITS_TABLE].set_index("column")
    assert set(found.index) == set(COLUMNS)
    assert all(found["means"][name] == column.description for name, column in COLUMNS.items())


def test_every_column_described_is_there(snapshot: Snapshot) -> None:
    described = {table.name: table.built() for table in TABLES.values() if table.written}
    assert described == really_there(snapshot)


def test_every_table_has_its_words_and_no_other(snapshot: Snapshot) -> None:
    assert set(TABLE_WORDS) == set(really_there(snapshot))
    assert all(words.endswith(".") for words in TABLE_WORDS.values())


def test_every_column_of_exhibits_is_described_once_and_used() -> None:
    assert len(_COLUMNS) == len(COLUMNS)
    used = {name for exhibit in catalogue() for name in exhibit.columns}
    assert set(COLUMNS) - used == set()


def test_meanings_are_phrases_that_a_full_stop_can_follow() -> None:
    for table in TABLES.values():
        for name, column in table.columns.items():
            assert not column.means.endswith("."), f"{table.name}.{name}"


def test_every_table_that_names_sources_is_counted(ask: Ask, snapshot: Snapshot) -> None:
    found = ask("sources-used")
    assert len(found) == len(snapshot.table("sources"))
    counted = {name for cell in found["cited_in"] for name in cell.split(", ") if name}
    naming = {name for name, columns in really_there(snapshot).items() if "source" in columns}
    assert counted == naming - {"sources"}
