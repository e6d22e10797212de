"""From a file to what publishing it would do, with nothing changed."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from dashboard.loading.model import Limits, LoadError
from dashboard.loading.preparing import prepare
from dashboard.loading.tables import LOADABLE
from dashboard.loading.templates import csv_template, write_template
from dashboard.settings import Settings

TODAY = date(2026, 11, 22)
TEXT = "Council,Offer,FY\nLeeds,CPC,2009/10\n"


def written(folder: Path, text: str, name: str = "extract.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_preparing_changes_nothing(settings: Settings, tmp_path: Path) -> None:
    version = (settings.data / "current").read_text().strip()
    before = sorted(path.name for path in settings.data.iterdir())
    done = prepare(written(tmp_path, TEXT), settings, today=TODAY)
    assert sorted(path.name for path in settings.data.iterdir()) == before
    assert [path.name for path in tmp_path.iterdir()] == ["extract.csv"]
    assert done.against == version
    assert done.whole
    assert done.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()


def test_the_source_is_that_of_the_file_else_as_said_else_the_extract(
    settings: Settings, tmp_path: Path
) -> None:
    path = written(
        tmp_path, "Council,Offer,FY,Source\nLeeds,CPC,2009/10,Register\nHull,CPC,2009/10,\n"
    )
    sources = prepare(path, settings, today=TODAY).checked.rows["source_title"].tolist()
    assert sources[0] == "Register"
    assert sources[1].startswith("Extract extract.csv, loaded ")
    rows = prepare(path, settings, source="The register", today=TODAY).checked.rows
    assert rows["source_title"].tolist() == ["Register", "The register"]


def test_a_file_without_a_row_is_refused(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="no rows"):
        prepare(written(tmp_path, "Council,Offer,FY\n"), settings)


def test_data_that_were_never_built(tmp_path: Path, settings: Settings) -> None:
    empty = Settings(data=tmp_path / "none", sources=settings.sources)
    with pytest.raises(LoadError, match="python -m dashboard build"):
        prepare(written(tmp_path, TEXT), empty)


def test_limits_are_kept(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="limit"):
        prepare(written(tmp_path, TEXT), settings, limits=Limits(columns=2))


def test_wrong_names_are_refused_before_the_file_is_read(settings: Settings) -> None:
    with pytest.raises(LoadError, match="There is no table"):
        prepare(Path("nothing.csv"), settings, table="nonsense")


def test_progress_is_told_in_order(settings: Settings, tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []
    prepare(
        written(tmp_path, TEXT),
        settings,
        progress=lambda doing, share: told.append((doing, share)),
        today=TODAY,
    )
    stages = list(dict.fromkeys(doing for doing, _ in told))
    assert stages[-1] == "Comparing with the current data"
    assert all(0 <= share <= 1 for _, share in told)


@pytest.mark.parametrize("table", LOADABLE)
def test_a_template_loaded_as_it_is_holds_nothing(
    table: str, settings: Settings, tmp_path: Path
) -> None:
    for name in ("template.csv", "template.xlsx"):
        write_template(table, tmp_path / name)
        with pytest.raises(LoadError, match="no rows that can be loaded"):
            prepare(tmp_path / name, settings, today=TODAY)


def test_a_template_filled_in_loads(settings: Settings, tmp_path: Path) -> None:
    text = csv_template("take_up") + ",Leeds,,Peer support,,2009/10,,,,,,\n"
    done = prepare(written(tmp_path, text), settings, today=TODAY)
    assert done.checked.faults == []
    assert done.checked.rows["council_code"].tolist() == ["E08000035"]
    assert (done.checked.read, done.checked.skipped) == (3, 2)


def test_templates_say_what_is_allowed_and_hold_no_formula() -> None:
    for table in LOADABLE:
        text = csv_template(table)
        assert "EXAMPLE: delete this row" in text
        assert "ALLOWED: delete this row" in text
        assert not any(
            cell.strip('"').startswith(("=", "+", "-", "@"))
            for line in text.splitlines()
            for cell in line.split(",")
        )
    assert "Conservative; Labour" in csv_template("political_control")


def test_a_template_never_overwrites_and_has_two_forms(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("my work")
    with pytest.raises(LoadError, match="is there already"):
        write_template("take_up", tmp_path / "mine.csv")
    with pytest.raises(LoadError, match=r"must end in \.csv or \.xlsx"):
        write_template("take_up", tmp_path / "mine.ods")
    with pytest.raises(LoadError, match="no template"):
        write_template("boundaries", tmp_path / "mine.xlsx")
    with pytest.raises(LoadError, match="There is no table"):
        write_template("nonsense", tmp_path / "mine.xlsx")
