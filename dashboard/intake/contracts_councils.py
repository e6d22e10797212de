"""Contracts of the sources and of the tables about councils themselves."""

from __future__ import annotations

import pandas as pd

from dashboard.intake.declare import (
    BUILT,
    FILE,
    FINANCIAL_YEAR,
    LOADED,
    NOTE,
    SOURCED,
    Column,
    Rule,
    Table,
    council,
    earlier,
    optional,
)

AUTHORITY_TYPES = ("county", "district", "unitary", "metropolitan district", "London borough")
REGIONS = (
    "East Midlands",
    "East of England",
    "London",
    "North East",
    "North West",
    "South East",
    "South West",
    "West Midlands",
    "Yorkshire and the Humber",
)
PATCHES = (
    "North East, Yorkshire and the Humber and East Midlands",
    "East of England",
    "London",
    "South East: Berkshire, East Sussex, Oxfordshire and Surrey",
    "South East: Buckinghamshire, Hampshire, Isle of Wight, Kent and West Sussex",
    "South West",
    "West Midlands",
    "North West",
)
CONTROL_GROUPS = (
    "Conservative",
    "Labour",
    "Liberal Democrat",
    "Green",
    "Residents",
    "Independent",
    "Other",
    "No overall control",
)
PARTY_SEATS = {
    "con": "Conservative",
    "lab": "Labour",
    "ld": "Liberal Democrat",
    "green": "Green",
    "ukip": "UKIP",
    "reform": "Reform UK",
    "other": "all others",
}

_COUNCIL_ATTRIBUTES = {
    "authority_type": Column("Type of council", allowed=AUTHORITY_TYPES),
    "tier": Column(
        "upper (county), lower (district) or single (the rest)",
        allowed=("upper", "lower", "single"),
        where=BUILT,
    ),
    "region": Column("Region of England", allowed=REGIONS),
}
_COUNTY = optional("County a district lies in", "council", refers="councils.council_code")


def _not_in(rows: pd.Series, tables: dict[str, pd.DataFrame], table: str, of: str) -> pd.Series:
    return ~rows.isin(set(tables[table][of]))


def _seats(rows: pd.DataFrame, _: dict[str, pd.DataFrame]) -> pd.Series:
    seats = rows[[*PARTY_SEATS, "seats_total"]].apply(pd.to_numeric, errors="coerce")
    return seats[list(PARTY_SEATS)].sum(axis=1).gt(seats["seats_total"])


def _starts(rows: pd.DataFrame, tables: dict[str, pd.DataFrame]) -> pd.Series:
    councils = tables["councils"]
    first_day = dict(zip(councils["council_code"], councils["start_date"], strict=True))
    return rows["successor_code"].map(first_day).ne(rows["date"])


_COUNCIL_RULES = (
    Rule("end_date", "the last day is before the first.", earlier("start_date", "end_date")),
    Rule(
        "county_code",
        "a district needs the code of its county, and no other council has one.",
        lambda rows, _: (rows["authority_type"] == "district") != rows["county_code"].notna(),
    ),
    Rule(
        "code_2025",
        "a council in being has a code in 2025, and one that has ended has none.",
        lambda rows, _: rows["code_2025"].notna() == rows["end_date"].notna(),
    ),
    Rule(
        "end_date",
        "a council that has ended needs a successor in the table council_lineage.",
        lambda rows, tables: (
            rows["end_date"].notna()
            & _not_in(rows["council_code"], tables, "council_lineage", "council_code")
        ),
    ),
    Rule(
        "council_code",
        "the council has no row in the table adviser_patches.",
        lambda rows, tables: _not_in(
            rows["council_code"], tables, "adviser_patches", "council_code"
        ),
    ),
)
_CONTROL_RULES = (
    Rule(
        "control_group",
        "control and control_group must both be given or both be empty.",
        lambda rows, _: rows["control"].isna() != rows["control_group"].isna(),
    ),
    Rule(
        "source_title",
        "a row that gives control needs a source.",
        lambda rows, _: rows["control"].notna() & rows["source_title"].isna(),
    ),
    Rule(
        "note",
        "a row without control needs a note that says why.",
        lambda rows, _: rows["control"].isna() & rows["note"].isna(),
    ),
    Rule("seats_total", "the parties' seats add up to more than the total.", _seats),
)

COUNCILS = (
    Table(
        "sources",
        "reference/documents.csv",
        {
            "source": Column("Short name of the source", "name"),
            "title": Column("Title", where=BUILT),
            "address": optional("Web address, where known", "address", where=BUILT),
            "source_title": SOURCED["source_title"],
            "source_address": SOURCED["source_address"],
            "publisher": optional("Who published it, where known"),
            "published": optional("When it was published, where known", "partial date"),
            "licence": optional("Licence, where known"),
        },
        key=("source",),
        sort=("source",),
    ),
    Table(
        "councils",
        "reference/councils.csv",
        {
            "council_code": Column("Code in 2016/17, or when created", "council"),
            "code_2025": optional("Code in 2025; none if the council had ended", "council"),
            "name": Column("Official name"),
            "short_name": Column("Name as shown"),
            **_COUNCIL_ATTRIBUTES,
            "county_code": _COUNTY,
            "start_date": optional("First day; none if before 1900", "date"),
            "start_basis": Column("What the first day rests on"),
            "end_date": optional("Last day; none while in being", "date"),
            "latitude": Column("Degrees north", "number", low=49.8, high=55.9),
            "longitude": Column("Degrees east", "number", low=-6.5, high=1.8),
            "population_2020": optional("Residents in 2020", "whole", low=1),
            "electorate_2016": optional("Electors in 2016", "whole", low=1),
            "area_km2": Column("Area in square kilometres", "number", low=0),
            **SOURCED,
        },
        key=("council_code",),
        sort=("council_code",),
        rules=_COUNCIL_RULES,
    ),
    Table(
        "council_lineage",
        "reference/council_lineage.csv",
        {
            "council_code": council("Council that ended"),
            "successor_code": council("Council that took over"),
            "date": Column("First day of the successor", "date"),
            **SOURCED,
        },
        key=("council_code", "successor_code"),
        sort=("council_code", "successor_code"),
        rules=(Rule("date", "the date is not the first day of the successor.", _starts),),
    ),
    Table(
        "political_control",
        "reference/political_control.csv",
        {
            "council_code": council(),
            "year": Column("After the elections of May in this year", "whole", low=1973),
            "control": optional("Party with more than half the seats, if any"),
            "control_group": optional(
                "Control, with small parties put together", allowed=CONTROL_GROUPS
            ),
            "seats_total": optional("Seats: all", "whole", low=0),
            **{
                name: optional(f"Seats: {party}", "whole", low=0)
                for name, party in PARTY_SEATS.items()
            },
            "note": NOTE,
            "source": optional("Where it comes from", "name", refers="sources.source", where=BUILT),
            "source_title": optional("Title of the source", where=FILE),
            "source_address": SOURCED["source_address"],
            **LOADED,
        },
        key=("council_code", "year"),
        sort=("council_code", "year"),
        rules=_CONTROL_RULES,
    ),
    Table(
        "adviser_patches",
        "reference/adviser_patches.csv",
        {
            "council_code": council(),
            "patch": Column("Area of a principal adviser", allowed=PATCHES),
            "basis": Column("Why the council is in this patch"),
            **SOURCED,
            **LOADED,
        },
        key=("council_code",),
        sort=("council_code",),
    ),
    Table(
        "council_years",
        "",
        {
            "council_code": council(),
            "financial_year": FINANCIAL_YEAR,
            "council": Column("Name as shown"),
            **_COUNCIL_ATTRIBUTES,
            "patch": Column("Area of a principal adviser", allowed=PATCHES),
            "county_code": _COUNTY,
            "political_control": optional(
                "Control after the May in which the year begins", allowed=CONTROL_GROUPS
            ),
        },
        key=("council_code", "financial_year"),
        sort=("financial_year", "council_code"),
    ),
    Table(
        "council_characteristics",
        "",
        {
            "council_code": council(),
            "financial_year": FINANCIAL_YEAR,
            "tier": _COUNCIL_ATTRIBUTES["tier"],
            "population": Column("Residents in 2020", "whole", low=1),
            "density": Column("Residents per square kilometre", "number"),
            "east_km": Column("Kilometres east of Greenwich", "number"),
            "north_km": Column("Kilometres north of the equator", "number"),
            "claimant_rate": optional("Claimant count, %: mean of three years", "number"),
            "weekly_pay": optional("Median weekly pay, £: mean of three years", "number"),
            "adult_obesity": optional("Adults who are obese, %: mean of three years", "number"),
            "new_homes": optional("Net new homes per 1,000: mean of three years", "number"),
            "estimated": optional("Which figures are worked out from a successor's"),
        },
        key=("council_code", "financial_year"),
        sort=("financial_year", "council_code"),
    ),
    Table(
        "similar_councils",
        "",
        {
            "council_code": council(),
            "similar_code": council("A council of the same tier that is like it"),
            "position": Column("1 is the most alike", "whole", low=1),
            "distance": Column("Distance; 1 is that of an average pair of the tier", "number"),
            "financial_year": Column("Year in which the two are compared", "financial year"),
            "km_apart": Column("Kilometres between the two", "number"),
            "closest_in": Column("The characteristics in which they are closest"),
            "differs_in": optional("The one in which they differ most, if more than an average"),
            "compared_on": Column("Characteristics known for both", "whole", low=1),
        },
        key=("council_code", "position"),
        sort=("council_code", "position"),
    ),
)
