"""The published record: figures beside what the rows give, and figures that contradict."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.rows import rows_figure
from dashboard.charts.theme import Figure, empty_figure
from dashboard.check import as_loaded, compare
from dashboard.check_deliveries import amount
from dashboard.components.record import contradiction_list, differences
from dashboard.exhibit import Exhibit, View
from dashboard.recount import AGREES, DIFFERS, NOT_COMPARABLE
from dashboard.statistics.claims import all_can_hold
from dashboard.wording import counted, listed

THEME = "Published record"
TABLES = (
    "published_take_up",
    "take_up",
    "offer_parts",
    "council_years",
    "deliveries",
    "delivery_measures",
)
RECORDED_ONLY = "Only rows with a source are counted here, and they are a part of the whole."
COUNT_UNITS = ("percent", "gbp", "gbp_million", "gbp_million_a_year")
GROUP = ["subject", "claim_period", "kind", "unit_family"]
NOTE_ILLUSTRATIVE = (
    "Illustrative rows are allocated to councils so as to meet the published figures. Where they "
    "are counted, agreement shows that they do; it is no evidence for the figure."
)


def _compared(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    """Add what the rows give: the same comparison as `python -m dashboard check` prints."""
    tables = {name: view.snapshot.table(name) for name in TABLES}
    changed = view.snapshot.table("loaded_offer_years")
    tables["published_take_up"] = as_loaded(tables["published_take_up"], changed)
    all_rows = bool(frame["with_illustrative"].all())
    if not all_rows:
        take_up, published = tables["take_up"], tables["published_take_up"]
        tables["take_up"] = take_up[take_up["basis"] == "recorded"]
        tables["published_take_up"] = published.assign(use="not used", reason=RECORDED_ONLY)
    found = compare(*tables.values())
    found.insert(0, "held_in", _tables_of(tables))
    found["row_in_table"] = found.groupby("held_in").cumcount()
    merged = frame.merge(
        found.drop(columns=["measure", "offer"]),
        on=["held_in", "row_in_table"],
        how="left",
        validate="1:1",
    )
    counted_rows = merged["computed"].notna()
    basis = pd.Series("published", index=merged.index, dtype="str").mask(counted_rows, "recorded")
    filled = counted_rows & merged["use"].isin(["constraint", "compared"])
    return merged.assign(
        basis=basis.mask(filled, "illustrative"),
        figure=merged["wording"],
        result=merged["within"],
        computed=merged["computed"].round(2),
        difference=merged["difference"].round(2),
        range_low=merged["low"],
        range_high=merged["high"].replace(float("inf"), float("nan")),
    )


def _tables_of(tables: dict[str, pd.DataFrame]) -> list[str]:
    names = ("published_take_up", "deliveries")
    return [name for name in names for _ in range(len(tables[name]))]


def _compared_sentence(frame: pd.DataFrame, view: View) -> str:
    if frame.empty:
        return "The data hold no published figure of take-up or deliveries."
    results = frame["result"].value_counts()
    agree, differ = (int(results.get(word, 0)) for word in (AGREES, DIFFERS))
    rest = int(results.get(NOT_COMPARABLE, 0))
    figures = counted(len(frame), "published figure").capitalize()
    if not frame["with_illustrative"].all():
        return (
            f"{figures}: with recorded rows only, which are a part of the whole, "
            f"{counted(differ, 'figure')} {'is' if differ == 1 else 'are'} contradicted and the "
            "rest cannot be borne out."
        )
    return (
        f"{figures} of take-up and deliveries: {agree:,} agree with what the rows give, "
        f"{differ:,} {'differs' if differ == 1 else 'differ'}, and {rest:,} cannot be compared. "
        "Each row says why."
    )


def _compared_chart(frame: pd.DataFrame, view: View) -> Figure:
    # A picture has room for a few rows: those that differ, or else the first.
    shown = frame[frame["result"] == DIFFERS]
    shown = frame if shown.empty else shown
    if shown.empty:
        return empty_figure("No published figure.", 240)
    return rows_figure(
        shown,
        ("claim_period", "figure", "computed", "result", "reason"),
        ("Year", "Published figure", "From the rows", "Result", "Reason"),
    )


def contradicting(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    """Keep the figures whose fact has two that cannot both be true, each with its words.

    The same claims held in two tables are listed once.
    """
    family = frame["unit"].where(frame["unit"].isin(COUNT_UNITS), "count")
    frame = frame.assign(
        unit_family=family,
        figure=[
            f"{'' if words == 'exact' else f'{words} '}{amount(value, str(unit))}"
            for value, unit, words in zip(
                frame["value"], frame["unit"], frame["published_wording"], strict=True
            )
        ],
    )
    # Most facts have one figure, and nothing to contradict it.
    frame = frame[frame.groupby(GROUP)["value"].transform("size") > 1]
    kept: dict[frozenset[tuple], pd.DataFrame] = {}
    for _, rows in frame.groupby(GROUP, sort=False):
        claims = frozenset(zip(rows["figure"], rows["source"], strict=True))
        if _clash(rows) and not any(claims <= others for others in kept):
            kept[claims] = rows
    found = pd.concat(kept.values()) if kept else frame.iloc[:0]
    return found.reset_index(drop=True)


def _clash(rows: pd.DataFrame) -> bool:
    if "meaning" in set(rows["differs_in"]):
        return len(set(rows["measure"])) > 1 or len(set(rows["source"])) > 1
    return not all_can_hold(list({*zip(rows["value"], rows["published_wording"], strict=True)}))


def _contradictions_sentence(frame: pd.DataFrame, view: View) -> str:
    if frame.empty:
        return "No two published figures held here contradict each other."
    facts = frame.groupby(GROUP, sort=False)
    inside = sum(rows["source"].nunique() == 1 for _, rows in facts)
    within = {
        0: "none of them within one document",
        1: "one of them within one document",
    }.get(inside, f"{inside:,} of them within one document")
    return (
        f"On {counted(len(facts), 'fact')}, {within}, published figures cannot all be true as "
        "they stand. Every figure is kept and shown with its source."
    )


def _contradictions_chart(frame: pd.DataFrame, view: View) -> Figure:
    if frame.empty:
        return empty_figure("No contradiction.", 240)
    rows = [
        {
            "claim_period": part["claim_period"].iloc[0],
            "subject": part["subject"].iloc[0],
            "figures": listed(list(dict.fromkeys(part["figure"])), "or"),
        }
        for _, part in frame.groupby(GROUP, sort=False)
    ]
    return rows_figure(
        pd.DataFrame(rows),
        ("claim_period", "subject", "figures"),
        ("Year or period", "What is counted", "Published figures"),
    )


PUBLISHED_AND_COMPUTED = Exhibit(
    id="published-and-computed",
    question="Do the records here agree with the published figures?",
    theme=THEME,
    keys=("records",),
    columns=(
        "claim_period",
        "offer",
        "figure",
        "computed",
        "result",
        "reason",
        "note",
        "source",
        "measure",
        "value",
        "unit",
        "published_wording",
        "difference",
        "range_low",
        "range_high",
        "basis",
        "held_in",
        "source_address",
    ),
    prepare=_compared,
    sentence=_compared_sentence,
    chart=_compared_chart,
    face=differences,
    sources="published-and-computed-sources",
    method=(
        "Every published figure of take-up and of deliveries is worked out again from the rows of "
        "take-up. `python -m dashboard check` prints the same comparison.",
        "A figure agrees when the computed one lies in the range that its words allow: 52% is "
        "51.5 to 52.499; “over 70 councils” is 71 to 79, “almost 50%” 48 to 49.999. The range of "
        "each figure is in the files.",
        "A figure is not comparable when the rows are only a part of the whole, when it covers "
        "part of a year or several years, or when it counts what the rows do not hold, such as "
        "money or visits. It is still said to differ when the rows contradict it: more councils "
        "on record than the figure counts.",
    ),
    notes=(NOTE_ILLUSTRATIVE,),
    table_height=560,
    not_in_table=(
        "measure",
        "value",
        "unit",
        "published_wording",
        "difference",
        "range_low",
        "range_high",
        "held_in",
        "source_address",
    ),
)

CONTRADICTIONS = Exhibit(
    id="contradictions",
    question="Where do published figures contradict each other?",
    theme=THEME,
    keys=(),
    columns=(
        "claim_period",
        "subject",
        "figure",
        "measure_label",
        "source",
        "note",
        "value",
        "unit",
        "published_wording",
        "basis",
        "held_in",
        "source_address",
    ),
    prepare=contradicting,
    sentence=_contradictions_sentence,
    chart=_contradictions_chart,
    face=contradiction_list,
    sources=None,
    method=(
        "Figures are about one fact when they stand in the same table under the same year and "
        "measure. A list in the data (`same_facts`) pairs those that sources name or date "
        "differently. Targets and forecasts are not set against what was done.",
        "Figures contradict when they cannot all be true. “Over 26” and 26.5 can; “over 700” and "
        "649 cannot. “Over” is read as up to a quarter more, “almost” as up to a fifth less, "
        "“about” as a tenth either way.",
        "A few have the same number, but sources differ in what it counts. They are listed too.",
    ),
    notes=(
        "No figure is preferred by being listed first. Where the dashboard has to use one, the "
        "exhibit says which.",
    ),
    table_height=560,
    not_in_table=("value", "unit", "published_wording", "held_in", "source_address"),
)

EXHIBITS = (PUBLISHED_AND_COMPUTED, CONTRADICTIONS)
