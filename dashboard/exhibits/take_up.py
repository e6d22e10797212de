"""Who took what: take-up on the map, from year to year and by council."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard.charts.maps import area_map, council_classes, percent_classes
from dashboard.charts.squares import council_squares
from dashboard.charts.theme import Figure, empty_figure
from dashboard.charts.trend import ENGLAND, HEIGHT, PUBLISHED, rate_trend
from dashboard.exhibit import Exhibit, View
from dashboard.exhibits.take_up_words import (
    FILTERS,
    METHOD_COUNCILS,
    METHOD_INTERVAL,
    METHOD_RATE,
    NOTE_RECORDS,
    RATE_COLUMNS,
    all_together,
    nobody,
    offer_words,
    selection_words,
    took_part,
)
from dashboard.records import Row, records
from dashboard.statistics.rates import add_rates, rates
from dashboard.vocabulary import sentence_case
from dashboard.wording import counted, listed, n_of_n, whole_percent

TREND_COLUMNS = tuple(c for c in RATE_COLUMNS if c not in ("selected", "compared_with_england"))


def _map_rates(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    frame = add_rates(frame)
    # What regions or councils have nothing in is not shown.
    return frame.loc[:, frame.notna().any()] if len(frame) else frame


def _map_sentence(frame: pd.DataFrame, view: View) -> str:
    rows = records(frame)
    if not rows:
        return nobody(view)
    total = all_together([row for row in rows if row["selected"]])
    total["complete"] = all(row["complete"] for row in rows)
    sentence = took_part(total, view, selection_words(view))
    if view.selection.map == ("councils",) and view.selection.tier == ("lower",):
        return sentence + " County councils cover the same ground as districts and are not drawn."
    if view.selection.map == ("councils",):
        return sentence + " District councils cover the same ground as counties and are not drawn."
    return sentence


def _map_chart(frame: pd.DataFrame, view: View) -> Figure:
    kind = view.selection.map[0]
    layer = view.selection.tier[0] if kind == "councils" else kind
    try:
        drawing = view.snapshot.drawings.find(layer, view.year)
    except LookupError:
        # Periods of indicators reach further back than maps of councils do.
        return empty_figure(f"There is no map for {view.year}.", None)
    if kind == "regions":
        shown = frame[frame["selected"]] if len(frame) else frame
        # A floor is shown as a count, so that nobody reads it as a rate.
        labels = {
            row["area_code"]: whole_percent(row["percent"])
            if row["complete"]
            else n_of_n(row["taking_part"], row["councils"])
            for row in records(shown)
        }
        return area_map(percent_classes(shown), drawing, labels, view.selection.region)
    regions = "hex-regions" if kind == "hex" else "regions"
    outline = view.snapshot.drawings.find(regions, view.year)
    return area_map(council_classes(frame), drawing, chosen=view.selection.council, outline=outline)


def _trend_rates(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    taking_part = frame["taking_part"].to_numpy(float, na_value=np.nan)
    found = rates(taking_part, frame["councils"].to_numpy(), frame["complete"].to_numpy())
    published = (frame["basis"] == "published").to_numpy()
    # A published figure is a count of councils as it stands, not a sample: no interval of ours.
    found = {name: np.where(published, np.nan, values) for name, values in found.items()}
    given = frame["published_percent"].to_numpy(float)
    found["percent"] = np.where(published, given, found["percent"])
    return frame.assign(taking_part=taking_part, **found)


def _trend_sentence(frame: pd.DataFrame, view: View) -> str:
    rows = [row for row in records(frame) if row["group"] != PUBLISHED]
    chosen = any(row["group"] == "selection" for row in rows)
    where = selection_words(view)
    if not chosen and where != ENGLAND:
        return f"No council fits this selection ({where}) in any year."
    rows = [row for row in rows if row["group"] == ("selection" if chosen else ENGLAND)]
    complete = [row for row in rows if row["complete"]]
    partial = [row for row in rows if not row["complete"]]
    offers = offer_words(view)
    if not complete and not any(row["taking_part"] for row in rows):
        return f"No record of {offers.plain} in any year for this selection."
    parts = []
    if complete:
        spans = [
            f"{whole_percent(row['percent'])} ({n_of_n(row['taking_part'], row['councils'])}) in "
            f"{row['financial_year']}"
            for row in complete
        ]
        parts.append(f"{offers.capitalised} in {where}: {listed(spans)}.")
    if partial:
        years = counted(len(partial), "other year" if complete else "year")
        none = sum(row["taking_part"] == 0 for row in partial)
        none_found = f" (none in {none} of those years)" if none else ""
        if none == len(partial):
            none_found = ", and none has been found here"
        parts.append(
            f"In {years} only councils whose record has been found are counted{none_found}: "
            "those points are a floor, not a rate, and cannot be compared from year to year."
        )
    return " ".join(parts)


def _trend_chart(frame: pd.DataFrame, view: View) -> Figure:
    rows = records(frame)
    if not any(_is_above_zero(row) for row in rows):
        return empty_figure("Nothing on record in any year.", HEIGHT)
    names = {
        "selection": sentence_case(selection_words(view)),
        ENGLAND: ENGLAND,
        PUBLISHED: PUBLISHED,
    }
    return rate_trend(rows, names, view.year)


def _is_above_zero(row: Row) -> bool:
    return row["taking_part"] > 0 or row["percent"] > 0


def _council_sentence(frame: pd.DataFrame, view: View) -> str:
    if frame.empty:
        if view.selection.records == ("recorded",):
            return f"No record of {offer_words(view).plain} in {view.year} for this selection."
        return nobody(view)
    found = int(frame["taking_part"].to_numpy().sum())
    recorded = frame["basis"].tolist().count("recorded")
    illustrative = found - recorded
    parts = []
    if recorded:
        parts.append(f"{recorded:,} recorded, with a source")
    if illustrative:
        parts.append(f"{illustrative:,} illustrative")
    detail = f": {listed(parts)}" if parts else ""
    return (
        f"{counted(len(frame), 'council').capitalize()} listed; {found:,} took part in "
        f"{offer_words(view).plain} in {view.year}{detail}."
    )


def _council_chart(frame: pd.DataFrame, view: View) -> Figure:
    if frame.empty:
        return empty_figure("No council fits this selection.", 240)
    return council_squares(frame)


TAKE_UP_MAP = Exhibit(
    id="take-up-map",
    question="Where in England was it taken up?",
    theme="Take-up",
    keys=(*FILTERS, "council", "map", "tier"),
    columns=(
        "financial_year",
        "area_code",
        "area",
        "council_code",
        "council",
        "region",
        "authority_type",
        "councils",
        "taking_part",
        "percent",
        "interval_low",
        "interval_high",
        "quantity",
        "selected",
        "complete",
        "basis",
    ),
    prepare=_map_rates,
    sentence=_map_sentence,
    chart=_map_chart,
    method=(METHOD_RATE, METHOD_COUNCILS),
    notes=(
        NOTE_RECORDS,
        "Counties and districts cover the same ground, so the councils map draws one or the "
        "other with the single-tier councils; the hex map draws every council as one tile.",
        "Colours keep the same meaning in every year.",
    ),
    height=760,
    fluid=True,
    controls=("map", "tier"),
    not_in_table=(
        "financial_year",
        "area_code",
        "council_code",
        "council",
        "authority_type",
        "selected",
        "complete",
    ),
    selects="area",
)

TAKE_UP_TREND = Exhibit(
    id="take-up-trend",
    question="How has take-up changed from year to year?",
    theme="Take-up",
    keys=tuple(key for key in FILTERS if key != "year"),
    marks=("year",),
    columns=("group", "financial_year", *TREND_COLUMNS, "published_wording"),
    prepare=_trend_rates,
    sentence=_trend_sentence,
    chart=_trend_chart,
    method=(METHOD_RATE, METHOD_COUNCILS, METHOD_INTERVAL),
    notes=(
        NOTE_RECORDS,
        "Filled points cover all councils that took part; hollow points cover only the records "
        "found so far and are a floor. Diamonds are figures from a document. Years without a "
        "point have no figure: nothing is filled in.",
    ),
    height=HEIGHT,
)

TAKE_UP_BY_COUNCIL = Exhibit(
    id="take-up-by-council",
    question="Which councils took part?",
    theme="Take-up",
    keys=(*FILTERS, "council"),
    columns=(
        "financial_year",
        "council",
        "taking_part",
        "basis",
        "region",
        "authority_type",
        "political_control",
        "quantity",
        "offers",
        "dates",
        "source",
        "patch",
        "council_code",
        "source_address",
    ),
    sentence=_council_sentence,
    chart=_council_chart,
    method=(
        "One row for each council in being on 31 March of the year that passes the filters. "
        "A council takes part when at least one row of take-up names it in that financial year.",
        METHOD_COUNCILS,
    ),
    notes=(
        NOTE_RECORDS,
        "With recorded rows only, councils without a record are not listed.",
    ),
    height=520,
    opens_on="table",
    row_key="council_code",
    not_in_table=("financial_year", "taking_part", "source_address"),
    selects="council",
)

EXHIBITS = (TAKE_UP_MAP, TAKE_UP_TREND, TAKE_UP_BY_COUNCIL)
