"""Contracts of the tables of published figures."""

from __future__ import annotations

from dashboard.intake.contracts_savings import (
    CLAIM_BASES,
    CLAIM_YEAR,
    QUALIFIER,
    QUALIFIERS,
    QUOTE,
    SAVINGS,
)
from dashboard.intake.declare import ALSO_SEE, NOTE, SOURCED, Column, Rule, Table, earlier, optional

SHARED_SERVICES_SERIES = ("services", "savings to date", "savings in a year", "other")

PUBLISHED = (
    Table(
        "published_take_up",
        "published/take_up.csv",
        {
            "year": CLAIM_YEAR,
            "offer_code": Column("Offer", "name", refers="offers.offer_code"),
            "dimension": Column("What the figure is broken down by", "name"),
            "group": Column("Group within the breakdown"),
            "measure": Column("What the figure measures", "name"),
            "value": Column("Figure", "number"),
            "qualifier": QUALIFIER,
            "low": optional("Lowest value the computed figure may have", "number"),
            "high": optional("Highest value the computed figure may have", "number"),
            "use": Column(
                "Whether the illustrative records have to meet it",
                allowed=("constraint", "compared", "not used"),
            ),
            "reason": Column("Why it is used so"),
            "note": NOTE,
            **SOURCED,
        },
    ),
    Table(
        "deliveries",
        "published/deliveries.csv",
        {
            "year": CLAIM_YEAR,
            "measure": Column("What was counted", "name", refers="delivery_measures.measure"),
            "value": Column("Figure", "number"),
            "unit": Column("Unit", allowed=("count", "gbp_million", "gbp", "percent")),
            "basis": Column("Standing of the figure", allowed=CLAIM_BASES),
            "qualifier": QUALIFIER,
            "note": NOTE,
            **SOURCED,
        },
    ),
    Table(
        "programme_totals",
        "published/programme_totals.csv",
        {
            "offer": Column("Programme, as the source names it"),
            "period": Column("Period the source states"),
            "measure": Column("What was counted"),
            "value": Column("Figure", "number"),
            "unit": Column("Unit", "name"),
            "qualifier": QUALIFIER,
            "note": NOTE,
            **ALSO_SEE,
            **SOURCED,
        },
    ),
    *SAVINGS,
    Table(
        "funding",
        "published/funding.csv",
        {
            "year": CLAIM_YEAR,
            "item": Column("What the money is", "name"),
            "gbp_million": Column("£ million, cash", "number", low=0),
            "qualifier": QUALIFIER,
            "note": NOTE,
            "quote": QUOTE,
            **SOURCED,
        },
    ),
    Table(
        "polling",
        "published/polling.csv",
        {
            "round": optional("Round of the LGA's polling", "whole", low=1),
            "field_month": optional("Month of the interviews", "month"),
            "question": Column("Question asked", "name"),
            "measure": Column(
                "net_positive is a figure; the others are bounds",
                allowed=("net_positive", "series_min", "series_max", "stated_over"),
            ),
            "percent": Column("Percentage", "number", low=0, high=100),
            "sample_size": optional("People interviewed", "whole", low=1),
            "service_question": Column("About one service, not the council", "flag"),
            "note": NOTE,
            **SOURCED,
        },
    ),
    Table(
        "polling_rounds",
        "published/polling_rounds.csv",
        {
            "round": Column("Round of the LGA's polling", "whole", low=1),
            "field_start": optional("First day of interviews", "date"),
            "field_end": optional("Last day of interviews", "date"),
            "field_month": optional("Month of the interviews", "month"),
            "sample_size": optional("People interviewed", "whole", low=1),
            "note": NOTE,
            **SOURCED,
        },
        key=("round",),
        rules=(
            Rule("field_end", "the end is before the start.", earlier("field_start", "field_end")),
        ),
    ),
    Table(
        "perceptions",
        "published/perceptions.csv",
        {
            "survey_year": Column("Year of the survey, as the source gives it"),
            "audience": Column("Who was asked", "name"),
            "statement": Column("What they were asked"),
            "percent": Column("Percentage who agreed", "number", low=0, high=100),
            "qualifier": QUALIFIER,
            "note": NOTE,
            **SOURCED,
        },
    ),
    Table(
        "indicators_basket",
        "published/indicators_basket.csv",
        {
            "report_year": Column("Year of the report", "whole", low=2010),
            "period": optional("Period compared"),
            "theme": Column("Theme"),
            "number_of_indicators": optional("Indicators in the basket", "whole", low=1),
            **{
                f"percent_{change}": optional(
                    f"Percentage of indicators {change}", "number", low=0, high=100
                )
                for change in ("improved", "unchanged", "worsened")
            },
            "qualifier": QUALIFIER,
            "note": NOTE,
            **SOURCED,
        },
    ),
    Table(
        "shared_services",
        "published/shared_services*.csv",
        {
            "as_at": Column("Date or year the figure is for"),
            "date": Column("Where that stands in time, as far as it is known", "partial date"),
            "series": Column("What the figure is one of", allowed=SHARED_SERVICES_SERIES),
            "measure": Column("What was counted"),
            "value": optional("Figure", "number", low=0),
            "unit": optional("Unit", "name"),
            "qualifier": optional("How firmly it is stated", allowed=QUALIFIERS),
            "who_says": Column("Who gives the figure"),
            "note": NOTE,
            "quote": QUOTE,
            **ALSO_SEE,
            **SOURCED,
        },
    ),
    Table(
        "definitions",
        "published/definitions.csv",
        {
            "dimension": Column("What is defined", "name"),
            "group": Column("Group or method"),
            "as_used": Column("How the source documents use it"),
            **SOURCED,
        },
    ),
)
