"""Words, quarters and drawings of how a council stands."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.charts.council_control import LOOKS, NO_CONTROL, control_bars
from dashboard.charts.council_indicators import standing_strips
from dashboard.charts.council_indicators_chosen import chosen_rows
from dashboard.charts.council_indicators_words import detail, figure_words, plain_number, short_name
from dashboard.exhibits.council_standing import EXHIBITS
from dashboard.exhibits.council_standing_words import (
    Spell,
    control_sentence,
    grades_counted,
    spells,
    standing_sentence,
)
from dashboard.exhibits.one_council import CHOOSE_ONE
from dashboard.statistics.quarters import direction, grade_direction, quarter

QUARTILES = (10.0, 20.0, 30.0)


@pytest.mark.parametrize(
    ("value", "higher", "lower", "neutral"),
    [
        (31, "best quarter", "worst quarter", "highest quarter"),
        (30, "second quarter", "third quarter", "second highest quarter"),
        (25, "second quarter", "third quarter", "second highest quarter"),
        (20, "second quarter", "second quarter", "second highest quarter"),
        (15, "third quarter", "second quarter", "second lowest quarter"),
        (10, "third quarter", "second quarter", "second lowest quarter"),
        (9, "worst quarter", "best quarter", "lowest quarter"),
    ],
)
def test_quarters_go_by_the_better_side(
    value: float, higher: str, lower: str, neutral: str
) -> None:
    assert quarter(value, QUARTILES, "higher_is_better") == higher
    assert quarter(value, QUARTILES, "lower_is_better") == lower
    assert quarter(value, QUARTILES, "neutral") == neutral


@pytest.mark.parametrize("polarity", ["higher_is_better", "lower_is_better"])
def test_what_everybody_shares_is_neither_best_nor_worst(polarity: str) -> None:
    assert quarter(0, (0, 0, 0), polarity) == "second quarter"
    # A quartile that is computed misses the figure it stands for by a binary digit.
    assert quarter(0.3, (0.1 + 0.2, 0.5, 0.7), "higher_is_better") == "third quarter"


@pytest.mark.parametrize(
    ("change", "higher", "lower", "neutral"),
    [
        (2.6, "improved", "worsened", "rose"),
        (2.5, "little changed", "little changed", "little changed"),
        (0.0, "little changed", "little changed", "little changed"),
        (-2.5, "little changed", "little changed", "little changed"),
        (-2.6, "worsened", "improved", "fell"),
    ],
)
def test_a_change_counts_beyond_a_quarter_of_the_spread(
    change: float, higher: str, lower: str, neutral: str
) -> None:
    assert direction(change, 10, "higher_is_better") == higher
    assert direction(change, 10, "lower_is_better") == lower
    assert direction(change, 10, "neutral") == neutral


def test_no_change_is_none_where_all_are_alike() -> None:
    assert direction(0, 0, "higher_is_better") == "little changed"
    assert direction(-1, 0, "higher_is_better") == "worsened"


def test_any_change_of_a_grade_counts() -> None:
    assert grade_direction(-1, "lower_is_better") == "improved"
    assert grade_direction(1, "lower_is_better") == "worsened"
    assert grade_direction(0, "lower_is_better") == "same grade"


def standing(rows: list[dict]) -> pd.DataFrame:
    usual = {
        "indicator": "Recycling",
        "unit": "%",
        "polarity": "higher is better",
        "period": "2023-24",
        "starts": 2023,
        "value": 50.0,
        "quarter": "best quarter",
        "direction": "improved",
        "earlier_period": "2020-21",
        "earlier_value": 40.0,
        "similar_with_figure": 12,
        "lower_quartile": 20.0,
        "median": 30.0,
        "upper_quartile": 40.0,
        "similar_values": [0.0, 20.0, 30.0, 40.0, 100.0],
        "grade": None,
        "similar_grades": None,
    }
    return pd.DataFrame([{**usual, **row} for row in rows])


def places(**counts: int) -> list[dict]:
    names = {
        "best": "best quarter",
        "third": "third quarter",
        "worst": "worst quarter",
        "high": "highest quarter",
        "total": "total: not placed",
        "grade": "grade: not placed",
        "few": "too few to compare",
    }
    return [{"quarter": names[name]} for name, count in counts.items() for _ in range(count)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            places(best=3, third=2, worst=1, high=2, total=2, grade=1, few=1),
            "Here has a figure for 12 indicators; of the 6 that can be judged beside similar "
            "councils, 3 are in the best quarter and 1 in the worst. Of the others, 2 have no "
            "better side, 2 are totals, 1 is a grade and for 1 fewer than 10 similar councils "
            "have a figure. All are for 2023-24.",
        ),
        (
            places(best=1),
            "Here has a figure for 1 indicator; the one that can be judged beside similar "
            "councils is in the best quarter. All are for 2023-24.",
        ),
        (
            places(best=1, third=1),
            "Here has a figure for 2 indicators; of the 2 that can be judged beside similar "
            "councils, 1 is in the best quarter and none in the worst. All are for 2023-24.",
        ),
        (
            places(third=2, total=1),
            "Here has a figure for 3 indicators; of the 2 that can be judged beside similar "
            "councils, none is in the best quarter and none in the worst. Of the others, 1 is a "
            "total. All are for 2023-24.",
        ),
        (
            places(few=2),
            "Here has a figure for 2 indicators; none can be judged beside similar councils. "
            "For 2 fewer than 10 similar councils have a figure. All are for 2023-24.",
        ),
        ([], "No indicator has a figure for Here."),
    ],
)
def test_the_sentence_counts(rows: list[dict], expected: str) -> None:
    assert standing_sentence(standing(rows), "Here") == expected


def test_old_figures_are_said_to_be_old() -> None:
    near = standing([{"period": "2021-22", "starts": 2021}, {}])
    assert standing_sentence(near, "Here").endswith("from 2021-22 to 2023-24.")
    far = standing([{"period": "2017-18", "starts": 2017}, {}])
    assert "from 2017-18 to 2023-24; some are old" in standing_sentence(far, "Here")


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (24.13, "% of reoffending", "24.1%"),
        (1648.28, "£", "£1,648"),
        (512345, "£ thousand", "£512,345 thousand"),
        (63.0, "years", "63 years"),
        (7.294, "Score out of 10", "7.29"),
        (-0.001, "Score", "0"),
        (3.5, "Rate per 1000 live births", "3.5 per 1000 live births"),
        (5.17, "Tonnes of CO2 equivalent", "5.17 tonnes of CO2 equivalent"),
    ],
)
def test_figures_carry_their_unit(value: float, unit: str, words: str) -> None:
    assert figure_words(value, unit) == words


def test_a_missing_number_is_a_dash() -> None:
    assert plain_number(float("nan")) == "–"


def test_details_of_a_row() -> None:
    row, grade, alone = standing(
        [
            {},
            {"grade": "Good", "direction": "same grade", "period": "2022-23"},
            {"direction": None, "earlier_period": None},
        ]
    ).to_dict("records")
    assert detail(row) == "50% in 2023-24, improved from 40% in 2020-21"
    assert detail(grade) == "Good in 2022-23: the same as in 2020-21"
    assert detail(alone) == "50% in 2023-24"


def test_only_long_names_lose_their_brackets() -> None:
    assert short_name("Re-offending (10-14 year olds)") == "Re-offending (10-14 year olds)"
    assert short_name(f"{'Long ' * 15}(and a bracket)") == ("Long " * 15).strip()


def test_grades_are_counted_the_best_first() -> None:
    assert grades_counted([3.0, 1.0, 3.0]) == "1 Outstanding, 2 Requires improvement"
    assert grades_counted([5.0]) == "1 Grade 5"


def test_recent_figures_furthest_out_are_drawn() -> None:
    far = [{"indicator": f"Far {n}", "value": 50.0 + n} for n in range(9)]
    old = {"indicator": "Old", "value": 100.0, "period": "2015-16", "starts": 2015}
    low = {"indicator": "Low", "value": 5.0, "quarter": "worst quarter"}
    kinds = {
        kind: (count, [row["indicator"] for row in rows])
        for kind, count, rows in chosen_rows(standing([*far, old, low, *places(third=3)]))
    }
    # One in the worst quarter leaves seven places to the best.
    assert kinds["worst quarter"] == (1, ["Low"])
    assert kinds["best quarter"] == (10, [f"Far {n}" for n in range(8, 1, -1)])
    assert set(kinds) == {"worst quarter", "best quarter"}


def test_the_overall_grade_stands_for_its_parts() -> None:
    grade = {"quarter": "grade: not placed", "grade": "Good", "unit": "grade 1-4"}
    rows = [{**grade, "indicator": "Care"}, {**grade, "indicator": "Overall effectiveness"}]
    ((kind, count, (drawn,)),) = chosen_rows(standing(rows))
    assert (kind, count, drawn["indicator"]) == ("grade", 2, "Overall effectiveness")


def own_place(row: dict) -> float:
    found = standing_strips(standing([row]), "Here")
    return next(
        across
        for trace in found["data"]
        if "hovertext" in trace
        for across, text in zip(trace["x"], trace["hovertext"], strict=True)
        if text
    )


def test_the_better_side_is_to_the_right() -> None:
    assert own_place({"value": 80.0}) == pytest.approx(0.8)
    lower = {"value": 80.0, "polarity": "lower is better", "quarter": "worst quarter"}
    assert own_place(lower) == pytest.approx(0.2)
    neutral = {"value": 80.0, "polarity": "neither", "quarter": "highest quarter"}
    assert own_place(neutral) == pytest.approx(0.8)


def test_a_figure_beyond_all_others_and_one_that_all_share_stay_on_the_strip() -> None:
    assert own_place({"value": 400.0}) == 1
    assert own_place({"value": 5.0, "similar_values": [5.0, 5.0]}) == 0.5


def test_a_neutral_figure_has_no_colour_of_good_or_bad() -> None:
    found = standing_strips(standing(places(high=1)), "Here")
    (own,) = (trace for trace in found["data"] if "hovertext" in trace)
    marks = [
        (symbol, colour)
        for symbol, colour, text in zip(
            own["marker"]["symbol"], own["marker"]["color"], own["hovertext"], strict=True
        )
        if text
    ]
    assert marks == [("diamond", "#3D3D3D")]


def test_a_chart_of_nothing_telling_says_so() -> None:
    found = standing_strips(standing(places(few=2)), "Here")
    words = " ".join(word["text"] for word in found["layout"]["annotations"]).replace("<br>", " ")
    assert words == "No indicator of Here is at either end; the table has them all."


def control(*rows: tuple, start: str | None = None, end: str | None = None) -> pd.DataFrame:
    """Rows of (May, control[, seats by party])."""
    parties = dict.fromkeys(LOOKS)
    table = [
        {"may": may, "control": held, **parties, **dict(*seats), "note": None}
        for may, held, *seats in rows
    ]
    frame = pd.DataFrame(table, columns=["may", "control", *LOOKS, "note"])
    frame[[*LOOKS]] = frame[[*LOOKS]].astype("Int64")
    total = frame[[*LOOKS]].sum(axis="columns")
    return frame.assign(
        seats_total=total.where(total > 0),
        start_date=pd.to_datetime(start),
        end_date=pd.to_datetime(end),
    )


SEATS = {"con": 1, "lab": 48, "other": 3}


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        (
            control((2010, NO_CONTROL), (2011, NO_CONTROL), (2012, "Labour", SEATS)),
            "Here has been under Labour control since May 2012; before that under no overall "
            "control from May 2010 or earlier. Seats after May 2012: 1 Conservative, 48 Labour "
            "and 3 other, of 52.",
        ),
        (
            control((2010, "Labour"), (2011, "Labour", {"lab": 1})),
            "Here has been under Labour control since at least May 2010. Seats after May 2011: "
            "1 Labour, of 1.",
        ),
        (
            control((2022, "Labour"), (2023, "Labour"), start="2023-04-01"),
            "Here has been under Labour control since May 2022. Seats after May 2023 are not on "
            "record.",
        ),
        (
            control((2017, "Labour"), (2018, "Green"), end="2019-03-31"),
            "Here was under Green control from May 2018 to its end on 31 March 2019; before that "
            "under Labour control from May 2017 or earlier. Seats after May 2018 are not on "
            "record.",
        ),
        (
            control((2020, None), (2021, "Other (Aspire)"), start="2020-04-01"),
            "Here has been under Aspire control since May 2021; before that with control not "
            "known from May 2020. Seats after May 2021 are not on record.",
        ),
        (control(), "No political control of Here is on record."),
    ],
)
def test_control_in_words(frame: pd.DataFrame, expected: str) -> None:
    assert control_sentence(frame, "Here") == expected


def test_many_changes_are_counted_and_not_all_told() -> None:
    rows = [(2010 + n, held) for n, held in enumerate(["Labour", NO_CONTROL] * 3)]
    words = control_sentence(control(*rows), "Here")
    assert "May 2012" in words and "from May 2011" not in words
    assert "Control has changed 5 times since May 2010." in words


def test_an_assumption_is_called_one() -> None:
    frame = control((2015, "Independent"), (2016, "Independent"), (2017, "Independent"))
    frame.loc[[0, 1], "note"] = "Assumed: by hand."
    assert "For 2015 to 2016 this is assumed" in control_sentence(frame, "Here")
    frame.loc[1, "note"] = None
    assert "For 2015 this is assumed" in control_sentence(frame, "Here")


def test_spells_join_mays_in_a_row() -> None:
    frame = control((2012, "Labour"), (2010, "Labour"), (2011, None), (2013, "Labour"))
    assert spells(frame) == [
        Spell("Labour", 2010, 2010),
        Spell("Not known", 2011, 2011),
        Spell("Labour", 2012, 2013),
    ]


def test_parties_keep_their_order_and_no_control_is_hatched() -> None:
    seats = {"reform": 30, "con": 2, "lab": 5}
    frame = control((2010, NO_CONTROL, seats), (2011, "Reform UK", {"reform": 40, "green": 1}))
    found = control_bars(frame, spells(frame))
    *parties, swatches = found["data"]
    names = ["Conservative", "Labour", "Green", "Reform UK"]
    assert [trace["name"] for trace in parties] == names
    assert all(trace["marker"]["line"]["width"] for trace in parties)
    assert set(parties[-1]["text"]) == {"Ref 30", "Ref 40"}
    hatched = dict(zip(swatches["hovertext"], swatches["marker"]["pattern"]["shape"], strict=True))
    assert hatched == {"May 2010: No overall control": "/", "May 2011: Reform UK": ""}
    headings = [w["text"] for w in found["layout"]["annotations"] if w["text"].startswith("<b>")]
    assert headings == ["<b>Reform UK</b>, 2011", "<b>No overall control</b>, 2010"]


def test_a_may_without_seats_is_said_to_have_none() -> None:
    frame = control((2015, "Independent"), (2016, "Independent", {"other": 16}))
    found = control_bars(frame, spells(frame))
    words = [word["text"] for word in found["layout"]["annotations"]]
    assert sum("not on record" in word for word in words) == 1


@pytest.mark.parametrize("exhibit", EXHIBITS, ids=lambda exhibit: exhibit.id)
def test_several_councils_ask_for_one(exhibit, client) -> None:  # type: ignore[no-untyped-def]
    for query in ("", "council=E10000006,E07000200"):
        found = client.get(f"/exhibits/{exhibit.id}.json?{query}").get_json()
        assert (found["sentence"], found["rows"]) == (CHOOSE_ONE, [])


def test_a_grade_nobody_else_has_is_drawn() -> None:
    grade = {"quarter": "too few to compare", "grade": "Good", "unit": "grade 1-4", "value": 2.0}
    found = standing_strips(standing([{**grade, "similar_values": []}]), "Here")
    squares = [word["text"] for word in found["layout"]["annotations"] if "bgcolor" in word]
    assert squares == ["0", "<b>0</b>", "0", "0"]
