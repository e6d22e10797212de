"""Headlines: the year on one page, for the reader with ten minutes."""

from dash import html
from dash.development.base_component import Component

from dashboard.components import ids
from dashboard.exhibit import View
from dashboard.pages import Page


def _heading(view: View) -> Component:
    button = html.Button("Print on one page", id=ids.PRESS, className="press")
    return html.Div(button, className="tools")


PAGE = Page(
    path="/",
    name="Headlines",
    title="The year in headlines",
    lead="What was delivered and saved, whether leaders and residents value it, whether "
    "performance improves, and what changed. Every figure is published: none is estimated by us.",
    heading=_heading,
    rows=(
        ((12, ("headline-figures",)),),
        ((6, ("savings-against-commitment",)), (6, ("value-for-money",))),
        ((6, ("leaders-view",)), (6, ("resident-satisfaction",))),
        ((5, ("indicators-improved",)), (7, ("what-changed",))),
    ),
    filters=("year",),
    printed=1,
)
