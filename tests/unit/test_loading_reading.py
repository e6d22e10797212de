"""Reading files: the awkward ones, changes while reading, the copy, and progress."""

import os
import random
import tempfile
from pathlib import Path

import pytest
from awkward import READING, Awkward, made
from awkward_kit import TABLE, csv_bytes

from dashboard.loading import reading_copy
from dashboard.loading.limits import Deadline
from dashboard.loading.model import Limits, LoadError
from dashboard.loading.reading import read
from dashboard.loading.reading_copy import copied


@pytest.mark.parametrize("case", READING, ids=lambda case: case.id)
def test_an_awkward_file_has_its_outcome(case: Awkward, tmp_path: Path) -> None:
    path = made(case, tmp_path)
    limits = Limits(**case.limits)
    if case.refused:
        with pytest.raises(LoadError) as refusal:
            read(path, case.sheet, limits)
        assert case.refused in str(refusal.value)
        assert str(tmp_path) not in str(refusal.value)
        return
    sheet = read(path, case.sheet, limits)
    assert sheet.file == case.name
    assert len(sheet.lines) == len(sheet.records)
    if case.records is not None:
        assert [list(record) for record in sheet.records] == case.records
    if case.lines is not None:
        assert list(sheet.lines) == case.lines
    for words in case.notes:
        assert any(words in note for note in sheet.notes), sheet.notes
    assert set(sheet.flagged) == set(case.flagged)
    for place, words in case.flagged.items():
        assert words in sheet.flagged[place]
    assert sheet.decimal == case.decimal


def test_there_are_many_awkward_files_each_with_its_own_name() -> None:
    assert len(READING) >= 60
    assert len({case.id for case in READING}) == len({case.name for case in READING})
    assert len({case.id for case in READING}) == len(READING)


def test_plain_files_say_nothing(tmp_path: Path) -> None:
    path = tmp_path / "plain.csv"
    path.write_bytes(csv_bytes(TABLE))
    assert read(path).notes == ()


@pytest.mark.parametrize("name", ["no-such-file.csv", "", "folder"])
def test_what_is_no_file_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(LoadError, match=r"There is no file|is a folder"):
        read(tmp_path / name)


def test_a_pipe_is_refused_and_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(LoadError, match="not an ordinary file"):
        read(tmp_path / "pipe.csv")


def test_a_file_that_grows_while_it_is_copied_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "growing.csv"
    path.write_bytes(csv_bytes(TABLE))

    def grow(doing: str, _: float) -> None:
        if doing == "Copying the file":
            with path.open("ab") as more:
                more.write(b"York,Peer challenge,16/09/2016\n")

    with pytest.raises(LoadError, match="changed while it was being read"):
        read(path, progress=grow)


@pytest.mark.parametrize("change", ["edit", "touch", "remove", "replace"])
def test_a_file_that_changes_after_the_copy_is_refused(change: str, tmp_path: Path) -> None:
    path = tmp_path / "changing.csv"
    path.write_bytes(csv_bytes(TABLE))

    def alter(doing: str, _: float) -> None:
        if doing != "Reading the file":
            return
        if change == "edit":
            path.write_bytes(path.read_bytes().replace(b"Leeds", b"Derby") + b"x")
        elif change == "touch":
            os.utime(path, ns=(1, 1))
        elif change == "remove":
            path.unlink(missing_ok=True)
        else:
            other = tmp_path / "other"
            other.write_bytes(csv_bytes(TABLE))
            other.replace(path)

    with pytest.raises(LoadError, match="changed while it was being read"):
        read(path, progress=alter)


def test_the_copy_is_private_is_gone_afterwards_and_bears_no_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    path = tmp_path / "..; rm -rf, x.csv"
    path.write_bytes(csv_bytes(TABLE))
    limits = Limits()
    with copied(path, limits, Deadline(limits)) as copy:
        (made_folder,) = folder.iterdir()
        assert made_folder.stat().st_mode & 0o077 == 0
        assert [file.name for file in made_folder.iterdir()] == ["copy"]
        assert copy.path.read_bytes() == path.read_bytes()
    assert list(folder.iterdir()) == []


def test_the_copy_is_gone_when_the_file_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    (tmp_path / "x.csv").write_bytes(b"%PDF-1.7")
    with pytest.raises(LoadError):
        read(tmp_path / "x.csv")
    assert list(folder.iterdir()) == []


def test_a_full_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(csv_bytes(TABLE))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(reading_copy, "_copy", full)
    with pytest.raises(LoadError, match="The disk is full"):
        read(path)


def test_the_time_limit_is_said(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(csv_bytes(TABLE))
    with pytest.raises(LoadError, match=r"longer than .* seconds, which is the limit"):
        read(path, limits=Limits(seconds=-0.001))


def test_progress_never_goes_back_and_ends(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"council,n\n" + b"Leeds,1\n" * 60_000)
    told: list[tuple[str, float]] = []
    sheet = read(path, progress=lambda doing, share: told.append((doing, share)))
    assert len(sheet.records) == 60_001
    shares = [share for doing, share in told if doing == "Reading the file"]
    assert shares == sorted(shares)
    assert len(shares) >= 3
    assert shares[-1] == 1.0


def test_a_bad_byte_far_down_is_found_and_its_line_named(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"council,n\n" + b"Leeds,1\n" * 300_000 + "Brontë,2\n".encode("cp1252"))
    sheet = read(path)
    assert tuple(sheet.records[-1]) == ("Brontë", "2")
    assert sheet.lines[-1] == 300_002
    assert "line 300,002" in sheet.notes[0]


@pytest.mark.parametrize("name", ["plain_workbook", "formulas", "line_breaks_in_quotes", "libre"])
def test_a_damaged_file_is_read_or_refused_and_never_fails_otherwise(
    name: str, tmp_path: Path
) -> None:
    whole = next(case for case in READING if case.id == name or case.name.startswith(name))
    content = whole.content()
    chance = random.Random(name)
    path = tmp_path / whole.name
    for _ in range(60):
        damaged = bytearray(content)
        for _ in range(chance.randint(1, 8)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        path.write_bytes(damaged[: chance.randint(1, 2 * len(damaged))])
        try:
            sheet = read(path)
        except LoadError as refusal:
            assert len(str(refusal)) > 20
        else:
            assert sheet.records
