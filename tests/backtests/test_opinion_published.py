"""The opinion exhibits against what was published, as a reader asks for it.

Figures are typed from the documents and pages named in the data, not read from the tables.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from flask.testing import FlaskClient

from dashboard.settings import ROOT

Ask = Callable[..., pd.DataFrame]
PUBLISHED = ROOT / "data" / "published"
SIX = {
    "council_satisfaction",
    "trust",
    "value_for_money",
    "acts_on_concerns",
    "keeps_informed",
    "area_satisfaction",
}
# Question, round, month (none where no source states it), per cent, sources that give it.
FIGURES = [
    ("council_satisfaction", 1, "2012-09", 72, 2),
    ("council_satisfaction", 3, "2013-04", 69, 1),
    ("council_satisfaction", 6, "2014-01", 70, 3),
    ("council_satisfaction", 8, "2014-07", 67, 1),
    ("council_satisfaction", 16, "2017-02", 65, 3),
    ("council_satisfaction", 17, None, 66, 1),
    ("council_satisfaction", 18, "2017-10", 65, 1),
    ("council_satisfaction", 19, "2018-02", 64, 1),
    ("council_satisfaction", 20, "2018-06", 61, 2),
    ("council_satisfaction", 21, "2018-10", 60, 1),
    ("council_satisfaction", 22, "2019-02", 61, 1),
    ("council_satisfaction", 23, "2019-06", 63, 1),
    ("council_satisfaction", 25, "2020-02", 63, 1),
    ("council_satisfaction", 26, "2020-06", 75, 2),
    ("council_satisfaction", 29, "2021-06", 68, 1),
    ("trust", 17, None, 60, 1),
    ("trust", 20, "2018-06", 56, 1),
    ("trust", 21, "2018-10", 57, 2),
    ("trust", 23, "2019-06", 58, 1),
    ("trust", 26, "2020-06", 71, 1),
    ("value_for_money", 20, "2018-06", 45, 1),
    ("value_for_money", 25, "2020-02", 48, 1),
    ("value_for_money", 26, "2020-06", 57, 1),
    ("value_for_money", 29, "2021-06", 49, 1),
    ("acts_on_concerns", 20, "2018-06", 53, 1),
    ("acts_on_concerns", 23, "2019-06", 59, 1),
    ("acts_on_concerns", 26, "2020-06", 68, 1),
    ("acts_on_concerns", 29, "2021-06", 62, 1),
    ("keeps_informed", 20, "2018-06", 53, 1),
    ("keeps_informed", 23, "2019-06", 59, 1),
    ("keeps_informed", 25, "2020-02", 60, 1),
    ("keeps_informed", 26, "2020-06", 69, 2),
    ("keeps_informed", 29, "2021-06", 61, 1),
    ("area_satisfaction", 1, "2012-09", 84, 1),
    ("area_satisfaction", 19, "2018-02", 81, 1),
    ("area_satisfaction", 20, "2018-06", 79, 1),
    ("area_satisfaction", 21, "2018-10", 78, 3),
    ("area_satisfaction", 22, "2019-02", 81, 1),
    ("area_satisfaction", 23, "2019-06", 80, 1),
    ("area_satisfaction", 24, "2019-10", 84, 1),
    ("area_satisfaction", 25, "2020-02", 81, 1),
    ("area_satisfaction", 26, "2020-06", 87, 2),
    ("area_satisfaction", 29, "2021-06", 82, 2),
    ("area_satisfaction", 30, "2021-10", 78, 1),
]
# Question, round (none where it is not known), what is bounded, per cent.
BOUNDS = [
    ("council_satisfaction", 12, "over", 70),
    ("council_satisfaction", 26, "highest so far", 75),
    ("trust", 20, "lowest so far", 56),
    ("trust", None, "lowest so far", 50),
    ("value_for_money", 20, "lowest so far", 45),
    ("value_for_money", None, "lowest so far", 37),
    ("value_for_money", None, "lowest so far", 47),
    ("value_for_money", None, "highest so far", 56),
    ("value_for_money", None, "highest so far", 57),
    ("keeps_informed", 20, "lowest so far", 53),
    ("area_satisfaction", 20, "lowest so far", 79),
]
REPORT = "Sector-led improvement in 2016/17"
UPDATE = "Sector-led improvement update, November 2017"
REVIEW = "Vast majority of councils say sector-led improvement is right approach"
SAVE = "Councils save more than £100 million through LGA sector-led improvement"
OFFER = "LGA sets out sector-led improvement offer"
# The document, its words, and the row that must carry them: exhibit, year, per cent, wording.
SENTENCES = [
    (
        REPORT,
        "87 per cent of leaders and chief executives say support from the LGA has a positive "
        "impact on their authority",
        ("leaders-perceptions", "2016/17", 87, "exact"),
    ),
    (
        UPDATE,
        "87 per cent of leaders and chief executives responding to the LGA Perceptions Survey "
        "2016/17 say support",
        ("leaders-perceptions", "2016/17", 87, "exact"),
    ),
    (
        SAVE,
        "more than 95 per cent of leaders and chief executives saying the support has had a "
        "positive impact",
        ("leaders-perceptions", "2018/19", 95, "over"),
    ),
    (
        OFFER,
        "more than 95 per cent of leaders and chief executives saying our support has had a "
        "positive impact",
        ("leaders-perceptions", "2018/19", 95, "over"),
    ),
    (REVIEW, "94 per cent of leaders and", ("leaders-perceptions", "2020", 94, "exact")),
    (REVIEW, "98 per cent of chief executives", ("leaders-perceptions", "2020", 98, "exact")),
    (REVIEW, "80 per cent of councils believing", ("leaders-perceptions", "2020", 80, "exact")),
    (
        REVIEW,
        "more than 94 per cent of participants",
        ("participant-feedback", "2017-2019", 94, "over"),
    ),
    (
        REPORT,
        "ninety six per cent said they felt more confident in their role",
        ("participant-feedback", "2016/17", 96, "exact"),
    ),
    (
        REPORT,
        "ninety five percent said their objectives had been",
        ("participant-feedback", "2016/17", 95, "exact"),
    ),
    (
        REPORT,
        "eight out of ten respondents who took part",
        ("participant-feedback", "2016/17", 80, "about"),
    ),
    (
        UPDATE,
        "Ninety three per cent of respondents said that the CPC had a positive impact",
        ("participant-feedback", "2016/17", 93, "exact"),
    ),
    (
        UPDATE,
        "All respondents were very or fairly satisfied with the corporate peer challenge",
        ("participant-feedback", "2017/18", 100, "exact"),
    ),
]
POLLED = [
    (REPORT, "65 per cent of residents remain ‘very’ or ‘fairly’ satisfied", 16, 65),
    (UPDATE, "60 per cent of respondents said they trusted their council", 17, 60),
    (UPDATE, "66 per cent of respondents were satisfied with the way their council", 17, 66),
]


@pytest.fixture(scope="module")
def polled(ask: Ask) -> pd.DataFrame:
    return ask("resident-polling")


def test_every_dated_figure_of_the_six_questions(polled: pd.DataFrame) -> None:
    assert set(polled["question"]) == SIX
    figures = polled[polled["bound"].isna() & polled["round"].notna()]
    found = [
        (r.question, int(r.round), r.field_month or None, int(r.percent), int(r.source_count))
        for r in figures.fillna({"field_month": ""}).itertuples()
    ]
    assert sorted(map(str, found)) == sorted(map(str, FIGURES))


def test_every_bound_is_a_bound_and_has_no_margin(polled: pd.DataFrame) -> None:
    bounds = polled[polled["bound"].notna()]
    found = [
        (r.question, None if pd.isna(r.round) else int(r.round), r.bound, int(r.percent))
        for r in bounds.itertuples()
    ]
    assert sorted(map(str, found)) == sorted(map(str, BOUNDS))
    assert bounds[["interval_low", "interval_high", "sample_size"]].isna().all(axis=None)


def test_no_row_of_the_published_table_is_lost(ask: Ask, polled: pd.DataFrame) -> None:
    table = pd.read_csv(PUBLISHED / "polling.csv")
    services = ask("service-polling")
    assert polled["source_count"].sum() == (~table["service_question"]).sum()
    assert services["source_count"].sum() == table["service_question"].sum()
    said = pd.read_csv(PUBLISHED / "perceptions.csv")
    leaders, others = ask("leaders-perceptions"), ask("participant-feedback")
    assert leaders["source_count"].sum() + others["source_count"].sum() == len(said)


def test_margins_come_from_the_samples_that_sources_state(polled: pd.DataFrame) -> None:
    stated = polled[polled["sample_stated"]]
    assert {(int(r.round), int(r.sample_size)) for r in stated.itertuples()} == {
        (6, 1000),
        (19, 1001),
    }
    figures = polled[polled["bound"].isna()]
    assert set(figures.loc[~figures["sample_stated"], "sample_size"]) == {1000}
    half = (figures["interval_high"] - figures["interval_low"]) / 2
    assert half.between(2, 3.1).all()


def test_winter_rounds_and_rounds_without_a_month(polled: pd.DataFrame) -> None:
    assert set(polled[polled["winter"]]["round"]) == {6, 16, 19, 22, 25}
    assert set(polled[polled["field_month"].isna() & polled["round"].notna()]["round"]) == {17}


def test_services_in_2012_and_2018(ask: Ask) -> None:
    rows = ask("service-polling")
    dated = rows.dropna(subset=["round"])
    found = dated.pivot(index="asked", columns="field_month", values="percent")
    assert found.loc["Road maintenance"].tolist() == [46, 35]
    assert found.loc["Waste collection"].tolist() == [83, 76]
    assert found.loc["Libraries"].tolist() == [67, 60]
    assert len(found) == 8


@pytest.mark.parametrize(("document", "words", "row"), SENTENCES)
def test_answers_carry_the_wording_of_their_source(
    ask: Ask, document: str, words: str, row: tuple
) -> None:
    exhibit, year, percent, wording = row
    rows = ask(exhibit)
    found = rows[
        (rows["survey_year"] == year)
        & (rows["percent"] == percent)
        & (rows["published_wording"] == wording)
        & rows["source"].str.contains(document, regex=False)
    ]
    assert len(found), words


@pytest.mark.parametrize(
    ("document", "words"), [*((d, w) for d, w, _ in SENTENCES), *((d, w) for d, w, *_ in POLLED)]
)
def test_the_words_stand_in_the_document(shared: Path, document: str, words: str) -> None:
    texts = [
        re.sub(r"\s+", " ", path.read_text("utf-8", errors="replace"))
        for path in sorted((shared / "source-documents").glob("*.txt"))
    ]
    assert sum(words in text for text in texts) == 1, document


@pytest.mark.parametrize(("document", "words", "number", "percent"), POLLED)
def test_polled_figures_carry_their_document(
    polled: pd.DataFrame, document: str, words: str, number: int, percent: int
) -> None:
    row = polled[(polled["round"] == number) & (polled["percent"] == percent)].iloc[0]
    assert document in row["source"], words


def test_disagreement_is_shown_and_not_settled(ask: Ask) -> None:
    rows = ask("leaders-perceptions")
    rows = rows[rows["audience"] == "Leaders and chief executives"]
    said = rows.groupby("survey_year")[["percent", "published_wording"]].apply(
        lambda part: {tuple(row) for row in part.to_numpy()}
    )
    assert said["2016/17"] == {(87, "exact"), (90, "exact")}
    assert said["2018/19"] == {(95, "over"), (95, "exact")}


def test_the_headlines_of_the_year_of_the_report(client: FlaskClient) -> None:
    def sentence(exhibit: str) -> str:
        return client.get(f"/exhibits/{exhibit}.json?year=2016-17").get_json()["sentence"]

    assert sentence("resident-satisfaction").startswith("65% of British adults")
    assert "below September 2012 (72%)" in sentence("resident-satisfaction")
    assert "over 70% in September 2015" in sentence("resident-satisfaction")
    assert sentence("leaders-view").startswith(
        "In 2016/17, 87% of leaders and chief executives (another source says 90%)"
    )
