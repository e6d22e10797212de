"""Builds are repeatable, happen only when needed, and never leave readers with half of one."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest

from dashboard.__main__ import main
from dashboard.intake import publish, tables
from dashboard.intake.build import build, build_into, ensure_built
from dashboard.intake.checks import ContractError
from dashboard.intake.contracts import TABLES
from dashboard.intake.kept import KEPT
from dashboard.intake.storage import to_arrow, write_pieces
from dashboard.intake.versions import VERSIONS
from dashboard.settings import ROOT, Settings

SAVINGS = "published/savings.csv"


@pytest.fixture
def settings(small_copy: Settings, tmp_path: Path) -> Settings:
    """Csv files to change at will, and a warehouse already built from them."""
    sources = shutil.copytree(small_copy.sources, tmp_path / "sources")
    return replace(small_copy, sources=sources)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def versions(settings: Settings) -> set[str]:
    beside = {KEPT, VERSIONS}
    return {path.name for path in settings.data.iterdir() if path.is_dir()} - beside


def change(settings: Settings, file: str, old: str, new: str) -> None:
    path = settings.sources / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_two_builds_give_the_same_bytes(small: Settings, tmp_path: Path) -> None:
    build_into(tmp_path / "one", small.sources)
    # A process of its own, so that hashes of text are seeded differently.
    subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from pathlib import Path; from dashboard.intake.build import build_into;"
            "build_into(Path(sys.argv[1]), Path(sys.argv[2]))",
            tmp_path / "two",
            small.sources,
        ],
        check=True,
        cwd=ROOT,
    )
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_nothing_is_built_when_nothing_changed(settings: Settings) -> None:
    before = ensure_built(settings)
    made = {path: path.stat().st_mtime_ns for path in settings.data.rglob("*.parquet")}
    assert ensure_built(settings) == before
    assert {path: path.stat().st_mtime_ns for path in made} == made
    assert versions(settings) == {before}


def test_a_file_with_a_new_date_and_the_same_content_is_no_change(settings: Settings) -> None:
    before = ensure_built(settings)
    (settings.sources / SAVINGS).touch()
    assert ensure_built(settings) == before
    assert versions(settings) == {before}


def test_one_changed_byte_builds_again(settings: Settings) -> None:
    before = ensure_built(settings)
    change(settings, SAVINGS, "24.5", "24.6")
    after = ensure_built(settings)
    assert after != before
    assert publish.current_version(settings.data) == after
    savings = pd.read_parquet(settings.data / after / "savings.parquet")
    assert savings["estimated_saving_gbp_million"].iloc[0] == 24.6
    assert versions(settings) == {before, after}


def test_going_back_uses_the_version_that_is_still_there(settings: Settings) -> None:
    before = ensure_built(settings)
    change(settings, SAVINGS, "24.5", "24.6")
    ensure_built(settings)
    made = (settings.data / before / "savings.parquet").stat().st_mtime_ns
    change(settings, SAVINGS, "24.6", "24.5")
    assert ensure_built(settings) == before
    assert publish.current_version(settings.data) == before
    assert (settings.data / before / "savings.parquet").stat().st_mtime_ns == made


def test_another_seed_is_another_version_with_other_illustrative_councils(
    settings: Settings,
) -> None:
    before = ensure_built(settings)
    other = Settings(data=settings.data, sources=settings.sources, seed=1)
    after = ensure_built(other)

    def take_up(version: str, basis: str) -> pd.DataFrame:
        rows = pd.read_parquet(settings.data / version / "take_up.parquet")
        return rows[rows["basis"] == basis].reset_index(drop=True)

    assert take_up(before, "recorded").equals(take_up(after, "recorded"))
    assert not take_up(before, "illustrative").equals(take_up(after, "illustrative"))


def test_a_broken_contract_leaves_the_old_data_in_use(settings: Settings) -> None:
    before = ensure_built(settings)
    kept = contents(settings.data / before)
    change(settings, SAVINGS, ",24.5,", ",a lot,")
    with pytest.raises(ContractError, match="row 2, column estimated_saving_gbp_million"):
        ensure_built(settings)
    assert publish.current_version(settings.data) == before
    assert contents(settings.data / before) == kept


def test_a_build_that_fails_half_way_leaves_the_old_data_and_no_rubbish(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = ensure_built(settings)
    kept = contents(settings.data / before)
    change(settings, SAVINGS, "24.5", "24.6")

    def full_disk(*_: object) -> int:
        raise OSError("No space left on device")

    monkeypatch.setattr(tables, "write_table", full_disk)
    with pytest.raises(OSError, match="No space left"):
        ensure_built(settings)
    assert publish.current_version(settings.data) == before
    assert contents(settings.data / before) == kept
    assert versions(settings) == {before}


def test_a_build_killed_half_way_leaves_the_old_data_and_the_next_clears_up(
    settings: Settings,
) -> None:
    before = ensure_built(settings)
    kept = contents(settings.data / before)
    change(settings, SAVINGS, "24.5", "24.6")
    environment = os.environ | {
        "DASHBOARD_DATA": str(settings.data),
        "DASHBOARD_SOURCES": str(settings.sources),
    }
    command = [sys.executable, "-m", "dashboard", "build"]
    running = subprocess.Popen(command, env=environment, cwd=ROOT, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not list(settings.data.glob(".building-*/*.parquet")):
        assert running.poll() is None, "the build ended before it could be killed"
        assert time.monotonic() < deadline
        time.sleep(0.001)
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert list(settings.data.glob(".building-*")), "it was not killed half way"
    assert publish.current_version(settings.data) == before
    assert contents(settings.data / before) == kept

    after = ensure_built(settings)
    assert publish.is_whole(settings.data, after)
    assert versions(settings) == {before, after}


@pytest.mark.parametrize("damage", ["missing", "cut short"])
def test_damaged_data_are_built_again(settings: Settings, damage: str) -> None:
    version = ensure_built(settings)
    kept = contents(settings.data / version)
    path = settings.data / version / "councils.parquet"
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:100])
    assert ensure_built(settings) == version
    assert contents(settings.data / version) == kept


def test_force_builds_again_and_gives_the_same(settings: Settings) -> None:
    version = ensure_built(settings)
    kept = contents(settings.data / version)
    path = settings.data / version / "councils.parquet"
    made = path.stat().st_mtime_ns
    assert build(settings, force=True, quiet=True) == version
    assert path.stat().st_mtime_ns > made
    assert contents(settings.data / version) == kept


def test_two_builds_at_once_are_safe(settings: Settings) -> None:
    change(settings, SAVINGS, "24.5", "24.6")
    environment = os.environ | {
        "DASHBOARD_DATA": str(settings.data),
        "DASHBOARD_SOURCES": str(settings.sources),
    }
    command = [sys.executable, "-m", "dashboard", "build"]
    both = [
        subprocess.Popen(command, env=environment, cwd=ROOT, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [running.communicate()[1] for running in both]
    assert [running.returncode for running in both] == [0, 0]
    assert sum("Building data" in text for text in said) == 1, "one builds, the other uses it"
    version = publish.current_version(settings.data)
    assert version is not None
    assert publish.is_whole(settings.data, version)
    assert not list(settings.data.glob(".building-*"))


def test_old_versions_go_but_never_the_current_one(tmp_path: Path) -> None:
    for number in range(publish.KEPT_VERSIONS + 3):
        folder = tmp_path / f"v{number}"
        folder.mkdir()
        (folder / "about.json").write_text("{}", encoding="utf-8")
        os.utime(folder, (number, number))
    publish.make_current(tmp_path, "v0")
    left = {path.name for path in tmp_path.iterdir() if path.is_dir()}
    assert "v0" in left
    assert len(left) == publish.KEPT_VERSIONS
    newest = publish.KEPT_VERSIONS + 2
    assert f"v{newest}" in left


def test_about_says_what_was_built_from_what(settings: Settings) -> None:
    version = ensure_built(settings)
    folder = settings.data / version
    about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
    assert about["version"] == version
    listed = {file["file"] for file in about["files"]}
    assert listed == set(contents(folder)) - {"about.json"}
    for name, count in about["tables"].items():
        assert pq.read_metadata(folder / f"{name}.parquet").num_rows == count
    # The claims of savings are read from two files.
    savings = [file for file in about["inputs"] if file["file"].startswith("published/savings")]
    assert len(savings) == 2
    assert sum(file["rows"] for file in savings) == about["tables"]["savings"]
    assert {file["file"] for file in about["inputs"]} == {
        path.relative_to(settings.sources).as_posix() for path in settings.sources.rglob("*.csv")
    }


def test_parquet_holds_the_contracts_columns_in_order_and_nothing_of_the_machine(
    settings: Settings,
) -> None:
    folder = settings.data / ensure_built(settings)
    for table in TABLES.values():
        if table.written:
            schema = pq.read_schema(folder / f"{table.name}.parquet")
            assert schema.names == table.built()
            assert not schema.metadata


def test_every_reference_holds_in_the_built_tables(settings: Settings) -> None:
    """The csv files are checked before; this is for the columns and tables the build works out."""
    folder = settings.data / ensure_built(settings)
    for table in TABLES.values():
        if not table.written:
            continue
        frame = pd.read_parquet(folder / f"{table.name}.parquet")
        assert not table.key or not frame.duplicated(list(table.key)).any(), table.name
        for name in table.built():
            column = table.columns[name]
            values = set(frame[name].dropna())
            if column.allowed:
                assert values <= set(column.allowed), f"{table.name}.{name}"
            if column.refers:
                of, _, key = column.refers.partition(".")
                there = set(pd.read_parquet(folder / f"{of}.parquet", columns=[key])[key])
                assert values <= there, f"{table.name}.{name}"


def indicator_values(periods: int, codes: int, councils: int) -> pd.DataFrame:
    """Made values of every council, indicator and period, in no useful order."""
    table = TABLES["indicator_values"]
    rows = [
        (f"I{code:03}", f"E0600{council:04}", f"{2000 + period}", float(council))
        for council in range(councils)
        for code in range(codes)
        for period in range(periods)
    ]
    known = ["indicator_code", "council_code", "period", "value"]
    return pd.DataFrame(rows, columns=known).reindex(columns=table.built())


def test_indicator_values_are_laid_out_to_be_skipped(tmp_path: Path) -> None:
    table = TABLES["indicator_values"]
    assert 16_384 <= table.row_group <= 65_536
    # Smaller row groups than in use, so that few rows are enough.
    tables.write_table(replace(table, row_group=1_000), indicator_values(20, 60, 50), tmp_path)
    path = tmp_path / "indicator_values.parquet"
    rows = duckdb.connect().read_parquet(str(path)).project("period, indicator_code").fetchall()
    assert rows == sorted(rows)
    metadata = pq.read_metadata(path)
    groups = [metadata.row_group(n) for n in range(metadata.num_row_groups)]
    assert [group.num_rows for group in groups] == [1_000] * 60
    columns = {metadata.schema.column(n).name: n for n in range(metadata.num_columns)}
    code, period = (
        [group.column(columns[name]).statistics for group in groups]
        for name in ("indicator_code", "period")
    )
    assert all(one.has_min_max for one in code + period)
    # Three row groups hold a period; one of each period holds an indicator.
    assert sum(one.min <= "2010" <= one.max for one in period) == 3
    assert sum(one.min <= "I030" <= one.max for one in code) == 20


def test_a_table_in_pieces_is_the_same_table(tmp_path: Path) -> None:
    table = TABLES["indicator_values"]
    frame = indicator_values(10, 30, 200)
    rows = to_arrow(table, frame)
    for name, cuts in {"whole": [0, 60_000], "cut": [0, 5, 40_000, 40_001, 60_000]}.items():
        folder = tmp_path / name
        folder.mkdir()
        pieces = [rows.slice(a, b - a) for a, b in itertools.pairwise(cuts)]
        assert write_pieces(table, iter(pieces), folder) == len(frame)
    whole, cut = (tmp_path / name / "indicator_values.parquet" for name in ("whole", "cut"))
    assert whole.read_bytes() == cut.read_bytes()
    assert pq.read_table(cut).num_rows == len(frame)


def test_a_table_is_not_written_with_a_required_cell_empty() -> None:
    frame = pd.DataFrame({"offer_code": ["a", None], "part_code": ["a", "a"]})
    with pytest.raises(ValueError, match=r"offer_parts .* empty cells in offer_code"):
        to_arrow(TABLES["offer_parts"], frame)


def test_the_command_says_what_is_wrong_without_a_traceback(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    change(settings, SAVINGS, ",24.5,", ",a lot,")
    monkeypatch.setenv("DASHBOARD_DATA", str(settings.data))
    monkeypatch.setenv("DASHBOARD_SOURCES", str(settings.sources))
    assert main(["build"]) == 1
    said = capsys.readouterr().err
    assert "published/savings.csv, row 2, column estimated_saving_gbp_million" in said
    assert "'a lot' is not allowed; it must be a number." in said
    assert "Traceback" not in said


def test_the_command_names_figures_that_clash(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = settings.sources / "published/take_up.csv"
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    leadership = (rows["offer_code"] == "leadership") & (rows["group"] == "London")
    rows.loc[leadership & (rows["measure"] == "percent_of_councils"), ["low", "high"]] = "5"
    rows.to_csv(path, index=False)
    monkeypatch.setenv("DASHBOARD_DATA", str(settings.data))
    monkeypatch.setenv("DASHBOARD_SOURCES", str(settings.sources))
    assert main(["build"]) == 1
    said = capsys.readouterr().err
    assert "cannot" in said
    assert "London" in said
    assert "Traceback" not in said


def test_the_check_command_passes_on_what_was_built_and_fails_without(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DASHBOARD_DATA", str(settings.data))
    monkeypatch.setenv("DASHBOARD_SOURCES", str(settings.sources))
    assert main(["check"]) == 0
    assert "peer_challenge" in capsys.readouterr().out
    monkeypatch.setenv("DASHBOARD_DATA", str(settings.data / "nothing"))
    assert main(["check"]) == 1
    assert "python -m dashboard build" in capsys.readouterr().err


def test_the_check_command_fails_when_a_figure_is_not_met(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = settings.data / ensure_built(settings) / "take_up.parquet"
    rows = pd.read_parquet(path)
    rows[rows["offer_code"] != "leadership"].to_parquet(path)
    monkeypatch.setenv("DASHBOARD_DATA", str(settings.data))
    monkeypatch.setenv("DASHBOARD_SOURCES", str(settings.sources))
    assert main(["check"]) == 1


def test_a_command_that_does_not_exist_is_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(["publish"])
    assert exit_.value.code == 2
    assert "build" in capsys.readouterr().err
