"""Rows one by one: the same as those of pandas, for every kind of column."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.records import records

COLUMNS = {
    "text": pd.Series(["a", None, "c"], dtype="str"),
    "number": pd.Series([1.5, None, 3.0]),
    "whole": pd.Series([1, 2, 3], dtype="int32"),
    "whole or missing": pd.Series([1, None, 3], dtype="Int64"),
    "number or missing": pd.Series([1.5, None, 3], dtype="Float64"),
    "true": pd.Series([True, False, True]),
    "true or missing": pd.Series([True, None, False], dtype="boolean"),
    "day": pd.to_datetime(pd.Series(["2016-09-14", None, "2017-01-01"])),
    "lists": pd.Series([[1, 2], None, []], dtype="object"),
}


@pytest.mark.parametrize("name", COLUMNS)
def test_rows_are_those_of_pandas(name: str) -> None:
    frame = pd.DataFrame({name: COLUMNS[name], "beside": ["x", "y", "z"]})
    found, expected = records(frame), frame.to_dict("records")
    assert [list(row) for row in found] == [[name, "beside"]] * 3
    for row, other in zip(found, expected, strict=True):
        assert type(row[name]) is type(other[name])
        assert row[name] == other[name] or (pd.isna(row[name]) and pd.isna(other[name]))


def test_no_rows_are_no_rows() -> None:
    assert records(pd.DataFrame({"a": [], "b": []})) == []


@pytest.mark.parametrize("name", COLUMNS)
def test_what_is_missing_can_be_given(name: str) -> None:
    frame = pd.DataFrame({name: COLUMNS[name]})
    found = [row[name] for row in records(frame, missing=None)]
    assert [one is None for one in found] == frame[name].isna().tolist()
