"""The rules that keep claims from being counted twice, on hand-made rows."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.intake.contracts import TABLES
from dashboard.intake.contracts_savings import gives_way

KINDS = pd.DataFrame({"kind": ["savings", "cumulative"], "adds": ["true", "false"]}, dtype="str")


def links(*rows: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["claim", "relation", "other"], dtype="str")


def claims(*rows: tuple) -> pd.DataFrame:
    """Rows of (claim, scope, programme area[, first year, kind])."""
    table = [
        (claim, scope, area, *(rest or ("2016/17", "savings")))
        for claim, scope, area, *rest in rows
    ]
    names = ["claim", "scope", "programme_area", "first_year", "kind"]
    frame = pd.DataFrame(table, columns=names, dtype="str")
    return frame.assign(last_year="2016/17", scheme="Improvement offer")


def broken(table: str, column: str, rows: pd.DataFrame, **others: pd.DataFrame) -> list[str]:
    """The claims that break the rules of a column."""
    rules = [rule for rule in TABLES[table].rules if rule.column == column]
    assert rules
    tables = {"claim_kinds": KINDS, table: rows, **others}
    return [
        claim for rule in rules for claim in rows.loc[rule.broken(rows, tables).to_numpy(), "claim"]
    ]


def test_giving_way_reaches_through_others_and_not_through_contradictions() -> None:
    found = gives_way(
        links(("a", "part of", "b"), ("b", "same money", "c"), ("b", "contradicts", "d"))
    )
    assert found == {"a": {"b", "c"}, "b": {"c"}}


@pytest.mark.parametrize(
    ("rows", "in_circle"),
    [
        ([("a", "part of", "b"), ("b", "part of", "c")], []),
        ([("a", "part of", "a")], ["a"]),
        ([("a", "part of", "b"), ("b", "same figure", "a")], ["a", "b"]),
        ([("a", "part of", "b"), ("b", "contradicts", "a")], []),
    ],
)
def test_claims_that_give_way_in_a_circle_are_refused(rows: list, in_circle: list) -> None:
    """In a circle none would be counted, and their money would be lost."""
    assert broken("claim_links", "claim", links(*rows)) == in_circle


WHOLE = ("total", "whole", "Total")
AREA = ("audit", "area", "Audit")


@pytest.mark.parametrize(
    ("rows", "linked", "refused"),
    [
        ([WHOLE, AREA], [], ["total", "audit"]),
        ([WHOLE, AREA], [("audit", "part of", "total")], []),
        ([WHOLE, AREA], [("audit", "contradicts", "total")], ["total", "audit"]),
        ([AREA, ("work", "area", "Workforce")], [], []),
        ([AREA, ("again", "part", "Audit")], [], ["audit", "again"]),
        ([AREA, ("again", "part", "Audit")], [("again", "same figure", "audit")], []),
        ([WHOLE, ("span", "part", "Audit", "2012/13", "savings")], [], []),
        ([WHOLE, ("span", "part", "Audit", "2016/17", "cumulative")], [], []),
    ],
)
def test_a_claim_that_would_be_counted_twice_is_refused(
    rows: list, linked: list, refused: list
) -> None:
    assert broken("savings", "claim", claims(*rows), claim_links=links(*linked)) == refused


def test_no_claim_at_all_is_no_violation() -> None:
    assert broken("savings", "claim", claims(), claim_links=links()) == []
