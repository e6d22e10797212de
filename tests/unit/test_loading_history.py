"""Versions are listed, can be gone back to, and loads can be taken out again."""

from __future__ import annotations

import json
import os
import shutil
import time
from pathlib import Path

import pandas as pd
import pytest

from dashboard.__main__ import main
from dashboard.intake import publish as publishing
from dashboard.intake import versions
from dashboard.intake.build import ensure_built
from dashboard.intake.kept import KEPT
from dashboard.intake.loads import LOADS, Load
from dashboard.loading.history import history, remove, rollback
from dashboard.loading.model import LoadError
from dashboard.loading.store import publish
from dashboard.settings import Settings
from tests.extracts import BIRMINGHAM, KENT, LEEDS, prepared, take_up

# An offer and year with recorded rows in the csv files and illustrative ones besides.
OFFER, YEAR = "leadership", "2016/17"


@pytest.fixture(scope="module")
def sources(small: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's csv files, few values of indicators, and a record of OFFER in YEAR."""
    folder = shutil.copytree(small.sources, tmp_path_factory.mktemp("with") / "sources")
    path = folder / "records" / "take_up.csv"
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    record = rows.iloc[0].to_dict() | {
        "council_code": BIRMINGHAM,
        "offer_code": OFFER,
        "financial_year": YEAR,
        "date": "",
    }
    pd.concat([rows, pd.DataFrame([record])]).to_csv(path, index=False)
    return folder


@pytest.fixture(scope="module")
def template(small: Settings, sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with two loads of the offer and year, the second over the first."""
    settings = Settings(data=tmp_path_factory.mktemp("built") / "warehouse", sources=sources)
    shutil.copytree(small.data / KEPT, settings.data / KEPT)
    ensure_built(settings)
    for file, code in (("first.csv", LEEDS), ("second.csv", KENT)):
        publish(prepared(settings, take_up(code, offer=OFFER, year=YEAR), file=file), settings)
    return settings.data


@pytest.fixture
def settings(sources: Path, template: Path, tmp_path: Path) -> Settings:
    """A copy to change."""
    return Settings(data=shutil.copytree(template, tmp_path / "warehouse"), sources=sources)


def held(settings: Settings) -> tuple[list[str], bool]:
    """Councils on record for the offer and year, and whether there are illustrative rows."""
    version = publishing.current_version(settings.data)
    rows = pd.read_parquet(settings.data / str(version) / "take_up.parquet")
    rows = rows[(rows["offer_code"] == OFFER) & (rows["financial_year"] == YEAR)]
    recorded = rows[rows["basis"] == "recorded"]
    return recorded["council_code"].tolist(), len(recorded) < len(rows)


def load_ids(settings: Settings) -> list[str]:
    return [load.id for load in versions.loads_in_use(settings.data)]


def complete(settings: Settings) -> bool:
    version = publishing.current_version(settings.data)
    rows = pd.read_parquet(settings.data / str(version) / "loaded_offer_years.parquet")
    rows = rows[(rows["offer_code"] == OFFER) & (rows["financial_year"] == YEAR)]
    return bool(rows["complete"].any())


def test_versions_are_listed_the_newest_first(settings: Settings) -> None:
    found = history(settings)
    assert [record.what for record in found] == [
        "Loaded second.csv into take_up",
        "Loaded first.csv into take_up",
        "Built from the csv files of the project",
    ]
    assert found[0].version == publishing.current_version(settings.data)
    assert [load.file for load in found[0].loads] == ["first.csv", "second.csv"]
    assert found[2].loads == ()


def test_going_back_shows_the_very_data_of_then_and_forward_again(settings: Settings) -> None:
    newest, first, built = (record.version for record in history(settings))
    assert held(settings) == ([KENT], False)
    assert rollback(settings, first) == first
    assert held(settings) == ([LEEDS], False)
    assert rollback(settings, built) == built
    assert held(settings) == ([BIRMINGHAM], True)
    # A start of the program leaves it there.
    assert ensure_built(settings) == built
    assert rollback(settings, newest) == newest
    assert held(settings) == ([KENT], False)
    assert len(history(settings)) == 3


@pytest.mark.parametrize("damage", ["removed", "cut short", "other content", "no about"])
def test_a_version_whose_folder_is_gone_or_damaged_is_made_again(
    settings: Settings, damage: str
) -> None:
    first = history(settings)[1].version
    folder = settings.data / first
    before = {path.name: path.read_bytes() for path in folder.glob("*.parquet")}
    path = folder / "take_up.parquet"
    content = path.read_bytes()
    if damage == "removed":
        shutil.rmtree(folder)
    elif damage == "cut short":
        path.write_bytes(content[:70])
    elif damage == "other content":
        path.write_bytes(content[:-1] + b"?")
    else:
        (folder / "about.json").unlink()
    assert rollback(settings, first) == first
    assert {path.name: path.read_bytes() for path in folder.glob("*.parquet")} == before
    assert held(settings) == ([LEEDS], False)


def test_a_load_after_going_back_builds_on_what_was_gone_back_to(settings: Settings) -> None:
    rollback(settings, history(settings)[1].version)
    publish(prepared(settings, take_up(KENT, offer=OFFER, year="2018/19")), settings)
    assert [load.file for load in versions.loads_in_use(settings.data)] == [
        "first.csv",
        "extract.csv",
    ]
    assert held(settings) == ([LEEDS], False)


def test_an_unknown_version_names_those_there_are(settings: Settings) -> None:
    known = [record.version for record in history(settings)]
    with pytest.raises(LoadError, match=f"Known versions: {', '.join(known)}"):
        rollback(settings, "../../etc")


def test_removing_a_load_brings_back_what_it_lay_over_but_nothing_illustrative(
    settings: Settings,
) -> None:
    first, second = load_ids(settings)
    remove(settings, second)
    assert held(settings) == ([LEEDS], False)
    assert complete(settings)
    remove(settings, first)
    assert held(settings) == ([BIRMINGHAM], False)
    assert not complete(settings)
    # Nor does a build, or another load.
    ensure_built(settings)
    publish(prepared(settings, take_up(KENT, offer=OFFER, year="2018/19")), settings)
    assert held(settings) == ([BIRMINGHAM], False)


def test_removing_may_bring_illustrative_rows_back_when_asked(settings: Settings) -> None:
    first, second = load_ids(settings)
    built = history(settings)[2].version
    remove(settings, second, with_illustrative=True)
    assert held(settings) == ([LEEDS], False)
    remove(settings, first)
    assert held(settings) == ([BIRMINGHAM], False)
    # It can be asked for afterwards too, and the data are then what they were before any load.
    assert remove(settings, first, with_illustrative=True) == built
    assert held(settings) == ([BIRMINGHAM], True)


def test_an_unknown_load_names_those_there_are(settings: Settings) -> None:
    first, second = load_ids(settings)
    with pytest.raises(LoadError, match=rf"{first} \(first\.csv\), {second} \(second\.csv\)"):
        remove(settings, "../loads")
    remove(settings, second)
    with pytest.raises(LoadError, match=rf"stay away for: {second}"):
        remove(settings, second)


def test_a_record_that_is_lost_is_read_from_the_version_itself(settings: Settings) -> None:
    version = publishing.current_version(settings.data)
    loads = load_ids(settings)
    for path in (settings.data / "versions").glob("*.json"):
        path.unlink()
    assert load_ids(settings) == loads
    assert history(settings)[0].version == version
    # With neither, what was loaded would be lost by building on.
    (settings.data / str(version) / "about.json").unlink()
    with pytest.raises(ValueError, match="not known which loaded files"):
        ensure_built(settings)


def test_a_version_that_a_crash_kept_from_use_is_not_listed(settings: Settings) -> None:
    known = history(settings)
    load = Load("20180401T000000Z-take_up-012345", "take_up", "lost.csv", versions.now(), 1, "")
    rows = settings.data / LOADS / load.id
    rows.mkdir()
    unused = versions.Version("0123456789ab", versions.now(), "Loaded it", (load,))
    versions.write(settings.data, unused)
    assert history(settings) == known
    # The next load leaves neither its record nor its rows behind.
    publish(prepared(settings, take_up(LEEDS)), settings)
    assert versions.read(settings.data, "0123456789ab") is None
    assert not rows.exists()


def test_a_version_in_use_is_on_record_though_a_crash_kept_the_note_from_it(
    settings: Settings,
) -> None:
    record, before, _ = history(settings)
    path = settings.data / "versions" / f"{record.version}.json"
    values = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**values, "used_at": None}), "utf-8")
    rollback(settings, before.version)
    publish(prepared(settings, take_up(LEEDS, year="2018/19")), settings)
    assert rollback(settings, record.version) == record.version
    assert held(settings) == ([KENT], False)


def test_a_version_lately_in_use_is_not_removed_under_a_server(tmp_path: Path) -> None:
    long_ago = time.time() - 2 * publishing.KEPT_SECONDS
    names = [f"v{number}" for number in range(publishing.KEPT_VERSIONS + 3)]
    for name in names:
        (tmp_path / name).mkdir()
        (tmp_path / name / "about.json").write_text("{}", encoding="utf-8")
        os.utime(tmp_path / name, (long_ago, long_ago))
    # The oldest has been in use until now.
    publishing.write_atomically(tmp_path / publishing.CURRENT, "v0\n")
    for name in names[1:]:
        publishing.make_current(tmp_path, name)
        assert (tmp_path / "v0").exists()


def test_the_commands_list_go_back_and_remove(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DASHBOARD_DATA", str(settings.data))
    monkeypatch.setenv("DASHBOARD_SOURCES", str(settings.sources))
    newest, first, _ = (record.version for record in history(settings))
    assert main(["versions"]) == 0
    said = capsys.readouterr().out
    assert f"* {newest}" in said
    assert f"  {first}" in said
    assert "second.csv → take_up, 1 row" in said
    assert main(["rollback", first]) == 0
    assert f"Data version {first} is in use" in capsys.readouterr().out
    assert main(["rollback", "nonsense"]) == 1
    assert first in capsys.readouterr().err
    (load,) = load_ids(settings)
    assert main(["remove", load]) == 0
    assert held(settings) == ([BIRMINGHAM], False)
    capsys.readouterr()
    assert main(["remove", load, "--with-illustrative"]) == 0
    assert held(settings) == ([BIRMINGHAM], True)
