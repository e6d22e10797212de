"""Take-up: who took what, where and when."""

from dashboard.pages import Page

PAGE = Page(
    path="/take-up",
    name="Take-up",
    title="Who takes part, and where?",
    lead="Councils that took up the Local Government Association's improvement offer.",
    rows=(
        ((6, ("take-up-map",)), (6, ("take-up-by-region", "take-up-trend"))),
        ((12, ("take-up-by-council",)),),
    ),
    filters=("year", "theme", "offer", "region", "patch", "type", "control", "records"),
)
