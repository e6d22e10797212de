"""Who a council is: kind, place, size, and the councils before and after it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts.rows import rows_figure
from dashboard.components.facts import fact_list
from dashboard.exhibit import Exhibit, View
from dashboard.exhibits.one_council import CHOOSE_ONE
from dashboard.wording import counted, listed, long_date

COLUMNS = ("fact", "detail", "value", "unit", "as_at", "linked_council", "source", "source_address")
NOUNS = {
    "County": "county council",
    "District": "district council",
    "Unitary": "unitary authority",
    "Metropolitan district": "metropolitan district",
    "London borough": "London borough council",
}
WITHOUT_ARTICLE = ("London", "Yorkshire and the Humber")
TIERS = {
    "upper": "upper tier: shares its area with districts",
    "lower": "lower tier: shares its area with a county",
    "single": "single tier: runs every council service in its area",
}


def _day(value: Any) -> str | None:
    return None if pd.isna(value) else pd.Timestamp(value).date().isoformat()


def facts_of(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    """One row for each fact, from the one row of the query; empty when no council is chosen."""
    rows = [fact for _, council in frame.iterrows() for fact in _facts(council, view)]
    facts = pd.DataFrame(rows, columns=[*COLUMNS, "basis"])
    return facts.astype({name: object for name in facts.columns if name != "value"})


def _facts(council: pd.Series, view: View) -> list[dict[str, Any]]:
    origin = {
        "source": council["source_title"],
        "source_address": council["source_address"],
        "basis": "published",
    }
    rows: list[dict[str, Any]] = []

    def add(fact: str, detail: str, **more: Any) -> None:
        rows.append({"fact": fact, "detail": detail, **origin, **more})

    add("Official name", council["name"])
    add("Type", f"{_kind(council)}, {TIERS[council['tier']]}")
    add("Region", council["region"])
    if isinstance(council["county"], str):
        add("County", council["county"], linked_council=council["county_code"])
    for key, fact in (("predecessors", "Came after"), ("successors", "Followed by")):
        for other in council[key]:
            words = f"{other['name']} (from {long_date(_day(other['date']) or '')})"
            words = other["name"] if key == "predecessors" else words
            add(fact, words, linked_council=other["code"])
    start, end = _day(council["start_date"]), _day(council["end_date"])
    if start:
        add("Since", long_date(start), as_at=start)
    if end:
        add("Until", long_date(end), as_at=end)
    _add_size(council, add)
    if not pd.isna(council["control_year"]):
        year = int(council["control_year"])
        add("Political control", f"{council['control']} (after May {year})", as_at=str(year))
    if isinstance(council["patch"], str):
        add("Adviser patch", council["patch"])
    for other in council["districts"]:
        gone = (
            "" if pd.isna(other["end_date"]) else f" (until {pd.Timestamp(other['end_date']).year})"
        )
        add("Districts", f"{other['name']}{gone}", linked_council=other["code"])
    code = council["council_code"]
    now = council["code_2025"]
    changed = isinstance(now, str) and now != code
    add("Code", f"{now} (until a change of code: {code})" if changed else code)
    return rows


def _add_size(council: pd.Series, add: Any) -> None:
    people, area = council["population_2020"], council["area_km2"]
    if not pd.isna(people):
        add(
            "Population", f"{people:,.0f} people in 2020", value=people, unit="people", as_at="2020"
        )
    if not pd.isna(council["electorate_2016"]):
        voters = council["electorate_2016"]
        add(
            "Electorate",
            f"{voters:,.0f} electors in 2016",
            value=voters,
            unit="electors",
            as_at="2016",
        )
    if not pd.isna(area):
        add("Area", f"{area:,.0f} square kilometres", value=area, unit="km²")
    if not pd.isna(people) and area:
        density = people / area
        add(
            "Density",
            f"{density:,.0f} people a square kilometre",
            value=round(density, 1),
            unit="people per km²",
            as_at="2020",
        )


def _kind(council: pd.Series) -> str:
    kind = council["authority_type"]
    return kind if kind == "London borough" else kind.capitalize()


def sentence(facts: pd.DataFrame, view: View) -> str:
    """Who they are, in one sentence, and what became of them."""
    if facts.empty:
        return CHOOSE_ONE
    held = facts.groupby("fact", sort=False)["detail"].agg(list)
    name = view.label("council", view.selection.council[0])
    kind = NOUNS[held["Type"][0].split(",")[0]]
    place = held["Region"][0]
    # The City of London is counted with the boroughs without being one.
    if "Corporation" in held["Official name"][0]:
        kind = "council counted with the London boroughs"
    place = place if place in WITHOUT_ARTICLE else f"the {place}"
    people = f" with {held['Population'][0]}" if "Population" in held else ""
    if "Until" not in held:
        return f"{name} is a {kind} in {place}{people}."
    after = [words.split(" (from")[0] for words in held.get("Followed by", [])]
    gone = f"{name} was a {kind} in {place} until {held['Until'][0]}"
    return f"{gone}; its area is now in {listed(after)}." if after else f"{gone}."


def _chart(facts: pd.DataFrame, view: View) -> dict:
    return rows_figure(facts, ("fact", "detail"), ("Fact", counted(len(facts), "entry", "entries")))


PROFILE = Exhibit(
    id="council-profile",
    question="Who is this council?",
    theme="One council",
    keys=("council",),
    columns=COLUMNS,
    prepare=facts_of,
    sentence=sentence,
    chart=_chart,
    face=lambda facts, view: fact_list(facts),
    sources=None,
    height=360,
    not_in_table=("linked_council", "source_address"),
    method=(
        "Names, codes, dates, population, electorate and area are those of the register of "
        "councils. Density is population divided by area.",
        "Control is that after the last May election for which we hold a result: the party with "
        "more than half the seats, or no overall control.",
    ),
    notes=(
        "Population is that of 2020 and the electorate that of 2016, on the areas of the time.",
    ),
)
EXHIBITS = (PROFILE,)
