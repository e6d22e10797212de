"""What a reader is told and shown of the councils most like one."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard.charts.similar import MEASURES
from dashboard.charts.theme import BLUE, GREY, ORANGE
from dashboard.exhibit import Answer, answer
from dashboard.exhibits.one_council import CHOOSE_ONE
from dashboard.exhibits.similar import SIMILAR_COUNCILS
from dashboard.selection import Selection
from dashboard.warehouse import Snapshot

HACKNEY, KENT, CITY, SCILLY = "E09000012", "E10000016", "E09000001", "E06000053"
BOURNEMOUTH, BCP, CUMBRIA, BARNSLEY = "E06000028", "E06000058", "E10000006", "E08000016"


def found(snapshot: Snapshot, *codes: str) -> Answer:
    return answer(SIMILAR_COUNCILS, Selection(council=codes), snapshot)


@pytest.mark.parametrize("codes", [(), (HACKNEY, KENT)])
def test_it_takes_exactly_one_council(snapshot: Snapshot, codes: tuple[str, ...]) -> None:
    asked = found(snapshot, *codes)
    assert asked.frame.empty
    assert asked.sentence == CHOOSE_ONE
    assert asked.sources.empty


@pytest.mark.parametrize("code", [HACKNEY, KENT, CITY, SCILLY, BOURNEMOUTH, BCP, CUMBRIA, BARNSLEY])
def test_rows_are_the_council_and_its_twenty(snapshot: Snapshot, code: str) -> None:
    rows = found(snapshot, code).table
    assert rows["position"].tolist() == list(range(21))
    assert rows["council_code"].iloc[0] == code
    alike = snapshot.table("similar_councils").query("council_code == @code")
    assert rows["council_code"].tolist()[1:] == alike["similar_code"].tolist()
    assert rows["closest_in"].iloc[1:].notna().all()


def test_the_figures_are_those_compared(snapshot: Snapshot) -> None:
    row = found(snapshot, BARNSLEY).frame.iloc[0]
    values = snapshot.table("indicator_values")
    mine = values[(values["council_code"] == BARNSLEY) & (values["indicator_code"] == "ELS_PAY")]
    latest = mine.sort_values("period").tail(3)["value"].mean()
    assert row["weekly_pay"] == pytest.approx(latest, abs=0.005)
    register = snapshot.table("councils").set_index("council_code").loc[BARNSLEY]
    assert row["population"] == register["population_2020"]
    assert row["density"] == pytest.approx(
        register["population_2020"] / register["area_km2"], abs=0.05
    )


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (
            HACKNEY,
            ["The councils most like Hackney are Lewisham, ", "The 132 single-tier councils"],
        ),
        (KENT, ["The 21 county councils", "There are no more than these"]),
        (CITY, ["No council is much like City of London: even the closest, Rutland"]),
        (
            BOURNEMOUTH,
            [
                "are Poole, ",
                "councils of 2018/19 are",
                "Bournemouth was abolished: its last day was 31 March 2019.",
            ],
        ),
    ],
)
def test_the_sentence_names_the_closest_and_the_measure(
    snapshot: Snapshot, code: str, words: list[str]
) -> None:
    sentence = found(snapshot, code).sentence
    assert all(word in sentence for word in words), sentence
    assert "population, density, location, unemployment, pay, adult obesity and house" in sentence


def test_figures_of_a_successor_are_marked(snapshot: Snapshot) -> None:
    asked = found(snapshot, BOURNEMOUTH)
    row = asked.table.iloc[0]
    assert row["estimated"] == "population, unemployment, pay, adult obesity"
    labels = " ".join(note["text"] for note in asked.figure()["layout"]["annotations"])
    assert "about 184,690" in labels
    assert "Bournemouth 7.0" in labels, "house building is its own figure"


def traces(asked: Answer) -> dict[str, dict]:
    figure = asked.figure()
    go.Figure(figure)
    return {trace["marker"]["color"]: trace for trace in figure["data"]}


def test_every_council_of_the_tier_is_on_every_strip(snapshot: Snapshot) -> None:
    drawn = traces(found(snapshot, HACKNEY))
    assert len(drawn[ORANGE]["x"]) == len(MEASURES)
    assert len(drawn[BLUE]["x"]) == 20 * len(MEASURES)
    strips = pd.Series(drawn[GREY]["y"] + drawn[BLUE]["y"] + drawn[ORANGE]["y"])
    places = strips.map(lambda y: min(drawn[ORANGE]["y"], key=lambda own: abs(own - y)))
    # Two have no figure for pay.
    assert sorted(places.value_counts().tolist()) == [130, *[132] * (len(MEASURES) - 1)]


def test_no_more_than_half_of_the_others_are_called_similar(snapshot: Snapshot) -> None:
    drawn = traces(found(snapshot, KENT))
    assert len(drawn[BLUE]["x"]) == 10 * len(MEASURES)
    assert drawn[BLUE]["name"] == "The 10 most similar"
    assert drawn[GREY]["name"] == "10 other county councils"


def test_a_missing_figure_is_said_and_not_drawn(snapshot: Snapshot) -> None:
    asked = found(snapshot, SCILLY)
    assert len(traces(asked)[ORANGE]["x"]) == len(MEASURES) - 1
    labels = [note["text"] for note in asked.figure()["layout"]["annotations"]]
    assert "Isles of Scilly no figure" in labels
