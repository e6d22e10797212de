"""Awkward files, from the bytes on disk to what may be published."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from awkward import READING, Awkward, made
from awkward_rows import CASES, Rows

from dashboard.loading.model import Limits, LoadError
from dashboard.loading.preparing import prepare
from dashboard.settings import Settings

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id.replace(" ", "-"))
def test_what_a_file_says(case: Rows, settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / case.name
    content = case.content
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    options = {name: value for name, value in case.options.items() if name != "only_lines"}
    if case.refused:
        with pytest.raises(LoadError) as refusal:
            prepare(path, settings, today=TODAY, **options)
        assert case.refused in str(refusal.value)
        return
    prepared = prepare(path, settings, today=TODAY, **options)
    checked = prepared.checked
    if case.accepted:
        rows = checked.rows[list(case.columns)].astype(object).fillna("")
        assert list(rows.itertuples(index=False, name=None)) == case.accepted
    else:
        assert checked.rows.empty
    faults = checked.faults
    if case.options.get("only_lines"):
        faults = [fault for fault in faults if fault.line is not None]
    assert [(fault.line, fault.column) for fault in faults] == [
        (line, column) for line, column, _ in case.faults
    ]
    for fault, (_, _, piece) in zip(faults, case.faults, strict=True):
        assert piece in f"{fault.wrong} {fault.value}"
        assert fault.right
    assert checked.duplicates == case.duplicates
    for piece in case.notes:
        assert any(piece in note for note in prepared.notes), prepared.notes
    counted = checked.accepted + checked.rejected + checked.duplicates + checked.skipped
    assert counted == checked.read
    assert len(checked.rows) == len(checked.lines)


@pytest.mark.parametrize("case", READING, ids=lambda case: case.id)
def test_no_file_brings_it_down(case: Awkward, settings: Settings, tmp_path: Path) -> None:
    """Whatever the bytes are, a file is prepared or refused in words; nothing else happens."""
    path = made(case, tmp_path)
    try:
        prepared = prepare(
            path, settings, sheet=case.sheet, limits=Limits(**case.limits), today=TODAY
        )
    except LoadError as refusal:
        assert str(refusal)
        assert str(tmp_path) not in str(refusal)
    else:
        assert not case.refused
        assert prepared.checked.read or prepared.checked.faults


def test_there_are_enough_of_them() -> None:
    assert len(CASES) + len(READING) >= 40
