"""Which table a sheet is, and which of its columns is which of ours."""

from __future__ import annotations

import pytest

from dashboard.loading.declare import ALLOWED, EXAMPLE, squeezed
from dashboard.loading.model import LoadError, Sheet
from dashboard.loading.recognising import recognise
from dashboard.loading.recognising_wide import period_of
from dashboard.loading.tables import LOADABLE


def sheet(*records: list[str], name: str = "") -> Sheet:
    return Sheet("extract.csv", name, "0", list(range(1, len(records) + 1)), list(records))


@pytest.mark.parametrize(
    ("heading", "table", "columns"),
    [
        (["ONS code", "Type of support", "Date"], "take_up", ["council_code", "offer", "date"]),
        (["LA name", "OFFER", "f.y."], "take_up", ["council", "offer", "financial_year"]),
        (["lad16cd", "lad16nm", "Programme", "Year"], "take_up", ["council_code", "council"]),
        (["Programme area", "Saving (£m)", "Year"], "savings", ["programme_area"]),
        (["Area", "Metric type", "Period", "Value (%)"], "indicator_values", ["value", "period"]),
        (["Authority", "Year", "Political control"], "political_control", ["control", "year"]),
        (["Council", "Adviser patch"], "adviser_patches", ["council", "patch"]),
    ],
)
def test_a_table_is_known_by_its_headings(
    heading: list[str], table: str, columns: list[str]
) -> None:
    layout = recognise(sheet(heading, ["x"] * len(heading)))
    assert layout.table == table
    assert set(columns) <= set(layout.columns)
    assert all(heading[at] == layout.named[name] for name, at in layout.columns.items())


@pytest.mark.parametrize("table", LOADABLE)
def test_every_template_is_recognised_as_its_table(table: str) -> None:
    names = LOADABLE[table].names()
    layout = recognise(sheet(names, [EXAMPLE], [ALLOWED]))
    assert layout.table == table
    assert list(layout.columns) == names


@pytest.mark.parametrize("table", LOADABLE)
def test_no_heading_means_two_columns_of_a_table(table: str) -> None:
    seen: dict[str, str] = {}
    for each in LOADABLE[table].fields:
        for word in {squeezed(word) for word in (each.name, *each.headings.split(","))} - {""}:
            owner = seen.setdefault(word, each.name)
            # Where two columns share a word the first one has it; a name of ours is never taken.
            assert word != squeezed(each.name) or owner == each.name


def test_titles_above_the_heading() -> None:
    rows = [["Register"], ["", ""], ["For 2016/17"], ["Council", "Offer", "Date"], ["a", "b", "c"]]
    layout = recognise(sheet(*rows))
    assert layout.heading_line == 4
    assert "line 4" in layout.notes[0]


def test_a_heading_row_is_not_looked_for_for_ever() -> None:
    rows = [["a note"]] * 40 + [["Council", "Offer", "Date"]]
    with pytest.raises(LoadError, match="not recognised"):
        recognise(sheet(*rows))


def test_a_mapping_says_what_a_column_is() -> None:
    rows = sheet(["Who", "Kind", "When"], ["a", "b", "c"])
    layout = recognise(rows, mapping={"who": "council", "KIND": "offer"})
    assert layout.columns == {"council": 0, "offer": 1, "date": 2}


def test_a_mapping_is_stronger_than_a_heading() -> None:
    rows = sheet(["Council", "Offer", "Date", "Date of report"], ["a", "b", "c", "d"])
    layout = recognise(rows, mapping={"Date of report": "date"})
    assert layout.columns["date"] == 3
    assert layout.ignored == ("Date",)


def test_what_holds_for_every_row_needs_no_column() -> None:
    layout = recognise(sheet(["Council", "Date"], ["a", "b"]), fixed={"offer": "Peer support"})
    assert (layout.table, layout.fixed) == ("take_up", {"offer": "Peer support"})


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"table": "takeup"}, "Tables: take_up, savings"),
        ({"mapping": {"Who": "coucil"}}, "Columns: council_code, council"),
        ({"table": "savings", "mapping": {"Who": "council"}}, "not a column of savings"),
        ({"mapping": {"Who": "patch", "Kind": "offer"}}, "No one table has all"),
        ({"mapping": {"Who": "council", "Kind": "council"}}, "more than once"),
        ({"mapping": {"Nobody": "council"}}, "no heading row with “Nobody”"),
    ],
)
def test_names_that_are_not_known_are_refused(options: dict, words: str) -> None:
    with pytest.raises(LoadError, match=words):
        recognise(sheet(["Who", "Kind", "When"], ["a", "b", "c"]), **options)


def test_what_is_not_recognised_says_what_was_seen_and_what_to_try() -> None:
    with pytest.raises(LoadError) as refusal:
        recognise(sheet(["Thing", "When", "Sort"], ["a", "b", "c"]))
    said = str(refusal.value)
    assert "“Thing”; “When”; “Sort”" in said
    assert "python -m dashboard load extract.csv --as take_up --map Thing=council" in said


def test_a_name_with_quotes_and_spaces_is_safe_in_the_command() -> None:
    odd = Sheet("my $(rm) 'file'.csv", "", "0", [1, 2], [["What is it?", "b"], ["c", "d"]])
    with pytest.raises(LoadError) as refusal:
        recognise(odd)
    assert "load 'my $(rm) '\"'\"'file'\"'\"'.csv' --as" in str(refusal.value)


def test_two_columns_alike_are_a_question() -> None:
    with pytest.raises(LoadError, match="2 columns that may be the date"):
        recognise(sheet(["Council", "Offer", "Date", "date"], ["a", "b", "c", "d"]))


def test_the_word_that_fits_best_wins() -> None:
    layout = recognise(sheet(["Council", "Name", "Offer", "Type", "Date"], ["a"] * 5))
    assert layout.columns == {"council": 0, "offer": 2, "date": 4}
    assert layout.ignored == ("Name", "Type")


def test_tables_equally_like_are_a_question() -> None:
    rows = sheet(["Council", "Year", "Offer", "Control"], ["a", "b", "c", "d"])
    with pytest.raises(LoadError, match="could be political_control or take_up"):
        recognise(rows)
    assert recognise(rows, "take_up").table == "take_up"


def test_one_indicator_by_period() -> None:
    layout = recognise(
        sheet(
            ["Recycling for England", "", ""], ["Area", "2015/16", "2016/17 (%)"], ["a", "1", "2"]
        )
    )
    assert layout.table == "indicator_values"
    assert layout.wide == {1: "2015-16", 2: "2016-17"}
    assert layout.fixed == {"indicator": "Recycling for England"}


def test_the_name_of_a_sheet_may_be_the_indicator() -> None:
    layout = recognise(sheet(["Area", "2015", "2016"], ["a", "1", "2"], name="Claimant Count"))
    assert layout.fixed == {"indicator": "Claimant Count"}


def test_indicators_side_by_side() -> None:
    layout = recognise(
        sheet(["", "Recycling", "", "Pay", ""], ["Area", "2015", "2016", "2015", "2016"], ["a"] * 5)
    )
    assert layout.metrics == {1: "Recycling", 2: "Recycling", 3: "Pay", 4: "Pay"}


def test_periods_over_indicators() -> None:
    layout = recognise(
        sheet(["", "2014/15", "", "2015/16", ""], ["Area", "Pay", "Bins", "Pay", "Bins"], ["a"] * 5)
    )
    assert layout.wide == {1: "2014-15", 2: "2014-15", 3: "2015-16", 4: "2015-16"}
    assert layout.metrics == {1: "Pay", 2: "Bins", 3: "Pay", 4: "Bins"}


def test_areas_under_an_empty_heading() -> None:
    layout = recognise(sheet(["Recycling", "", ""], ["", "2014/15", "2015/16"], ["a", "1", "2"]))
    assert layout.columns == {"council": 0}
    assert layout.named == {"council": "column 1"}
    assert layout.heading_line == 2
    assert layout.fixed == {"indicator": "Recycling"}


def test_an_indicator_in_each_heading() -> None:
    layout = recognise(sheet(["Area", "Pay - 2014/15", "2015/16 Pay", "Rank"], ["a"] * 4))
    assert layout.wide == {1: "2014-15", 2: "2015-16"}
    assert layout.metrics == {1: "Pay", 2: "Pay"}
    assert layout.ignored == ("Rank",)


@pytest.mark.parametrize(
    ("heading", "period"),
    [
        ("2016/17", "2016-17"),
        ("2015", "2015"),
        ("2013-2015", "2013-2015"),
        ("2016/17 Q1", None),
        ("Rank", None),
        ("Population in 2015, thousands of people", None),
        ("12", None),
    ],
)
def test_headings_that_are_periods(heading: str, period: str | None) -> None:
    assert period_of(heading) == period


def test_an_empty_sheet() -> None:
    with pytest.raises(LoadError, match="is empty"):
        recognise(sheet(["", ""], [""]))
