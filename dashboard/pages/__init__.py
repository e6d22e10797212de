"""The pages: which exhibits, in which order, and which address leads to which."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dash.development.base_component import Component

from dashboard.exhibit import View
from dashboard.selection import Selection, Vocabulary

Row = tuple[tuple[int, tuple[str, ...]], ...]
Part = Callable[[View], Component]


@dataclass(frozen=True)
class Page:
    """A page of exhibits.

    `rows` hold columns, a column is (twelfths of the width on a wide screen, exhibit ids from top
    to bottom). `heading` stands between title and exhibits and `body` below them, where a page
    has content of its own. A page that `takes` a key has the key's value as the last part of its
    address (`/council/E08000016`), which also makes its title. `name` is empty where the page is
    not in the navigation; `printed` tells how many sides of A4 it is made to print on.
    """

    path: str
    name: str
    title: str
    lead: str
    rows: tuple[Row, ...] = ()
    filters: tuple[str, ...] = ()
    heading: Part | None = None
    body: Part | None = None
    takes: str | None = None
    printed: int | None = None

    @property
    def exhibits(self) -> tuple[str, ...]:
        """The ids of the page's exhibits, in order."""
        return tuple(name for row in self.rows for _, names in row for name in names)


@dataclass(frozen=True)
class Place:
    """Where an address leads: a page and, if it takes one, the value that its path gives."""

    page: Page
    value: str | None = None

    def selection(self, chosen: Selection) -> Selection:
        """What is shown here when the reader chose `chosen`: the path has the last word."""
        if self.page.takes is None or self.value is None:
            return chosen
        return chosen.with_values(self.page.takes, (self.value,))


def find(pages: Sequence[Page], path: str | None, vocabulary: Vocabulary) -> Place | None:
    """The place that the path of an address leads to, or None."""
    whole = (path or "").rstrip("/") or "/"
    parent, _, last = whole.rpartition("/")
    for page in pages:
        if page.takes is None and page.path == whole:
            return Place(page)
        value = vocabulary.find(page.takes, last) if page.takes and page.path == parent else None
        if value:
            return Place(page, value)
    return None


def site() -> tuple[Page, ...]:
    """The pages, in the order of the navigation."""
    from dashboard.pages import (
        about,
        breakdowns,
        council,
        coverage,
        headlines,
        opinion,
        performance,
        savings,
        take_up,
    )

    return (
        headlines.PAGE,
        take_up.PAGE,
        breakdowns.PAGE,
        coverage.PAGE,
        council.FINDER,
        council.PAGE,
        savings.PAGE,
        performance.PAGE,
        opinion.PAGE,
        about.PAGE,
    )
