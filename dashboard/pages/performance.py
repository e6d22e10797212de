"""Performance: one indicator at a time, fairly compared."""

from dashboard.pages import Page

PAGE = Page(
    path="/performance",
    name="Performance",
    title="Is performance improving?",
    lead="Choose an indicator and the councils you look at, and compare them with others that "
    "deliver the same service. Click a council in the chart or the table to put it in the lead.",
    rows=(
        ((12, ("indicator-spread",)),),
        ((12, ("indicator-trend",)),),
        ((12, ("indicator-table",)),),
        ((12, ("before-and-after",)),),
    ),
    filters=("indicator", "compare", "region", "type", "patch", "control"),
)
