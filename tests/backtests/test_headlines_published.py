"""The headlines against figures read by hand in the source documents, word for word."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from flask.testing import FlaskClient

from dashboard.settings import ROOT
from dashboard.warehouse import Snapshot

Ask = Callable[..., pd.DataFrame]
PUBLISHED = ROOT / "data" / "published"

# Year, headline, figure as shown, and the words of a source document that give it.
READ = [
    ("2016-17", "Peer challenges", "119", "delivered 119 peer challenges"),
    (
        "2016-17",
        "Councils given peer support",
        "193",
        "tailored support through the use of member/officer peers for a total of 193 councils",
    ),
    ("2016-17", "Councillors developed", "over 700", "developed over 700 councillors"),
    (
        "2016-17",
        "Councillors developed",
        "649",
        "649 councillors participated in our leadership programmes",
    ),
    ("2016-17", "Graduates", "94", "Placed 94 graduates"),
    ("2016-17", "Savings", "£219.9 million", "Total 219.9"),
    ("2016-17", "Leaders’ view", "87%", "87 per cent of leaders and chief executives say support"),
    (
        "2016-17",
        "Residents’ satisfaction",
        "65%",
        "65 per cent of residents remain ‘very’ or ‘fairly’ satisfied",
    ),
    (
        "2016-17",
        "Indicators improved",
        "67%",
        "just over two thirds (67 per cent) of indicators had seen an improvement, 11 per cent had "
        "not changed and 23 per cent had worsened",
    ),
    ("2017-18", "Peer challenges", "35", "delivered 35 peer challenges by the end of September"),
    (
        "2017-18",
        "Peer challenges",
        "54",
        "with an additional 54 confirmed to take place by the end of the financial year",
    ),
    ("2017-18", "Councils given peer support", "41", "member and officer peers to 41 authorities"),
    (
        "2017-18",
        "Councillors developed",
        "over 700",
        "encouraged over 700 councillors to attend or book",
    ),
    (
        "2017-18",
        "Savings",
        "up to £65 million",
        "estimated to help councils save up to £65 million",
    ),
    ("2018-19", "Peer challenges", "140", "the delivery of 140 peer challenges"),
    ("2018-19", "Councillors developed", "over 800", "training of more than 800 councillors"),
    ("2018-19", "Graduates", "over 200", "recruitment of more than 200 graduates"),
    ("2018-19", "Graduates", "over 120", "recruited over 120 graduates for the sector"),
    ("2018-19", "Savings", "over £100 million", "helped councils save more than £100 million"),
    (
        "2018-19",
        "Leaders’ view",
        "over 95%",
        "more than 95 per cent of leaders and chief executives saying",
    ),
]
MONEY = [
    (
        "savings-against-commitment",
        "2016-17",
        "at least £210 million",
        "will help to deliver at least £210 million of savings in local authorities",
    ),
    ("value-for-money", "2017-18", "£21 million", "£41.3 million in 2010/11 to £21.0 million in"),
    (
        "value-for-money",
        "2018-19",
        "at least £5",
        "For every £1 of grant we receive, we help the sector save at least £5",
    ),
]
HEADLINES = list(dict.fromkeys(headline for _, headline, *_ in READ))


@pytest.fixture(scope="module")
def texts(shared: Path) -> str:
    """All source documents in one, spaces and line breaks made even."""
    paths = sorted((shared / "source-documents").glob("*.txt"))
    assert len(paths) == 5
    return re.sub(r"\s+", " ", " ".join(path.read_text("utf-8") for path in paths))


@pytest.mark.parametrize(("year", "headline", "figure", "quote"), READ)
def test_a_figure_read_by_hand_is_a_headline(
    ask: Ask, year: str, headline: str, figure: str, quote: str
) -> None:
    rows = ask("headline-figures", year=year)
    here = rows[rows["financial_year"] == year.replace("-", "/")]
    shown = here[(here["headline"] == headline) & (here["figure"] == figure)]
    assert len(shown)
    assert shown["source"].notna().all() and (shown["basis"] == "published").all()


@pytest.mark.parametrize("quote", [row[-1] for row in READ + MONEY])
def test_the_words_are_in_a_source_document(texts: str, quote: str) -> None:
    assert quote in texts


@pytest.mark.parametrize(("exhibit", "year", "figure", "quote"), MONEY)
def test_money_read_by_hand_is_shown(
    ask: Ask, exhibit: str, year: str, figure: str, quote: str
) -> None:
    rows = ask(exhibit, year=year)
    here = rows[rows["financial_year"] == year.replace("-", "/")]
    assert figure in set(here["figure"])


def test_the_year_of_the_report_has_every_headline_and_both_of_its_two_figures(ask: Ask) -> None:
    rows = ask("headline-figures", year="2016-17")
    here = rows[rows["financial_year"] == "2016/17"]
    figures = {name: set(found) for name, found in here.groupby("headline", sort=False)["figure"]}
    assert list(figures) == HEADLINES
    assert figures["Councillors developed"] == {"over 700", "649"}
    assert figures["Leaders’ view"] == {"87%", "90%"}
    assert figures["Savings"] == {"£219.9 million"}
    differ = here[here["sources_differ"].astype(bool)]["headline"].unique()
    assert list(differ) == ["Councillors developed", "Leaders’ view"]
    # Nothing was published for 2015/16 but a bound on residents' satisfaction.
    before = rows[rows["financial_year"] == "2015/16"]
    assert set(before["figure"]) == {"over 70%"}


def test_peer_challenges_of_2018_19_are_140_or_145_each_with_its_sources(ask: Ask) -> None:
    rows = ask("headline-figures", year="2018-19")
    rows = rows[(rows["headline"] == "Peer challenges") & (rows["financial_year"] == "2018/19")]
    by_figure = rows.groupby("figure")["source"].agg(set)
    assert set(by_figure.index) == {"140", "145"}
    assert "LGA sets out sector-led improvement offer" in by_figure["140"]
    assert any("annual report 2018/19" in title for title in by_figure["145"])
    assert rows["sources_differ"].all()


def test_savings_were_2199_of_at_least_210(client: FlaskClient) -> None:
    found = client.get("/exhibits/savings-against-commitment.json?year=2016-17").get_json()
    assert found["sentence"] == (
        "In 2016/17 the estimated saving by councils was £219.9 million, £9.9 million more than "
        "the commitment of at least £210 million."
    )


def test_the_only_ratio_is_that_of_2018_19_worked_out_and_stated(
    ask: Ask, client: FlaskClient
) -> None:
    for year in ("2016-17", "2018-19", "2019-20"):
        rows = ask("value-for-money", year=year)
        ratios = rows[rows["headline"] == "Savings for each £1 of grant"]
        assert set(zip(ratios["financial_year"], ratios["figure"], strict=True)) == {
            ("2018/19", "over £5"),
            ("2018/19", "at least £5"),
        }
    words = client.get("/exhibits/value-for-money.json?year=2016-17").get_json()["sentence"]
    # The grant of 2016/17 is not published, and that of another year does not stand in for it.
    assert "£219.9 million), the grant is not" in words
    assert "10" not in words.replace("£219.9 million", "").replace("2018/19", "")


def test_indicators_are_those_of_the_report_and_their_sum_is_said(client: FlaskClient) -> None:
    words = client.get("/exhibits/indicators-improved.json?year=2016-17").get_json()["sentence"]
    assert "67% of 84 indicators had improved since 2009/10, 11% had not changed" in words
    assert "23% had worsened (the parts are rounded and sum to 101)" in words


def _hedged() -> list[tuple[str, str, str]]:
    """(year, figure, word) of every figure with a hedge that the page's headlines are made of."""
    wanted = {
        "deliveries.csv": (
            "year",
            "value",
            "unit",
            "measure",
            {
                "peer_challenges_delivered",
                "peer_challenges_confirmed",
                "councils_peer_support",
                "councillors_developed",
                "councillors_in_leadership_programmes",
                "councillors_trained",
                "graduates_placed",
            },
        ),
        "savings.csv": (
            "year",
            "estimated_saving_gbp_million",
            None,
            "programme_area",
            {"Total", "Efficiency and productivity programme"},
        ),
        "perceptions.csv": (
            "survey_year",
            "percent",
            None,
            "statement",
            {"LGA support has a positive impact on their authority"},
        ),
    }
    found = []
    for name, (year, value, _, column, kept) in wanted.items():
        rows = pd.read_csv(PUBLISHED / name)
        rows = rows[rows[column].isin(kept) & (rows["qualifier"] != "exact")]
        rows = rows[rows[year].astype(str).str.fullmatch(r"\d{4}/\d\d")]
        if "basis" in rows:
            rows = rows[rows["basis"] != "target"]
        found += list(zip(rows[year], rows[value], rows["qualifier"], strict=True))
    return sorted(set(found))


@pytest.mark.parametrize(("year", "value", "word"), _hedged())
def test_a_figure_given_with_a_hedge_is_never_shown_without_it(
    ask: Ask, client: FlaskClient, year: str, value: float, word: str
) -> None:
    slug = year.replace("/", "-")
    rows = ask("headline-figures", year=slug)
    rows = rows[(rows["financial_year"] == year) & rows["value"].notna()]
    same = rows[(rows["value"] - value).abs() < 0.001]
    assert word in set(same["published_wording"])
    hedged = same[same["published_wording"] == word]
    assert all(figure.startswith(f"{word} ") for figure in hedged["figure"])


def test_there_are_hedges_to_test() -> None:
    assert {word for *_, word in _hedged()} >= {"over", "up to"}
    assert len(_hedged()) >= 8


def test_every_year_with_a_headline_can_be_chosen(snapshot: Snapshot) -> None:
    statements = snapshot.table("headline_statements")
    years = set(statements.loc[statements["position"] <= 8, "financial_year"])
    assert len(years) > 10
    assert years <= set(snapshot.vocabulary.values["year"].values())


def test_no_figure_of_one_year_is_shown_for_another(ask: Ask, snapshot: Snapshot) -> None:
    statements = snapshot.table("headline_statements")
    held = {
        (year, value)
        for year, value in zip(statements["financial_year"], statements["value"], strict=True)
    }
    for year, label in snapshot.vocabulary.values["year"].items():
        rows = ask("headline-figures", year=year)
        stated = rows[rows["value"].notna()]
        assert set(zip(stated["financial_year"], stated["value"], strict=True)) <= held
        missing = rows[rows["value"].isna()]
        assert set(missing["figure"]) <= {f"No figure published for {label}"}
        assert set(rows["headline"]) == set(HEADLINES)
