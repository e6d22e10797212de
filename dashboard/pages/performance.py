"""Performance: one indicator at a time, fairly compared."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.indicator_finder import indicator_finder
from dashboard.exhibit import View
from dashboard.pages import Page


def _heading(view: View) -> Component:
    themes = [*view.snapshot.vocabulary.indicators_by_theme]
    return html.Div(indicator_finder(themes), className="tools")


PAGE = Page(
    path="/performance",
    name="Performance",
    title="Is performance improving?",
    lead="Choose an indicator and the councils you look at, and compare them with others that "
    "deliver the same service. Click a council in the chart or the table to put it in the lead.",
    rows=(
        ((6, ("indicator-spread", "indicator-about")), (6, ("indicator-map",))),
        ((6, ("indicator-trend",)), (6, ("before-and-after",))),
        ((12, ("indicator-table",)),),
        # Beside the LGA's own counts, which are of other baskets.
        ((7, ("indicators-improved-computed",)), (5, ("indicators-improved",))),
        ((12, ("indicators-changed",)),),
    ),
    heading=_heading,
    filters=("indicator", "compare", "region", "type", "patch", "control"),
)
