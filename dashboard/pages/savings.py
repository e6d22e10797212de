"""Savings: what was saved against what was promised and granted, and who says so."""

from dashboard.pages import Page

PAGE = Page(
    path="/savings",
    name="Savings",
    title="What does it save?",
    lead="Savings that councils made with the help of the improvement offer, as documents give "
    "them, beside the commitment and the grant, and how far each figure can be relied on.",
    rows=(
        ((6, ("savings-by-programme",)), (6, ("savings-over-time",))),
        ((6, ("grant-over-time",)), (6, ("shared-services",))),
        ((12, ("savings-claims",)),),
    ),
    filters=("year",),
)
