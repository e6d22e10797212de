"""Indicators found by what people type."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.components.controls import ALL
from dashboard.components.indicator_finder import found_indicators
from dashboard.indicator_names import IndicatorNames, indicator_names
from dashboard.selection import Selection
from dashboard.warehouse import Snapshot

SMALL = IndicatorNames(
    pd.DataFrame(
        [
            ("WASTE_RECYC", "Household waste recycled", "Waste", "%"),
            ("WASTE_PERSON", "Collected waste per person", "Waste", "kg per person"),
            ("CARE_RATE", "Children's homes inspected", "Children's services", "Rate per 10,000"),
            ("X1", "Persons in waste work", "Economy", "%"),
        ],
        columns=["indicator_code", "indicator_name", "theme", "unit"],
    )
)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("recycled", ["WASTE_RECYC"]),
        ("waste_recyc", ["WASTE_RECYC"]),
        ("WASTE-RECYC", ["WASTE_RECYC"]),
        ("waste household", ["WASTE_RECYC"]),
        # By the unit, by the theme, and by an apostrophe typed or not.
        ("kg", ["WASTE_PERSON"]),
        ("economy", ["X1"]),
        ("childrens", ["CARE_RATE"]),
        ("children’s serv", ["CARE_RATE"]),
        # Names that begin with the text, those that hold it, then by name.
        ("person", ["X1", "WASTE_PERSON"][::-1]),
        ("waste", ["WASTE_PERSON", "WASTE_RECYC", "X1"]),
        # A slip of a letter.
        ("houshold waste", ["WASTE_RECYC"]),
        ("zebra", []),
        ("waste zebra", []),
        ("", []),
        ("—", []),
    ],
)
def test_every_word_is_looked_for_in_any_order(text: str, codes: list[str]) -> None:
    assert [one.code for one in SMALL.search(text)] == codes


def test_a_theme_narrows_and_alone_lists_all_of_it() -> None:
    assert [one.code for one in SMALL.search("waste", "Economy")] == ["X1"]
    assert {one.code for one in SMALL.search("", "Waste")} == {"WASTE_RECYC", "WASTE_PERSON"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("recycling", "WASTE_RECYC"),
        ("recyling", "WASTE_RECYC"),
        ("attainment 8", "LAIT_AVG_ATTAIN8_SCORE"),
        ("waste_recyc", "WASTE_RECYC"),
        ("ofsted leaders", "OFS_LEAD"),
        ("healthy life", "ELS_HLE_F"),
        ("band d", "CTAX_BANDD"),
    ],
)
def test_what_people_type_finds_it(text: str, code: str, snapshot: Snapshot) -> None:
    assert code in [one.code for one in indicator_names(snapshot).search(text)][:5]


def test_every_indicator_is_found_by_its_code_and_by_its_name(snapshot: Snapshot) -> None:
    names = indicator_names(snapshot)
    for row in snapshot.table("indicators").itertuples():
        assert row.indicator_code in [one.code for one in names.search(row.indicator_code)]
        assert row.indicator_code in [one.code for one in names.search(row.indicator_name)]


def test_links_keep_what_else_was_chosen(snapshot: Snapshot) -> None:
    chosen = Selection(region=("London",), indicator=("ROAD_A",), map=("hex",))
    found = found_indicators("attainment 8 score per pupil", ALL, chosen, "/performance", snapshot)
    assert found.words == "1 indicator found"
    hrefs = [item.children[0].href for item in found.links[0].children]
    assert hrefs == ["/performance?region=london&indicator=lait-avg-attain8-score&map=hex"]
    # The one that the page opens on needs no key.
    opened = found_indicators("waste_recyc", ALL, Selection(), "/performance", snapshot)
    first = opened.links[0].children[0].children
    assert first[0].href == "/performance" and "shown now" in first[1].children


def test_nothing_found_is_said_and_echoes_no_more_than_a_line(snapshot: Snapshot) -> None:
    found = found_indicators("zebra " * 40, ALL, Selection(), "/performance", snapshot)
    assert not found.links and found.words.startswith("No indicator has the words “zebra")
    assert len(found.words) < 140
    assert not found_indicators("a", ALL, Selection(), "/performance", snapshot).words
