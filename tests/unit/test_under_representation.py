"""The exact test for groups that take part less than chance explains."""

from __future__ import annotations

from math import comb

import numpy as np
import pandas as pd
import pytest
from scipy.stats import false_discovery_control, hypergeom

from dashboard.statistics.under_representation import (
    BELOW,
    FAMILY_ERROR,
    UNKNOWN,
    WITHIN,
    cannot_judge,
    compare_groups,
    holm,
    hypergeometric_cdf,
)


def groups(rows: list[tuple]) -> pd.DataFrame:
    """Rows of (councils, taking_part[, same_councils])."""
    return pd.DataFrame(
        [
            {
                "councils": size,
                "taking_part": took,
                "same_councils": same[0] if same else str(place),
            }
            for place, (size, took, *same) in enumerate(rows)
        ]
    )


@pytest.mark.parametrize(
    ("total", "drawn", "sizes"),
    [
        (353, 106, [201, 33, 27, 1, 353]),
        (353, 0, [10, 353]),
        (353, 353, [10, 353]),
        (10, 9, [2, 5, 0]),
        (1, 1, [1]),
    ],
)
def test_the_distribution_is_scipys(total: int, drawn: int, sizes: list[int]) -> None:
    found = hypergeometric_cdf(total, drawn, np.array(sizes))
    x = np.arange(max(sizes) + 1)
    for row, size in zip(found, sizes, strict=True):
        assert row == pytest.approx(hypergeom.cdf(x, total, drawn, size), abs=1e-9)


def test_a_table_worked_by_hand() -> None:
    # 4 of 10 councils took part, none of the 5 in the group: C(5,4) ways of all C(10,4).
    found = compare_groups(groups([(5, 0), (5, 4)]), total=10, drawn=4)
    assert found["p_value"].tolist() == pytest.approx([comb(5, 4) / comb(10, 4), 1])
    assert found["adjusted_p"].tolist() == pytest.approx([2 * 5 / 210, 1])
    assert found["expected"].tolist() == [2, 2]
    assert found["flag"].tolist() == [BELOW, WITHIN]


def test_only_few_is_flagged_never_many() -> None:
    found = compare_groups(groups([(100, 60), (100, 0)]), total=200, drawn=60)
    assert found["flag"].tolist() == [WITHIN, BELOW]


def test_holm_steps_down_and_never_turns_back() -> None:
    p = np.array([0.04, 0.001, 0.03, 0.2, 0.001, 0.9])
    # Sorted: 6 × 0.001, 5 × 0.001 (not under the one before), 4 × 0.03, 3 × 0.04, 2 × 0.2, 0.9.
    assert holm(p).tolist() == pytest.approx([0.12, 0.006, 0.12, 0.4, 0.006, 0.9])
    # It is the stricter family-wise step, not the false discovery rate.
    assert (holm(p) >= false_discovery_control(p) - 1e-12).all()


def test_the_same_councils_under_two_names_are_one_comparison() -> None:
    once = compare_groups(groups([(33, 4, "London"), (40, 12, "x")]), total=353, drawn=106)
    twice = compare_groups(
        groups([(33, 4, "London"), (33, 4, "London"), (40, 12, "x")]), total=353, drawn=106
    )
    assert twice["adjusted_p"].tolist() == [*once["adjusted_p"][[0, 0]], once["adjusted_p"][1]]


def test_the_range_of_chance_holds_19_draws_of_20() -> None:
    found = compare_groups(groups([(201, 40), (33, 7), (1, 0)]), total=353, drawn=106)
    for row in found.itertuples():
        inside = hypergeom(353, 106, row.councils)
        held = inside.cdf(row.chance_high) - inside.cdf(row.chance_low - 1)
        assert held >= 0.95
        assert inside.cdf(row.chance_low - 1) < 0.025
        assert inside.cdf(row.chance_high - 1) < 0.975


def test_without_complete_records_nothing_is_said() -> None:
    found = cannot_judge(groups([(33, 0), (40, 12)]))
    assert set(found["flag"]) == {UNKNOWN}
    assert found[["p_value", "adjusted_p", "expected"]].isna().all(axis=None)


def test_no_groups_is_no_error() -> None:
    empty = groups([(1, 1)]).iloc[:0]
    assert compare_groups(empty, total=0, drawn=0).empty


def test_with_nothing_to_find_a_group_is_flagged_once_in_twenty_at_most(
    snapshot,  # type: ignore[no-untyped-def]
) -> None:
    """The councils of 2016/17 in their real, overlapping groups; who takes part is drawn by lot."""
    councils = snapshot.table("council_in_year").query("financial_year == '2016/17'")
    names = ["region", "authority_type", "political_control", "patch", "tier"]
    members = pd.get_dummies(councils[names]).to_numpy(int).T
    sizes = members.sum(axis=1)
    same = [row.tobytes().hex() for row in members]
    total, drawn, runs = len(councils), 106, 2_000
    draw = np.random.default_rng(2016)
    cdf = hypergeometric_cdf(total, drawn, sizes)
    first = ~pd.Series(same).duplicated().to_numpy()
    flagged = 0
    alone = 0
    for _ in range(runs):
        chosen = draw.permutation(total)[:drawn]
        p = cdf[np.arange(len(sizes)), members[:, chosen].sum(axis=1)]
        flagged += bool((holm(p[first]) < FAMILY_ERROR).any())
        alone += bool((p[first] < FAMILY_ERROR).any())
    # Counts are whole numbers and groups overlap, so the true rate lies somewhat under 5%; without
    # the allowance for many comparisons it would be several times that.
    assert 0.01 < flagged / runs < 0.06
    assert alone / runs > 0.3


def test_a_real_shortfall_is_found() -> None:
    """Half as likely to take part, 200 of 353 councils: found nearly always."""
    draw = np.random.default_rng(1)
    found = 0
    for _ in range(200):
        took = [draw.binomial(200, 0.2), draw.binomial(153, 0.4)]
        rows = groups([(200, took[0]), (153, took[1]), *[(30, 9, f"g{i}") for i in range(20)]])
        found += compare_groups(rows, 353, sum(took))["flag"].iloc[0] == BELOW
    assert found > 160
