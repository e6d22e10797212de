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
from dashboard.statistics.rates import add_rates, compare_with
from dashboard.vocabulary import sentence_case
from dashboard.wording import counted, listed, n_of_n, whole_percent

COMPARED = {
    "higher": ", higher than England",
    "lower": ", lower than England",
    "similar": ", similar to England",
}


def _region_rates(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    england = frame["region"] == ENGLAND
    frame = add_rates(frame)
    return compare_with(frame, frame[england].iloc[0]) if england.any() else frame.iloc[:0]


def _region_sentence(frame: pd.DataFrame, view: View) -> str:
    england = frame[frame["region"] == ENGLAND]
    if england.empty or not england["councils"].iloc[0]:
        return nobody(view)
    row = england.iloc[0]
    whole = took_part(row, view, _everywhere(view))
    regions = frame[(frame["region"] != ENGLAND) & frame["selected"]]
    if regions.empty:
        return whole
    if len(regions) == 1:
        one = regions.iloc[0]
        words = COMPARED.get(one["compared_with_england"], "")
        return (
            f"{whole} In {region_name(one['region'])} it was {whole_percent(one['percent'])} "
            f"({n_of_n(one['taking_part'], one['councils'])}){words}."
        )
    if not row["taking_part"] or not row["complete"]:
        return whole
    return f"{whole}{_in_all(row)} {_extremes(regions)}{_compared(regions)}"


def _everywhere(view: View) -> str:
    """The councils of England that pass the other filters: “districts in England”."""
    chosen = view.selection.without("region").without("patch")
    words = selection_words(replace(view, selection=chosen))
    return words if words == ENGLAND else f"{words} in England"


def _in_all(row: pd.Series) -> str:
    """Some councils take part more than once; the reports count both councils and times."""
    if row["quantity"] <= row["taking_part"]:
        return ""
    return f" Some did so more than once, {row['quantity']:,} times in all."


def _extremes(regions: pd.DataFrame) -> str:
    def names(value: float) -> str:
        tied = regions[regions["percent"] == value]
        first = tied.iloc[0]
        places = listed([region_name(name) for name in tied["region"]])
        if len(tied) == 1:
            return f"{places} ({n_of_n(first['taking_part'], first['councils'])})"
        return f"{places} ({whole_percent(value)} each)"

    high, low = regions["percent"].max(), regions["percent"].min()
    if high == low:
        return f"Every region had {whole_percent(high)}."
    return f"Highest in {names(high)}, lowest in {names(low)}."


def _compared(regions: pd.DataFrame) -> str:
    compared = regions["compared_with_england"].dropna()
    if compared.empty:
        return ""
    counts = compared.value_counts()
    parts = [
        f"{listed([region_name(r) for r in regions.loc[compared[compared == w].index, 'region']])} "
        f"{'was' if counts[w] == 1 else 'were'} {w}"
        for w in ("higher", "lower")
        if counts.get(w)
    ]
    if not parts:
        return " No region differs from England by more than chance would explain."
    rest = counts.get("similar", 0)
    return f" {sentence_case(listed(parts))} than England; {counted(rest, 'region')} similar."


def _region_chart(frame: pd.DataFrame, view: View) -> Figure:
    if frame.empty:
        return empty_figure("No council fits this selection.", 240)
    return rate_bars(frame, "region", ENGLAND, "region")


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
