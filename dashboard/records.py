"""The rows of a table one by one, for words and marks that are made row by row; and words as a
column of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

# Column -> value.
Row = dict[str, Any]

# Columns with a mask of what is missing; missing is None in their rows.
MASKED = (pd.arrays.BooleanArray, pd.arrays.IntegerArray, pd.arrays.FloatingArray)
AS_IT_IS = object()


def records(frame: pd.DataFrame, missing: Any = AS_IT_IS) -> list[Row]:
    """The rows as dictionaries of plain Python values.

    The same as `frame.to_dict("records")` in a fifth of the time, which is most of what it takes
    to draw a chart: pandas takes every column out of a frame anew for it. `missing` stands for
    what is missing where it is given.
    """
    names = list(frame.columns)
    columns = [_values(column, missing) for _, column in frame.items()]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def as_objects(words: Sequence[str | None] | np.ndarray, frame: pd.DataFrame) -> pd.Series:
    """Words as a column of `frame`: one of text would turn None into NaN, which counts as true."""
    return pd.Series(words, frame.index, dtype=object)


def _values(column: pd.Series, missing: Any) -> list[Any]:
    if isinstance(column.array, MASKED):
        held = None if missing is AS_IT_IS else missing
        return column.array.to_numpy(object, na_value=held).tolist()
    values = column.tolist()
    if missing is not AS_IT_IS:
        for place in column.isna().to_numpy().nonzero()[0]:
            values[place] = missing
    return values
