"""What was saved, and with how much grant: by programme, over time, and by shared services."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.money import TICKS_PIXELS, Bar, Span, money_bars, money_by_year
from dashboard.charts.shared_services import HEIGHT, Count, counts_over_time
from dashboard.charts.theme import Figure, empty_figure
from dashboard.exhibit import Exhibit, View
from dashboard.exhibits import savings_words as words
from dashboard.exhibits.savings_words import COMMITMENT, SEVERAL_YEARS, TOTAL, in_brief, pounds
from dashboard.wording import whole_percent

GRANT_PIXELS = 300


def _short(millions: float, wording: str) -> str:
    """An amount above a bar, in £ million: the hedge on a line of its own."""
    return (
        f"{millions:,.1f}".removesuffix(".0")
        if wording == "exact"
        else (f"{wording}<br>{millions:,.1f}".removesuffix(".0"))
    )


def _hover(row: pd.Series, heading: str) -> str:
    amount = pounds(row["gbp_million"], row["published_wording"])
    parts = [f"<b>{heading}</b>", amount]
    for name in ("how_firm", "who_says"):
        if isinstance(row.get(name), str):
            parts.append(row[name])
    return "<br>".join(parts)


def _programme_chart(frame: pd.DataFrame, view: View) -> Figure:
    if frame.empty:
        return empty_figure(f"No breakdown for {view.year}.", 240)
    bars = [
        Bar(
            row["programme_area"],
            row["gbp_million"],
            f"<b>{in_brief(row['gbp_million'], row['published_wording'])}</b>"
            f"  {whole_percent(row['share_of_total'])}",
            _hover(row, row["programme_area"]),
        )
        for _, row in frame.iterrows()
    ]
    return money_bars(bars)


def _bars(frame: pd.DataFrame) -> dict[str, Bar]:
    known = frame[frame["gbp_million"].notna()]
    return {
        row["financial_year"]: Bar(
            row["financial_year"],
            row["gbp_million"],
            _short(row["gbp_million"], row["published_wording"]),
            _hover(row, row["financial_year"]),
        )
        for _, row in known.iterrows()
    }


def _over_time_chart(frame: pd.DataFrame, view: View) -> Figure:
    totals = frame[frame["group"] == TOTAL]
    if totals.empty:
        return empty_figure("No claim of savings has been found.", 240)
    spans = [
        Span(
            row["first_year"],
            row["last_year"],
            f"{row['programme_area']}: {in_brief(row['gbp_million'], row['published_wording'])}",
            _hover(row, f"{row['programme_area']}, {row['period']}"),
        )
        for _, row in frame[frame["group"] == SEVERAL_YEARS].iterrows()
    ]
    commitments = _bars(frame[frame["group"] == COMMITMENT])
    return money_by_year(list(totals["financial_year"]), _bars(totals), commitments, spans)


def _grant_chart(frame: pd.DataFrame, view: View) -> Figure:
    if frame.empty:
        return empty_figure("No figure for the grant has been found.", 240)
    years = list(dict.fromkeys(frame["financial_year"]))
    return money_by_year(years, _bars(frame), plot_pixels=GRANT_PIXELS)


def _shared_chart(frame: pd.DataFrame, view: View) -> Figure:
    if frame.empty:
        return empty_figure("No count of shared services has been found.", HEIGHT)
    # Two sources that give the same figures at nearly the same time are one point.
    shown = frame.assign(year=frame["date"].str[:4]).drop_duplicates(
        ["year", "amount_is", "shared_services", "gbp_million"]
    )
    saved: list[Count] = []
    yearly: list[Count] = []
    services: list[Count] = []
    for _, row in shown.iterrows():
        when = f"{words.stated_when(row['stated_for'])}<br>{row['who_says']}"
        if pd.notna(row["gbp_million"]):
            amount = pounds(row["gbp_million"], row["published_wording"])
            brief = in_brief(row["gbp_million"], row["published_wording"])
            one = Count(row["date"], row["gbp_million"], brief, f"<b>{amount}</b><br>{when}")
            (yearly if row["amount_is"] == "one year" else saved).append(one)
        if pd.notna(row["shared_services"]):
            count = f"{row['shared_services']:,.0f}"
            if row["services_wording"] != "exact":
                count = f"{row['services_wording']} {count}"
            text = f"<b>{count} shared services</b><br>{when}"
            services.append(Count(row["date"], float(row["shared_services"]), count, text))
    return counts_over_time(saved, yearly, services)


SAVINGS_BY_PROGRAMME = Exhibit(
    id="savings-by-programme",
    question="What did each programme area save?",
    theme="Savings",
    keys=("year",),
    ahead="year",
    columns=(
        "financial_year",
        "programme_area",
        "gbp_million",
        "share_of_total",
        "published_wording",
        "how_firm",
        "who_says",
        "total_gbp_million",
        "total_wording",
        "commitment_gbp_million",
        "commitment_wording",
        "quote",
        "basis",
        "source",
        "source_address",
    ),
    sentence=words.by_programme,
    chart=_programme_chart,
    sources=None,
    method=(
        "The amounts are those that a document gives for the year by programme area; the share "
        "is the amount divided by the total of the year.",
        words.METHOD_OVERLAP,
    ),
    notes=(words.NOTE_ESTIMATES, words.METHOD_WORDING),
    height=374,
    not_in_table=(
        "financial_year",
        "total_gbp_million",
        "total_wording",
        "commitment_gbp_million",
        "commitment_wording",
        "source_address",
    ),
)

SAVINGS_OVER_TIME = Exhibit(
    id="savings-over-time",
    question="What did the offer save from year to year?",
    theme="Savings",
    keys=(),
    columns=(
        "group",
        "financial_year",
        "period",
        "programme_area",
        "gbp_million",
        "published_wording",
        "how_firm",
        "who_says",
        "claims_of_parts",
        "note",
        "quote",
        "basis",
        "source",
        "source_address",
    ),
    sentence=words.over_time,
    chart=_over_time_chart,
    sources=None,
    method=(
        words.METHOD_OVERLAP,
        words.METHOD_KINDS,
        "A year from the first to the last with any claim has a row, also where no total has been "
        "found. An amount over several years is drawn from the April of its first year to the "
        "March of its last.",
    ),
    notes=(
        "A bar is the total of a year in £ million, and the stroke across it the commitment. A "
        "dash is a year without a total: nothing is filled in. Lines below are amounts over "
        "several years, which take in the years above them.",
        words.METHOD_WORDING,
    ),
    height=410,
    not_in_table=("financial_year", "source_address"),
)

GRANT_OVER_TIME = Exhibit(
    id="grant-over-time",
    question="How much grant paid for it?",
    theme="Savings",
    keys=(),
    columns=(
        "financial_year",
        "gbp_million",
        "published_wording",
        "note",
        "quote",
        "basis",
        "source",
    ),
    sentence=words.grant,
    chart=_grant_chart,
    sources="grant-over-time-sources",
    method=(
        "Government grant for sector-led improvement as documents give it, in cash: prices of the "
        "year. Sources that give the same figure are one row.",
        "The fall in real terms is the LGA’s own statement. The document does not say how it was "
        "worked out, and we have not worked it out again.",
    ),
    notes=(
        "A dash is a year without a published figure: nothing is filled in.",
        "Until 2015/16 the money was taken from the top of the revenue support grant; since "
        "2016/17 it is a direct grant.",
        "The LGA sets the grant of £19.2 million against “the cost of inspection, regulation and "
        "monitoring of local government”, which it says the National Audit Office estimated at £2 "
        "billion a year when the Audit Commission existed.",
    ),
    height=GRANT_PIXELS + TICKS_PIXELS,
)

SHARED_SERVICES = Exhibit(
    id="shared-services",
    question="What do councils save by sharing services?",
    theme="Savings",
    keys=(),
    columns=(
        "stated_for",
        "amount_is",
        "shared_services",
        "services_wording",
        "gbp_million",
        "published_wording",
        "who_says",
        "note",
        "quote",
        "basis",
        "source",
        "source_address",
    ),
    sentence=words.shared_services,
    chart=_shared_chart,
    sources=None,
    method=(
        "Each row is one count by one source. A running total takes in all the years before it; "
        "an amount for one year is kept apart. None of them is added to another, or to savings of "
        "the improvement offer.",
        words.METHOD_WORDING,
    ),
    notes=(
        "Points are not joined: what lay between two counts is not known. For 2018 two counts "
        "with different savings are both shown.",
        "A date that a source leaves open is drawn in the middle of its year.",
    ),
    height=HEIGHT,
    not_in_table=("source_address",),
)

EXHIBITS = (SAVINGS_BY_PROGRAMME, SAVINGS_OVER_TIME, GRANT_OVER_TIME, SHARED_SERVICES)
