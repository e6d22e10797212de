"""What a printed page says of itself: what was chosen, and the documents behind its figures."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.exhibit import BASES, Answer
from dashboard.wording import listed

# A page of one side has room for the documents that matter most: those of the first exhibits.
MOST_SOURCES = 10


def printed_foot(answers: Sequence[Answer]) -> list[Component]:
    """The filters that the answers read, and their sources, those of the first answer first."""
    keys = tuple(dict.fromkeys(key for one in answers for key in one.exhibit.keys))
    titles = dict.fromkeys(title for one in answers for title in _titles(one))
    chosen = answers[0].view.in_words(keys)
    bases = [basis for basis in BASES if any(one.basis == basis for one in answers)]
    named = list(titles)[:MOST_SOURCES]
    more = len(titles) - len(named)
    rest = f"; and {more} more, listed under each exhibit at the address below" if more else ""
    return [
        html.P([html.Strong("Shown: "), f"{chosen}. Figures are {listed(bases)}."]),
        html.P([html.Strong("Sources: "), f"{'; '.join(named)}{rest}."]),
    ]


def _titles(one: Answer) -> list[str]:
    # Where each row names its document, counting the rows of each (`sources`) would only take time.
    named = one.frame["source"].dropna() if one.exhibit.sources is None else one.sources["title"]
    return list(dict.fromkeys(named))
