"""What an indicator is: its name, unit, better side, coverage, gaps, source and licence."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.rows import rows_figure
from dashboard.charts.theme import Figure
from dashboard.components.facts import fact_list
from dashboard.exhibit import Exhibit, View
from dashboard.exhibits import indicators_method as method
from dashboard.exhibits.indicators_words import KINDS, indicator_name, missing_periods, side
from dashboard.records import Row, records
from dashboard.vocabulary import sentence_case
from dashboard.wording import counted, listed

COLUMNS = ("fact", "detail", "indicator_code", "source", "source_address")
# What the name of an indicator says of how its figures hang together; nothing is added to it.
SAID_BY_NAME = {
    "spliced": "joined from several series",
    "new definition": "figures follow a new definition",
    "(from 2016)": "named “from 2016” by its source",
    "budget estimate": "an estimate made for the budget, not the outcome",
    "(derived)": "worked out from other published figures",
    "quarters summed": "four quarters added up",
    "latest judgement": "a judgement stays until the next inspection",
    "3 years to": "covers three years although it is named by the last",
}
NO_DEFINITION = (
    "Sources give a name and a unit and no longer definition; what is shown is theirs. A break is "
    "named only where the source's name for the indicator says so or a period has no figures."
)


def _facts(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    """One row for each fact, from the one row of the query."""
    every = [*view.snapshot.vocabulary.values["type"].values()]
    rows = [fact for row in records(frame) for fact in _facts_of(row, every)]
    facts = pd.DataFrame(rows, columns=["fact", "detail"]).astype(object)
    facts["linked_council"] = None
    origin = ("indicator_code", "source", "source_address", "basis")
    return facts.assign(**{name: frame[name].iloc[0] for name in origin if len(frame)})


def _facts_of(row: dict, every: list[str]) -> list[tuple[str, str]]:
    periods = [*row["periods"]] if row["periods"] is not None else []
    facts = [
        ("Name", row["indicator"]),
        ("Theme", row["theme"]),
        ("Counted in", sentence_case(row["unit"])),
        ("Better side", sentence_case(side(row["polarity"]))),
    ]
    if periods:
        facts += [
            ("Figures for", _types(list(row["types"]), every)),
            ("Periods", _periods(periods, row["figures"])),
            ("Councils", _councils(periods)),
            ("Breaks and notes", _breaks(row["indicator"], periods)),
        ]
    else:
        facts.append(("Periods", "No figures"))
    address = row["source_address"]
    where = f" ({address})" if isinstance(address, str) else ""
    return [*facts, ("Source", f"{row['source']}{where}"), ("Licence", row["licence"])]


def _types(types: list[str], every: list[str]) -> str:
    """Which types of council have figures: by name, or if nearly all have, those that have none."""
    without = [_plural(kind) for kind in every if kind not in types]
    if not without:
        return "Every type of council"
    if len(without) == 1:
        return f"Every type of council but {without[0]}"
    return sentence_case(listed([_plural(kind) for kind in types]))


def _plural(kind: str) -> str:
    return f"{kind[:-1]}ies" if kind.endswith("y") else f"{kind}s"


def _periods(periods: list[Row], figures: int) -> str:
    first, last = periods[0], periods[-1]
    kinds = [KINDS[kind] for kind in dict.fromkeys(period["kind"] for period in periods)]
    counts = f"{counted(figures, 'figure')} by {listed(kinds)}"
    if len(periods) == 1:
        return f"{first['period']} only; {counts}"
    return f"{first['period']} to {last['period']}: {len(periods)} periods with figures; {counts}"


def _councils(periods: list[Row]) -> str:
    first, last = periods[0], periods[-1]
    now = f"{last['councils']} with a figure in {last['period']}"
    return now if len(periods) == 1 else f"{now}, {first['councils']} in {first['period']}"


def _breaks(name: str, periods: list[Row]) -> str:
    """Periods without figures, and what the name says; nothing else is known of breaks."""
    parts = [words for said, words in SAID_BY_NAME.items() if said in name.casefold()]
    gaps = missing_periods(periods)
    if gaps:
        parts.append(f"no figures for {listed(gaps)}")
    found = "; ".join(parts) or "none named by the source, and no period without figures"
    return sentence_case(found)


def _sentence(facts: pd.DataFrame, view: View) -> str:
    held = dict(zip(facts["fact"], facts["detail"], strict=True))
    if "Counted in" not in held:
        return f"Nothing is known of “{indicator_name(view)}”."
    better = held["Better side"][:1].lower() + held["Better side"][1:]
    return f"{held['Name']}: {better}; {held['Periods'].split(';')[0]}."


def _chart(facts: pd.DataFrame, view: View) -> Figure:
    return rows_figure(facts, ("fact", "detail"), ("Fact", "Detail"))


ABOUT = Exhibit(
    id="indicator-about",
    question="What is this indicator?",
    theme="Performance",
    keys=("indicator",),
    columns=(*COLUMNS, "basis"),
    prepare=_facts,
    sentence=_sentence,
    chart=_chart,
    face=lambda facts, view: fact_list(facts),
    method=(
        NO_DEFINITION,
        method.METHOD_LIVES,
        method.METHOD_BREAKS,
        method.METHOD_LICENCE,
    ),
    sources=None,
    not_in_table=("indicator_code", "source_address", "basis"),
    ahead="indicator",
)

EXHIBITS = (ABOUT,)
