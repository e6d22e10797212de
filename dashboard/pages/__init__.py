"""The pages: which exhibits, in which order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dash.development.base_component import Component

from dashboard.warehouse import Snapshot

Row = tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Page:
    """A page of exhibits.

    `rows` hold columns, a column is (twelfths of the width on a wide screen, exhibit ids from top
    to bottom). `body`, where given, makes the page's own content from the data, below them.
    """

    path: str
    name: str
    title: str
    lead: str
    rows: tuple[Row, ...] = ()
    filters: tuple[str, ...] = ()
    body: Callable[[Snapshot], Component] | None = None

    @property
    def exhibits(self) -> tuple[str, ...]:
        """The ids of the page's exhibits, in order."""
        return tuple(name for row in self.rows for _, names in row for name in names)


def site() -> tuple[Page, ...]:
    """The pages, in the order of the navigation."""
    from dashboard.pages import about, breakdowns, coverage, take_up

    return (take_up.PAGE, breakdowns.PAGE, coverage.PAGE, about.PAGE)
