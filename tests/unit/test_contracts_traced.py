"""The contracts of the tables that tie figures to sentences refuse what they should."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from dashboard.intake.checks import check_tables, read_rows
from dashboard.intake.contracts import TABLES

GOOD = {
    "place": "Opening",
    "figure": "over 700",
    "value": "700",
    "unit": "count",
    "qualifier": "over",
    "quote": "developed over 700 councillors",
    "status": "shown",
    "held_in": "deliveries",
    "held_column": "value",
    "held_key": "year=2016/17; measure=councillors_developed",
    "exhibit": "headline-figures",
    "selection": "",
    "reason": "",
    "source_title": "A report",
    "source_address": "",
}


def said_of(folder: Path, table: str, file: str, row: dict[str, str]) -> list[str]:
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    pd.DataFrame([row]).to_csv(path, index=False)
    rows, problems = read_rows(TABLES[table], folder)
    found = problems or check_tables({table: TABLES[table]}, {table: rows})
    return [f"{problem.column}: {problem.says}" for problem in found]


def said(folder: Path, **change: str) -> list[str]:
    name = "figures_in_sources"
    return said_of(folder, name, f"published/{name}.csv", {**GOOD, **change})


def test_a_figure_with_its_place_is_accepted(tmp_path: Path) -> None:
    assert said(tmp_path) == []


def test_a_figure_left_out_with_its_reason_is_accepted(tmp_path: Path) -> None:
    nowhere = dict.fromkeys(("held_in", "held_column", "held_key", "exhibit"), "")
    assert said(tmp_path, status="left out", reason="About one council.", **nowhere) == []


@pytest.mark.parametrize(
    ("change", "column", "words"),
    [
        ({"exhibit": ""}, "exhibit", "needs its place"),
        ({"held_key": ""}, "exhibit", "needs its place"),
        ({"status": "left out"}, "reason", "needs a reason"),
        ({"reason": "Shown all the same."}, "reason", "no other has one"),
        ({"figure": "over 800"}, "figure", "not in the words quoted"),
        ({"status": "perhaps"}, "status", "shown; left out"),
        ({"unit": "people"}, "unit", "count"),
        ({"value": "many"}, "value", "a number"),
    ],
)
def test_what_is_refused(tmp_path: Path, change: dict, column: str, words: str) -> None:
    (problem,) = said(tmp_path, **change)
    assert problem.startswith(f"{column}: ")
    assert words in problem


def test_a_measure_with_an_offer_needs_a_way_to_count(tmp_path: Path) -> None:
    row = {"measure": "councils_helped", "label": "Councils", "offer_code": "ngdp", "counts": ""}
    name = "delivery_measures"
    (problem,) = said_of(tmp_path, name, f"reference/{name}.csv", row)
    assert "a way to count" in problem
