"""Write tables as parquet: the same rows always give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.intake.contracts import Table
from dashboard.intake.kinds import KINDS


def schema(table: Table) -> pa.Schema:
    """Return the parquet schema of a built table."""
    return pa.schema(
        pa.field(name, KINDS[table.columns[name].kind].stored) for name in table.built()
    )


def typed(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    """Return text columns as numbers and flags where the contract says so.

    Dates stay ISO text. Whole numbers that may be empty become Int64, the others int64.
    """
    out = frame.copy()
    for name in frame.columns:
        column = table.columns.get(name)
        if column is None:
            continue
        if column.kind == "number":
            out[name] = pd.to_numeric(frame[name]).astype("float64")
        elif column.kind == "whole":
            numbers = pd.to_numeric(frame[name])
            out[name] = numbers.astype("int64" if numbers.notna().all() else "Int64")
        elif column.kind == "flag":
            out[name] = frame[name] == "true"
    return out


def to_arrow(table: Table, frame: pd.DataFrame) -> pa.Table:
    """Return the built table as Arrow, in the contract's columns, types and order.

    Raises ValueError when a column is missing, a required cell is empty or a value does not fit.
    """
    missing = [name for name in table.built() if name not in frame.columns]
    if missing:
        raise ValueError(f"Table {table.name} was built without {', '.join(missing)}.")
    if table.sort:
        frame = frame.sort_values(list(table.sort), kind="stable", na_position="first")
    arrays = []
    for field in schema(table):
        column = table.columns[field.name]
        values = pa.array(frame[field.name], from_pandas=True)
        if pa.types.is_null(values.type) or values.type != field.type:
            values = values.cast(field.type)
        if column.required and values.null_count:
            raise ValueError(f"Table {table.name} was built with empty cells in {field.name}.")
        arrays.append(values)
    return pa.table(arrays, schema=schema(table))


def write_table(table: Table, frame: pd.DataFrame, folder: Path) -> int:
    """Write one table to `<folder>/<name>.parquet` and return how many rows it has."""
    return write_pieces(table, [to_arrow(table, frame)], folder)


def write_pieces(table: Table, pieces: Iterable[pa.Table], folder: Path) -> int:
    """Write a table that comes in pieces, each as `to_arrow` gives it, and return its rows.

    The pieces follow one another in the order of `table.sort`, and only one is held at a time. The
    same rows give the same bytes however they are cut: row groups are filled across pieces, and no
    library or pandas metadata is kept in the file. Each row group holds the least and the greatest
    value of every column, by which a reader skips those it does not need.
    """
    written = 0
    with pq.ParquetWriter(
        folder / f"{table.name}.parquet",
        schema(table),
        compression="zstd",
        write_statistics=True,
        store_schema=False,
    ) as file:
        waiting = schema(table).empty_table()
        for piece in pieces:
            waiting = pa.concat_tables([waiting, piece.replace_schema_metadata(None)])
            whole = waiting.num_rows - waiting.num_rows % table.row_group
            if whole:
                file.write_table(waiting.slice(0, whole), row_group_size=table.row_group)
                waiting = waiting.slice(whole)
                written += whole
        if waiting.num_rows or not written:
            file.write_table(waiting)
    return written + waiting.num_rows
