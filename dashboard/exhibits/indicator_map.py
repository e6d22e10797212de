"""One indicator on the map of England, in one period."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard.charts.indicator_map import indicator_map
from dashboard.charts.theme import Figure, empty_figure
from dashboard.exhibit import Exhibit, Settled, View
from dashboard.exhibits import indicator_map_words as words
from dashboard.exhibits import indicators_method as method
from dashboard.exhibits.indicators import ABOUT
from dashboard.statistics.breaks import classes_of

TIERS = ("lower", "upper")


def _classed(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    """Blank what too few councils give, and add each area's class and what is to be said of it."""
    if frame.empty:
        return frame
    row = frame.iloc[0]
    few = (row["map_drawn"] == "regions") & (frame["councils_with_figure"] < words.FEW).to_numpy()
    value = np.where(few, np.nan, frame["value"].to_numpy(float))
    held = ~np.isnan(value)
    breaks = words.class_breaks(frame)
    names = words.class_names(frame, breaks)
    number = np.where(held, classes_of(value, breaks), np.nan)
    delivered = (frame["delivering"] > 0).to_numpy()
    return frame.assign(
        value=value,
        figure_status=np.select(
            [held, ~delivered, few], ["Figure", words.NOT_DELIVERED, "Too few"], "No figure"
        ),
        class_number=number,
        map_class=[names[int(n)] if n == n else None for n in number],
        value_words=[words.value_words(v, row["unit"]) if v == v else None for v in value],
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
    title = words.legend_title(frame, view.wide)
    return indicator_map(frame, drawing, names, title, chosen, outline, view.wide)


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
