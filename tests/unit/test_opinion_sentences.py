"""The words of the opinion exhibits: hedges kept, ties and singulars right, nothing filled in."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from dashboard.charts.polling import poll_panels
from dashboard.exhibit import View
from dashboard.exhibits.opinion import RESIDENT_POLLING, SERVICE_POLLING
from dashboard.exhibits.opinion_headlines import (
    LEADERS_VIEW,
    RESIDENT_SATISFACTION,
    survey_rows,
)
from dashboard.exhibits.opinion_surveys import LEADERS_PERCEPTIONS, PARTICIPANT_FEEDBACK
from dashboard.exhibits.opinion_words import hedged, joined, points, spelled
from dashboard.selection import Selection, Vocabulary

VALUED = "LGA support has a positive impact on their authority"


def view(year: str = "2016/17") -> View:
    return View(
        Selection(year=(year,)),
        SimpleNamespace(vocabulary=Vocabulary(values={})),  # type: ignore[arg-type]
    )


def polled(rows: list[tuple], **more: Any) -> pd.DataFrame:
    """Rows of (question, round, month, percent[, measure])."""
    frame = pd.DataFrame(
        [(*row, "net_positive")[:5] if len(row) == 4 else row for row in rows],
        columns=["question", "round", "field_month", "percent", "measure"],
    ).astype({"round": "Int64", "field_month": "str", "percent": "float64"})
    frame = frame.assign(
        stated_sample=pd.array([None] * len(frame), dtype="Int64"),
        source_count=1,
        source="A title",
        basis="published",
    )
    return frame.assign(**more)


def asked(frame: pd.DataFrame) -> pd.DataFrame:
    return RESIDENT_POLLING.prepare(frame, view())


def satisfaction(rows: list[tuple], year: str) -> str:
    """Rows of (round, month, financial year, percent[, measure])."""
    frame = polled([("council_satisfaction", one, month, *rest) for one, month, _, *rest in rows])
    frame["financial_year"] = [row[2] for row in rows]
    frame["selected"] = frame["financial_year"] == year
    frame = RESIDENT_SATISFACTION.prepare(frame, view(year))
    return RESIDENT_SATISFACTION.sentence(frame, view(year))


def surveyed(rows: list[tuple], year: str = "2016/17") -> pd.DataFrame:
    """Rows of (year, audience, percent, wording)."""
    names = ["survey_year", "audience", "percent", "published_wording"]
    frame = pd.DataFrame(rows, columns=names).assign(
        statement=VALUED, is_increase=False, source_count=1, basis="published"
    )
    return frame.assign(selected=frame["survey_year"] == year)


@pytest.mark.parametrize(
    ("wording", "words"),
    [
        ("exact", "95%"),
        ("over", "over 95%"),
        ("almost", "almost 95%"),
        ("about", "about 95%"),
        ("just below", "just below 95%"),
        ("at least", "at least 95%"),
        (None, "95%"),
    ],
)
def test_a_hedge_stays_with_its_figure(wording: str | None, words: str) -> None:
    assert hedged(95, wording) == words


def test_small_words() -> None:
    assert (points(1), points(-7), points(0.4)) == ("1 point", "7 points", "0 points")
    assert joined(["a, b"]) == "a, b"
    assert joined(["a, b", "c"]) == "a, b; and c"
    assert joined(["a", "b", "c"]) == "a, b and c"
    assert spelled("satisfied with the CPC/FPC received") == (
        "Satisfied with the corporate or finance peer challenge received"
    )


def test_bounds_and_undated_figures_have_no_margin_of_a_figure() -> None:
    frame = asked(
        polled(
            [
                ("trust", 1, "2012-09", 60),
                ("trust", None, None, 55),
                ("trust", 2, "2012-12", 56, "series_min"),
                ("trust", 3, "2013-03", 70, "stated_over"),
            ]
        )
    )
    assert frame["bound"].dropna().tolist() == ["lowest so far", "over"]
    assert frame.loc[frame["bound"].notna(), ["interval_low", "sample_size"]].isna().all(axis=None)
    figures = frame[frame["bound"].isna()]
    assert figures["interval_low"].notna().all()
    assert (figures["sample_size"] == 1000).all() and not figures["sample_stated"].any()


def test_winter_is_december_to_february() -> None:
    months = ["2013-11", "2013-12", "2014-01", "2014-02", "2014-03", None]
    frame = asked(polled([("trust", n, m, 60) for n, m in enumerate(months, 1)]))
    assert frame["winter"].tolist() == [False, True, True, True, False, False]


def lines_of(rows: list[tuple]) -> list[tuple]:
    """The pairs of rounds that the chart joins."""
    frame = asked(polled(rows))
    figure = poll_panels(frame, [("trust", "Trust the council")], {1: "Sep 2012"})
    line = next(t for t in figure["data"] if t["mode"] == "lines" and "fill" not in t)
    ends = [one for one in line["x"] if one is not None]
    return list(zip(ends[::2], ends[1::2], strict=True))


def test_a_line_joins_neighbouring_rounds_and_leaves_gaps_open() -> None:
    rows = [("trust", n, f"2013-{n:02d}", 60) for n in (1, 2, 4, 5, 6, 9)]
    assert lines_of(rows) == [(1, 2), (4, 5), (5, 6)]
    assert lines_of([*rows, ("trust", 5, "2013-05", 70)]) == [(1, 2)]
    # Neither a bound nor an undated figure is a point that a line could reach.
    assert lines_of([rows[0], ("trust", 2, "2013-02", 70, "stated_over")]) == []


def test_bounds_are_drawn_as_bounds_and_never_as_points() -> None:
    frame = asked(
        polled(
            [
                ("trust", 3, "2013-04", 60),
                ("trust", 2, "2013-01", 70, "stated_over"),
                ("trust", 3, "2013-04", 58, "series_min"),
                ("trust", None, None, 80, "series_max"),
                ("trust", None, None, 50),
            ]
        )
    )
    data = poll_panels(frame, [("trust", "Trust the council")], {3: "Apr 2013"})["data"]
    marks = [trace for trace in data if trace["mode"] == "markers"]
    points = [pair for t in marks for pair in zip(t["x"], t["y"], strict=True)]
    assert points[0] == (3, 60)
    # The undated figure stands beyond the last round, the only other point.
    assert len(points) == 2 and points[1][0] > 4 and points[1][1] == 50
    arrows = {t["y"][0]: t["y"][1] - t["y"][0] for t in data if t["mode"] == "lines+markers+text"}
    assert arrows[70] > 0 > arrows[80]
    ruled_out = [t for t in data if "fill" in t]
    assert len(ruled_out) == 1
    assert (max(ruled_out[0]["x"]), max(ruled_out[0]["y"])) == (3.5, 58)


def test_the_polling_sentence_names_the_latest_and_what_moved() -> None:
    rows = [
        ("trust", 1, "2012-09", 60),
        ("trust", 4, "2013-10", 70),
        ("value_for_money", 2, "2013-01", 50),
        ("value_for_money", 4, "2013-10", 51),
        ("area_satisfaction", 1, "2012-09", 84),
        ("area_satisfaction", 3, None, 70),
    ]
    words = RESIDENT_POLLING.sentence(asked(polled(rows)), view())
    assert words == (
        "Latest dated figures, of British adults: trust 70% and value for money 51% (October "
        "2013); satisfaction with the area 70% (round 3). Between the first round with a figure "
        "and the latest, trust rose by more than the margin; satisfaction with the area fell by "
        "more than the margin."
    )
    one = RESIDENT_POLLING.sentence(asked(polled(rows[:1])), view())
    assert one == "Latest dated figures, of British adults: trust 60% (September 2012)."
    apart = RESIDENT_POLLING.sentence(asked(polled([("trust", None, None, 60)])), view())
    assert apart == "Kept apart: 1 figure whose round is not known, which may be newer than these."
    assert RESIDENT_POLLING.sentence(asked(polled([])), view()) == "No published figure is held."


SERIES = [
    (1, "2012-09", "2012/13", 72),
    (12, "2015-09", "2015/16", 70, "stated_over"),
    (16, "2017-02", "2016/17", 65),
    (17, None, None, 66),
    (18, "2017-10", "2017/18", 65),
    (19, "2018-02", "2017/18", 64),
    (26, "2020-06", "2020/21", 75),
]


def test_satisfaction_in_a_year_after_one_with_only_a_bound() -> None:
    assert satisfaction(SERIES, "2016/17") == (
        "65% of British adults were satisfied with the way their council runs things in February "
        "2017, give or take 3 points. That is 7 points below September 2012 (72%), the first "
        "round: more than the margin of error. The year before has only a bound: over 70% in "
        "September 2015."
    )


def test_satisfaction_takes_the_latest_round_and_the_year_before() -> None:
    words = satisfaction(SERIES, "2017/18")
    assert words.startswith("64% of British adults")
    assert "February 2018, the latest of 2 rounds with a figure in 2017/18, give" in words
    assert words.endswith("65% (February 2017), a change within the margin of error.")
    assert "66%" not in words


def test_satisfaction_within_the_margin_and_without_a_year_before() -> None:
    words = satisfaction(SERIES, "2020/21")
    assert "3 points above September 2012 (72%), the first round: within the margin" in words
    assert words.endswith("No round of 2019/20 has a figure.")


@pytest.mark.parametrize(
    ("year", "words"),
    [
        (
            "2015/16",
            "No round of 2015/16 has a figure, only a bound: over 70% in September 2015. The "
            "latest before it: 72% of British adults satisfied with the way their council runs "
            "things in September 2012.",
        ),
        (
            "2022/23",
            "No round of 2022/23 has a figure. The latest before it: 75% of British adults "
            "satisfied with the way their council runs things in June 2020.",
        ),
        (
            "2010/11",
            "No round of 2010/11 has a figure. The first round, in September 2012, found 72% of "
            "British adults satisfied with the way their council runs things.",
        ),
    ],
)
def test_a_year_without_a_figure_says_so(year: str, words: str) -> None:
    assert satisfaction(SERIES, year) == words


def test_satisfaction_in_the_first_round_has_nothing_to_compare_with() -> None:
    words = satisfaction(SERIES, "2012/13")
    assert words.endswith("in September 2012, give or take 3 points.")
    assert "That is" not in words
    assert satisfaction([], "2012/13") == "No published figure is held."


SURVEYS = [
    ("2014", "leaders", 93, "exact"),
    ("2014", "chief_executives", 90, "exact"),
    ("2016/17", "leaders_and_chief_executives", 87, "exact"),
    ("2016/17", "leaders_and_chief_executives", 90, "exact"),
    ("2018/19", "leaders_and_chief_executives", 95, "over"),
    ("2019/20", "leaders", 96, "exact"),
]


def leaders(year: str, rows: list[tuple] = SURVEYS) -> str:
    frame = LEADERS_VIEW.prepare(surveyed(rows, year), view(year))
    return LEADERS_VIEW.sentence(frame, view(year))


def test_the_leaders_view_has_the_year_and_the_survey_before() -> None:
    assert leaders("2016/17") == (
        f"In 2016/17, 87% of leaders and chief executives (another source says 90%) said that "
        f"{VALUED}. The survey before, 2014: 93% of leaders and 90% of chief executives."
    )
    assert leaders("2019/20") == (
        f"In 2019/20, 96% of leaders said that {VALUED}. The year before, 2018/19: over 95% of "
        "leaders and chief executives."
    )
    assert leaders("2018/19").startswith(
        "In 2018/19, over 95% of leaders and chief executives said"
    )


def test_a_year_without_a_survey_says_so() -> None:
    assert leaders("2017/18").startswith("No survey is of 2017/18. The year before, 2016/17: 87%")
    assert leaders("2014/15").startswith("No survey is of 2014/15. The survey before, 2014: 93% of")
    assert leaders("2012/13").startswith(
        "No survey is of 2012/13. The first survey after, 2014: 93%"
    )
    assert leaders("2016/17", SURVEYS[2:3]) == (
        f"In 2016/17, 87% of leaders and chief executives said that {VALUED}."
    )
    assert leaders("2016/17", []) == "No published figure is held."


def test_the_small_table_keeps_hedges_and_both_of_two_figures() -> None:
    frame = LEADERS_VIEW.prepare(surveyed(SURVEYS), view())
    rows = survey_rows(frame).set_index("Survey")
    assert rows.index.tolist() == ["2019/20", "2018/19", "2016/17", "2014"]
    assert rows.loc["2016/17", "Both together"] == "87% or 90%"
    assert rows.loc["2018/19", "Both together"] == "over 95%"
    assert rows.loc["2014", "Both together"] == "–"
    assert rows.index[rows["selected"]].tolist() == ["2016/17"]


def test_leaders_perceptions_names_disagreement_and_keeps_hedges() -> None:
    frame = LEADERS_PERCEPTIONS.prepare(
        surveyed([*SURVEYS, ("2018/19", *SURVEYS[2][1:2], 95, "exact")]), view()
    )
    words = LEADERS_PERCEPTIONS.sentence(frame, view())
    assert words.startswith("In the newest survey, 2019/20, 96% of leaders said that LGA support")
    assert "The lowest share was 87% (2016/17, leaders and chief executives)." in words
    assert words.endswith(
        "Sources differ for 2018/19 (over 95% or 95%) and 2016/17 (87% or 90%): both are shown."
    )
    figure = LEADERS_PERCEPTIONS.chart(frame, view())
    texts = [note["text"] for note in figure["layout"]["annotations"]]
    assert "2018/19, leaders and chief executives: <b>over 95%</b>" in texts
    assert "2016/17, another source: <b>90%</b>" in texts


def test_an_increase_is_words_and_no_bar() -> None:
    frame = surveyed(
        [("2017/18", "all_respondents", 19, "exact"), ("2014", "leaders", 93, "exact")]
    )
    frame["is_increase"] = [True, False]
    figure = LEADERS_PERCEPTIONS.chart(LEADERS_PERCEPTIONS.prepare(frame, view()), view())
    assert figure["data"][0]["x"] == [93]
    assert any("up 19%" in note["text"] for note in figure["layout"]["annotations"])


def test_participants_are_grouped_and_the_lowest_keeps_its_hedge() -> None:
    frame = surveyed(
        [
            ("2016/17", "leadership_programme_participants", 80, "about"),
            ("2016/17", "cpc_host_councils", 100, "exact"),
            ("2016/17", "peers", 100, "exact"),
        ]
    )
    frame = PARTICIPANT_FEEDBACK.prepare(frame, view())
    assert frame["audience"].tolist() == [
        "Councils",
        "Peers",
        "Councillors on leadership programmes",
    ]
    words = PARTICIPANT_FEEDBACK.sentence(frame, view())
    assert words.startswith("3 published results from 3 kinds of participant: 2 of them 100%.")
    assert "The lowest is about 80%" in words
    assert "about 80%" in str(PARTICIPANT_FEEDBACK.face(frame, view()))


def test_services_say_how_many_moved() -> None:
    rows = [
        ("service_library", 1, "2012-09", 67),
        ("service_library", 21, "2018-10", 60),
        ("service_sport_leisure", 1, "2012-09", 63),
        ("service_sport_leisure", 21, "2018-10", 62),
    ]
    words = SERVICE_POLLING.sentence(SERVICE_POLLING.prepare(polled(rows), view()), view())
    assert words == (
        "Of 2 services asked about in September 2012 and October 2018, 1 fell by more than the "
        "margin. In October 2018 satisfaction was highest with sport and leisure (62%) and lowest "
        "with libraries (60%)."
    )


@pytest.mark.parametrize(
    "exhibit",
    [RESIDENT_POLLING, SERVICE_POLLING, LEADERS_PERCEPTIONS, PARTICIPANT_FEEDBACK],
    ids=lambda exhibit: exhibit.id,
)
def test_nothing_held_is_said_and_drawn(exhibit: Any) -> None:
    empty = polled([]).assign(statement=[], survey_year=[], audience=[], published_wording=[])
    empty["is_increase"] = pd.Series(dtype=bool)
    frame = exhibit.prepare(empty, view())
    assert exhibit.sentence(frame, view()) == "No published figure is held."
    assert exhibit.chart(frame, view())["layout"]["annotations"]
