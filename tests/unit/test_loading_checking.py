"""The rows of a sheet under check: distinct values, repeats, rules between rows, many rows."""

from __future__ import annotations

from datetime import date
from itertools import product

import numpy as np
import pytest

from dashboard.intake.contracts import TABLES
from dashboard.loading.checking import check
from dashboard.loading.model import Checked, Sheet
from dashboard.loading.recognising import recognise
from dashboard.loading.reference import Reference
from dashboard.loading.tables import LOADABLE
from dashboard.loading.work import array, distinct
from dashboard.settings import Settings

TODAY = date(2026, 11, 22)
SOURCE = "Extract extract.csv, loaded 22 November 2026"


@pytest.fixture(scope="module")
def reference(settings: Settings) -> Reference:
    return Reference.current(settings, TODAY)


def checked(reference: Reference, *records: list[str], **more: object) -> Checked:
    sheet = Sheet("x.csv", "", "0", list(range(1, len(records) + 1)), list(records), **more)
    return check(sheet, recognise(sheet), reference, source=SOURCE)


def test_distinct_rows_are_in_the_order_of_their_first() -> None:
    first, second = array(["b", "a", "b", None, "b"]), array(["x", "y", "x", None, "y"])
    found, which = distinct(first, second)
    assert found == [("b", "x"), ("a", "y"), (None, None), ("b", "y")]
    assert which.tolist() == [0, 1, 0, 2, 3]
    assert distinct(array([]))[0] == []


def test_distinct_keeps_apart_what_many_columns_say() -> None:
    rows = list(product(range(7), repeat=4))
    columns = [array([row[at] for row in rows]) for at in range(4)]
    found, which = distinct(*columns)
    assert found == rows
    assert which.tolist() == list(range(len(rows)))


def test_a_row_has_all_columns_of_the_csv_and_its_source(reference: Reference) -> None:
    done = checked(reference, ["Council", "Offer", "Date"], ["Leeds CC", "CPC", "14 Sept 2016"])
    assert list(done.rows.columns) == TABLES["take_up"].in_file()
    row = done.rows.iloc[0]
    assert row["date_as_given"] == "14 Sept 2016"
    assert row["council"] == "Leeds CC"
    assert row["source_title"] == SOURCE
    assert row["evidence"] == "Listed in the extract."
    assert done.rows["source_address"].isna().all()
    assert done.scopes.to_dict("records") == [
        {"offer_code": "corporate_peer_challenge", "financial_year": "2016/17"}
    ]


def test_a_rejected_row_covers_nothing(reference: Reference) -> None:
    done = checked(
        reference,
        ["Council", "Offer", "FY"],
        ["Leeds", "CPC", "2016/17"],
        ["Leedz", "CPC", "2017/18"],
    )
    assert done.scopes["financial_year"].tolist() == ["2016/17"]
    assert done.lines == [2]


def test_everything_wrong_with_a_row_is_told_at_once(reference: Reference) -> None:
    done = checked(
        reference, ["Council", "Offer", "Date"], ["Leedz", "Peer chalenge", "31/02/2016"]
    )
    assert [fault.column for fault in done.faults] == ["Council", "Offer", "Date"]
    assert (done.accepted, done.rejected) == (0, 1)


def test_a_name_is_not_in_doubt_because_its_date_is_wrong(reference: Reference) -> None:
    done = checked(reference, ["Council", "Offer", "Date"], ["Dorset", "CPC", "31/02/2016"])
    assert [fault.column for fault in done.faults] == ["Date"]


def test_a_cell_without_usable_text_is_a_fault(reference: Reference) -> None:
    done = checked(
        reference,
        ["Council", "Offer", "Date", "Unused"],
        ["Leeds", "CPC", "", ""],
        ["Hull", "CPC", "1/5/2016", ""],
        flagged={(2, 2): "the formula has no result", (3, 3): "not looked at"},
    )
    assert [(fault.line, fault.column) for fault in done.faults] == [(2, "Date")]
    assert done.faults[0].wrong == "The formula has no result"
    assert done.lines == [3]
    row = ["#REF!", "CPC", "1/5/2016", ""]
    done = checked(reference, ["Council", "Offer", "Date", "Unused"], row, flagged={(2, 0): "lost"})
    assert [fault.wrong for fault in done.faults] == ["Lost"]


def test_a_wide_row_is_taken_or_rejected_as_a_whole(reference: Reference) -> None:
    done = checked(
        reference,
        ["Net revenue expenditure", "", ""],
        ["Area", "2014/15", "2015/16"],
        ["Leeds", "1", "two"],
        ["Hull", "3", "4"],
        ["Bury", "", ".."],
    )
    assert [(fault.line, fault.column, fault.value) for fault in done.faults] == [
        (3, "2015/16", "two")
    ]
    assert (done.accepted, done.rejected, done.skipped, done.read) == (1, 1, 1, 3)
    assert done.rows["value"].tolist() == ["3", "4"]
    assert done.lines == [4, 4]


def test_the_title_of_an_export_must_hold_one_indicator(reference: Reference) -> None:
    rows = ["Area", "2014/15"], ["Leeds", "1"]
    done = checked(reference, ["A title that says nothing of it", ""], *rows)
    assert "not known" in done.faults[0].wrong
    assert done.faults[0].value == "A title that says nothing of it"


def test_values_that_differ_only_in_noughts_are_the_same(reference: Reference) -> None:
    name = "Net revenue expenditure"
    done = checked(
        reference,
        ["Metric", "Area", "Period", "Value"],
        [name, "Leeds", "2014/15", "43.20"],
        [name, "Leeds City Council", "2014-15", "43.2"],
        [name, "Leeds", "2014/15", "43.3"],
    )
    assert done.duplicates == 1
    assert [(fault.line, fault.value) for fault in done.faults] == [(4, "43.3")]
    assert "line 2" in done.faults[0].wrong


def test_a_patch_file_needs_every_council_in_being(reference: Reference) -> None:
    patches = reference.table("adviser_patches")
    ended = set(reference.councils.loc[reference.councils["end_date"].notna(), "council_code"])
    rows = [
        [code, patch]
        for code, patch in zip(patches["council_code"], patches["patch"], strict=True)
        if code not in ended
    ]
    done = checked(reference, ["GSS code", "Patch"], *rows)
    assert (done.accepted, done.faults) == (len(rows), [])
    done = checked(
        reference, ["GSS code", "Patch"], *[row for row in rows if row[0] != "E08000035"]
    )
    assert [(fault.line, fault.value) for fault in done.faults] == [(None, "Leeds (E08000035)")]


def test_members_elected_the_year_before_a_council_begins(reference: Reference) -> None:
    done = checked(
        reference,
        ["Council", "Year", "Control"],
        ["Cumberland", "2022", "Lab"],
        ["Cumberland", "2020", "Lab"],
    )
    assert done.lines == [2]
    assert "began on 1 April 2023" in done.faults[0].wrong


def test_a_claim_may_not_take_the_name_of_another(reference: Reference) -> None:
    now = reference.table("savings")
    other = now[now["first_year"].notna()].iloc[0]
    done = checked(
        reference,
        ["Claim", "Programme", "Year", "Saving (£m)", "Scheme"],
        [other["claim"], "Fleet", "2009/10", "1.5", "Another scheme"],
    )
    assert "has this name already" in done.faults[0].wrong


def test_the_compiled_records_load_as_they_are(reference: Reference) -> None:
    for table in ("political_control", "adviser_patches"):
        names = [name for name in LOADABLE[table].names() if name in TABLES[table].in_file()]
        frame = reference.table(table)
        if "source" in frame:
            sources = reference.table("sources").set_index("source")
            frame["source_title"] = frame["source"].map(sources["title"])
            frame["source_address"] = frame["source"].map(sources["address"])
        names = [name for name in names if name in frame]
        rows = frame[names].astype("str").fillna("").to_numpy(dtype=object).tolist()
        done = checked(reference, names, *rows)
        assert done.faults == []
        assert done.accepted == len(rows)


def test_many_rows_are_looked_up_once_each(
    reference: Reference, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dashboard.loading.councils import Councils

    asked: list[tuple[str, str, date]] = []
    find = Councils.find

    def counting(self: Councils, code: str, name: str, on: date, **more: bool) -> object:
        asked.append((code, name, on))
        return find(self, code, name, on, **more)

    monkeypatch.setattr(Councils, "find", counting)
    rows = [
        ["Net revenue expenditure", name, "2014/15", str(at)]
        for at in range(500)
        for name in ("Leeds", "Hull")
    ]
    checked(reference, ["Metric", "Area", "Period", "Value"], *rows)
    assert len(asked) == 2
    assert len(set(asked)) == 2


def test_a_file_of_nonsense_lists_only_so_much(
    reference: Reference, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.loading.work.FAULTS_KEPT", 10)
    rows = [[f"Leedz {at}", f"Nonsense {at}", "2016/17"] for at in range(20)]
    done = checked(reference, ["Council", "Offer", "FY"], *rows)
    assert len(done.faults) == 10
    assert (done.rejected, done.accepted) == (20, 0)
    assert "only 10 of the 40 faults are listed" in done.notes[-1]


def test_counts_add_up_whatever_the_rows(reference: Reference) -> None:
    random = np.random.default_rng(6)
    cells = (
        ["Leeds", "Hull", "Newcastle", "", "England", "E08000035"],
        ["CPC", "Peer support", "nonsense", ""],
        ["14/09/2016", "2016/17", "2016", "31/02/2016", "2030", ""],
    )
    rows = [[str(random.choice(choice)) for choice in cells] for _ in range(400)]
    done = checked(reference, ["Council", "Offer", "Date"], *rows)
    assert done.accepted + done.rejected + done.duplicates + done.skipped == done.read
    assert len(done.rows) == len(done.lines) == done.accepted
    wrong = {fault.line for fault in done.faults}
    assert not wrong & set(done.lines)
    assert len(wrong) == done.rejected
    key = ["council_code", "offer_code", "financial_year", "date"]
    assert not done.rows.duplicated(key).any()


HEADING = ["Council", "Offer", "Date"]
AMERICAN = ["Leeds", "CPC", "09/14/2016"]


def test_a_date_that_may_be_either_is_refused_beside_one_in_american_order(
    reference: Reference,
) -> None:
    done = checked(
        reference,
        HEADING,
        AMERICAN,
        ["Kent", "CPC", "03/04/2016"],
        ["Bury", "CPC", "04/04/2016"],
        ["Wigan", "CPC", "2016-04-03"],
        ["Bolton", "CPC", "14/09/2016"],
    )
    faults = {fault.line: fault for fault in done.faults}
    assert list(faults) == [2, 3]
    assert faults[3].wrong == (
        "This may be 3 April 2016 or 4 March 2016: the column also has “09/14/2016”, which has "
        "the month first"
    )
    # What can only be one day is taken.
    assert done.lines == [4, 5, 6]


def test_a_date_that_may_be_either_has_the_day_first_otherwise(reference: Reference) -> None:
    done = checked(reference, HEADING, ["Kent", "CPC", "03/04/2016"], ["Bury", "CPC", "31/02/2016"])
    assert [fault.line for fault in done.faults] == [3]
    assert done.rows["date"].tolist() == ["2016-04-03"]


def test_excel_may_have_turned_american_dates_round(reference: Reference) -> None:
    records = [HEADING, AMERICAN, ["Kent", "CPC", "2016-04-03"], ["Bury", "CPC", "2016-09-14"]]
    sheet = Sheet("x.xlsx", "Sheet1", "0", [1, 2, 3, 4], records)
    done = check(sheet, recognise(sheet), reference, source=SOURCE)
    assert [fault.line for fault in done.faults] == [2, 3]
    assert done.lines == [4]


def test_the_order_of_dates_that_stand_for_years_matters_too(reference: Reference) -> None:
    done = checked(
        reference,
        ["Council", "Offer", "FY"],
        ["Leeds", "CPC", "09/14/2016"],
        ["Kent", "CPC", "03/04/2016"],
    )
    assert [fault.line for fault in done.faults] == [2, 3]
