"""The coverage page: its words, its order, its date, and what it says when there is nothing."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date

import openpyxl
import pandas as pd
import pytest
from flask.testing import FlaskClient

from dashboard import exhibit as exhibit_module
from dashboard.components.controls import control_options, control_value
from dashboard.components.detail import table_columns, table_rows
from dashboard.exhibit import View, answer
from dashboard.exhibits.coverage import CHANGE_OF_CONTROL, PEER_CHALLENGE_DUE
from dashboard.exhibits.coverage_groups import UNDER_REPRESENTED
from dashboard.exhibits.coverage_words import group_label, partial_date
from dashboard.selection import Selection
from dashboard.warehouse import Snapshot

Say = Callable[..., str]


@pytest.fixture
def say(client: FlaskClient) -> Say:
    def sentence(exhibit: str, **selection: str) -> str:
        found = client.get(f"/exhibits/{exhibit}.json", query_string=selection).get_data()
        return json.loads(found)["sentence"]

    return sentence


class Clock(date):
    """A date whose today the tests set."""

    now = date(2026, 11, 22)

    @classmethod
    def today(cls) -> date:  # type: ignore[override]
        return cls.now


def test_today_is_the_default_and_moves_on_at_midnight(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exhibit_module, "date", Clock)
    monkeypatch.setattr(Clock, "now", date(2026, 11, 22))
    before = answer(PEER_CHALLENGE_DUE, Selection(), snapshot)
    assert "22 November 2026" in before.sentence
    assert answer(PEER_CHALLENGE_DUE, Selection(), snapshot) is before
    monkeypatch.setattr(Clock, "now", date(2026, 11, 23))
    after = answer(PEER_CHALLENGE_DUE, Selection(), snapshot)
    assert "23 November 2026" in after.sentence
    assert answer(PEER_CHALLENGE_DUE, Selection(as_at=("2026-11-22",)), snapshot).frame.equals(
        before.frame
    )


def test_a_date_belongs_only_to_exhibits_that_count_to_one(snapshot: Snapshot) -> None:
    assert answer(CHANGE_OF_CONTROL, Selection(), snapshot).view.selection.as_at == ()
    assert len(answer(PEER_CHALLENGE_DUE, Selection(), snapshot).view.selection.as_at) == 1


def test_the_date_box_holds_today_or_the_day_chosen(snapshot: Snapshot) -> None:
    vocabulary = snapshot.vocabulary
    assert control_value("as_at", Selection(), vocabulary) == date.today().isoformat()
    chosen = Selection(as_at=("2021-03-31",))
    assert control_value("as_at", chosen, vocabulary) == "2021-03-31"
    assert control_options("as_at", chosen, vocabulary) is None


def test_the_file_is_a_worklist_by_patch_and_the_page_is_in_order_of_the_next_call(
    snapshot: Snapshot, client: FlaskClient
) -> None:
    query = "as-at=2026-11-22"
    text = client.get(f"/exhibits/peer-challenge-due.csv?{query}").get_data(as_text=True)
    rows = pd.read_csv(io.StringIO(text.removeprefix("\ufeff")))
    assert rows.columns[0] == "patch"
    assert rows["patch"].is_monotonic_increasing
    urgency = ["lapsed", "no record found", "due", "recent"]
    for _, patch in rows.groupby("patch"):
        assert patch["status"].map(urgency.index).is_monotonic_increasing
        lapsed = patch[patch["status"] == "lapsed"]
        assert lapsed["years_since"].is_monotonic_decreasing
    book = openpyxl.load_workbook(
        io.BytesIO(client.get(f"/exhibits/peer-challenge-due.xlsx?{query}").get_data())
    )
    assert [cell.value for cell in book["Data"]["B"][1:]] == rows["council"].tolist()

    one = answer(PEER_CHALLENGE_DUE, Selection(as_at=("2026-11-22",)), snapshot)
    page = pd.DataFrame(table_rows(one))
    assert page["status"].map(urgency.index).is_monotonic_increasing
    assert page[page["status"] == "lapsed"]["years_since"].is_monotonic_decreasing
    assert [column.name for column in table_columns(PEER_CHALLENGE_DUE)][-1] == "patch"
    assert sorted(page["council"]) == sorted(rows["council"])


def test_the_file_says_what_it_is_counted_to(client: FlaskClient) -> None:
    response = client.get("/exhibits/peer-challenge-due.csv?patch=london&as-at=2021-03-31")
    assert "peer-challenge-due_london_2021-03-31_" in response.headers["Content-Disposition"]
    assert "Counted to: 31 March 2021" in response.get_data(as_text=True)


def test_the_sentence_counts_what_the_rows_hold(say: Say, ask) -> None:  # type: ignore[no-untyped-def]
    chosen = {"as-at": "2026-11-22", "region": "south-west"}
    counts = ask("peer-challenge-due", **chosen)["status"].value_counts()
    words = say("peer-challenge-due", **chosen)
    total = counts.sum()
    assert f"{counts['lapsed']} of {total} councils in the South West have lapsed" in words
    assert f"{counts['due']} are due" in words
    assert f"{counts['recent']} had one in the last four years" in words
    assert f"for {counts['no record found']} no record was found" in words
    assert words.endswith("No record is not the same as no challenge.")


def _due(rows: list[tuple]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["council", "status", "last_challenge", "first_day"])
    day = pd.to_datetime(frame["first_day"])
    return frame.assign(
        first_day=day, years_since=5.5, note=None, call_order=range(len(rows)), region="R"
    )


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [("A", "lapsed", "2014", "2014-01-01"), ("B", "due", "2022-01", "2022-01-01")],
            "1 of 2 councils in England has lapsed: the last recorded corporate or finance peer "
            "challenge was more than five years before, the longest ago in A (2014). 1 is due "
            "(four to five years).",
        ),
        (
            [("A", "lapsed", "2014", "2014-01-01"), ("B", "lapsed", "2014-01", "2014-01-01")],
            "the longest ago in A (2014) and B (January 2014).",
        ),
        (
            [(name, "lapsed", "2014", "2014-01-01") for name in "ABCD"],
            "the longest ago in A (2014), B (2014) and 2 more.",
        ),
        (
            [("A", "no record found", None, None), ("B", "no record found", None, None)],
            "none of 2 councils in England is known to have lapsed. For 2 no record was found. "
            "No record is not the same as no challenge.",
        ),
        ([("A", "due", "2022-01-05", "2022-01-05")], "of A was in 5 January 2022, 5.5 years"),
        ([("A", "no record found", None, None)], "No record was found of a corporate or finance"),
    ],
)
def test_due_words_for_one_for_ties_and_for_none(
    rows: list[tuple], expected: str, snapshot: Snapshot
) -> None:
    view = View(Selection(as_at=("2026-11-22",)), snapshot)
    assert expected in PEER_CHALLENGE_DUE.sentence(_due(rows), view)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2019", "2019"),
        ("2019-03", "March 2019"),
        ("2019-03-04", "4 March 2019"),
        ("2024/25", "the year 2024/25"),
    ],
)
def test_dates_are_said_as_far_as_they_are_known(text: str, words: str) -> None:
    assert partial_date(text) == words


def test_a_group_of_one_sentence_and_its_standing(say: Say) -> None:
    words = say("under-represented", offer="peer-challenge", year="2016-17")
    assert "one took up peer challenge less than chance would explain: districts (" in words
    assert words.endswith("A published figure stands behind it.")
    none = say("under-represented", offer="peer-support", year="2016-17")
    assert "none took up peer support less than chance would explain." in none
    assert "llustrative" in none


def test_the_chosen_region_gets_its_own_words(say: Say) -> None:
    words = say("under-represented", offer="peer-challenge", year="2016-17", region="north-west")
    assert "Within chance: the North West (" in words


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"year": "2022-23"}, "We cannot judge who is under-represented"),
        ({"records": "recorded"}, "We cannot judge who is under-represented"),
        ({"offer": "lg-inform", "year": "2016-17"}, "Every council took part"),
    ],
)
def test_it_says_when_it_cannot_judge(
    say: Say, client: FlaskClient, chosen: dict[str, str], expected: str
) -> None:
    assert expected in say("under-represented", **chosen)
    rows = json.loads(client.get("/exhibits/under-represented.json", query_string=chosen).data)
    assert "below chance" not in {row["flag"] for row in rows["rows"]}


def test_unsupported_findings_are_called_so(snapshot: Snapshot) -> None:
    one = answer(UNDER_REPRESENTED, Selection(), snapshot)
    frame = one.frame.assign(has_published_figure=False)
    words = UNDER_REPRESENTED.sentence(frame, one.view)
    assert "No published figure stands behind districts: the rows are illustrative" in words


@pytest.mark.parametrize(
    "exhibit", [PEER_CHALLENGE_DUE, UNDER_REPRESENTED, CHANGE_OF_CONTROL], ids=lambda one: one.id
)
def test_what_leaves_nothing_is_named(exhibit, say: Say) -> None:  # type: ignore[no-untyped-def]
    words = say(exhibit.id, type="county", control="green")
    assert "Political control: Green" in words


def test_the_one_filter_to_lift_is_named_alone(say: Say) -> None:
    words = say("change-of-control", year="2016-17", region="london", type="london-borough")
    assert "Lift" in words or "leaves none" in words
    alone = say("change-of-control", year="2016-17", region="london")
    assert "The filter “Region: London” leaves none" in alone


@pytest.mark.parametrize("year", ["2010/11", "2026/27"])
def test_a_year_without_control_before_and_after_is_said(year: str, snapshot: Snapshot) -> None:
    one = answer(CHANGE_OF_CONTROL, Selection(year=(year,)), snapshot)
    newest = int(snapshot.table("political_control")["year"].max())
    assert one.sentence.startswith(f"No change is on record for May {year[:4]}, when {year} begins")
    assert f"between May {newest - 1} and May {newest}" in one.sentence


def test_names_of_groups_fit_a_phone() -> None:
    name = "South East: Buckinghamshire, Hampshire, Isle of Wight, Kent and West Sussex"
    assert len(group_label("patch", name)) <= 30
    assert group_label("authority_type", "district") == "District · type"


def test_names_of_groups_are_longer_where_there_is_room(snapshot: Snapshot) -> None:
    one = answer(UNDER_REPRESENTED, Selection(), snapshot)
    longest = {}
    for wide in (True, False):
        written = one.figure(wide)["data"][-1]["text"]
        longest[wide] = max(len(text.strip()) for text in written if " · " in text)
    assert longest[False] <= 30 < longest[True] <= 56
