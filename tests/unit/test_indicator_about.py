"""What is said of an indicator: its coverage, its gaps, and no break that nobody named."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.exhibit import answer
from dashboard.exhibits.indicator_about import ABOUT, SAID_BY_NAME
from dashboard.selection import Selection
from dashboard.warehouse import QUERIES, Snapshot

DATA = QUERIES.parent / "data" / "indicators"


def told(snapshot: Snapshot, code: str) -> dict[str, str]:
    frame = answer(ABOUT, Selection(indicator=(code,)), snapshot).frame
    return dict(zip(frame["fact"], frame["detail"], strict=True))


@pytest.mark.parametrize(
    ("code", "fact", "words"),
    [
        ("WASTE_RECYC", "Better side", "Higher is better"),
        ("WASTE_RECYC", "Figures for", "Every type of council"),
        ("OFLOG_ASC1", "Figures for", "Every type of council but districts"),
        ("HOME_TA", "Figures for", "Every type of council but counties"),
        ("FIN_TSE", "Better side", "Neither side is better"),
        ("OFLOG_ASC1", "Breaks and notes", "No figures for 2017-18, 2019-20 and 2020-21"),
        ("FIN_SPENDPOWER", "Breaks and notes", "Joined from several series"),
        (
            "WASTE_RECYC",
            "Breaks and notes",
            "None named by the source, and no period without figures",
        ),
    ],
)
def test_facts_are_those_of_the_data(code: str, fact: str, words: str, snapshot: Snapshot) -> None:
    assert told(snapshot, code)[fact] == words


@pytest.mark.parametrize("code", ["WASTE_RECYC", "HOUS_HDT", "ELS_CLAIMANT", "ELS_HLE_F"])
def test_periods_are_counted_from_the_csv(code: str, snapshot: Snapshot) -> None:
    files = sorted(DATA.glob("values_*.csv"))
    values = pd.concat([pd.read_csv(path, dtype={"period": str}) for path in files])
    periods = sorted(set(values.loc[values["indicator_code"] == code, "period"]))
    words = told(snapshot, code)["Periods"]
    if len(periods) == 1:
        assert words.startswith(f"{periods[0]} only")
    else:
        expected = f"{periods[0]} to {periods[-1]}: {len(periods)} periods with figures"
        assert words.startswith(expected)


def test_a_break_is_named_only_where_the_name_or_a_gap_says_so(snapshot: Snapshot) -> None:
    for row in snapshot.table("indicators").itertuples():
        words = told(snapshot, row.indicator_code)["Breaks and notes"]
        named = any(said in row.indicator_name.casefold() for said in SAID_BY_NAME)
        gap = "o figures for " in words
        assert words.startswith("None named") == (not named and not gap)
