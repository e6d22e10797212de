"""Sentences about money: hedges kept, singular and plural right, ties, gaps, nothing to show."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pandas as pd
import pytest

from dashboard.exhibit import View
from dashboard.exhibits import savings_words as words


@pytest.mark.parametrize(
    ("amount", "wording", "said"),
    [
        (219.9, "exact", "£219.9 million"),
        (21.0, "exact", "£21 million"),
        (100, "over", "over £100 million"),
        (10, "almost", "almost £10 million"),
        (2, "about", "about £2 million"),
        (65, "up to", "up to £65 million"),
        (210, "at least", "at least £210 million"),
        (1340, "over", "over £1.34 billion"),
        (1000, "exact", "£1 billion"),
        (0.1, "over", "over £100,000"),
        (0.307, "exact", "£307,000"),
        (219.9 - 210, "exact", "£9.9 million"),
    ],
)
def test_an_amount_keeps_the_word_of_its_source(amount: float, wording: str, said: str) -> None:
    assert words.pounds(amount, wording) == said


def test_an_amount_in_brief() -> None:
    assert words.in_brief(971, "over") == "over £971m"
    assert words.in_brief(1340, "over") == "over £1.34bn"


@pytest.mark.parametrize(
    ("years", "said"),
    [
        (["2016/17"], "2016/17"),
        (["2011/12", "2012/13", "2013/14"], "2011/12 to 2013/14"),
        (["2019/20", "2012/13", "2013/14", "2017/18"], "2012/13 to 2013/14, 2017/18 and 2019/20"),
        (["1999/00", "2000/01"], "1999/00 to 2000/01"),
    ],
)
def test_years_that_follow_one_another_are_one_range(years: list[str], said: str) -> None:
    assert words.year_ranges(years) == said


def areas(*rows: tuple[str, float], total: float | None = None, **more: Any) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["programme_area", "gbp_million"])
    whole = frame["gbp_million"].sum() if total is None else total
    common = {
        "financial_year": "2016/17",
        "how_firm": "Estimate",
        "total_gbp_million": whole,
        "total_wording": "exact",
        "commitment_gbp_million": float("nan"),
        "commitment_wording": None,
        "share_of_total": 100 * frame["gbp_million"] / whole,
    }
    return frame.assign(**(common | more))


NOWHERE = cast(View, SimpleNamespace(year="2016/17"))


def test_the_areas_beside_the_commitment() -> None:
    frame = areas(("North", 6), ("South", 3), ("East", 1), commitment_gbp_million=8.0)
    said = words.by_programme(frame.assign(commitment_wording="at least"), NOWHERE)
    assert said == (
        "In 2016/17, 3 programme areas were estimated to have saved councils £10 million in all, "
        "£2 million more than the commitment of at least £8 million. North (£6 million, 60%) saved "
        "the most, East (£1 million, 10%) the least."
    )


@pytest.mark.parametrize(
    ("commitment", "said"),
    [
        (12.5, ", £2.5 million less than the commitment of £12.5 million."),
        (10.0, ", exactly the commitment of £10 million."),
    ],
)
def test_a_commitment_missed_or_just_met(commitment: float, said: str) -> None:
    frame = areas(("A", 6), ("B", 4), commitment_gbp_million=commitment, commitment_wording="exact")
    assert said in words.by_programme(frame, NOWHERE)


def test_one_area_is_singular_and_neither_most_nor_least() -> None:
    said = words.by_programme(areas(("North", 6), how_firm="Stated"), NOWHERE)
    assert said == "In 2016/17, 1 programme area is said to have saved councils £6 million in all."


def test_areas_that_tie_are_named_together() -> None:
    said = words.by_programme(areas(("A", 4), ("B", 4), ("C", 2)), NOWHERE)
    assert "A and B (£4 million each, 40%) saved the most, C (£2 million, 20%) the least." in said
    assert "Each saved the same: £4 million." in words.by_programme(
        areas(("A", 4), ("B", 4)), NOWHERE
    )


def test_areas_that_miss_the_total_are_said_to() -> None:
    said = words.by_programme(areas(("A", 4), ("B", 3), total=10.0), NOWHERE)
    assert "saved councils £10 million in all." in said
    assert "The areas add up to £7 million, not to that total." in said


def _without_breakdown(year: str, rows: list[tuple]) -> str:
    names = ["financial_year", "by_area", "gbp_million", "published_wording"]
    known = pd.DataFrame(rows, columns=names)
    snapshot = SimpleNamespace(run=lambda name: known)
    return words.by_programme(areas(), cast(View, SimpleNamespace(year=year, snapshot=snapshot)))


def test_a_year_without_a_breakdown_says_what_is_known() -> None:
    known = [("2016/17", True, 219.9, "exact"), ("2018/19", False, 100.0, "over")]
    assert _without_breakdown("2018/19", known) == (
        "No breakdown of savings by programme area has been found for 2018/19. The whole offer is "
        "said to have saved over £100 million in that year. There is one for 2016/17."
    )
    assert _without_breakdown("2013/14", known) == (
        "No breakdown of savings by programme area has been found for 2013/14. "
        "There is one for 2016/17."
    )
    assert _without_breakdown("2013/14", []).endswith("found for 2013/14.")


def over_time(*rows: tuple) -> pd.DataFrame:
    names = ["group", "financial_year", "gbp_million", "published_wording"]
    return pd.DataFrame(rows, columns=names)


def test_totals_years_without_one_and_spans() -> None:
    frame = over_time(
        ("Total", "2015/16", None, None),
        ("Total", "2016/17", 219.9, "exact"),
        ("Commitment", "2016/17", 210.0, "at least"),
        ("Total", "2017/18", None, None),
        ("Total", "2018/19", 100.0, "over"),
        ("Several years", None, 133.0, "about"),
    )
    assert words.over_time(frame, NOWHERE) == (
        "The offer is said to have saved councils £219.9 million in 2016/17 (the commitment was at "
        "least £210 million) and over £100 million in 2018/19. No total has been found for 2 "
        "years: 2015/16 and 2017/18. 1 amount over several years stands apart and is never added "
        "to a year."
    )


def test_nothing_to_say_over_time() -> None:
    assert words.over_time(over_time(), NOWHERE) == (
        "No claim of savings by the offer has been found."
    )
    only_gaps = over_time(("Total", "2015/16", None, None))
    assert words.over_time(only_gaps, NOWHERE) == "No total has been found for 1 year: 2015/16."


def granted(*rows: tuple) -> pd.DataFrame:
    names = ["financial_year", "gbp_million", "published_wording", "quote"]
    frame = pd.DataFrame(rows, columns=names)
    return frame.astype({"gbp_million": float})


def test_the_grant_in_cash_with_its_gap_and_the_words_of_the_source() -> None:
    quote = "It fell by half in real terms."
    frame = granted(
        ("2010/11", 40, "exact", None),
        ("2011/12", None, None, None),
        ("2012/13", 30, "exact", quote),
        ("2013/14", 10, "about", None),
    )
    assert words.grant(frame, NOWHERE) == (
        "The grant fell by 75%, from £40 million in 2010/11 to about £10 million in 2013/14, in "
        "cash. No figure has been found for 1 year: 2011/12. In the words of the LGA: "
        f"“{quote}” In cash that is a fall of 25%."
    )


@pytest.mark.parametrize(
    ("last", "moved"), [(60, "rose by 50%, from"), (40.0, "stayed the same, from")]
)
def test_a_grant_that_did_not_fall(last: float, moved: str) -> None:
    frame = granted(("2010/11", 40, "exact", None), ("2011/12", last, "exact", None))
    assert f"The grant {moved} £40 million in 2010/11" in words.grant(frame, NOWHERE)


def test_one_figure_or_none_for_the_grant() -> None:
    one = granted(("2010/11", 40, "exact", None))
    assert words.grant(one, NOWHERE) == (
        "The grant was £40 million in 2010/11; no other year has been found."
    )
    assert words.grant(granted(), NOWHERE) == "No figure for the grant has been found."


def shared(*rows: tuple) -> pd.DataFrame:
    names = [
        "stated_for", "date", "amount_is", "shared_services", "services_wording", "gbp_million",
        "published_wording",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=names).astype({"gbp_million": float})


def test_shared_services_first_latest_lower_and_at_odds() -> None:
    total = "running total"
    frame = shared(
        ("about 2011", "2011", total, 132, "exact", None, None),
        ("about 2011", "2011", "one year", None, None, 240, "exact"),
        ("2016/17", "2017-03", total, 100, "exact", 500, "exact"),
        ("2018", "2018", total, 555, "exact", 840, "exact"),
        ("to 2018", "2018", total, 559, "over", 971, "over"),
    )
    assert words.shared_services(frame, NOWHERE) == (
        "The latest count, for 2018, is over 559 shared services, said to have saved over £971 "
        "million so far. The first, for about 2011, was 132 shared services. The count for 2016/17 "
        "(100) is lower than the one before. Sources differ for 2018: £840 million and over £971 "
        "million. These are councils’ own savings, and no part of what the offer saved."
    )


def test_one_shared_service_without_an_amount() -> None:
    frame = shared(("2013-03-19", "2013-03-19", "running total", 1, "exact", None, None))
    assert words.shared_services(frame, NOWHERE).startswith(
        "The latest count, for 19 March 2013, is 1 shared service. These are"
    )
    assert words.shared_services(frame[:0], NOWHERE) == (
        "No count of shared services has been found."
    )


def ledger(*rows: tuple) -> pd.DataFrame:
    names = ["source", "overlaps", "contradicts", "counted", "total_whole", "financial_year"]
    frame = pd.DataFrame(rows, columns=names)
    return frame.assign(
        scheme=words.OFFER, how_firm="Stated", total_gbp_million=100.0, total_wording="over"
    )


def test_the_ledger_counted_once() -> None:
    frame = ledger(
        ("a", "x", None, "Yes", True, "2018/19"),
        ("a", "x", "y", "No", None, "2018/19"),
        ("b", None, None, "Yes", False, "2017/18"),
    )
    assert words.claims(frame, NOWHERE) == (
        "3 claims of savings from 2 sources. 2 of them overlap with another, so the amounts cannot "
        "be added up. With no money counted twice, the whole offer is said to have saved over £100 "
        "million in 2018/19. 1 claim contradicts or does not fit with another. None is known "
        "to have been audited."
    )


def test_an_audited_claim_that_overlaps_with_nothing() -> None:
    frame = ledger(("a", None, None, "No", None, None)).assign(how_firm="Audited")
    assert words.claims(frame, NOWHERE) == (
        "1 claim of savings from 1 source. None overlaps with another."
    )
    assert words.claims(frame[:0], NOWHERE) == "No claim of savings has been found."
