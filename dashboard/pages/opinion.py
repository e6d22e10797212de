"""Opinion: what residents, leaders and participants think."""

from dashboard.pages import Page

PAGE = Page(
    path="/opinion",
    name="Opinion",
    title="What do residents, leaders and participants think?",
    lead="Every figure here is published: polls of British adults, surveys of leaders and chief "
    "executives, and feedback from those who took part. None is about a single council.",
    rows=(
        ((7, ("resident-polling",)), (5, ("leaders-perceptions",))),
        ((7, ("participant-feedback",)), (5, ("service-polling",))),
    ),
)
