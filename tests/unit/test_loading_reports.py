"""What a load says, on a terminal and in files: readable, whole and harmless."""

from __future__ import annotations

import csv
import io
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dashboard.loading import reports
from dashboard.loading.model import Fault, Prepared
from dashboard.loading.preparing import prepare
from dashboard.settings import Settings

FAULT = Fault(7, "Council", "Leedz", "No council has this name", "Is it Leeds (E08000035)?")
LIVE = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=cmd|" /C calc"!A0')


def prepared(settings: Settings, folder: Path, text: str, name: str = "x.csv") -> Prepared:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return prepare(path, settings, today=date(2026, 11, 22))


@pytest.mark.parametrize("text", LIVE)
def test_no_cell_of_a_report_is_a_formula(text: str) -> None:
    fault = Fault(2, text, text, text, text)
    (row,) = list(csv.reader(io.StringIO(reports.faults_csv([fault]))))[1:]
    assert all(cell == f"'{text}" for cell in row[1:])


def test_the_csv_of_faults_holds_all_of_them_and_opens_as_utf8() -> None:
    text = reports.faults_csv([replace(FAULT, line=at, value="Ynys Môn") for at in range(200)])
    assert text.startswith("\ufeffLine,Column,Value,What is wrong,What would be right\r\n")
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == 201
    assert rows[-1][:3] == ["199", "Council", "Ynys Môn"]


def test_the_table_of_faults_stops_at_fifty_and_says_how_many_more() -> None:
    text = reports.faults_text([replace(FAULT, line=at) for at in range(1, 1235)])
    assert text.count("Leedz") == 50
    assert text.endswith("and 1,184 more.")


@pytest.mark.parametrize("width", [60, 80, 100, 160])
def test_a_table_fits_the_terminal_and_cuts_no_words(width: int) -> None:
    long = replace(FAULT, right="One of: " + "; ".join(f"Council number {n}" for n in range(20)))
    text = reports.in_columns(
        reports.FAULT_HEADINGS, reports.fault_rows([FAULT, long]), width=width
    )
    lines = text.split("\n")
    assert max(len(line) for line in lines) <= width
    last = " ".join(line[lines[0].index("What would") :] for line in lines[2:])
    assert "Council number 19" in " ".join(last.split())


def test_a_fault_of_the_whole_file_has_no_line() -> None:
    assert reports.fault_rows([replace(FAULT, line=None)])[0][0] == "file"


@pytest.mark.parametrize(
    "text", ["\x1b[2J\x1b[1;31mred", "a\nb\rc", "a\x00b", "\u202egnp.exe", "x" * 5000]
)
def test_text_of_a_file_cannot_steer_the_terminal(text: str) -> None:
    shown = reports.shown(text)
    assert shown.isprintable()
    assert len(shown) <= 200


def test_the_mapping_is_told_in_words(settings: Settings, tmp_path: Path) -> None:
    done = prepared(settings, tmp_path, "Programme,FY,Saving (£m),Colour\nFleet,2009/10,1,red\n")
    text = reports.mapping_text(done.layout)
    assert "Table: savings (savings claims); the heading is on line 1." in text
    assert "“Saving (£m)” is estimated_saving_gbp_million" in text
    assert "scheme is not in the file: “Improvement offer” in every row" in text
    assert "Not used: “Colour”" in text


def test_the_counts_of_the_summary(settings: Settings, tmp_path: Path) -> None:
    done = prepared(
        settings,
        tmp_path,
        "Council,Offer,FY\nLeeds,CPC,2009/10\nLeeds,CPC,2009/10\nLeedz,CPC,2009/10\n",
    )
    counts = dict(reports.summary_rows(done))
    assert counts["Rows read"] == 3
    assert (counts["Accepted"], counts["Rejected"]) == (1, 1)
    assert counts["Duplicates, taken once"] == 1
    assert counts["New"] == 1
    assert all(f"{words}" in reports.summary_text(done) for words in counts)


def test_changes_are_told_and_listed(settings: Settings, tmp_path: Path) -> None:
    done = prepared(settings, tmp_path, "Council,Offer,FY\nLeeds,CPC,2009/10\n")
    assert "New:" in reports.difference_text(done.difference)
    reports.write_changes(done, tmp_path / "changes.csv")
    rows = list(csv.DictReader((tmp_path / "changes.csv").open(encoding="utf-8-sig")))
    assert rows == [
        {
            "change": "new",
            "council_code": "E08000035",
            "offer_code": "corporate_peer_challenge",
            "financial_year": "2009/10",
            "date": "",
            "column": "",
            "before": "",
            "after": "",
            "council": "Leeds",
        }
    ]


def test_readers_see_names_beside_codes(settings: Settings, tmp_path: Path) -> None:
    done = prepared(settings, tmp_path, "Council,Offer,FY\nE08000012,CPC,2009/10\n")
    text = reports.difference_text(done.difference)
    assert "Liverpool (E08000012)" in text
    assert "council_code" not in text
    indicator = done.difference.rows.assign(indicator_code="2", indicator=["Net spend"])
    assert list(reports.with_names_beside(indicator)["indicator"]) == ["Net spend (2)"]
    unknown = done.difference.rows.assign(council="")
    assert list(reports.with_names_beside(unknown)["council"]) == ["E08000012"]


def test_faults_are_written_beside_the_file(settings: Settings, tmp_path: Path) -> None:
    done = prepared(settings, tmp_path, "Council,Offer,FY\nLeedz,CPC,2009/10\n", "a b.csv")
    assert reports.write_faults_beside(done) == tmp_path / "a b.csv.faults.csv"
    assert "Leedz" in (tmp_path / "a b.csv.faults.csv").read_text("utf-8")
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_a_link_in_the_place_of_the_report_is_replaced_not_followed(
    settings: Settings, tmp_path: Path
) -> None:
    precious = tmp_path / "precious.txt"
    precious.write_text("keep me")
    done = prepared(settings, tmp_path, "Council,Offer,FY\nLeedz,CPC,2009/10\n")
    (tmp_path / "x.csv.faults.csv").symlink_to(precious)
    place = reports.write_faults_beside(done)
    assert precious.read_text() == "keep me"
    assert not place.is_symlink()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere: no folder refuses it")
def test_a_folder_that_cannot_be_written_to(settings: Settings, tmp_path: Path) -> None:
    done = prepared(settings, tmp_path, "Council,Offer,FY\nLeedz,CPC,2009/10\n")
    tmp_path.chmod(0o500)
    try:
        place = reports.write_faults_beside(done)
    finally:
        tmp_path.chmod(0o700)
    assert place.parent != tmp_path
    assert "Leedz" in place.read_text("utf-8")


def test_a_folder_that_is_gone(settings: Settings, tmp_path: Path) -> None:
    done = prepared(settings, tmp_path, "Council,Offer,FY\nLeedz,CPC,2009/10\n")
    place = reports.write_faults_beside(replace(done, path=tmp_path / "gone" / "x.csv"))
    assert place.parent != tmp_path / "gone"
    assert "Leedz" in place.read_text("utf-8")
