"""Each kind of violation is found and told in words that name file, row, column and value."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from dashboard.intake.checks import ContractError, Problem, check_rows, check_tables, read_rows
from dashboard.intake.contracts import TABLES
from dashboard.intake.declare import Column, Rule, Table, earlier, optional
from dashboard.intake.kinds import KINDS

VISITS = Table(
    "visits",
    "visits*.csv",
    {
        "council_code": Column("Council", "council", refers="councils.council_code"),
        "day": optional("Day", "date"),
        "people": Column("People", "whole", low=1, high=20),
        "basis": Column("Basis", allowed=("recorded", "illustrative")),
    },
    key=("council_code", "day"),
)
KNOWN = {"councils.council_code": {"E06000001", "E06000002", "E10000016"}}
HEADING = "council_code,day,people,basis"
GOOD = "E06000001,2016-09-14,4,recorded"


def problems_in(folder: Path, *lines: str) -> list[Problem]:
    (folder / "visits.csv").write_text("\n".join([HEADING, *lines]) + "\n", encoding="utf-8")
    rows, problems = read_rows(VISITS, folder)
    return problems or check_rows(VISITS, rows, KNOWN)


def test_good_rows_give_no_problem(tmp_path: Path) -> None:
    assert problems_in(tmp_path, GOOD, "E10000016,,1,illustrative") == []


@pytest.mark.parametrize(
    ("row", "column", "value", "says"),
    [
        ("E06000099,2016-09-14,4,recorded", "council_code", "E06000099", "not a council_code in"),
        ("Kent,2016-09-14,4,recorded", "council_code", "Kent", "nine-character code"),
        ("E06000001,2016-02-30,4,recorded", "day", "2016-02-30", "a date such as 2016-09-14"),
        ("E06000001,14/09/2016,4,recorded", "day", "14/09/2016", "a date such as 2016-09-14"),
        ("E06000001,2016-09-14,four,recorded", "people", "four", "a whole number"),
        ("E06000001,2016-09-14,4.5,recorded", "people", "4.5", "a whole number"),
        ("E06000001,2016-09-14,0,recorded", "people", "0", "the lowest allowed is 1"),
        ("E06000001,2016-09-14,21,recorded", "people", "21", "the highest allowed is 20"),
        ("E06000001,2016-09-14,4,guess", "basis", "guess", "one of: recorded; illustrative"),
        ("E06000001,2016-09-14,4,", "basis", "", "the cell is empty"),
    ],
)
def test_each_bad_value_is_told_with_its_place(
    tmp_path: Path, row: str, column: str, value: str, says: str
) -> None:
    (problem,) = problems_in(tmp_path, "E10000016,,1,recorded", row)
    assert (problem.file, problem.table, problem.row) == ("visits.csv", "visits", 3)
    assert (problem.column, problem.value) == (column, value)
    assert says in problem.says
    assert value in problem.says
    assert str(problem).startswith(f"visits.csv, row 3, column {column} (table visits): ")


def test_a_near_miss_is_suggested(tmp_path: Path) -> None:
    (problem,) = problems_in(tmp_path, "E10000061,,1,recorded")
    assert "E10000016" in problem.says


def test_a_repeated_key_names_both_rows(tmp_path: Path) -> None:
    other = "E06000001,2016-09-14,9,illustrative"
    (problem,) = problems_in(tmp_path, GOOD, "E06000002,,1,recorded", other)
    assert problem.row == 4
    assert "row 2" in problem.says
    assert problem.value == "E06000001, 2016-09-14"


def test_an_empty_cell_in_a_key_can_repeat_too(tmp_path: Path) -> None:
    (problem,) = problems_in(tmp_path, "E06000001,,1,recorded", "E06000001,,2,recorded")
    assert (problem.row, problem.column) == (3, "council_code, day")


def test_a_key_repeated_in_another_file_names_that_file(tmp_path: Path) -> None:
    for name in ("visits_a.csv", "visits_b.csv"):
        (tmp_path / name).write_text(f"{HEADING}\n{GOOD}\n", encoding="utf-8")
    rows, problems = read_rows(VISITS, tmp_path)
    assert problems == []
    (problem,) = check_rows(VISITS, rows, KNOWN)
    assert problem.file == "visits_b.csv"
    assert "visits_a.csv, row 2" in problem.says


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    found = problems_in(tmp_path, "Kent,soon,many,guess", GOOD, GOOD)
    assert [(problem.row, problem.column) for problem in found] == [
        (2, "council_code"),
        (2, "day"),
        (2, "people"),
        (2, "basis"),
        (4, "council_code, day"),
    ]
    message = str(ContractError(found))
    assert message.startswith("5 problems in the data. Nothing was published.")
    assert all(str(problem) in message for problem in found)


def test_a_long_list_says_how_many_are_left_out() -> None:
    message = str(ContractError([Problem("a.csv", "a", "is wrong.", row) for row in range(2, 72)]))
    assert message.startswith("70 problems")
    assert message.endswith("- and 20 more.")


def test_rows_with_too_few_or_too_many_cells_are_told(tmp_path: Path) -> None:
    found = problems_in(tmp_path, GOOD, "E06000002,,1", "E06000002,,1,recorded,more")
    assert [(problem.row, problem.says) for problem in found] == [
        (3, "the row has 3 cells; it needs 4."),
        (4, "the row has 5 cells; it needs 4."),
    ]


@pytest.mark.parametrize(
    ("heading", "column", "says"),
    [
        ("council_code,day,people", "basis", "the column is missing"),
        (f"{HEADING},colour", "colour", "the column is not known"),
        (f"{HEADING},day", "day", "the column is repeated"),
    ],
)
def test_wrong_headings_are_told(tmp_path: Path, heading: str, column: str, says: str) -> None:
    (tmp_path / "visits.csv").write_text(f"{heading}\n", encoding="utf-8")
    _, problems = read_rows(VISITS, tmp_path)
    assert {(problem.row, problem.column) for problem in problems} == {(1, column)}
    assert says in problems[0].says


def test_columns_may_come_in_any_order(tmp_path: Path) -> None:
    text = "basis,people,council_code,day\nrecorded,4,E06000001,2016-09-14\n"
    (tmp_path / "visits.csv").write_text(text, encoding="utf-8")
    rows, problems = read_rows(VISITS, tmp_path)
    assert problems == []
    assert rows.frame.loc[0].to_dict() == dict(
        zip(HEADING.split(","), GOOD.split(","), strict=True)
    )


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    _, (problem,) = read_rows(VISITS, tmp_path)
    assert str(problem) == "visits*.csv (table visits): the file is missing."


def test_a_file_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    (tmp_path / "visits.csv").write_bytes(f"{HEADING}\nE06000001,,1,\xa3\n".encode("latin-1"))
    _, (problem,) = read_rows(VISITS, tmp_path)
    assert "not UTF-8" in problem.says


def test_a_spreadsheets_byte_order_mark_is_no_part_of_the_heading(tmp_path: Path) -> None:
    text = f"{HEADING}\r\n{GOOD}\r\n"
    (tmp_path / "visits.csv").write_bytes(text.encode("utf-8-sig"))
    rows, problems = read_rows(VISITS, tmp_path)
    assert problems == []
    assert check_rows(VISITS, rows, KNOWN) == []


def test_a_rule_between_columns_is_told_where_it_breaks(tmp_path: Path) -> None:
    stays = Table(
        "stays",
        "stays.csv",
        {"start": optional("Start", "partial date"), "end": optional("End", "partial date")},
        rules=(Rule("end", "the end is before the start.", earlier("start", "end")),),
    )
    lines = ["start,end", "2016,2016-02", "2016-03,2016-02", ",2016", "2016-05-01,2015"]
    (tmp_path / "stays.csv").write_text("\n".join(lines), encoding="utf-8")
    rows, _ = read_rows(stays, tmp_path)
    found = check_tables({"stays": stays}, {"stays": rows})
    assert [(problem.row, problem.value) for problem in found] == [(3, "2016-02"), (5, "2015")]


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("text", ["a b", "£1"], [" a", "a ", "a\nb"]),
        ("name", ["peer_challenge", "lga-sli-2016-17"], ["Peer", "peer challenge", "_a", ""]),
        ("council", ["E06000001", "E09000001"], ["E0600001", "e06000001", "W06000001"]),
        ("address", ["https://local.gov.uk/a?b=c"], ["local.gov.uk", "ftp://a.b", "http://a b.c"]),
        ("whole", ["0", "-3", "12"], ["1.0", "1e3", "1,000", "", " 1"]),
        ("number", ["0", "-3.25", "1e3"], ["nan", "inf", "1,000", "1_000", " 1", ""]),
        ("flag", ["true", "false"], ["True", "yes", "1"]),
        ("date", ["2016-02-29"], ["2015-02-29", "2016-2-9", "20160229", "2016"]),
        ("partial date", ["2016", "2016-09", "2016-09-14"], ["2016-13", "16", "2016-09-31"]),
        ("month", ["2016-09"], ["2016", "2016-00", "2016-9"]),
        ("financial year", ["2016/17", "1999/00"], ["2016/18", "2016-17", "2016"]),
        ("period", ["2015", "2016-17", "2013-2015"], ["2016-18", "2015-2013", "2016/17", "15"]),
    ],
)
def test_kinds_accept_and_refuse(kind: str, good: list[str], bad: list[str]) -> None:
    accepts = KINDS[kind].accepts
    assert [value for value in good if not accepts(value)] == []
    assert [value for value in bad if accepts(value)] == []


def test_every_declaration_can_be_kept() -> None:
    """A kind, key, sort or reference that does not exist would only show when data break it."""
    for table in TABLES.values():
        names = set(table.columns)
        assert set(table.sort) <= names, table.name
        assert set(table.key) <= names, table.name
        assert {rule.column for rule in table.rules} <= names, table.name
        for name, column in table.columns.items():
            assert column.kind in KINDS, f"{table.name}.{name}"
            if column.refers:
                of, _, key = column.refers.partition(".")
                assert key in TABLES[of].columns, f"{table.name}.{name}"


def councils(**changes: str | None) -> dict[str, pd.DataFrame]:
    """A district, its county and the unitary council that follows the district."""
    nothing = dict.fromkeys(TABLES["councils"].in_file())
    district = nothing | {
        "council_code": "E07000001",
        "authority_type": "district",
        "county_code": "E10000001",
        "start_date": "1974-04-01",
        "end_date": "2019-03-31",
    }
    county = nothing | {
        "council_code": "E10000001",
        "code_2025": "E10000001",
        "authority_type": "county",
    }
    frames = {"councils": pd.DataFrame([district | changes, county], dtype="str")}
    frames["council_lineage"] = pd.DataFrame({"council_code": ["E07000001"]}, dtype="str")
    frames["adviser_patches"] = frames["councils"][["council_code"]]
    return frames


@pytest.mark.parametrize(
    ("changes", "column", "says"),
    [
        ({"county_code": None}, "county_code", "a district needs the code of its county"),
        ({"authority_type": "unitary"}, "county_code", "a district needs the code of its county"),
        ({"code_2025": "E07000001"}, "code_2025", "one that has ended has none"),
        ({"end_date": "1973-03-31"}, "end_date", "the last day is before the first"),
        ({"council_code": "E07000002"}, "end_date", "needs a successor"),
    ],
)
def test_councils_that_contradict_themselves_are_told(
    changes: dict[str, str | None], column: str, says: str
) -> None:
    def broken(frames: dict[str, pd.DataFrame]) -> list[tuple[str, str]]:
        return [
            (rule.column, rule.says)
            for rule in TABLES["councils"].rules
            if rule.broken(frames["councils"], frames).any()
        ]

    assert broken(councils()) == []
    (found,) = broken(councils(**changes))
    assert found[0] == column
    assert says in found[1]
