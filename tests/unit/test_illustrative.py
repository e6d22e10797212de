"""The illustrative allocation, on a country of forty made-up councils."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dashboard.intake.illustrative import COLUMNS, InfeasibleFigures, allocate, offer_closure

YEAR = "2016/17"
OFFERS = [
    "any_offer",
    "peer_challenge",
    "corporate_peer_challenge",
    "finance_peer_challenge",
    "finance_support",
    "peer_support",
    "lg_inform",
    "workforce",
]
PARTS = [
    ("any_offer", "peer_challenge"),
    ("any_offer", "finance_support"),
    ("any_offer", "peer_support"),
    ("any_offer", "lg_inform"),
    ("any_offer", "workforce"),
    ("peer_challenge", "corporate_peer_challenge"),
    ("peer_challenge", "finance_peer_challenge"),
]


def make_councils(year: str = YEAR) -> pd.DataFrame:
    """Ten councils in each of four regions: London all boroughs, the others mixed."""
    mixed = ["county"] * 2 + ["district"] * 6 + ["unitary"] * 2
    control = ["Conservative", "Labour", "No overall control"]
    rows = [
        (
            f"E{region[0]}{n}",
            year,
            region,
            "London borough" if region == "London" else mixed[n],
            control[n % 3],
        )
        for region in ("North", "South", "East", "London")
        for n in range(10)
    ]
    names = ["council_code", "financial_year", "region", "authority_type", "political_control"]
    return pd.DataFrame(rows, columns=names)


def figure(offer, dimension, group, measure, value, low=None, high=None, **more):
    """One row of published take-up; a percentage may round to the value unless told otherwise."""
    if low is None:
        exact = measure != "percent_of_councils" or value == 100
        low, high = (value, value) if exact else (value - 0.5, value + 0.499)
    return {
        "year": YEAR,
        "offer_code": offer,
        "dimension": dimension,
        "group": group,
        "measure": measure,
        "value": float(value),
        "qualifier": "exact",
        "low": float(low),
        "high": float(high),
        "use": "constraint",
        "source_title": "Report",
        "source_address": None,
        **more,
    }


FIGURES = [
    figure("peer_challenge", "authority_type", "county", "percent_of_councils", 50),
    figure("peer_challenge", "authority_type", "district", "percent_of_councils", 33),
    figure("peer_challenge", "region", "North", "rank_highest", 1),
    figure("peer_challenge", "region", "London", "rank_lowest", 1),
    figure("finance_peer_challenge", "all", "all", "councils", 3),
    figure("finance_support", "all", "all", "councils", 4),
    figure("peer_support", "all", "all", "councils", 17),
    figure("peer_support", "political_control", "Labour", "rank_highest", 1),
    figure("lg_inform", "all", "all", "percent_of_councils", 100),
]


def make_published(rows=FIGURES) -> pd.DataFrame:
    return pd.DataFrame(rows)


def make_recorded(*rows) -> pd.DataFrame:
    """Records as (council, offer) or (council, offer, financial year)."""
    full = [row if len(row) == 3 else (*row, YEAR) for row in rows]
    frame = pd.DataFrame(full, columns=["council_code", "offer_code", "financial_year"])
    return frame.astype("str").assign(quantity=1)


def make_deliveries(number=20) -> pd.DataFrame:
    row = (YEAR, "peer_challenges_delivered", float(number), "actual", "exact")
    return pd.DataFrame([row], columns=["year", "measure", "value", "basis", "qualifier"])


NO_DELIVERIES = make_deliveries().iloc[:0]
RECORDED = make_recorded(
    ("EN3", "corporate_peer_challenge"),
    ("EL4", "corporate_peer_challenge"),
    ("ES2", "peer_support"),
    ("EE1", "lg_inform"),
    ("EE2", "corporate_peer_challenge", None),
    ("gone", "corporate_peer_challenge"),
)


def closure() -> pd.DataFrame:
    return offer_closure(
        pd.Series(OFFERS), pd.DataFrame(PARTS, columns=["offer_code", "part_code"])
    )


def run(published=None, recorded=RECORDED, deliveries=None, seed=1, councils=None):
    return allocate(
        make_published() if published is None else published,
        closure(),
        make_councils() if councils is None else councils,
        recorded,
        make_deliveries() if deliveries is None else deliveries,
        seed,
    )


def taking_part(rows: pd.DataFrame, recorded: pd.DataFrame, offer: str) -> pd.Series:
    """Booleans by council, with plain pandas: any row of the offer or a part of it."""
    parts = {offer} | {part for whole, part in PARTS if whole == offer}
    both = pd.concat([rows, recorded[recorded["financial_year"] == YEAR]])
    using = set(both.loc[both["offer_code"].isin(parts), "council_code"])
    councils = make_councils()
    return councils["council_code"].isin(using).set_axis(councils["council_code"])


def share(using: pd.Series, column: str) -> pd.Series:
    councils = make_councils().set_index("council_code")
    return using.groupby(councils[column]).mean()


@pytest.fixture(scope="module")
def allocated() -> pd.DataFrame:
    return run()


def test_counts_and_percentages_are_met(allocated):
    challenge = taking_part(allocated, RECORDED, "peer_challenge")
    by_type = share(challenge, "authority_type")
    assert by_type["county"] == 3 / 6
    assert by_type["district"] == 6 / 18
    assert taking_part(allocated, RECORDED, "finance_peer_challenge").sum() == 3
    assert taking_part(allocated, RECORDED, "finance_support").sum() == 4
    assert taking_part(allocated, RECORDED, "peer_support").sum() == 17


def test_highest_and_lowest_groups_are_strictly_so(allocated):
    regions = share(taking_part(allocated, RECORDED, "peer_challenge"), "region")
    assert regions["North"] > regions.drop("North").max()
    assert regions["London"] < regions.drop("London").min()
    control = share(taking_part(allocated, RECORDED, "peer_support"), "political_control")
    assert control["Labour"] > control.drop("Labour").max()


def test_a_lowest_region_is_low_but_not_emptied():
    nobody = make_recorded()
    rows = run(make_published([r for r in FIGURES if r["group"] != "North"]), nobody)
    regions = share(taking_part(rows, nobody, "peer_challenge"), "region")
    assert 0 < regions["London"] < regions.drop("London").min()


def test_council_on_record_counts_and_gets_no_row_of_its_own(allocated):
    challenge = allocated[allocated["offer_code"] == "peer_challenge"]
    assert not {"EN3", "EL4"} & set(challenge["council_code"])
    assert taking_part(allocated, RECORDED, "peer_challenge")[["EN3", "EL4"]].all()
    assert "ES2" not in set(
        allocated.loc[allocated["offer_code"] == "peer_support", "council_code"]
    )


def test_records_without_a_year_or_a_council_in_being_pin_nothing():
    vague = make_recorded(
        ("EE2", "finance_peer_challenge", None), ("gone", "finance_peer_challenge")
    )
    rows = run(make_published([FIGURES[4]]), vague, NO_DELIVERIES)
    assert len(rows) == 3
    assert "gone" not in set(rows["council_code"])


def test_every_council_gets_a_universal_offer_once(allocated):
    inform = allocated[allocated["offer_code"] == "lg_inform"]["council_code"]
    assert sorted(inform) == sorted(set(make_councils()["council_code"]) - {"EE1"})


def test_finance_support_and_finance_challenge_never_meet():
    """Half the councils each: without the rule some would surely be given both."""
    rows = [
        figure("finance_support", "all", "all", "councils", 20),
        figure("finance_peer_challenge", "all", "all", "councils", 20),
    ]
    allocated = run(make_published(rows), make_recorded())
    support = taking_part(allocated, make_recorded(), "finance_support")
    challenge = taking_part(allocated, make_recorded(), "finance_peer_challenge")
    assert not (support & challenge).any()


def test_a_council_on_record_for_both_kinds_of_finance_help_stops_nothing():
    both = make_recorded(("EN1", "finance_support"), ("EN1", "finance_peer_challenge"))
    rows = run(recorded=both)
    assert taking_part(rows, both, "finance_support").sum() == 4
    assert taking_part(rows, both, "finance_peer_challenge").sum() == 3


def test_one_event_is_one_row(allocated):
    """A finance challenge already counts as a peer challenge: no second row for the wider offer."""
    finance = set(
        allocated.loc[allocated["offer_code"] == "finance_peer_challenge", "council_code"]
    )
    wider = set(allocated.loc[allocated["offer_code"] == "peer_challenge", "council_code"])
    assert len(finance) == 3
    assert not finance & wider


def test_quantities_add_up_to_the_number_delivered(allocated):
    kinds = ["peer_challenge", "corporate_peer_challenge", "finance_peer_challenge"]
    illustrative = allocated.loc[allocated["offer_code"].isin(kinds), "quantity"].sum()
    assert illustrative + 2 == 20  # two on record, in councils in being
    assert (allocated["quantity"] >= 1).all()
    assert (allocated.loc[allocated["offer_code"] != "peer_challenge", "quantity"] == 1).all()


def test_fewer_deliveries_mean_fewer_councils():
    kinds = ["peer_challenge", "finance_peer_challenge"]
    rows = run(deliveries=make_deliveries(14))
    assert rows.loc[rows["offer_code"].isin(kinds), "quantity"].sum() == 12


def test_nothing_for_an_offer_or_year_without_a_figure(allocated):
    assert set(allocated["offer_code"]) == {row["offer_code"] for row in FIGURES}
    assert set(allocated["financial_year"]) == {YEAR}
    both = pd.concat([make_councils(), make_councils("2017/18")])
    assert set(run(councils=both)["financial_year"]) == {YEAR}


def test_figures_that_are_only_compared_change_nothing(allocated):
    other = [
        figure("workforce", "all", "all", "councils", 9, use="compared"),
        figure("peer_support", "all", "all", "councils", 30, use="not used"),
    ]
    pd.testing.assert_frame_equal(run(make_published([*FIGURES, *other])), allocated)


def test_same_seed_same_rows_whatever_the_order_of_the_input(allocated):
    pd.testing.assert_frame_equal(run(), allocated)
    shuffled = allocate(
        make_published().sample(frac=1, random_state=3),
        closure().sample(frac=1, random_state=3),
        make_councils().sample(frac=1, random_state=3),
        RECORDED.sample(frac=1, random_state=3),
        make_deliveries(),
        1,
    )
    pd.testing.assert_frame_equal(shuffled, allocated)


def test_another_seed_gives_other_councils(allocated):
    assert not run(seed=2).equals(allocated)


def test_a_new_figure_leaves_unrelated_offers_alone(allocated):
    more = run(make_published([*FIGURES, figure("workforce", "all", "all", "councils", 9)]))
    kept = more[more["offer_code"] != "workforce"].reset_index(drop=True)
    pd.testing.assert_frame_equal(kept, allocated)
    assert (more["offer_code"] == "workforce").sum() == 9


def test_rows_say_what_they_are(allocated):
    assert list(allocated.columns) == COLUMNS
    assert set(allocated["basis"]) == {"illustrative"}
    assert allocated["date"].isna().all()
    assert allocated["evidence"].str.startswith("Illustrative, not a record of this council.").all()
    evidence = allocated.set_index("offer_code")["evidence"]
    assert "county: 50 per cent of councils" in evidence["peer_challenge"].iloc[0]
    assert "100 per cent of all councils" in evidence["lg_inform"].iloc[0]


def test_nothing_to_meet_gives_an_empty_table_of_the_same_shape():
    rows = run(make_published([{**FIGURES[0], "use": "not used"}]))
    assert rows.empty
    assert list(rows.columns) == COLUMNS


def test_all_other_types_means_the_types_without_a_figure_of_their_own():
    rows = run(
        make_published(
            [
                figure("workforce", "authority_type", "county", "percent_of_councils", 100),
                figure("workforce", "authority_type", "all other types", "percent_of_councils", 50),
            ]
        )
    )
    county = make_councils().set_index("council_code")["authority_type"] == "county"
    using = taking_part(rows, RECORDED, "workforce")
    assert using[county].sum() == 6
    assert using[~county].sum() == 17


@pytest.mark.parametrize("seed", range(6))
def test_figures_worked_out_from_any_take_up_can_be_met_again(seed):
    """Figures taken from a random country are met, whichever country it was."""
    rng = np.random.default_rng(seed)
    councils = make_councils()
    truth = rng.random(len(councils)) < rng.uniform(0.2, 0.8)
    rows = [figure("peer_support", "all", "all", "councils", truth.sum())]
    for dimension in ("region", "authority_type", "political_control"):
        shares = pd.Series(truth).groupby(councils[dimension]).mean()
        for group in rng.choice(shares.index, 2, replace=False):
            percent = float(np.floor(100 * shares[group] + 0.5))
            rows.append(
                figure(
                    "peer_support",
                    dimension,
                    group,
                    "percent_of_councils",
                    percent,
                    percent - 0.5,
                    percent + 0.499,
                )
            )
        if (shares == shares.max()).sum() == 1:
            rows.append(figure("peer_support", dimension, shares.idxmax(), "rank_highest", 1))
    using = taking_part(run(make_published(rows), make_recorded()), make_recorded(), "peer_support")
    assert using.sum() == truth.sum()
    for row in rows[1:]:
        shares = share(using, row["dimension"])
        if row["measure"] == "rank_highest":
            assert shares[row["group"]] > shares.drop(row["group"]).max()
        else:
            assert np.floor(100 * shares[row["group"]] + 0.5) == row["value"]


def clash(rows, **more) -> InfeasibleFigures:
    with pytest.raises(InfeasibleFigures) as caught:
        run(make_published(rows), **more)
    return caught.value


def test_clashing_figures_are_named_and_no_others():
    too_few = figure("peer_challenge", "all", "all", "councils", 8)
    error = clash([*FIGURES, too_few])
    assert error.figures == [
        "peer_challenge 2016/17, 8 councils",
        "peer_challenge 2016/17, county: 50 per cent of councils",
        "peer_challenge 2016/17, district: 33 per cent of councils",
    ]
    assert all(words in str(error) for words in error.figures)
    assert "on record" not in str(error)


def test_clash_across_a_wider_offer_and_its_part_is_named():
    rows = [
        figure("peer_challenge", "all", "all", "councils", 5),
        figure("finance_peer_challenge", "all", "all", "councils", 6),
        figure("peer_support", "all", "all", "councils", 17),
    ]
    assert clash(rows, deliveries=NO_DELIVERIES).figures == [
        "finance_peer_challenge 2016/17, 6 councils",
        "peer_challenge 2016/17, 5 councils",
    ]


def test_percentage_that_no_number_of_councils_gives_is_named_alone():
    impossible = figure("peer_challenge", "authority_type", "county", "percent_of_councils", 40)
    error = clash([*FIGURES[1:], impossible])
    assert len(error.figures) == 1
    assert "county: 40 per cent of councils (no whole number of 6 councils" in error.figures[0]


def test_group_that_does_not_exist_is_named():
    error = clash([*FIGURES, figure("peer_support", "region", "Wales", "percent_of_councils", 0)])
    assert len(error.figures) == 1
    assert "Wales" in error.figures[0]


def test_records_that_break_a_figure_are_mentioned():
    crowd = make_recorded(*[(f"EN{n}", "finance_peer_challenge") for n in range(4)])
    error = clash(FIGURES, recorded=crowd)
    assert error.figures == ["finance_peer_challenge 2016/17, 3 councils"]
    assert "given the councils on record" in str(error)


def test_too_few_deliveries_are_named_with_what_needs_them():
    error = clash(FIGURES[:2], deliveries=make_deliveries(9))
    assert error.figures == [
        "peer_challenge 2016/17, county: 50 per cent of councils",
        "peer_challenge 2016/17, district: 33 per cent of councils",
        "peer_challenge 2016/17, 9 delivered in all (2 on record)",
    ]


def test_deliveries_that_no_council_could_have_had_are_named():
    """Both councils are on record with one each, and a record is never made to say more."""
    full = figure("peer_challenge", "all", "all", "councils", 2)
    error = clash([full], deliveries=make_deliveries(5))
    assert error.figures == ["peer_challenge 2016/17, 5 delivered in all"]


def test_year_without_councils_is_an_error():
    with pytest.raises(ValueError, match="2016/17 but no councils"):
        run(councils=make_councils("2017/18"))


def test_unknown_offer_is_an_error():
    with pytest.raises(ValueError, match="unknown offer: hats"):
        run(make_published([figure("hats", "all", "all", "councils", 1)]))


def test_closure_follows_parts_of_parts_and_holds_every_offer_itself():
    pairs = set(map(tuple, closure().to_numpy()))
    assert ("any_offer", "finance_peer_challenge") in pairs
    assert {(code, code) for code in OFFERS} <= pairs
    assert ("finance_peer_challenge", "peer_challenge") not in pairs
    assert len(pairs) == len(closure())


def test_closure_refuses_circles_and_unknown_offers():
    circle = pd.DataFrame([("a", "b"), ("b", "a")], columns=["offer_code", "part_code"])
    with pytest.raises(ValueError, match="a > b > a"):
        offer_closure(pd.Series(["a", "b"]), circle)
    with pytest.raises(ValueError, match="does not exist: b"):
        offer_closure(pd.Series(["a"]), circle)
