"""`python -m dashboard load` and `template`: what is printed, and the exit status."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from dashboard.__main__ import main
from dashboard.settings import Settings

GOOD = "Council,Offer,FY\nLeeds,CPC,2009/10\n"
BAD = "Council,Offer,FY\nLeeds,CPC,2009/10\nLeedz,CPC,2009/10\n"


@pytest.fixture(autouse=True)
def _built(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATA", "SOURCES", "SEED"):
        monkeypatch.delenv(f"DASHBOARD_{name}", raising=False)
    # Nobody is there to answer a question.
    monkeypatch.setattr("sys.stdin", io.StringIO(""))


def file(folder: Path, text: str, name: str = "extract.csv") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def versions(settings: Settings) -> tuple[str, list[str]]:
    kept = sorted(path.name for path in settings.data.glob("*") if not path.name.startswith("."))
    return (settings.data / "current").read_text(), kept


def test_a_dry_run_shows_all_and_publishes_nothing(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = versions(settings)
    assert main(["load", file(tmp_path, GOOD), "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "“Council” is council" in said
    assert "Rows read" in said
    assert "New:" in said
    assert "nothing was published" in said
    assert versions(settings) == before


def test_a_file_with_faults_is_rejected_and_they_are_listed(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = versions(settings)
    for more in ([], ["--yes"], ["--dry-run"]):
        assert main(["load", file(tmp_path, BAD), *more]) == 1
        said = capsys.readouterr()
        assert "Leedz" in said.out
        assert "extract.csv.faults.csv" in said.out
        assert "Nothing was published." in said.err
    assert "Leedz" in (tmp_path / "extract.csv.faults.csv").read_text("utf-8")
    assert versions(settings) == before


def test_bad_rows_may_be_left_out_and_never_all_of_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["load", file(tmp_path, BAD), "--skip-bad", "--dry-run"]) == 0
    none = file(tmp_path, "Council,Offer,FY\nLeedz,CPC,2009/10\n", "none.csv")
    assert main(["load", none, "--skip-bad", "--dry-run"]) == 1
    assert "No row can be taken." in capsys.readouterr().out


def test_a_fault_of_the_whole_file_cannot_be_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file(tmp_path, "Council,Patch\nHackney,London\n")
    assert main(["load", path, "--skip-bad", "--dry-run"]) == 1
    assert "wrong with the whole file" in capsys.readouterr().out


def test_without_a_terminal_publishing_needs_a_word(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = versions(settings)
    assert main(["load", file(tmp_path, GOOD)]) == 2
    assert "add --yes" in capsys.readouterr().out
    assert versions(settings) == before


def test_no_is_an_answer(
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    before = versions(settings)
    for answer in ("no\n", "\n", "yess\n", ""):
        monkeypatch.setattr("sys.stdin", Terminal(answer))
        assert main(["load", file(tmp_path, GOOD)]) == 1
        assert "Nothing was published." in capsys.readouterr().out
    assert versions(settings) == before


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--as", "nonsense"], "Tables: take_up"),
        (["--map", "Council"], "not in the form"),
        (["--map", "Council=nonsense"], "Columns: council_code"),
        (["--map", "A=council", "--map", "A=offer"], "given more than once"),
        (["--set", "nonsense=1"], "Columns: council_code"),
    ],
)
def test_a_wrong_command_has_its_own_status(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], words: str
) -> None:
    assert main(["load", file(tmp_path, GOOD), *options]) == 2
    assert words in capsys.readouterr().err


def test_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["load", "nothing.csv"]) == 2
    assert "There is no file nothing.csv" in capsys.readouterr().err


def test_a_heading_with_an_equals_sign_can_be_mapped(tmp_path: Path) -> None:
    path = file(tmp_path, "a=b,Offer,FY\nLeeds,CPC,2009/10\n")
    assert main(["load", path, "--map", "a=b=council", "--dry-run"]) == 0


def test_what_holds_for_every_row_can_be_said(tmp_path: Path) -> None:
    path = file(tmp_path, "Council,FY\nLeeds,2009/10\n")
    assert main(["load", path, "--set", "offer=Peer support", "--dry-run"]) == 0
    assert main(["load", path, "--set", "offer=Peer suport", "--dry-run"]) == 1


def test_one_bad_file_keeps_the_others_back(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = versions(settings)
    good, bad = file(tmp_path, GOOD, "good.csv"), file(tmp_path, BAD, "bad.csv")
    odd = file(tmp_path, "<html><body>Sign in</body></html>", "odd.csv")
    assert main(["load", good, bad, odd, "--yes"]) == 1
    said = capsys.readouterr()
    assert "good.csv" in said.out
    assert "odd.csv: rejected." in said.err
    assert versions(settings) == before


def test_two_files_of_the_same_offer_and_year_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = file(tmp_path, GOOD, "one.csv")
    two = file(tmp_path, "Council,Offer,FY\nHull,CPC,2009/10\n", "two.csv")
    other = file(tmp_path, "Council,Offer,FY\nHull,CPC,2008/09\n", "other.csv")
    assert main(["load", one, two, "--dry-run"]) == 1
    assert "one would replace the other" in capsys.readouterr().err
    assert main(["load", one, other, "--dry-run"]) == 0


def test_escapes_in_a_file_do_not_reach_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Council,Offer,FY,Col\x1bour\nLe\x1b[31meds,CPC,2009/10,\n"
    main(["load", file(tmp_path, text, "na\x1bme.csv"), "--dry-run"])
    said = capsys.readouterr()
    assert "\x1b" not in said.out + said.err


def test_a_template_is_printed_or_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["template", "take_up"]) == 0
    assert capsys.readouterr().out.startswith("council_code,council,offer_code")
    assert main(["template", "savings", "--out", str(tmp_path / "savings.xlsx")]) == 0
    assert (tmp_path / "savings.xlsx").read_bytes().startswith(b"PK")
    assert main(["template", "nonsense"]) == 2
    assert "Tables: take_up" in capsys.readouterr().err
