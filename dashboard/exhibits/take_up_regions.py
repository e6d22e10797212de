"""Who took what: take-up by region, and how each compares with England."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from dashboard.charts.bars import rate_bars
from dashboard.charts.theme import Figure, empty_figure
from dashboard.charts.trend import ENGLAND
from dashboard.exhibit import Exhibit, View
from dashboard.exhibits.take_up_words import (
    FILTERS,
    METHOD_COUNCILS,
    METHOD_INTERVAL,
    METHOD_RATE,
    NOTE_RECORDS,
    RATE_COLUMNS,
    nobody,
    region_name,
    selection_words,
    took_part,
)
from dashboard.records import Row, records
from dashboard.statistics.rates import add_rates, compare_with
from dashboard.vocabulary import sentence_case
from dashboard.wording import counted, listed, n_of_n, whole_percent

COMPARED = {
    "higher": ", higher than England",
    "lower": ", lower than England",
    "similar": ", similar to England",
}


def _region_rates(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    england = (frame["region"] == ENGLAND).to_numpy()
    frame = add_rates(frame)
    return compare_with(frame, int(england.argmax())) if england.any() else frame.iloc[:0]


def _region_sentence(frame: pd.DataFrame, view: View) -> str:
    rows = records(frame)
    england = next((row for row in rows if row["region"] == ENGLAND), None)
    if england is None or not england["councils"]:
        return nobody(view)
    whole = took_part(england, view, _everywhere(view))
    regions = [row for row in rows if row["region"] != ENGLAND and row["selected"]]
    if not regions:
        return whole
    if len(regions) == 1:
        one = regions[0]
        words = COMPARED.get(one["compared_with_england"], "")
        return (
            f"{whole} In {region_name(one['region'])} it was {whole_percent(one['percent'])} "
            f"({n_of_n(one['taking_part'], one['councils'])}){words}."
        )
    if not england["taking_part"] or not england["complete"]:
        return whole
    return f"{whole}{_in_all(england)} {_extremes(regions)}{_compared(regions)}"


def _everywhere(view: View) -> str:
    """The councils of England that pass the other filters: “districts in England”."""
    chosen = view.selection.without("region").without("patch")
    words = selection_words(replace(view, selection=chosen))
    return words if words == ENGLAND else f"{words} in England"


def _in_all(row: Row) -> str:
    """Some councils take part more than once; the reports count both councils and times."""
    if row["quantity"] <= row["taking_part"]:
        return ""
    return f" Some did so more than once, {row['quantity']:,} times in all."


def _extremes(regions: list[Row]) -> str:
    def names(value: float) -> str:
        tied = [row for row in regions if row["percent"] == value]
        places = listed([region_name(row["region"]) for row in tied])
        if len(tied) == 1:
            return f"{places} ({n_of_n(tied[0]['taking_part'], tied[0]['councils'])})"
        return f"{places} ({whole_percent(value)} each)"

    shares = [row["percent"] for row in regions]
    high, low = max(shares), min(shares)
    if high == low:
        return f"Every region had {whole_percent(high)}."
    return f"Highest in {names(high)}, lowest in {names(low)}."


def _compared(regions: list[Row]) -> str:
    found: dict[str, list[str]] = {}
    for row in regions:
        if row["compared_with_england"]:
            found.setdefault(row["compared_with_england"], []).append(region_name(row["region"]))
    if not found:
        return ""
    parts = [
        f"{listed(found[word])} {'was' if len(found[word]) == 1 else 'were'} {word}"
        for word in ("higher", "lower")
        if word in found
    ]
    if not parts:
        return " No region differs from England by more than chance would explain."
    rest = len(found.get("similar", []))
    return f" {sentence_case(listed(parts))} than England; {counted(rest, 'region')} similar."


def _region_chart(frame: pd.DataFrame, view: View) -> Figure:
    if frame.empty:
        return empty_figure("No council fits this selection.", 240)
    return rate_bars(records(frame), "region", ENGLAND, "region")


TAKE_UP_BY_REGION = Exhibit(
    id="take-up-by-region",
    question="Which regions take part most and least?",
    theme="Take-up",
    keys=FILTERS,
    columns=("financial_year", "region", *RATE_COLUMNS),
    prepare=_region_rates,
    sentence=_region_sentence,
    chart=_region_chart,
    method=(METHOD_RATE, METHOD_COUNCILS, METHOD_INTERVAL),
    notes=(
        NOTE_RECORDS,
        "England is every council that passes the type and control filters. Regions outside the "
        "selection stay in grey for comparison.",
    ),
    height=400,
    not_in_table=("financial_year", "selected", "complete"),
    selects="region",
)

EXHIBITS = (TAKE_UP_BY_REGION,)
