"""What the support of one council is told in: dates, singulars, ties, and nothing to show."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard.charts.peer_bars import peer_bars
from dashboard.charts.timeline import ILLUSTRATIVE, timeline
from dashboard.charts.timeline_marks import days_of
from dashboard.exhibit import View
from dashboard.exhibits.council_support import EXHIBITS
from dashboard.exhibits.council_support_words import (
    here_words,
    peers_sentence,
    timeline_sentence,
    when,
)
from dashboard.exhibits.one_council import CHOOSE_ONE
from dashboard.selection import Selection

TIMELINE, PEERS = EXHIBITS
COLUMNS = ["event_kind", "event", "support_kind", "held_by", "date", "ended", "planned_end",
           "quantity", "basis", "challenge", "note", "financial_year"]  # fmt: skip


class OneCouncil:
    """A view in which Anytown is chosen, or nobody."""

    def __init__(self, *councils: str) -> None:
        self.selection = Selection(council=councils)

    def label(self, key: str, value: str) -> str:
        return "Anytown"


ANYTOWN = cast(View, OneCouncil("A"))


def event(kind: str, name: str, date: str | None, **more: Any) -> dict[str, Any]:
    row = {**dict.fromkeys(COLUMNS), "event_kind": kind, "event": name, "date": date}
    return {**row, "basis": "recorded", "quantity": 1, "challenge": False, **more}


def support(name: str, date: str | None, **more: Any) -> dict[str, Any]:
    return event("support", name, date, **{"support_kind": name, **more})


def frame(*rows: dict[str, Any]) -> pd.DataFrame:
    return TIMELINE.prepare(pd.DataFrame([*rows], columns=COLUMNS), ANYTOWN)


def say(*rows: dict[str, Any]) -> str:
    return timeline_sentence(frame(*rows), ANYTOWN)


CHALLENGE = support("Peer challenge", "2019-03", challenge=True)
DIGITAL = support("Digital support", None)
ALLOCATED = support("LG Inform", "2016/17", basis="illustrative")
NOTICE = event("intervention", "Best value notice", "2023-08-03", ended="2024-09-09")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2016/17", date(2016, 4, 1), date(2017, 3, 31)),
        ("1999/00", date(1999, 4, 1), date(2000, 3, 31)),
        ("2016", date(2016, 1, 1), date(2016, 12, 31)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2016-12", date(2016, 12, 1), date(2016, 12, 31)),
        ("2016-09-14", date(2016, 9, 14), date(2016, 9, 14)),
    ],
)
def test_the_days_that_a_date_allows(text: str, first: date, last: date) -> None:
    assert days_of(text) == (first, last)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (support("Digital", "2016/17"), "2016/17"),
        (support("Digital", "2016"), "2016"),
        (support("Digital", "2016-09"), "September 2016"),
        (support("Digital", None), "no date on record"),
        (NOTICE, "3 August 2023 to 9 September 2024"),
        (
            event("intervention", "Best value inspection", "2024-02-22", ended="2024"),
            "from 22 February 2024, ended in 2024",
        ),
        (
            event("intervention", "Best value notice", "2024-02"),
            "from February 2024, no end on record",
        ),
        (
            event("intervention", "Statutory intervention", "2023-10-05", planned_end="2028-10-04"),
            "from 5 October 2023, planned to end on 4 October 2028",
        ),
        # These happen once: an end would mean nothing.
        (event("intervention", "Section 114 notice", "2021-07"), "July 2021"),
        (event("intervention", "External assurance review", "2021-06"), "June 2021"),
        (event("reorganisation", "Formed from Old", "2019-04-01"), "1 April 2019"),
    ],
)
def test_dates_stay_as_exact_as_they_are(row: dict[str, Any], words: str) -> None:
    assert when(pd.Series(row)) == words


def test_a_date_gives_its_financial_year_only_if_it_fixes_one() -> None:
    dates = ["2016-03", "2016-04", "2016", "2016/17", "2016-03-31", None]
    years = frame(*(support("Digital", text) for text in dates))["financial_year"]
    assert [year if isinstance(year, str) else None for year in years] == [
        "2015/16", "2016/17", None, "2016/17", "2015/16", None,
    ]  # fmt: skip


def test_records_are_counted_by_kind_with_the_last_challenge() -> None:
    older = support("Peer challenge", "2014", challenge=True)
    assert say(CHALLENGE, older, DIGITAL).startswith(
        "Anytown has 3 records of support: peer challenge (2) and digital support (1). "
        "One has no date. "
        "The last recorded corporate or finance peer challenge was in March 2019. "
        "No intervention, notice or review is on record."
    )


def test_one_record_reads_as_one() -> None:
    assert say(CHALLENGE).startswith("Anytown has 1 record of support, of peer challenge. The last")
    assert "of digital support. It has no date. No corporate" in say(DIGITAL)


def test_an_undated_challenge_is_no_last_one() -> None:
    undated = support("Peer challenge", None, challenge=True)
    assert "No corporate or finance peer challenge with a date is on record." in say(undated)


def test_predecessors_are_named_and_never_counted_as_its_own() -> None:
    first = support("Peer challenge", "2017-11", challenge=True, held_by="Old")
    second = support("Peer challenge", "2017-11", challenge=True, held_by="Older")
    words = say(first, second)
    assert words.startswith(
        "No support is on record for Anytown; there may have been some. "
        "Councils it replaced have 2 records: Old (1) and Older (1). "
    )
    assert "the last of those it replaced was of Old and Older, in November 2017." in words
    assert "Old, which it replaced, has 1 record." in say(first)


def test_interventions_are_named_up_to_three() -> None:
    assert "One intervention, notice or review is on record: best value notice, 3 August" in say(
        NOTICE
    )
    section = event("intervention", "Section 114 notice", "2021-07")
    assert "2 interventions, notices and reviews are on record: best value notice, 3 August " in (
        say(NOTICE, section)
    )
    assert "4 interventions, notices and reviews are on record, the latest a best value" in say(
        NOTICE, section, section, section
    )


def test_reorganisations_are_told_in_order_of_time() -> None:
    replaced = event("reorganisation", "Replaced by New", "2023-04-01")
    formed = event("reorganisation", "Formed from Old", "2019-04-01")
    assert say(replaced, formed).endswith(
        "It was formed from Old on 1 April 2019. It was replaced by New on 1 April 2023."
    )


def test_illustrative_rows_are_never_a_fact() -> None:
    only = say(ALLOCATED)
    assert only.startswith("No support is on record for Anytown")
    assert only.endswith("1 illustrative row is shown apart; it is not a fact about this council.")
    assert say(CHALLENGE, ALLOCATED, ALLOCATED).endswith(
        "2 illustrative rows are shown apart; they are not facts about this council."
    )
    assert "illustrative" not in say(CHALLENGE)
    assert "LG Inform" not in say(CHALLENGE, ALLOCATED)


def test_none_or_several_councils_ask_for_one() -> None:
    for councils in ((), ("A", "B")):
        view = cast(View, OneCouncil(*councils))
        assert timeline_sentence(frame(), view) == CHOOSE_ONE
        assert peers_sentence(pd.DataFrame(), view) == CHOOSE_ONE
        for exhibit in EXHIBITS:
            words = exhibit.chart(frame(), view)["layout"]["annotations"]
            assert words[0]["text"] == CHOOSE_ONE


def drawn(*rows: dict[str, Any]) -> go.Figure:
    figure = timeline(frame(*rows), "2026-03-31")
    return go.Figure(figure)


def texts(figure: go.Figure) -> str:
    return " ".join(note.text for note in figure.layout.annotations).replace("<br>", " ")


def test_what_has_no_date_is_told_but_not_placed() -> None:
    figure = drawn(DIGITAL)
    assert len(figure.data) == 0
    assert "Digital support no date on record" in texts(figure)


def test_a_year_is_a_bar_and_a_month_a_circle() -> None:
    year, month = drawn(support("Digital", "2016/17"), CHALLENGE).data
    assert (year.type, year.base, year.x) == ("bar", ("2016-04-01",), (365 * 86_400_000,))
    assert (month.marker.symbol, month.x) == ("circle", ("2019-03-16",))


def test_interventions_differ_in_shape() -> None:
    planned = event("intervention", "Statutory intervention", "2023", planned_end="2030-05-31")
    figure = drawn(NOTICE, planned, CHALLENGE)
    symbols = [trace.marker.symbol for trace in figure.data if trace.type == "scatter"]
    assert symbols == ["circle", "diamond"]
    bars = [trace for trace in figure.data if trace.type == "bar"]
    assert [bar.marker.pattern.shape for bar in bars] == [None, "/"]
    # The axis reaches as far as the plan does.
    assert figure.layout.xaxis.range[1] > "2030-05-31"


def test_hiding_the_illustrative_traces_hides_every_word_of_them() -> None:
    figure = drawn(CHALLENGE, ALLOCATED)
    hidden = [trace for trace in figure.data if trace.meta == "illustrative"]
    assert len(figure.data) == len(hidden) + 1
    assert "llustrative" not in texts(figure) and "LG Inform" not in texts(figure)
    words = [text for trace in hidden for text in trace.text or ()]
    assert words == ["LG Inform", f"<b>{ILLUSTRATIVE}</b>"]


def test_the_years_stay_apart_on_a_phone() -> None:
    assert drawn(CHALLENGE).layout.xaxis.dtick == "M24"
    plan = event("intervention", "Statutory intervention", "2023", planned_end="2030-05-31")
    assert drawn(plan).layout.xaxis.dtick == "M48"


def kind(offer: str, n: int, used: str = "no record found", **more: Any) -> dict[str, Any]:
    row = {"offer": offer, "used_here": used, "peers": 20, "peers_taking_part": n}
    words = dict.fromkeys(["peer_offers", "peer_names", "offers", "last_here", "held_by"])
    return {**row, **words, **more}


def compare(*rows: dict[str, Any]) -> str:
    return peers_sentence(pd.DataFrame([*rows]), ANYTOWN)


PARTIAL = " Records are partial: a difference may only mean that nobody wrote it down."


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (
            [kind("Digital programme", 9)],
            "Of 20 similar councils, 9 have a record of the digital programme "
            "and Anytown has none.",
        ),
        (
            [kind("Peer support", 1)],
            "Of 20 similar councils, 1 has a record of peer support and Anytown has none.",
        ),
        (
            [
                kind("Peer support", 2),
                kind("One Public Estate", 1),
                kind("Digital", 5, "on record"),
            ],
            "Of 20 similar councils, 2 have a record of peer support and 1 of One Public Estate; "
            "Anytown has no record of either.",
        ),
        (
            [kind(f"Kind {letter}", 2) for letter in "abcde"],
            "Of 20 similar councils, 2 have a record of kind a, 2 of kind b and 2 of kind c; "
            "Anytown has no record of any of these. "
            "2 more kinds are on record for some of them and not for Anytown.",
        ),
        (
            [kind("Peer support", 0, "on record")],
            "Every kind of support on record among 20 similar councils is on record for Anytown "
            "as well.",
        ),
        (
            [kind("Peer support", 3, "predecessor only", held_by="Old")],
            "Every kind of support on record among 20 similar councils is on record for Anytown "
            "or a council it replaced as well. "
            "Peer support (Old) is on record only for a predecessor.",
        ),
    ],
)
def test_what_similar_councils_have_and_this_one_has_not(
    rows: list[dict[str, Any]], words: str
) -> None:
    assert compare(*rows) == words + PARTIAL


def test_nothing_to_compare_is_said() -> None:
    nothing = pd.DataFrame(columns=["peers"])
    assert peers_sentence(nothing, ANYTOWN) == (
        "No recorded support was found for Anytown or for councils like it."
    )
    alone = kind("Peer support", 0, "on record", peers=0)
    assert compare(alone).startswith("No similar councils are known for Anytown")
    chart = PEERS.chart(pd.DataFrame([alone]), ANYTOWN)
    assert chart["layout"]["annotations"][0]["text"] == "No record to compare."


def test_bars_tell_what_is_used_here_in_words_and_looks() -> None:
    rows = pd.DataFrame(
        [
            kind("Peer challenge", 9),
            kind("Digital", 4, "predecessor only", held_by="Old", peer_offers="A (3); B (1)"),
            kind("Estate", 1, "on record", offers="Estate", last_here="2017/18"),
        ]
    )
    rows["here"] = [here_words(row) for _, row in rows.iterrows()]
    figure = go.Figure(peer_bars(rows))
    assert {bar.name: (bar.x, bar.marker.pattern.shape) for bar in figure.data} == {
        "no record found": ((9,), None),
        "predecessor only": ((4,), "/"),
        "on record": ((1,), None),
    }
    assert len({bar.marker.color for bar in figure.data}) == 3
    words = texts(figure)
    assert "No record found here" in words
    assert "(✓) On record only for a predecessor: Old" in words
    assert "✓ On record here, last 2017/18" in words
    assert "Among them: A (3); B (1)" in words
    assert "<b>9 of 20</b>" in words
    assert tuple(figure.layout.xaxis.range) == (0, 20)
