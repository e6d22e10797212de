"""How many indicators improved, on tables small enough to check by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.exhibit import answer
from dashboard.exhibits.indicators_improved import CHANGED, IMPROVED
from dashboard.selection import Selection
from dashboard.warehouse import Snapshot
from tests.small import council_years, take_up, write_small

YEAR = "2015/16"
LATER = "2020/21"
INDICATORS = [
    # code, unit, polarity, theme
    ("UP", "%", "higher_is_better", "Health"),
    ("DOWN", "%", "lower_is_better", "Health"),
    ("EDGE", "%", "higher_is_better", "Health"),
    ("BEYOND", "%", "lower_is_better", "Health"),
    ("SMALL", "%", "higher_is_better", "Health"),
    ("ZERO", "%", "lower_is_better", "Roads"),
    ("SAME", "%", "lower_is_better", "Roads"),
    ("ONCE", "%", "higher_is_better", "Roads"),
    ("APART", "%", "higher_is_better", "Roads"),
    ("SPENT", "£", "neutral", "Money"),
    ("GRADE", "grade 1-4", "lower_is_better", "Money"),
    ("TOTAL", "households", "lower_is_better", "Money"),
    ("YEARS", "years", "higher_is_better", "Time"),
    ("SPAN", "years", "higher_is_better", "Time"),
    ("LAIT_TOTABS", "%", "lower_is_better", "Time"),
]
VALUES = [
    # OLD vanished on 31 March 2019 and NEW took its place. With everybody the mean falls from 40 to
    # 12; of the two with both figures it rises from 15 to 16.5.
    ("UP", "A", "2015-16", 10.0),
    ("UP", "B", "2015-16", 20.0),
    ("UP", "OLD", "2015-16", 90.0),
    ("UP", "A", "2020-21", 11.0),
    ("UP", "B", "2020-21", 22.0),
    ("UP", "NEW", "2020-21", 3.0),
    # What a publisher gives of a council outside its own life counts on neither side.
    ("UP", "OLD", "2020-21", 1.0),
    ("UP", "NEW", "2015-16", 99.0),
    ("UP", "A", "2018-19", 5.0),
    ("UP", "OLD", "2018-19", 9.0),
    *[("DOWN", code, "2015-16", 40.0) for code in "AB"],
    *[("DOWN", code, "2020-21", value) for code, value in zip("AB", (30.0, 40.0), strict=True)],
    ("EDGE", "A", "2015-16", 100.0),
    ("EDGE", "A", "2020-21", 101.0),
    ("BEYOND", "A", "2015-16", 100.0),
    ("BEYOND", "A", "2020-21", 101.001),
    # One percent, that arithmetic in binary makes a hair more.
    ("SMALL", "A", "2015-16", 0.3),
    ("SMALL", "A", "2020-21", 0.303),
    ("ZERO", "A", "2015-16", 0.0),
    ("ZERO", "A", "2020-21", 0.001),
    ("SAME", "B", "2015-16", 7.0),
    ("SAME", "B", "2020-21", 7.0),
    ("ONCE", "A", "2015-16", 1.0),
    # Both years have a figure, but no council has both.
    ("APART", "A", "2015-16", 1.0),
    ("APART", "B", "2020-21", 2.0),
    *[(code, "A", "2015-16", 1.0) for code in ("SPENT", "GRADE", "TOTAL")],
    *[(code, "A", "2020-21", 3.0) for code in ("SPENT", "GRADE", "TOTAL")],
    ("YEARS", "A", "2015", 1.0),
    ("YEARS", "A", "2016", 5.0),
    ("YEARS", "A", "2020", 2.0),
    ("SPAN", "A", "2013-2015", 1.0),
    ("SPAN", "A", "2015-2017", 5.0),
    ("SPAN", "A", "2018-2020", 2.0),
    ("LAIT_TOTABS", "A", "2015-16", 2.0),
    ("LAIT_TOTABS", "A", "2021-22", 1.0),
]
NONE_LEFT = "No indicator has a figure for both 2015/16 and its newest period in "


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    codes = ["A", "B", "OLD", "NEW"]
    councils = pd.DataFrame(
        {
            "council_code": codes,
            "code_2025": codes,
            "short_name": [f"Council {code}" for code in codes],
            "authority_type": ["unitary", "unitary", "district", "unitary"],
            "region": ["North", "South", "South", "South"],
            "start_date": pd.to_datetime(["2019-04-01" if c == "NEW" else None for c in codes]),
            "end_date": pd.to_datetime(["2019-03-31" if c == "OLD" else None for c in codes]),
        }
    )
    indicators = pd.DataFrame(INDICATORS, columns=["indicator_code", "unit", "polarity", "theme"])
    values = pd.DataFrame(VALUES, columns=["indicator_code", "council_code", "period", "value"])
    years = [
        ("A", "North", "unitary", "Labour", YEAR),
        ("A", "North", "unitary", "Green", LATER),
        ("B", "South", "unitary", "Labour", LATER),
        ("A", "North", "unitary", "Green", "2016/17"),
    ]
    tables = {
        "council_years": council_years(years),
        "councils": councils,
        "take_up": take_up([("A", "whole", "2016/17", "recorded")]),
        "adviser_patches": pd.DataFrame({"council_code": ["A"], "patch": ["Patch"]}),
        "indicators": indicators.assign(
            indicator_name="Indicator " + indicators["indicator_code"], source="s1"
        ),
        "indicator_values": values,
    }
    return write_small(tmp_path_factory.mktemp("improved") / "v1", tables)


def chosen(**keys: str) -> Selection:
    values = {"base": YEAR, "cut": "1", **keys}
    return Selection(**{key: tuple(text.split(",")) for key, text in values.items()})


def changed(small: Snapshot, **keys: str) -> pd.DataFrame:
    return answer(CHANGED, chosen(**keys), small).frame.set_index("indicator_code")


def counted(small: Snapshot, **keys: str) -> pd.DataFrame:
    return answer(IMPROVED, chosen(**keys), small).frame.set_index("theme")


def sentence(small: Snapshot, **keys: str) -> str:
    return answer(IMPROVED, chosen(**keys), small).sentence


def test_a_council_that_vanishes_is_in_neither_mean(small: Snapshot) -> None:
    row = changed(small).loc["UP"]
    assert (row["base_mean"], row["latest_mean"], row["councils_in_both"]) == (15.0, 16.5, 2)
    assert (row["percent_change"], row["outcome"]) == (10.0, "improved")
    # Up to its last year it counts like any other: of A and OLD, 50 became 7.
    row = changed(small, latest="2018/19").loc["UP"]
    assert (row["base_mean"], row["latest_mean"], row["councils_in_both"]) == (50.0, 7.0, 2)
    assert row["outcome"] == "worsened"


def test_each_council_counts_once_and_the_better_side_decides(small: Snapshot) -> None:
    row = changed(small).loc["DOWN"]
    assert (row["base_mean"], row["latest_mean"], row["outcome"]) == (40.0, 35.0, "improved")
    # Nothing changed for one of the two, whose own figure counts where it is chosen.
    assert changed(small, council="B").loc["DOWN", "outcome"] == "unchanged"
    assert changed(small, council="A").loc["DOWN", "latest_mean"] == 30.0


@pytest.mark.parametrize(
    ("code", "cut", "outcome"),
    [
        ("EDGE", "1", "unchanged"),
        ("EDGE", "0", "improved"),
        ("SMALL", "1", "unchanged"),
        ("SMALL", "0", "improved"),
        ("BEYOND", "1", "worsened"),
        ("BEYOND", "2", "unchanged"),
        ("ZERO", "10", "worsened"),
        ("SAME", "0", "unchanged"),
    ],
)
def test_the_cut_takes_in_its_very_edge(small: Snapshot, code: str, cut: str, outcome: str) -> None:
    assert changed(small, cut=cut).loc[code, "outcome"] == outcome


def test_what_is_not_judged_is_left_out_and_counted(small: Snapshot) -> None:
    outcomes = changed(small)["outcome"]
    assert outcomes["SPENT"] == "no better side"
    assert outcomes["GRADE"] == "grade: not averaged"
    assert outcomes["TOTAL"] == "total: not averaged"
    assert outcomes["ONCE"] == outcomes["APART"] == "no figure for both"
    found = counted(small)
    parts = ["improved", "unchanged", "worsened", "no_figure_for_both"]
    parts += ["no_better_side", "not_averaged"]
    assert found.loc["Money", parts].tolist() == [0, 0, 0, 0, 1, 2]
    assert found.loc["Health", parts].tolist() == [2, 2, 1, 0, 0, 0]
    assert found.loc["Roads", parts].tolist() == [0, 1, 1, 2, 0, 0]
    assert found.index[0] == "All themes"
    assert found.loc["All themes", parts].tolist() == found.iloc[1:][parts].sum().tolist()
    assert found.loc["All themes", "indicators_judged"] == 10


def test_a_period_belongs_to_one_year_by_one_rule(small: Snapshot) -> None:
    newest = changed(small)
    ends = newest[["base_period", "latest_period"]]
    assert ends.loc["UP"].tolist() == ["2015-16", "2020-21"]
    assert ends.loc["YEARS"].tolist() == ["2015", "2020"]
    assert ends.loc["SPAN"].tolist() == ["2013-2015", "2018-2020"]
    assert ends.loc["LAIT_TOTABS"].tolist() == ["2015-16", "2021-22"]
    named = changed(small, latest=LATER)
    assert named.loc["YEARS", "latest_period"] == "2020"
    # Its newest year is another, and no other year stands in for it.
    assert named.loc["LAIT_TOTABS", "outcome"] == "no figure for both"


def test_filters_narrow_the_councils_and_like_for_like_holds_within(small: Snapshot) -> None:
    south = changed(small, region="South").loc["UP"]
    assert (south["base_mean"], south["latest_mean"], south["councils_in_both"]) == (20.0, 22.0, 1)
    assert changed(small, patch="Patch").loc["UP", "base_mean"] == 10.0
    # Control is that of the later period: A was Labour's only in the base year.
    assert changed(small, control="Labour").loc["UP", "base_mean"] == 20.0
    assert changed(small, control="Green").loc["UP", "base_mean"] == 10.0
    # A council chosen by itself counts whatever the filters say.
    alone = changed(small, council="A", region="South", control="Labour")
    assert alone.loc["UP", "latest_mean"] == 11.0


def test_a_base_year_after_the_latest_gives_nothing_and_says_so(small: Snapshot) -> None:
    for latest in ("2015/16", "2013/14"):
        assert not counted(small, latest=latest)["indicators_judged"].any()
        words = f"The base year, 2015/16, does not come before the latest, {latest}:"
        assert sentence(small, latest=latest).startswith(words)


def test_the_sentence_counts_in_words(small: Snapshot) -> None:
    assert sentence(small).startswith(
        "Of 10 indicators with a figure for both 2015/16 and their newest period in the same "
        "councils, 5 improved, 3 were unchanged (a change of at most 1%) and 2 worsened, in "
        "England. Not counted: 2 without a figure for both, 1 with no better side and 2 grades or "
        "totals."
    )
    assert sentence(small, latest="2018/19", cut="0").startswith(
        "Of 1 indicator with a figure for both 2015/16 and 2018/19 in the same councils, none "
        "improved, none was unchanged (no change at all) and 1 worsened, in England."
    )
    one = sentence(small, council="B", latest=LATER, cut="10")
    assert one.startswith(
        "Of 3 indicators with a figure for both 2015/16 and 2020/21, none improved, 3 were "
        "unchanged (a change of at most 10%) and none worsened, in Council B."
    )
    assert "no trend" in one
    changes = answer(CHANGED, chosen(region="South", cut="0"), small).sentence
    assert changes == (
        "In percent of the base figure, “Indicator UP” improved most (+10%, 2015-16 to 2020-21). "
        "The table has 3 indicators with a figure for both 2015/16 and their newest period in "
        "South, and says why others are not counted."
    )


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"council": "NEW"}, "The filter “Council: Council NEW” leaves none: lift it, or"),
        ({"type": "district"}, "The filter “Authority type: District” leaves none: lift it, or"),
        ({"patch": "Patch", "region": "South"}, "Lift “Region: South” or “Adviser patch: Patch”"),
        (
            {"patch": "Patch", "region": "South", "type": "district"},
            "Lift more than one of the filters “Authority type: District”, “Region: South” and ",
        ),
        ({"control": "Green", "region": "South"}, "Lift “Political control: Green” or “Region"),
    ],
)
def test_each_filter_that_leaves_nothing_is_named(
    small: Snapshot, keys: dict[str, str], words: str
) -> None:
    found = sentence(small, **keys)
    assert found.startswith(NONE_LEFT) and words in found
    assert answer(CHANGED, chosen(**keys), small).sentence == found


def test_years_without_any_figure_are_named(small: Snapshot) -> None:
    found = sentence(small, base="2010/11", latest=LATER)
    assert found == (
        "No indicator has a figure for both 2010/11 and 2020/21 in England. Choose years nearer "
        "each other."
    )


def test_bars_show_every_count_and_not_by_colour_alone(small: Snapshot) -> None:
    figure = answer(IMPROVED, chosen(), small).figure()
    bars = [trace for trace in figure["data"] if trace["type"] == "bar"]
    assert [bar["name"] for bar in bars] == [
        "Improved",
        "Unchanged (a change of at most 1%)",
        "Worsened",
    ]
    assert [bar["hovertext"][0] for bar in bars] == [
        "All themes<br>Improved: 5",
        "All themes<br>Unchanged: 3",
        "All themes<br>Worsened: 2",
    ]
    # The first bar is as wide as the widest of the others, whatever it counts.
    across = [sum(bar["x"][at] or 0 for bar in bars) for at in range(len(bars[0]["x"]))]
    assert across[0] == pytest.approx(max(across[1:]))
    assert bars[0]["x"][0] / across[0] == pytest.approx(5 / 10)
    written = [trace for trace in figure["data"] if trace["type"] == "scatter"]
    words = [text for trace in written for text in trace["text"]]
    assert "<b>Money</b>: none of 3 counted" in words
    assert "<b>Health</b>: 5 of 5 counted" in words
    assert {"5", "3", "2"} < set(words)
    fillings = {(bar["marker"]["color"], "pattern" in bar["marker"]) for bar in bars}
    assert len(fillings) == 3
