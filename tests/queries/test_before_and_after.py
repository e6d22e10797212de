"""Before and after a challenge, on tables small enough to check by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.exhibit import Answer, View
from dashboard.exhibits.before_after import BEFORE_AND_AFTER
from dashboard.exhibits.before_after_words import (
    CHALLENGE,
    GRADE,
    MATCHED,
    NO_FIGURES,
    NO_MATCH,
    PLACEBO,
    TOTAL,
    findings,
)
from dashboard.selection import Selection
from dashboard.warehouse import Snapshot
from tests.small import YEAR, council_years, take_up, write_small

CPC = "corporate_peer_challenge"
YEARS = range(2005, 2024)
# Council, offer, financial year, basis, date.
RECORDS = [
    ("MONTH", CPC, None, "recorded", "2018-06"),
    ("MONTH", CPC, None, "recorded", "2021-06"),
    ("YEAR", CPC, None, "recorded", "2018"),
    ("FINANCIAL", CPC, "2018/19", "recorded", None),
    ("DAY", CPC, None, "recorded", "2018-04-01"),
    ("LATE", CPC, None, "recorded", "2026-01"),
    ("UNDATED", CPC, None, "recorded", None),
    ("FINANCE", "finance_peer_challenge", None, "recorded", None),
    ("PROGRESS", "cpc_progress_review", None, "recorded", "2019"),
    ("MADE-UP", CPC, YEAR, "illustrative", None),
]
TREATED = ["MONTH", "YEAR", "FINANCIAL", "DAY", "LATE"]
CONTROLS = ["MADE-UP", "NONE", "OLD", "NEW"]
NOT_CONTROLS = ["UNDATED", "FINANCE", "PROGRESS"]
PAIRS = 20


def _label(kind: str, year: int) -> str:
    if kind == "FIN":
        return f"{year}-{(year + 1) % 100:02}"
    return f"{year}-{year + 2}" if kind == "SPAN" else str(year)


def _values() -> list[tuple]:
    rows = []
    for place, code in enumerate([*TREATED, *CONTROLS, *NOT_CONTROLS]):
        for kind in ("FIN", "CAL", "SPAN"):
            # A figure tells its year and its council.
            rows += [(kind, code, _label(kind, y), y + place / 100) for y in YEARS]
    # Twenty pairs, all of whose councils with a challenge gain 3 more than theirs.
    for number in range(PAIRS):
        for code, more in ((f"A{number}", 3.0), (f"B{number}", 0.0)):
            for kind in ("MANY", "WIDE", "GRADES", "TOTALS"):
                rows += [
                    (kind, code, f"{y}", number * 10 + (y % 3) + number % 2 + more * (y > 2018))
                    for y in YEARS
                ]
    # Two councils with none on record that are like no other, and one with an undated challenge.
    for code in ("NONE", "MADE-UP", "UNDATED"):
        rows += [("WIDE", code, f"{y}", 1_000.0) for y in YEARS]
    return rows


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    own, other = ([f"{side}{number}" for number in range(PAIRS)] for side in "AB")
    codes = [*TREATED, *CONTROLS, *NOT_CONTROLS, *own, *other]
    rows = [*RECORDS, *((code, CPC, None, "recorded", "2018-06") for code in own)]
    records = take_up([row[:4] for row in rows]).assign(
        date=pd.Series([row[4] for row in rows], dtype="str")
    )
    records["financial_year"] = records["financial_year"].astype("str")
    similar = [(code, other_code) for code in TREATED for other_code in [*CONTROLS, *NOT_CONTROLS]]
    similar += [(one, two) for one in own for two in other]
    offers = [CPC, "finance_peer_challenge", "peer_challenge", "cpc_progress_review"]
    indicators = ["FIN", "CAL", "SPAN", "MANY", "WIDE", "GRADES", "TOTALS"]
    tables = {
        "council_years": council_years([("MONTH", "North", "district", "Labour")]),
        "councils": pd.DataFrame(
            {
                "council_code": codes,
                "short_name": [f"Council {code}" for code in codes],
                "start_date": pd.to_datetime(["2019-04-01" if c == "NEW" else None for c in codes]),
                "end_date": pd.to_datetime(["2019-03-31" if c == "OLD" else None for c in codes]),
            }
        ),
        "take_up": records,
        "offers": pd.DataFrame({"offer_code": offers, "name": offers, "theme": "T"}),
        "offer_parts": pd.DataFrame(
            [(code, code) for code in offers]
            + [("peer_challenge", CPC), ("peer_challenge", "finance_peer_challenge")],
            columns=["offer_code", "part_code"],
        ),
        "similar_councils": pd.DataFrame(similar, columns=["council_code", "similar_code"]).assign(
            position=1, distance=1.0
        ),
        "indicators": pd.DataFrame({"indicator_code": indicators}).assign(
            indicator_name=[f"Indicator {code}" for code in indicators],
            unit=["%", "%", "%", "%", "%", "grade 1-4", "£ thousand"],
            polarity="higher_is_better",
            theme="T",
            source="s1",
            values=1,
        ),
        "indicator_values": pd.DataFrame(
            _values(), columns=["indicator_code", "council_code", "period", "value"]
        ),
    }
    return write_small(tmp_path_factory.mktemp("before") / "v1", tables)


def possible(small: Snapshot, indicator: str) -> pd.DataFrame:
    return small.run("before-and-after", {"indicator": indicator})


def found(small: Snapshot, indicator: str) -> Answer:
    view = View(Selection(indicator=(indicator,)), small)
    frame = BEFORE_AND_AFTER.prepare(possible(small, indicator), view)
    return Answer(BEFORE_AND_AFTER, view, frame, BEFORE_AND_AFTER.sentence(frame, view))


@pytest.mark.parametrize(
    ("indicator", "council", "periods"),
    [
        # The period of the challenge is left out, however vague its date.
        ("FIN", "MONTH", ("2015-16", "2017-18", "2019-20")),
        ("FIN", "FINANCIAL", ("2015-16", "2017-18", "2019-20")),
        ("FIN", "YEAR", ("2013-14", "2016-17", "2019-20")),
        ("FIN", "DAY", ("2015-16", "2017-18", "2019-20")),
        ("CAL", "MONTH", ("2015", "2017", "2019")),
        ("CAL", "FINANCIAL", ("2014", "2017", "2020")),
        ("SPAN", "MONTH", ("2011-2013", "2015-2017", "2019-2021")),
    ],
)
def test_before_and_after_leave_out_the_challenge(
    small: Snapshot, indicator: str, council: str, periods: tuple[str, str, str]
) -> None:
    rows = possible(small, indicator)
    row = rows[(rows["council_code"] == council) & (rows["matched_code"] == "NONE")].iloc[0]
    assert (row["period_placebo"], row["period_before"], row["period_after"]) == periods
    # Each figure tells its year: by the year, two years before, and the placebo's.
    years = [int(row[name]) for name in ("placebo_before", "value_before", "value_after")]
    assert years == [int(period[:4]) for period in periods]
    assert int(row["earlier"]) == years[1] - 2
    assert int(row["placebo_earlier"]) == years[0] - 2
    for own, other in (
        ("value_before", "matched_before"),
        ("value_after", "matched_after"),
        ("earlier", "matched_earlier"),
        ("placebo_before", "matched_placebo_before"),
        ("placebo_earlier", "matched_placebo_earlier"),
    ):
        assert int(row[own]) == int(row[other])
        assert row[own] != row[other]


def test_only_councils_without_any_challenge_on_record_are_matched(small: Snapshot) -> None:
    rows = possible(small, "FIN")
    assert set(rows["council_code"]) == {*TREATED, *(f"A{number}" for number in range(PAIRS))}
    # An illustrative row is no fact about its council, so it does not count.
    assert set(rows.loc[rows["council_code"].isin(TREATED), "matched_code"].dropna()) == {*CONTROLS}


def test_the_first_dated_challenge_counts(small: Snapshot) -> None:
    rows = possible(small, "FIN").set_index("council_code")
    assert set(rows.loc["MONTH", "challenge"]) == {"2018-06"}


def test_no_figure_counts_outside_the_life_of_a_council(small: Snapshot) -> None:
    rows = possible(small, "FIN").set_index(["council_code", "matched_code"])
    old, new = rows.loc[("MONTH", "OLD")], rows.loc[("MONTH", "NEW")]
    assert old["matched_before"] > 0
    assert pd.isna(old["matched_after"])
    assert pd.isna(new["matched_before"])
    assert new["matched_after"] > 0


def test_with_few_pairs_there_is_no_estimate_and_it_says_so(small: Snapshot) -> None:
    few = found(small, "FIN")
    rows = few.frame[few.frame["comparison"] == CHALLENGE].set_index("council_code")
    # Two councils may be matched, so of the four with figures two are left over.
    assert rows.loc[TREATED, "pairing"].value_counts().to_dict() == {
        MATCHED: 2,
        NO_MATCH: 2,
        NO_FIGURES: 1,
    }
    assert few.sentence.startswith("Too few to tell: “Indicator FIN” gives 2 matched pairs")
    assert "interval" not in few.sentence
    assert findings(few.frame).estimate is None
    assert few.figure()["data"] == []


def test_a_known_difference_is_found_and_the_placebo_finds_none(small: Snapshot) -> None:
    many = found(small, "MANY")
    result = findings(many.frame)
    assert result.pairs == result.placebo_pairs == PAIRS
    assert result.estimate is not None
    assert result.placebo is not None
    assert (result.estimate.mean, result.estimate.found) == (pytest.approx(3), True)
    assert (result.placebo.mean, result.placebo.found) == (pytest.approx(0), False)
    assert result.balance is not None
    assert (result.balance.level_before, result.balance.level) == (0, 0)
    assert (result.balance.trend_before, result.balance.trend) == (0, 0)
    pairs = many.frame[(many.frame["comparison"] == CHALLENGE) & (many.frame["pairing"] == MATCHED)]
    assert (pairs["council_code"].str[1:] == pairs["matched_code"].str[1:]).all()
    assert "a difference of +3.000 (percentage points)" in many.sentence
    assert set(many.frame["comparison"]) == {CHALLENGE, PLACEBO}


def test_balance_is_shown_before_matching_and_after_it(small: Snapshot) -> None:
    wide = found(small, "WIDE")
    real = wide.frame[wide.frame["comparison"] == CHALLENGE]
    own = real.loc[real["council_code"].str.startswith("A"), "own_before"]
    # Beside the twenty stand their twenty likes and two at 1,000.
    others = pd.Series([*own, 1_000.0, 1_000.0])
    assert real["without_councils"].dropna().unique().tolist() == [PAIRS + 2]
    assert real["without_before"].dropna().unique() == pytest.approx([others.mean()])
    sd = ((own.var() + others.var(ddof=0)) / 2) ** 0.5
    balance = findings(wide.frame).balance
    assert balance is not None
    assert (balance.with_challenge, balance.without) == (PAIRS, PAIRS + 2)
    assert balance.level_before == pytest.approx((own.mean() - others.mean()) / sd)
    assert balance.level == 0
    words = " ".join(note["text"] for note in wide.figure()["layout"]["annotations"])
    words = words.replace("<br>", " ")
    before = f"figure −{abs(balance.level_before):.2f}, trend"
    assert f"challenge beside 22 with none on record: {before}" in words
    assert "(not both within 0.1). <b>After matching</b>, 20 pairs: figure 0.00" in words


@pytest.mark.parametrize(("indicator", "reason"), [("GRADES", GRADE), ("TOTALS", TOTAL)])
def test_grades_and_totals_are_not_averaged(small: Snapshot, indicator: str, reason: str) -> None:
    none = found(small, indicator)
    assert set(none.frame["pairing"]) == {reason}
    assert "no average" in none.sentence
    assert none.figure()["data"] == []


def test_the_warnings_are_on_the_chart_and_it_claims_no_cause(small: Snapshot) -> None:
    many = found(small, "MANY")
    words = " ".join(note["text"] for note in many.figure()["layout"]["annotations"])
    words = words.replace("<br>", " ")
    assert "Absence of a record is not absence of support" in words
    assert "Councils choose to take part" in words
    assert "20 councils with a challenge" in words
    assert "Balance before" in words
    assert "Placebo" in words
    said = [words, many.sentence, *BEFORE_AND_AFTER.method, *BEFORE_AND_AFTER.notes]
    assert "because" not in " ".join(said).casefold()
