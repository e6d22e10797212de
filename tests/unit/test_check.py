"""The comparison of published figures with the rows, on a table small enough to add up by eye."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.check import AGREES, DIFFERS, NOT_COMPARABLE, compare, report, unmet

# Six councils: A, B in the North, C, D in the South, E, F in London.
COUNCILS = pd.DataFrame(
    [
        (code, year, region, kind, "Labour")
        for year in ("2016/17", "2018/19", "2022/23")
        for code, region, kind in (
            ("A", "North", "county"),
            ("B", "North", "district"),
            ("C", "South", "county"),
            ("D", "South", "district"),
            ("E", "London", "London borough"),
            ("F", "London", "London borough"),
        )
    ],
    columns=["council_code", "financial_year", "region", "authority_type", "political_control"],
)
PARTS = pd.DataFrame(
    [("challenge", "challenge"), ("challenge", "finance"), ("finance", "finance")],
    columns=["offer_code", "part_code"],
)
# A and B in the North, C in the South took part; B through a part of the offer, and twice in all.
TAKE_UP = pd.DataFrame(
    [
        ("A", "challenge", "2016/17", None, 1, "illustrative"),
        ("B", "finance", "2016/17", "2016-09", 2, "recorded"),
        ("C", "challenge", "2016/17", "2016-10", 1, "recorded"),
        ("D", "challenge", None, "2016", 1, "recorded"),
        ("gone", "challenge", "2016/17", "2016-11", 1, "recorded"),
        ("E", "challenge", "2022/23", "2022-11", 1, "recorded"),
        ("F", "challenge", "2022/23", "2022-12", 1, "recorded"),
    ],
    columns=["council_code", "offer_code", "financial_year", "date", "quantity", "basis"],
)


def figure(measure, value, low, high, dimension="all", group="all", **more):
    return {
        "year": "2016/17",
        "offer_code": "challenge",
        "dimension": dimension,
        "group": group,
        "measure": measure,
        "value": value,
        "qualifier": "exact",
        "low": low,
        "high": high,
        "use": "constraint",
        "reason": "Met.",
        **more,
    }


def one(row, take_up=TAKE_UP, **more) -> pd.Series:
    return compare(pd.DataFrame([row]), take_up, PARTS, COUNCILS, **more).iloc[0]


@pytest.mark.parametrize(
    ("row", "computed"),
    [
        (figure("councils", 3, 3, 3), 3),
        (figure("percent_of_councils", 50, 49.5, 50.499), 50),
        (figure("percent_of_councils", 100, 100, 100, "region", "North"), 100),
        (figure("percent_of_councils", 0, 0, 0.499, "authority_type", "London borough"), 0),
        (figure("rank_highest", 1, 1, 1, "region", "North"), 1),
        (figure("rank_lowest", 1, 1, 1, "region", "London"), 1),
    ],
)
def test_figures_that_hold_agree(row, computed):
    found = one(row)
    assert found["computed"] == computed
    assert found["difference"] == computed - row["value"]
    assert found["within"] == AGREES


@pytest.mark.parametrize(
    ("row", "computed"),
    [
        (figure("councils", 5, 5, 5), 3),
        (figure("percent_of_councils", 33, 32.5, 33.499), 50),
        (figure("rank_highest", 1, 1, 1, "region", "South"), 2),
        (figure("rank_lowest", 1, 1, 1, "region", "North"), 3),
    ],
)
def test_figures_that_do_not_hold_differ(row, computed):
    found = one(row)
    assert found["computed"] == computed
    assert found["within"] == DIFFERS


def test_first_place_shared_is_not_first_place():
    assert one(figure("rank_highest", 1, 1, 1, "authority_type", "county"))["computed"] == 1
    shared = pd.concat([TAKE_UP, TAKE_UP.iloc[[0]].assign(council_code="D")])
    assert one(figure("rank_highest", 1, 1, 1, "authority_type", "county"), shared)["computed"] == 2


def test_broken_table_is_flagged_where_it_is_broken():
    rows = pd.DataFrame(
        [
            figure("councils", 3, 3, 3),
            figure("percent_of_councils", 100, 100, 100, "region", "North"),
            figure("percent_of_councils", 50, 49.5, 50.499, "region", "South"),
        ]
    )
    assert unmet(compare(rows, TAKE_UP, PARTS, COUNCILS)).empty
    broken = compare(rows, TAKE_UP[TAKE_UP["council_code"] != "A"], PARTS, COUNCILS)
    assert list(broken["within"]) == [DIFFERS, DIFFERS, AGREES]
    assert len(unmet(broken)) == 2
    text = report(broken)
    assert "2 that the rows must meet are not met." in text
    assert text.splitlines()[0] == "3 published figures: 1 agree, 2 differ, 0 not comparable."


def test_figure_that_is_only_compared_may_differ_without_being_unmet():
    frame = compare(
        pd.DataFrame([figure("councils", 5, 5, 5, use="compared", reason="Another source.")]),
        TAKE_UP,
        PARTS,
        COUNCILS,
    )
    assert frame["within"].item() == DIFFERS
    assert unmet(frame).empty
    assert "Another source." in report(frame)


MEASURES = pd.DataFrame(
    [
        ("peer_challenges_delivered", "Peer challenges delivered", "peer_challenge", "deliveries"),
        ("councils_challenged", "Councils challenged", "peer_challenge", "councils"),
        ("councils_challenged_share", "Share challenged", "peer_challenge", "percent_of_councils"),
        ("councils_without", "Councils without one", "peer_challenge", "councils_never"),
        ("graduates", "Graduates placed", None, None),
        ("money_saved", "Money saved", None, None),
    ],
    columns=["measure", "label", "offer_code", "counts"],
)


def delivered(*rows) -> pd.DataFrame:
    """Compare rows of (year, measure, value, basis, qualifier[, unit])."""
    told = pd.DataFrame(
        [(*row, "count") if len(row) == 5 else row for row in rows],
        columns=["year", "measure", "value", "basis", "qualifier", "unit"],
    )
    rename = {"challenge": "peer_challenge"}
    frame = compare(
        pd.DataFrame([figure("councils", 3, 3, 3)]).replace(rename),
        TAKE_UP.replace(rename),
        PARTS.replace(rename),
        COUNCILS,
        told,
        MEASURES,
    )
    assert len(frame) == 1 + len(told)
    return frame.iloc[1:].reset_index(drop=True)


def test_number_delivered_is_the_sum_of_quantities_of_councils_in_being():
    found = delivered(
        ("2016/17", "peer_challenges_delivered", 4.0, "actual", "exact"),
        ("2016/17", "peer_challenges_delivered", 5.0, "actual", "exact"),
    )
    assert list(found["computed"]) == [4, 4]
    assert list(found["within"]) == [AGREES, DIFFERS]
    assert len(unmet(found)) == 1


def test_deliveries_that_the_rows_cannot_bear_out_say_why():
    found = delivered(
        ("2016/17", "peer_challenges_delivered", 7.0, "forecast", "exact"),
        ("2016/17", "graduates", 94.0, "actual", "exact"),
        ("2016/17", "money_saved", 26.5, "actual", "exact", "gbp_million"),
        ("2017-2020", "peer_challenges_delivered", 9.0, "actual", "exact"),
        ("2016/17", "peer_challenges_delivered", 2.0, "to-date", "exact"),
    )
    assert set(found["within"]) == {NOT_COMPARABLE}
    said = list(found["reason"])
    assert "forecast" in said[0]
    assert "do not count this" in said[1]
    assert "amount of money" in said[2]
    assert "financial year" in said[3]
    assert "up to a date" in said[4]
    assert found["computed"].isna().tolist() == [True, True, True, True, False]
    assert list(found["wording"])[1:3] == ["Graduates placed: 94", "Money saved: £26.5 million"]


def test_councils_delivered_to_are_counted_as_take_up_is():
    found = delivered(
        ("2016/17", "councils_challenged", 3.0, "actual", "exact"),
        ("2016/17", "councils_challenged", 5.0, "actual", "exact"),
        ("2016/17", "councils_challenged", 2.0, "actual", "over"),
        ("2016/17", "councils_challenged_share", 50.0, "actual", "exact", "percent"),
    )
    assert list(found["computed"]) == [3, 3, 3, 50]
    assert list(found["within"]) == [AGREES, DIFFERS, DIFFERS, AGREES]
    assert "another published figure for this year: 3 councils" in found["reason"][1]
    # Only the published take-up has to be met.
    assert unmet(found).empty


def test_deliveries_of_years_with_partial_records_are_only_contradicted_by_more():
    found = delivered(
        ("2022/23", "councils_challenged", 9.0, "actual", "exact"),
        ("2022/23", "councils_challenged", 1.0, "actual", "exact"),
        ("2022/23", "councils_challenged", 1.0, "actual", "over"),
        ("2022/23", "peer_challenges_delivered", 1.0, "actual", "exact"),
    )
    assert list(found["computed"]) == [2, 2, 2, 2]
    assert list(found["within"]) == [NOT_COMPARABLE, DIFFERS, NOT_COMPARABLE, DIFFERS]


def test_the_start_of_a_year_is_the_end_of_the_one_before():
    found = delivered(("start of 2019/20", "councils_without", 3.0, "actual", "exact"))
    assert found["computed"][0] == 3
    assert "By 31 March 2019" in found["reason"][0]
    assert found["year"][0] == "start of 2019/20"


def test_partial_records_are_not_comparable_until_they_exceed_the_figure():
    later = {"year": "2022/23", "use": "not used", "reason": "Partial."}
    nan = float("nan")
    fits = one(figure("councils", 5, nan, nan, **later))
    assert (fits["computed"], fits["within"]) == (2, NOT_COMPARABLE)
    assert "Partial." in fits["reason"]
    assert "do not contradict" in fits["reason"]
    exceeds = one(figure("councils", 1, nan, nan, **later))
    assert exceeds["within"] == DIFFERS
    assert "more councils than the figure" in exceeds["reason"]


def test_councils_that_never_had_one_cannot_outnumber_those_without_a_record():
    never = {"year": "2018/19", "use": "not used"}
    nan = float("nan")
    # By March 2019 B, C and D are on record; A is illustrative, E and F came later.
    fits = one(figure("councils_never", 3, nan, nan, **never))
    assert (fits["computed"], fits["within"]) == (3, NOT_COMPARABLE)
    assert "3 of 6 councils are on record" in fits["reason"]
    contradicted = one(figure("councils_never", 4, nan, nan, **never))
    assert contradicted["within"] == DIFFERS
    assert "contradict the figure" in contradicted["reason"]


@pytest.mark.parametrize(
    ("year", "computed"),
    [("to March 2016", 0), ("to March 2017", 3), ("to 2016", 3), ("to 2015", 0)],
)
def test_running_totals_count_records_certain_by_then(year, computed):
    """C and B are dated by month; D only by the year 2016, so it is certain by December."""
    nan = float("nan")
    in_being = TAKE_UP[TAKE_UP["council_code"] != "gone"]
    found = one(figure("councils", 9, nan, nan, year=year, use="not used"), in_being)
    assert (found["computed"], found["within"]) == (computed, NOT_COMPARABLE)


def test_periods_that_are_no_year_are_not_computed():
    nan = float("nan")
    found = one(figure("percent_of_councils", 100, nan, nan, year="2017-2020", use="not used"))
    assert pd.isna(found["computed"])
    assert found["within"] == NOT_COMPARABLE


def test_group_without_councils_is_not_comparable():
    found = one(figure("percent_of_councils", 0, 0, 0.499, "region", "Wales"))
    assert found["within"] == NOT_COMPARABLE
    assert not unmet(
        compare(
            pd.DataFrame([figure("percent_of_councils", 0, 0, 0.499, "region", "Wales")]),
            TAKE_UP,
            PARTS,
            COUNCILS,
        )
    ).empty


def test_the_report_counts_what_the_records_do_not_hold_without_listing_it():
    text = report(
        delivered(
            ("2016/17", "graduates", 94.0, "actual", "exact"),
            ("2016/17", "councils_challenged", 3.0, "actual", "exact"),
        )
    )
    assert text.splitlines()[0] == "2 published figures: 1 agree, 0 differ, 1 not comparable."
    assert "1 of those not comparable" in text
    assert "Graduates placed" not in text
    assert "Councils challenged: 3" in text


def test_one_row_for_each_figure_in_order():
    rows = [figure("councils", n, n, n) for n in (1, 2, 3)]
    frame = compare(pd.DataFrame(rows), TAKE_UP, PARTS, COUNCILS)
    assert list(frame["published"]) == [1, 2, 3]
    lines = report(frame).splitlines()
    assert [line.split()[2] for line in lines if line.startswith("2016/17")] == ["1", "2", "3"]
