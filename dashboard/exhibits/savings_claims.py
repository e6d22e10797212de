"""The ledger: every claim of savings, what stands behind it, and which claims overlap."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.claims import HEIGHT, Claim, claims_by_year
from dashboard.charts.theme import Figure, empty_figure
from dashboard.exhibit import Exhibit, View
from dashboard.exhibits import savings_words as words
from dashboard.exhibits.savings_words import pounds


def _claim(row: pd.Series) -> Claim:
    return Claim(
        first=row["first_year"] if isinstance(row["first_year"], str) else "",
        last=row["last_year"],
        value=row["gbp_million"],
        scheme=row["scheme"],
        counted=row["counted"] == "Yes",
        hover=(
            f"<b>{pounds(row['gbp_million'], row['published_wording'])}</b>"
            f"<br>{row['programme_area']}, {row['period']}"
            f"<br>{row['kind'].capitalize()}. {row['how_firm']}"
            f"<br>{row['who_says']}<br>Counted: {row['counted']}"
        ),
    )


def _chart(frame: pd.DataFrame, view: View) -> Figure:
    if frame.empty:
        return empty_figure("No claim of savings has been found.", HEIGHT)
    starts = [int(year[:4]) for year in (*frame["last_year"], *frame["first_year"].dropna())]
    years = [f"{y}/{(y + 1) % 100:02d}" for y in range(min(starts), max(starts) + 1)]
    return claims_by_year([_claim(row) for _, row in frame.iterrows()], years)


SAVINGS_CLAIMS = Exhibit(
    id="savings-claims",
    question="Who says what was saved, and does it add up?",
    theme="Savings",
    keys=(),
    columns=(
        "programme_area",
        "gbp_million",
        "published_wording",
        "period",
        "financial_year",
        "kind",
        "how_firm",
        "who_says",
        "counted",
        "overlaps",
        "contradicts",
        "link_reasons",
        "scheme",
        "note",
        "quote",
        "claim",
        "basis",
        "source",
        "source_address",
    ),
    sentence=words.claims,
    chart=_chart,
    sources=None,
    method=(
        words.METHOD_OVERLAP,
        words.METHOD_KINDS,
        words.METHOD_WORDING,
        "A claim is one amount in one source; the same amount in several sources is several "
        "claims, of which one is counted. Amounts that are contradicted are kept, and both are "
        "shown. Savings for each £1 of grant are a ratio, not an amount, and are not listed here.",
    ),
    notes=(
        words.NOTE_ESTIMATES,
        "Chart: amounts on a logarithmic scale, since they run from £100,000 to over £1 billion. "
        "A filled dot is counted in a total, a hollow one is not; a line runs back over the years "
        "of an amount for several. A running total stands at the year in which it was given.",
    ),
    height=HEIGHT,
    table_height=620,
    opens_on="table",
    not_in_table=("financial_year", "claim", "source_address"),
)

EXHIBITS = (SAVINGS_CLAIMS,)
