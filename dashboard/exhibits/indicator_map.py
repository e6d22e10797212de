"""One indicator on the map of England, in one period."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.indicator_map import indicator_map
from dashboard.charts.theme import Figure, empty_figure
from dashboard.exhibit import Exhibit, Settled, View
from dashboard.exhibits import indicator_map_words as words
from dashboard.exhibits import indicators_method as method
from dashboard.exhibits.indicators import ABOUT
from dashboard.statistics.breaks import class_of

TIERS = ("lower", "upper")


def _classed(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    """Blank what too few councils give, and add each area's class and what is to be said of it."""
    if frame.empty:
        return frame
    regions = frame["map_drawn"] == "regions"
    few = regions & (frame["councils_with_figure"] < words.FEW)
    value = frame["value"].mask(few)
    breaks = words.class_breaks(frame)
    names = words.class_names(frame, breaks)
    number = value.map(lambda one: class_of(one, breaks), na_action="ignore")
    status = pd.Series("Figure", frame.index, dtype=object)
    status = status.mask(value.isna(), "No figure").mask(few & (frame["delivering"] > 0), "Too few")
    status = status.mask(value.isna() & (frame["delivering"] == 0), words.NOT_DELIVERED)
    unit = frame["unit"].iloc[0]
    return frame.assign(
        value=value,
        figure_status=status,
        class_number=number,
        map_class=number.map(lambda one: names[int(one)], na_action="ignore").astype(object),
        value_words=value.map(lambda one: words.value_words(one, unit), na_action="ignore"),
    )


def _chart(frame: pd.DataFrame, view: View) -> Figure:
    if frame.empty:
        return empty_figure("No figures.", None)
    row = frame.iloc[0]
    if words.too_early(frame):
        return empty_figure(f"There is no map of councils before {words.FIRST_MAP}.", None)
    drawings, year, kind = view.snapshot.drawings, row["financial_year"], row["map_drawn"]
    layer = row["tier_drawn"] if kind == "councils" else kind
    try:
        drawing = drawings.find(layer, year)
        over = {"hex": "hex-regions", "councils": "regions"}.get(kind)
        outline = drawings.find(over, year) if over else None
    except LookupError:
        return empty_figure(f"There is no map for {year}.", None)
    names = words.class_names(frame, words.class_breaks(frame))
    chosen = view.selection.region if kind == "regions" else view.selection.council
    title = words.legend_title(frame)
    return indicator_map(frame, drawing, names, title, chosen, outline)


def _settled(frame: pd.DataFrame) -> Settled:
    """The tiers and kinds of map that make sense, those it opens on first."""
    if frame.empty:
        return {}
    row = frame.iloc[0]
    other = tuple(tier for tier in TIERS if tier != row["tier_opens"] and row["both_tiers"])
    tiers = {"tier": (row["tier_opens"], *other)}
    return {**tiers, "map": ("councils", "hex")} if words.is_grade(frame) else tiers


MAP = Exhibit(
    id="indicator-map",
    question="Where in England is it high or low?",
    theme="Performance",
    keys=("year", "region", "patch", "type", "control", "council", "indicator", "map", "tier"),
    columns=(
        "area_code",
        "area",
        "council_code",
        "council",
        "region",
        "authority_type",
        "period",
        "value",
        "map_class",
        "figure_status",
        "councils_with_figure",
        "selected",
        *ABOUT,
    ),
    prepare=_classed,
    sentence=words.map_sentence,
    chart=_chart,
    method=(
        method.METHOD_LATEST,
        words.METHOD_CLASSES,
        words.METHOD_REGIONS,
        words.METHOD_TIERS,
        words.METHOD_YEARS,
        method.METHOD_LIVES,
        method.METHOD_BREAKS,
        method.METHOD_LICENCE,
    ),
    notes=(words.NOTE_FILTERS,),
    sources=None,
    height=760,
    fluid=True,
    controls=("map", "tier"),
    not_in_table=(
        "area_code",
        "council_code",
        "council",
        "selected",
        "indicator",
        "indicator_code",
        "source_address",
        "basis",
    ),
    selects="area",
    settles=_settled,
)

EXHIBITS = (MAP,)
