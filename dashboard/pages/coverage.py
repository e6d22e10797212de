"""Coverage: whom to ring next."""

from dashboard.pages import Page

PAGE = Page(
    path="/coverage",
    name="Coverage",
    title="Who is due, and who is missing?",
    lead="Whom to ring next: councils without a peer challenge for years, groups that take part "
    "less than others, and councils where control has changed.",
    rows=(
        ((12, ("peer-challenge-due",)),),
        ((12, ("change-of-control",)),),
        ((12, ("under-represented",)),),
    ),
    filters=("as_at", "year", "offer", "region", "patch", "type", "control"),
)
