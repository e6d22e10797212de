"""What is loaded is in the data, with its file and line; whatever goes wrong, the old data stay."""

from __future__ import annotations

import errno
import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from dashboard.intake import publish as publishing
from dashboard.intake import versions
from dashboard.intake.build import build_into, ensure_built
from dashboard.intake.checks import ContractError
from dashboard.intake.contracts import TABLES
from dashboard.intake.kept import PIECES, Kept
from dashboard.intake.loads import LOADS, ROWS_FILE
from dashboard.loading.history import remove
from dashboard.loading.model import Fault, LoadError
from dashboard.loading.store import publish, publish_all
from dashboard.settings import Settings
from tests.extracts import (
    BIRMINGHAM,
    KENT,
    LEEDS,
    OFFER,
    YEAR,
    prepared,
    take_up,
)

ORIGIN = ["from_file", "from_line", "loaded_at"]
FAULT = Fault(9, "Council", "Nowhere", "There is no such council", "A council's name")


@pytest.fixture
def settings(small_copy: Settings) -> Settings:
    """A warehouse to load into."""
    return small_copy


def table(settings: Settings, name: str = "take_up", version: str | None = None) -> pd.DataFrame:
    """A built table of the version in use, or of another."""
    used = version or publishing.current_version(settings.data)
    return pd.read_parquet(settings.data / str(used) / f"{name}.parquet")


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def only(rows: pd.DataFrame, offer: str = OFFER, year: str = YEAR) -> pd.DataFrame:
    return rows[(rows["offer_code"] == offer) & (rows["financial_year"] == year)]


def test_loaded_rows_replace_all_that_was_there_and_carry_their_origin(settings: Settings) -> None:
    before = table(settings)
    assert "illustrative" in set(only(before)["basis"])
    version = publish(prepared(settings, take_up(BIRMINGHAM, LEEDS)), settings)
    assert publishing.current_version(settings.data) == version
    after = table(settings)
    there = only(after)
    assert there["council_code"].tolist() == [BIRMINGHAM, LEEDS]
    assert set(there["basis"]) == {"recorded"}
    assert there["from_file"].tolist() == ["extract.csv"] * 2
    assert there["from_line"].tolist() == [2, 3]
    assert there["loaded_at"].str.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ").all()
    # The compiled rows of other offers and years have not changed, and say nothing of a file.
    elsewhere = after[after["from_file"].isna() & (after["basis"] == "recorded")]
    kept = before[before["basis"] == "recorded"].drop(only(before).index, errors="ignore")
    assert elsewhere.reset_index(drop=True).equals(kept.reset_index(drop=True))
    assert elsewhere[ORIGIN].isna().all(axis=None)


def test_a_row_without_a_source_names_the_extract(settings: Settings) -> None:
    publish(prepared(settings, take_up(LEEDS)), settings)
    rows = only(table(settings)).merge(table(settings, "sources"), on="source")
    day = pd.Timestamp(rows["loaded_at"].iloc[0])
    assert rows["title"].tolist() == [f"Extract extract.csv, loaded {day.day} {day:%B %Y}"]


def test_an_extract_may_say_how_many_times(settings: Settings) -> None:
    rows = pd.concat([take_up(LEEDS, quantity="3"), take_up(KENT)], ignore_index=True)
    publish(prepared(settings, rows), settings)
    assert dict(only(table(settings)).set_index("council_code")["quantity"]) == {LEEDS: 3, KENT: 1}


def test_illustrative_rows_of_other_offers_and_years_stay_as_they_were(settings: Settings) -> None:
    before = table(settings)
    publish(prepared(settings, take_up(BIRMINGHAM)), settings)
    after = table(settings)
    assert not (only(after)["basis"] == "illustrative").any()

    def other(rows: pd.DataFrame) -> pd.DataFrame:
        rows = rows[(rows["basis"] == "illustrative") & (rows["council_code"] != BIRMINGHAM)]
        parts = table(settings, "offer_parts").query("offer_code == @OFFER")["part_code"]
        covered = rows["offer_code"].isin(parts) & (rows["financial_year"] == YEAR)
        return rows[~covered].drop(columns=["source"]).reset_index(drop=True)

    assert other(after).equals(other(before))
    assert len(other(after)) > 100


def test_a_loaded_part_ends_the_councils_row_of_the_wider_offer(settings: Settings) -> None:
    rows, parts = table(settings), table(settings, "offer_parts")
    wider = parts[(parts["offer_code"] != parts["part_code"])]
    illustrative = rows[rows["basis"] == "illustrative"].merge(wider, on="offer_code")
    row = illustrative.iloc[0]
    code, offer, year = row["council_code"], row["offer_code"], row["financial_year"]
    publish(prepared(settings, take_up(code, offer=row["part_code"], year=year)), settings)
    after = only(table(settings), offer, year)
    assert code not in set(after["council_code"])
    changed = table(settings, "loaded_offer_years").set_index(["offer_code", "financial_year"])
    assert changed["complete"][row["part_code"], year]
    assert not changed["complete"][offer, year]


def test_a_later_load_replaces_an_earlier_one_only_where_it_has_rows(settings: Settings) -> None:
    both = pd.concat([take_up(LEEDS), take_up(LEEDS, year="2018/19")], ignore_index=True)
    publish(prepared(settings, both, file="first.csv"), settings)
    publish(prepared(settings, take_up(KENT), file="second.csv"), settings)
    rows = table(settings)
    assert only(rows)["from_file"].tolist() == ["second.csv"]
    assert only(rows, year="2018/19")["from_file"].tolist() == ["first.csv"]


@pytest.mark.parametrize("name", ["political_control", "adviser_patches", "savings"])
def test_every_kind_of_table_can_be_loaded(settings: Settings, name: str) -> None:
    contract = TABLES[name]
    files = sorted(settings.sources.glob(contract.files))
    rows = pd.concat([pd.read_csv(path, dtype=str) for path in files], ignore_index=True)
    before = table(settings, name)
    publish(prepared(settings, rows[contract.in_file()], name), settings)
    after = table(settings, name)
    assert after["from_file"].eq("extract.csv").all()
    assert after["from_line"].is_unique
    # A row that named no source names the extract now.
    same = [column for column in before if column not in (*ORIGIN, "source")]
    assert after[same].equals(before[same])


def test_links_of_claims_that_a_load_replaces_go_with_them(settings: Settings) -> None:
    rows = pd.read_csv(settings.sources / "published/savings.csv", dtype=str)
    links = table(settings, "claim_links")
    one = rows[rows["claim"].isin(links["claim"]) & rows["first_year"].notna()].head(1)
    publish(prepared(settings, one.assign(claim="of-our-own"), "savings"), settings)
    claims, left = set(table(settings, "savings")["claim"]), table(settings, "claim_links")
    assert "of-our-own" in claims
    assert 0 < len(left) < len(links)
    assert {*left["claim"], *left["other"]} <= claims


def test_councils_that_have_ended_keep_their_areas(settings: Settings) -> None:
    before, councils = table(settings, "adviser_patches"), table(settings, "councils")
    ended = set(councils.loc[councils["end_date"].notna(), "council_code"])
    rows = pd.read_csv(settings.sources / "reference/adviser_patches.csv", dtype=str)
    rows = rows[~rows["council_code"].isin(ended)]
    publish(prepared(settings, rows, "adviser_patches"), settings)
    after = table(settings, "adviser_patches")
    same = ["council_code", "patch", "basis"]
    assert after[same].equals(before[same])
    assert after["from_file"].isna().sum() == len(ended)


def test_several_files_are_published_in_one_version_or_not_at_all(settings: Settings) -> None:
    one, two = (
        prepared(settings, take_up(LEEDS, year=year), file=f"{year[:4]}.csv")
        for year in (YEAR, "2018/19")
    )
    before, kept = publishing.current_version(settings.data), len(versions.every(settings.data))
    bad = replace(two, checked=replace(two.checked, faults=[FAULT]))
    with pytest.raises(LoadError, match="has rows with faults"):
        publish_all([one, bad], settings)
    wrong = prepared(settings, take_up("E08999999", year="2018/19"), file="wrong.csv")
    with pytest.raises(ContractError):
        publish_all([one, wrong], settings)
    assert publishing.current_version(settings.data) == before
    assert list((settings.data / LOADS).glob("*")) == []
    version = publish_all([one, two], settings)
    assert publishing.current_version(settings.data) == version
    assert len(versions.every(settings.data)) == kept + 1
    assert set(table(settings)["from_file"].dropna()) == {"2016.csv", "2018.csv"}


def test_loaded_indicator_values_replace_an_indicators_period(settings: Settings) -> None:
    before = table(settings, "indicator_values")
    code, period = before["indicator_code"].iloc[0], before["period"].iloc[0]
    rows = pd.DataFrame(
        [(code, council, period, "12.5") for council in (LEEDS, BIRMINGHAM)],
        columns=TABLES["indicator_values"].in_file(),
    )
    publish(prepared(settings, rows, "indicator_values"), settings)
    after = table(settings, "indicator_values")
    there = after[(after["indicator_code"] == code) & (after["period"] == period)]
    assert dict(zip(there["council_code"], there["value"], strict=True)) == {
        LEEDS: 12.5,
        BIRMINGHAM: 12.5,
    }
    assert int(table(settings, "indicators").set_index("indicator_code")["councils"][code]) == 2


def test_a_build_keeps_what_was_loaded(settings: Settings, tmp_path: Path) -> None:
    publish(prepared(settings, take_up(LEEDS)), settings)
    sources = shutil.copytree(settings.sources, tmp_path / "sources")
    changed = replace(settings, sources=sources)
    path = sources / "published/savings.csv"
    path.write_text(path.read_text("utf-8").replace("24.5", "24.6", 1), "utf-8")
    ensure_built(changed)
    assert table(settings, "savings")["estimated_saving_gbp_million"].iloc[0] == 24.6
    assert only(table(settings))["from_file"].tolist() == ["extract.csv"]


def test_what_is_kept_from_earlier_builds_changes_no_byte(
    settings: Settings, tmp_path: Path
) -> None:
    version = publish(prepared(settings, take_up(LEEDS, KENT)), settings)
    loads = versions.loads_of(settings.data, version)
    assert loads
    built = {"loads": loads, "data": settings.data}
    build_into(tmp_path / "again", settings.sources, settings.seed, **built)
    assert contents(tmp_path / "again") == contents(settings.data / version)


@pytest.mark.parametrize("damage", ["cut short", "changed", "list gone"])
def test_a_damaged_kept_piece_is_made_again(settings: Settings, damage: str) -> None:
    version = ensure_built(settings)
    good = contents(settings.data / version)
    pieces = [path for path in (settings.data / "kept").iterdir() if path.is_dir()]
    assert pieces
    for piece in pieces:
        for path in sorted(piece.iterdir()):
            # A new file in its place: the old one may be a link to the version's own.
            content = path.read_bytes()
            path.unlink()
            if damage == "list gone":
                if path.name != "piece.json":
                    path.write_bytes(content[:-9])
            elif path.name == "piece.json":
                path.write_bytes(content)
            else:
                path.write_bytes(content[:-9] if damage == "cut short" else content[:-1] + b"?")
    shutil.rmtree(settings.data / version)
    assert ensure_built(settings) == version
    assert contents(settings.data / version) == good


def test_kept_pieces_do_not_grow_without_end(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    for number in range(PIECES + 3):
        piece = kept.piece("a-kind", [str(number)], lambda to: (to / "one").write_text("1"))
        os.utime(piece, (number, number))
    kept.piece("another", ["0"], lambda to: (to / "one").write_text("1"))
    kept.tidy()
    left = {path.name for path in tmp_path.iterdir()}
    assert len(left) == PIECES + 1
    assert piece.name in left


def test_faults_are_refused_unless_the_user_accepts_the_rest(settings: Settings) -> None:
    before = contents(settings.data)
    asked = prepared(settings, take_up(LEEDS), faults=(FAULT,))
    with pytest.raises(LoadError, match="--skip-bad"):
        publish(asked, settings)
    assert contents(settings.data) == before
    publish(asked, settings, skip_bad=True)
    assert only(table(settings))["council_code"].tolist() == [LEEDS]


def test_a_broken_contract_names_the_loaded_file_and_line(settings: Settings) -> None:
    before = contents(settings.data)
    rows = pd.concat([take_up(LEEDS), take_up("E08999999")], ignore_index=True)
    with pytest.raises(ContractError, match=r"extract\.csv, row 3, column council_code"):
        publish(prepared(settings, rows), settings)
    assert contents(settings.data) == before


def test_links_between_claims_go_with_the_claims_they_tie(settings: Settings) -> None:
    savings = pd.read_csv(settings.sources / "published/savings.csv", dtype=str)
    before = table(settings, "claim_links")
    named = savings[savings["claim"].isin(before["other"]) & savings["first_year"].notna()]
    rows = named.head(1).assign(claim="another")[TABLES["savings"].in_file()]
    publish(prepared(settings, rows, "savings"), settings)
    claims = set(table(settings, "savings")["claim"])
    after = table(settings, "claim_links")
    held = before[before["claim"].isin(claims) & before["other"].isin(claims)]
    assert "another" in claims
    assert 0 < len(after) < len(before)
    assert after.equals(held.reset_index(drop=True))


def test_something_else_loaded_into_the_table_meanwhile_is_noticed(settings: Settings) -> None:
    asked = prepared(settings, take_up(LEEDS), file="mine.csv")
    publish(prepared(settings, take_up(KENT), file="theirs.csv"), settings)
    with pytest.raises(LoadError, match=r"take_up has changed since mine\.csv was compared"):
        publish(asked, settings)
    assert only(table(settings))["from_file"].tolist() == ["theirs.csv"]


def test_several_files_become_one_version_or_none(settings: Settings) -> None:
    before = publishing.current_version(settings.data)
    first = prepared(settings, take_up(LEEDS), file="first.csv")
    wrong = prepared(settings, take_up("E08999999", year="2018/19"), file="wrong.csv")
    with pytest.raises(ContractError, match=r"wrong\.csv, row 2"):
        publish_all([first, wrong], settings)
    assert publishing.current_version(settings.data) == before
    assert not list((settings.data / LOADS).iterdir())
    second = prepared(settings, take_up(KENT, year="2018/19"), file="second.csv")
    version = publish_all([first, second], settings)
    record = versions.read(settings.data, version)
    assert record is not None
    assert record.what == "Loaded first.csv into take_up, second.csv into take_up"
    assert only(table(settings))["from_file"].tolist() == ["first.csv"]
    assert only(table(settings), year="2018/19")["from_file"].tolist() == ["second.csv"]


def test_something_loaded_into_another_table_meanwhile_does_not_matter(settings: Settings) -> None:
    asked = prepared(settings, take_up(LEEDS))
    patches = pd.read_csv(settings.sources / "reference/adviser_patches.csv", dtype=str)
    publish(prepared(settings, patches, "adviser_patches", file="patches.csv"), settings)
    publish(asked, settings)
    assert only(table(settings))["from_file"].tolist() == ["extract.csv"]
    assert set(table(settings, "adviser_patches")["from_file"]) == {"patches.csv"}


@pytest.mark.parametrize("damage", ["missing", "cut short", "other content"])
def test_a_damaged_load_stops_a_build_and_can_be_removed(settings: Settings, damage: str) -> None:
    publish(prepared(settings, take_up(LEEDS)), settings)
    version = publishing.current_version(settings.data)
    load = versions.loads_in_use(settings.data)[0]
    path = settings.data / LOADS / load.id / ROWS_FILE
    if damage == "missing":
        shutil.rmtree(path.parent)
    else:
        content = path.read_bytes()
        path.write_bytes(content[:99] if damage == "cut short" else content[:-1] + b"?")
    # Until something is to be built it is not missed.
    assert ensure_built(settings) == version
    with pytest.raises(LoadError, match=f"extract.csv .*remove {load.id}"):
        publish(prepared(settings, take_up(KENT, year="2017/18")), settings)
    assert publishing.current_version(settings.data) == version
    remove(settings, load.id)
    publish(prepared(settings, take_up(KENT, year="2017/18")), settings)
    assert only(table(settings), year="2017/18")["council_code"].tolist() == [KENT]


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (errno.ENOSPC, "no room left on the disk"),
        (errno.EDQUOT, "no room left on the disk"),
        (errno.EROFS, "may not write there"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_what_the_disk_refuses_is_told_plainly(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, number: int, says: str
) -> None:
    before = contents(settings.data)

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(publishing, "flush", refuse)
        with pytest.raises(LoadError, match=says):
            publish(prepared(settings, take_up(LEEDS)), settings)
    after = contents(settings.data)
    assert {name: after[name] for name in before} == before
    publish(prepared(settings, take_up(LEEDS)), settings)
    assert only(table(settings))["council_code"].tolist() == [LEEDS]


def test_about_and_the_record_of_the_version_list_the_loads(settings: Settings) -> None:
    version = publish(prepared(settings, take_up(LEEDS)), settings)
    about = json.loads((settings.data / version / "about.json").read_text("utf-8"))
    record = json.loads((settings.data / "versions" / f"{version}.json").read_text("utf-8"))
    assert about["loads"] == record["loads"]
    (load,) = about["loads"]
    assert (load["table"], load["file"], load["rows"]) == ("take_up", "extract.csv", 1)
    assert record["what"] == "Loaded extract.csv into take_up"


def test_a_file_name_never_reaches_a_path(settings: Settings) -> None:
    asked = prepared(settings, take_up(LEEDS), file="../../etc/pass\nwd.csv")
    publish(asked, settings)
    (folder,) = (settings.data / LOADS).iterdir()
    assert folder.name.replace("-", "").replace("_", "").isalnum()
    assert only(table(settings))["from_file"].tolist() == ["../../etc/pass wd.csv"]
