"""Contracts of the tables that tie figures to sentences, to measures and to one another."""

from __future__ import annotations

import pandas as pd

from dashboard.intake.contracts_savings import QUALIFIERS
from dashboard.intake.declare import NOTE, SOURCED, Column, Rule, Table, optional

SHOWN, LEFT_OUT = "shown", "left out"
_WHEN_SHOWN = ("held_in", "held_column", "held_key", "exhibit")


def _shown_without_a_place(rows: pd.DataFrame, _: object) -> pd.Series:
    places = rows[list(_WHEN_SHOWN)]
    return (rows["status"] == SHOWN) & places.isna().any(axis="columns")


def _reason_where_it_should_not_be(rows: pd.DataFrame, _: object) -> pd.Series:
    return (rows["status"] == LEFT_OUT) != rows["reason"].notna()


def _figure_not_in_quote(rows: pd.DataFrame, _: object) -> pd.Series:
    return pd.Series(
        [
            figure not in quote
            for figure, quote in zip(
                rows["figure"].fillna(""), rows["quote"].fillna(""), strict=True
            )
        ],
        index=rows.index,
        dtype=bool,
    )


def _offer_without_a_way_to_count(rows: pd.DataFrame, _: object) -> pd.Series:
    return rows["offer_code"].notna() != rows["counts"].notna()


TRACED = (
    Table(
        "delivery_measures",
        "reference/delivery_measures.csv",
        {
            "measure": Column("What was counted: short name", "name"),
            "label": Column("What was counted, in words"),
            "offer_code": optional("Offer whose records bear on it", refers="offers.offer_code"),
            "counts": optional(
                "What of those records bears on it",
                allowed=("councils", "percent_of_councils", "councils_never", "deliveries"),
            ),
        },
        key=("measure",),
        rules=(Rule("counts", "an offer needs a way to count.", _offer_without_a_way_to_count),),
    ),
    Table(
        "same_facts",
        "published/same_facts.csv",
        {
            "fact": Column("The fact that several figures are about, in words"),
            "period": Column("Year or years that they are about"),
            "held_in": Column("Table that holds the figure", "name"),
            "year": Column("Year or period of the figure in that table"),
            "measure": Column("Measure of the figure in that table"),
            "differs_in": Column(
                "Whether the figures differ in value, or only in what they are said to count",
                allowed=("value", "meaning"),
            ),
            "note": NOTE,
        },
        key=("fact", "period", "held_in", "year", "measure"),
    ),
    Table(
        "figures_in_sources",
        "published/figures_in_sources.csv",
        {
            "place": Column("Section or annex of the document"),
            "figure": Column("The figure as the document writes it"),
            "value": Column("The figure as a number", "number"),
            "unit": Column(
                "Unit", allowed=("count", "percent", "gbp_million", "gbp", "rank", "years")
            ),
            "qualifier": Column("How firmly the source states it", allowed=QUALIFIERS),
            "quote": Column("The words of the document that the figure stands in"),
            "status": Column("Whether an exhibit shows it", allowed=(SHOWN, LEFT_OUT)),
            "held_in": optional("Table that holds the figure", "name"),
            "held_column": optional("Column of that table", "name"),
            "held_key": optional("What finds its row: column=value, joined by semicolons"),
            "exhibit": optional("Exhibit that shows it", "name"),
            "selection": optional("What to choose for the exhibit to show it"),
            "reason": optional("Why it is left out"),
            **SOURCED,
        },
        rules=(
            Rule("exhibit", "a figure that is shown needs its place.", _shown_without_a_place),
            Rule(
                "reason",
                "a figure that is left out needs a reason, and no other has one.",
                _reason_where_it_should_not_be,
            ),
            Rule("figure", "the figure is not in the words quoted.", _figure_not_in_quote),
        ),
    ),
)
