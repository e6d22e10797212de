"""Annex A of "Sector-led improvement in 2016/17", typed from the report, against the real data.

Nothing here uses the allocation's own arithmetic or the ranges in data/published: counts and
percentages are worked out with plain pandas from the rows and compared with the words of Annex A.
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from dashboard.check import AGREES, compare, unmet
from dashboard.intake.illustrative import allocate, offer_closure

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
SHARED = ROOT.parent / "shared"
YEAR = "2016/17"
needs_shared = pytest.mark.skipif(
    not SHARED.exists(), reason=f"NOT CHECKED against the source documents: no folder {SHARED}"
)


def read(name: str) -> pd.DataFrame:
    return pd.read_csv(DATA / f"{name}.csv", dtype={"date": "str", "financial_year": "str"})


def councils_of(year: int) -> pd.DataFrame:
    """Councils in being on the 31 March that ends a financial year, with control of that May."""
    councils, control = read("reference/councils"), read("reference/political_control")
    last = f"{year + 1}-03-31"
    started = councils["start_date"].fillna("0000") <= last
    lasting = councils["end_date"].fillna("9999") >= last
    control = control[control["year"] == year].set_index("council_code")["control_group"]
    here = councils[started & lasting].assign(financial_year=f"{year}/{(year + 1) % 100:02d}")
    return here.assign(political_control=here["council_code"].map(control))


@pytest.fixture(scope="module")
def closure() -> pd.DataFrame:
    return offer_closure(read("reference/offers")["offer_code"], read("reference/offer_parts"))


@pytest.fixture(scope="module")
def council_years() -> pd.DataFrame:
    return pd.concat([councils_of(year) for year in range(2010, 2026)], ignore_index=True)


@pytest.fixture(scope="module")
def recorded() -> pd.DataFrame:
    return read("records/take_up").assign(quantity=1, basis="recorded")


@pytest.fixture(scope="module", params=[1, 2016], ids=["seed 1", "seed 2016"])
def take_up(request, closure, council_years, recorded) -> pd.DataFrame:
    illustrative = allocate(
        read("published/take_up"),
        closure,
        council_years,
        recorded,
        read("published/deliveries"),
        request.param,
    )
    return pd.concat([recorded, illustrative], ignore_index=True)


class Annex:
    """Take-up of one offer in one year, by council."""

    def __init__(self, take_up, closure, council_years, offer, year=YEAR):
        parts = closure.loc[closure["offer_code"] == offer, "part_code"]
        self.rows = take_up[
            take_up["offer_code"].isin(set(parts)) & (take_up["financial_year"] == year)
        ]
        self.councils = council_years[council_years["financial_year"] == year]
        self.using = self.councils["council_code"].isin(set(self.rows["council_code"]))

    def count(self, column=None, group=None) -> int:
        return int(
            self.using[slice(None) if column is None else self.councils[column] == group].sum()
        )

    def percent(self, column=None, group=None) -> int:
        """Percentage to the whole number, halves up."""
        chosen = self.using if column is None else self.using[self.councils[column] == group]
        return int(100 * chosen.mean() + 0.5)

    def order(self, column) -> list[str]:
        """Groups from the highest share to the lowest; fails on a tie at either end."""
        shares = self.using.groupby(self.councils[column]).mean().sort_values(ascending=False)
        assert shares.iloc[0] > shares.iloc[1]
        assert shares.iloc[-1] < shares.iloc[-2]
        return list(shares.index)


@pytest.fixture(scope="module")
def annex(take_up, closure, council_years):
    return lambda offer, year=YEAR: Annex(take_up, closure, council_years, offer, year)


def test_the_base_is_353_councils(council_years):
    here = council_years[council_years["financial_year"] == YEAR]
    assert here["authority_type"].value_counts().to_dict() == {
        "district": 201,
        "unitary": 56,
        "metropolitan district": 36,
        "London borough": 33,
        "county": 27,
    }


def test_peer_challenges(annex):
    """119 delivered; unitary 52, metropolitan and counties both 48, districts 20; LD 43, Con 27."""
    challenge = annex("peer_challenge")
    assert challenge.rows["quantity"].sum() == 119
    assert challenge.percent("authority_type", "unitary") == 52
    assert challenge.count("authority_type", "unitary") == 29
    assert challenge.percent("authority_type", "county") == 48
    assert challenge.count("authority_type", "county") == 13
    # 48 per cent of 36 is no whole number of councils: 17 (47.2) is the nearest.
    assert challenge.count("authority_type", "metropolitan district") == 17
    assert challenge.percent("authority_type", "district") == 20
    assert challenge.percent("political_control", "Liberal Democrat") == 43
    assert challenge.count("political_control", "Liberal Democrat") == 3
    assert challenge.percent("political_control", "Conservative") == 27
    assert challenge.count("political_control", "Conservative") == 51
    regions = challenge.order("region")
    assert regions[0] == "South West"
    assert regions[-1] == "London"
    assert challenge.count("region", "London") > 0


def test_peer_support(annex):
    """193 councils; North East most, East Midlands least; counties 78, districts under 50."""
    support = annex("peer_support")
    assert support.count() == 193
    assert support.order("region")[0] == "North East"
    assert support.order("region")[-1] == "East Midlands"
    assert support.percent("authority_type", "county") == 78
    assert support.count("authority_type", "county") == 21
    assert 0.48 <= support.count("authority_type", "district") / 201 < 0.50
    types = support.order("authority_type")
    assert (types[0], types[-1]) == ("county", "district")
    assert support.percent("political_control", "No overall control") == 81
    assert support.count("political_control", "No overall control") == 43
    shares = support.using.groupby(support.councils["political_control"]).mean()
    assert shares["No overall control"] > shares.drop("No overall control").max()


def test_leadership(annex):
    """233 councils; London highest at 85 per cent, Yorkshire and the Humber lowest at 55."""
    leadership = annex("leadership")
    assert leadership.count() == 233
    assert leadership.percent("region", "London") == 85
    assert leadership.count("region", "London") == 28
    assert leadership.percent("region", "Yorkshire and the Humber") == 55
    assert leadership.count("region", "Yorkshire and the Humber") == 12
    assert leadership.order("region")[0] == "London"
    assert leadership.order("region")[-1] == "Yorkshire and the Humber"


@pytest.mark.parametrize(
    ("offer", "councils", "percent"),
    [
        ("cfps_governance", 54, 15),
        ("one_public_estate", 214, 61),
        ("local_partnerships", 122, 35),
        ("productivity_experts", 25, None),
        ("digital", 26, None),
        ("finance_support", 20, None),
        ("finance_peer_challenge", 9, None),
        ("devolution_support", 47, None),
        ("workforce", 120, None),
        ("lg_inform", 353, 100),
    ],
)
def test_offers_with_a_total(annex, offer, councils, percent):
    found = annex(offer)
    assert found.count() == councils
    assert percent is None or found.percent() == percent


def test_over_70_councils_in_the_productivity_programme(annex):
    programme = annex("productivity_programme")
    assert 70 < programme.count() < 80
    assert (programme.using | ~annex("digital").using).all()
    assert (programme.using | ~annex("productivity_experts").using).all()


def test_finance_support_was_in_addition_to_finance_peer_challenges(annex):
    support, challenge = annex("finance_support"), annex("finance_peer_challenge")
    assert (support.using | challenge.using).sum() == 29


def test_workforce_almost_half_of_london_and_a_third_of_the_rest(annex):
    workforce = annex("workforce")
    assert workforce.count("authority_type", "London borough") == 16  # 48.5 per cent; 17 is over 50
    rest = workforce.count() - 16
    assert 0.30 <= rest / (353 - 33) <= 0.36


def test_corporate_peer_challenge_reports(annex):
    """About a fifth of councils in 2016/17 and 71 in 2018/19, follow-up visits included."""
    assert 0.18 <= annex("cpc_fpr_or_follow_up").count() / 353 <= 0.22
    assert annex("cpc_fpr_or_follow_up", "2018/19").count() == 71


@pytest.mark.parametrize("year", ["2017/18", "2018/19"])
def test_every_council_used_some_part_of_the_offer(annex, year):
    assert annex("any_offer", year).percent() == 100
    assert annex("any_offer", year).using.all()


def test_nothing_is_allocated_without_a_published_figure(take_up):
    illustrative = take_up[take_up["basis"] == "illustrative"]
    published = read("published/take_up")
    told = published.loc[published["use"] == "constraint", ["offer_code", "year"]]
    assert set(map(tuple, illustrative[["offer_code", "financial_year"]].to_numpy())) == set(
        map(tuple, told.to_numpy())
    )


def test_records_stand_and_no_illustrative_row_repeats_one(take_up, closure, recorded):
    kept = take_up[take_up["basis"] == "recorded"].reset_index(drop=True)
    pd.testing.assert_frame_equal(kept, recorded[kept.columns], check_like=True)
    known = recorded.merge(
        closure.rename(columns={"offer_code": "whole"}), left_on="offer_code", right_on="part_code"
    )
    known = set(map(tuple, known[["council_code", "whole", "financial_year"]].dropna().to_numpy()))
    illustrative = take_up[take_up["basis"] == "illustrative"]
    rows = illustrative[["council_code", "offer_code", "financial_year"]]
    assert not known & set(map(tuple, rows.to_numpy()))
    assert not rows.duplicated().any()


def test_the_check_finds_every_constraint_met(take_up, closure, council_years):
    published, deliveries = read("published/take_up"), read("published/deliveries")
    measures = read("reference/delivery_measures")
    frame = compare(published, take_up, closure, council_years, deliveries, measures)
    assert len(frame) == len(published) + len(deliveries)
    assert unmet(frame).empty
    assert (frame.loc[frame["use"] == "constraint", "within"] == AGREES).all()
    # Annex A says 214 for One Public Estate; and its figures are met where the text differs.
    differing = frame[frame["within"] == "differs"]
    assert set(differing["use"]) == {"compared"}
    assert set(zip(differing["offer"], differing["published"], strict=True)) == {
        ("one_public_estate", 249),
        ("one_public_estate", 255),
        ("one_public_estate", 72),
        ("productivity_experts", 34),
        ("cfps_governance", 46),
        ("workforce", 112),
        ("local_partnerships", 53),
    }


def test_progress_reviews_are_no_peer_challenges(closure):
    parts = closure.groupby("offer_code")["part_code"].agg(set)
    assert "cpc_progress_review" not in parts["peer_challenge"]
    assert "cpc_host_or_sustained_support" not in parts["peer_challenge"]
    assert {"corporate_peer_challenge", "planning_peer_review"} <= parts["peer_challenge"]
    assert parts["any_offer"] == set(read("reference/offers")["offer_code"])


def test_every_code_in_records_and_figures_is_an_offer():
    offers = read("reference/offers")["offer_code"]
    assert offers.is_unique
    for name in ("records/take_up", "published/take_up"):
        assert set(read(name)["offer_code"]) <= set(offers)


@needs_shared
def test_annex_a_says_what_is_typed_here():
    (report,) = (SHARED / "source-documents").glob("004_*.txt")
    text = re.sub(r"\s+", " ", report.read_text(encoding="utf-8"))
    for words in (
        "119 peer challenges were delivered. Take up was highest proportionately in the South West "
        "and lowest in London",
        "unitary authorities (52 per cent), metropolitan authorities and counties (both 48 per "
        "cent) than districts (20 per cent)",
        "at 43 per cent compared to 27 per cent of Conservative controlled councils",
        "the North East as a region received the most support (proportionately) with the East "
        "Midlands the lowest",
        "county authorities at 78 per cent, falling to just below 50 per cent for district",
        "no overall control (81 per cent)",
        "provided to 54 (15 per cent) of councils",
        "233 councils participated in our leadership programmes",
        "with 85 per cent of councils and Yorkshire and Humber was the lowest",
        "over 70 councils through the productivity programme",
        "25 councils who worked with productivity experts and 26 councils who received support on "
        "digital",
        "20 councils which was in addition to the nine councils which undertook a finance peer",
        "214 councils (61 per cent)",
        "122 councils (35 per cent)",
        "Fourty-seven councils also received support",
        "A total of 120 councils received support from our workforce team during the year, with "
        "almost 50 per cent of London boroughs participating and around a third of all other",
    ):
        assert words in text


@needs_shared
def test_no_published_figure_or_record_is_lost():
    facts = pd.read_csv(SHARED / "facts" / "published" / "take_up.csv")
    ours = read("published/take_up")
    assert list(ours["year"]) == list(facts["year"])
    assert list(ours["value"]) == list(facts["value"])
    never = facts["offer"] == "corporate_peer_challenge_never"
    assert list(ours["offer_code"][~never]) == list(facts["offer"][~never])
    assert set(ours["measure"][never]) == {"councils_never"}
    records = pd.read_csv(SHARED / "facts" / "records" / "take_up_recorded.csv")
    ours = read("records/take_up")
    for column in ("council_code", "evidence", "source_title"):
        assert list(ours[column]) == list(records[column])
    # Every date the facts give is still there, as a date, a financial year or in its own words.
    kept = [
        given in {str(date), str(year), str(words)}
        for given, date, year, words in zip(
            records["date"].fillna("nan"),
            ours["date"],
            ours["financial_year"],
            ours["date_as_given"],
            strict=True,
        )
    ]
    assert all(kept)


def test_only_a_month_a_day_or_a_stated_year_fixes_the_financial_year():
    records = read("records/take_up")
    bare = records["date"].str.fullmatch(r"\d{4}").fillna(False).astype(bool)
    assert bare.sum() > 10
    assert records.loc[bare, "financial_year"].isna().all()
    months = records[records["date"].str.match(r"\d{4}-\d{2}").fillna(False).astype(bool)]
    began = pd.to_datetime(months["date"].str[:7]) - pd.DateOffset(months=3)
    assert (began.dt.year.astype(str) == months["financial_year"].str[:4]).all()
