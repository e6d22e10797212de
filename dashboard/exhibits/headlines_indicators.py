"""Headlines: how many of a basket of indicators improved, by the LGA's own count."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.headlines import Basket, baskets
from dashboard.charts.theme import Figure
from dashboard.exhibit import Exhibit, View
from dashboard.exhibits.headlines_figures import THEME
from dashboard.exhibits.headlines_words import hedged
from dashboard.statistics.hedged import Hedged
from dashboard.wording import listed, whole_percent

INDICATOR_COLUMNS = (
    "report_year",
    "period",
    "number_of_indicators",
    "percent_improved",
    "percent_unchanged",
    "percent_worsened",
    "published_wording",
    "source",
    "note",
    "source_address",
    "basis",
)


def _reports(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a report: the document that gives most of it (the query puts it first)."""
    return frame.drop_duplicates("report_year")


def _basket(row: pd.Series) -> str:
    number = row["number_of_indicators"]
    size = "" if pd.isna(number) else f"{number:,.0f} indicators"
    since = row["period"] if isinstance(row["period"], str) else ""
    return ", ".join(part for part in (size, since) if part)


def _improved(row: pd.Series) -> str:
    return hedged(Hedged(row["percent_improved"], row["published_wording"]), "percent")


def _indicators_sentence(frame: pd.DataFrame, view: View) -> str:
    if frame.empty:
        return "No report on a basket of indicators is held."
    reports = _reports(frame)
    chosen = reports[reports["selected"]]
    if chosen.empty:
        counts = [f"{_improved(row)} in {row['report_year']}" for _, row in reports.iterrows()]
        lead = f"No report came out just after {view.year}. Shares improved: {listed(counts)}."
    else:
        lead = _report_words(chosen.iloc[0])
    baskets = (
        " The baskets of the reports differ, so their shares show no change from one to the next."
    )
    return lead + (baskets if len(reports) > 1 else "")


def _report_words(row: pd.Series) -> str:
    number = row["number_of_indicators"]
    of = "indicators" if pd.isna(number) else f"{number:,.0f} indicators"
    since = f" {row['period']}" if isinstance(row["period"], str) else ""
    lead = (
        f"By the LGA’s own count of {row['report_year']}, {_improved(row)} of {of} had "
        f"improved{since}"
    )
    rest = [row["percent_unchanged"], row["percent_worsened"]]
    if pd.isna(rest).any():
        return f"{lead}; the rest is not broken down."
    total = row["percent_improved"] + sum(rest)
    unchanged, worsened = map(whole_percent, rest)
    words = f"{lead}, {unchanged} had not changed and {worsened} had worsened"
    if round(total) != 100:
        words += f" (the parts are rounded and sum to {total:.0f})"
    return f"{words}."


def _indicators_chart(frame: pd.DataFrame, view: View) -> Figure:
    rows = []
    for _, row in _reports(frame).iterrows():
        basket = _basket(row)
        rest = [None if pd.isna(row[name]) else row[name] for name in INDICATOR_COLUMNS[4:6]]
        rows.append(
            Basket(
                words=f"<b>{row['report_year']}</b>{f': {basket}' if basket else ''}",
                improved=row["percent_improved"],
                unchanged=rest[0],
                worsened=rest[1],
                improved_words=_improved(row),
                selected=bool(row["selected"]),
            )
        )
    return baskets(rows, "No report is held.")


INDICATORS_IMPROVED = Exhibit(
    id="indicators-improved",
    question="Is councils’ performance improving?",
    theme=THEME,
    keys=("year",),
    ahead="year",
    columns=INDICATOR_COLUMNS,
    sentence=_indicators_sentence,
    chart=_indicators_chart,
    sources=None,
    height=218,
    table_height=300,
    not_in_table=("source_address",),
    method=(
        "The LGA’s own count: for each indicator of a basket, the average of councils in the "
        "latest year beside that of the base year. A report published in May is shown for the "
        "financial year that ended in March.",
        "Shares are as published, and are not compared from report to report, since each report "
        "has its own basket.",
    ),
)
EXHIBITS = (INDICATORS_IMPROVED,)
