"""Breakdowns: which kinds of council take part, and which do not."""

from dashboard.pages import Page

PAGE = Page(
    path="/breakdowns",
    name="Breakdowns",
    title="Which kinds of council take part?",
    lead="Take-up by type of council, political control and offer, and what chance would explain.",
    rows=(
        (
            (6, ("take-up-by-authority-type", "take-up-by-political-control", "take-up-matrix")),
            (6, ("take-up-by-offer", "depth-of-support")),
        ),
    ),
    filters=("year", "theme", "offer", "region", "patch", "type", "control", "records"),
)
