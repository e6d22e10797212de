"""Facts as a list of terms, with links to the councils they name."""

from __future__ import annotations

import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

from dashboard.wording import MISSING


def council_link(code: str, words: str) -> Component:
    """A link to a council's page."""
    return dcc.Link(words, href=f"/council/{code}")


def fact_list(frame: pd.DataFrame) -> Component:
    """The rows of `fact`, `detail` and `linked_council` (a code or missing), a term for each fact.

    Rows of one fact stand one after the other and share its term.
    """
    parts: list[Component] = []
    for fact, rows in frame.groupby("fact", sort=False):
        parts.append(html.Dt(str(fact)))
        if len(rows) == 1:
            parts.append(html.Dd(_detail(rows.iloc[0])))
        else:
            # Many names are easier to find in a list that wraps than one under the other.
            items = [html.Li(_detail(row)) for _, row in rows.iterrows()]
            parts.append(html.Dd(html.Ul(items, className="inline")))
    return html.Dl(parts, className="facts")


def _detail(row: pd.Series) -> Component | str:
    words = row["detail"] or MISSING
    code = row["linked_council"]
    return council_link(code, words) if isinstance(code, str) else words
