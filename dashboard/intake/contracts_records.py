"""Contracts of offers, records of councils, indicators and map reference."""

from __future__ import annotations

from dashboard.intake.declare import (
    ALSO_SEE,
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

RECORDS = (
    Table(
        "interventions",
        "records/interventions.csv",
        {
            "council_code": council(),
            "start": optional("Start", "partial date"),
            "planned_end": optional("Planned end", "partial date"),
            "end": optional("End, where it has ended and the date is known", "partial date"),
            "kind": Column("Kind of intervention or notice"),
            "note": NOTE,
            **ALSO_SEE,
            **SOURCED,
        },
        key=("council_code", "kind", "start"),
        rules=(Rule("end", "the end is before the start.", earlier("start", "end")),),
    ),
    Table(
        "indicators",
        "indicators/indicators.csv",
        {
            "indicator_code": Column("Short name of the indicator"),
            "indicator_name": Column("Name as shown"),
            "theme": Column("Theme"),
            "unit": Column("Unit of the values"),
            "polarity": Column(
                "Which direction is better",
                allowed=("higher_is_better", "lower_is_better", "neutral"),
            ),
            "first_period": Column("First period with a value", "period", where=BUILT),
            "last_period": Column("Last period with a value", "period", where=BUILT),
            "councils": Column("Councils with a value", "whole", where=BUILT),
            "values": Column("Number of values", "whole", where=BUILT),
            **SOURCED,
            "licence": Column("Licence of the values"),
            "provenance": Column("Where the file was read from", where=FILE),
        },
        key=("indicator_code",),
        sort=("indicator_code",),
        rules=(
            Rule(
                "indicator_code",
                "the indicator has no value in any values file.",
                lambda rows, tables: (
                    ~rows["indicator_code"].isin(set(tables["indicator_values"]["indicator_code"]))
                ),
            ),
        ),
    ),
    Table(
        "indicator_values",
        "indicators/values_*.csv",
        {
            "indicator_code": Column("Indicator", refers="indicators.indicator_code"),
            "council_code": council(),
            "period": Column("Period as the source writes it", "period"),
            "value": Column("Value, in the indicator's unit", "number"),
            **LOADED,
        },
        key=("indicator_code", "council_code", "period"),
        # By period first: what is asked is one indicator in every period, which is then one row
        # group of each, or every indicator in a few periods, which is then a few runs of them.
        sort=("period", "indicator_code", "council_code"),
        row_group=32_768,
    ),
    Table(
        "offers",
        "reference/offers.csv",
        {
            "offer_code": Column("Short name of the offer", "name"),
            "name": Column("Name as shown"),
            "theme": Column("Theme the offer belongs to"),
            "description": Column("What it is"),
            "first_year": optional("First year, where known"),
            **SOURCED,
        },
        key=("offer_code",),
    ),
    Table(
        "offer_parts",
        "reference/offer_parts.csv",
        {
            "offer_code": Column("The wider offer", "name", refers="offers.offer_code"),
            "part_code": Column(
                "An offer that counts towards it", "name", refers="offers.offer_code"
            ),
            "reason": Column("Why it counts", where=FILE),
        },
        key=("offer_code", "part_code"),
        sort=("offer_code", "part_code"),
    ),
    Table(
        "take_up",
        "records/take_up.csv",
        {
            "council_code": council(),
            "council": Column("Name as the record gives it", where=FILE),
            "offer_code": Column("Offer used", "name", refers="offers.offer_code"),
            "financial_year": optional("Financial year, if the date fixes it", "financial year"),
            "date": optional("Date, month or year of the record", "partial date"),
            "date_as_given": optional("Date as the source words it", where=FILE),
            "quantity": optional("How many times, at least; 1 if not given", "whole", low=1),
            "basis": Column(
                "recorded (with a source) or illustrative (allocated to meet totals)",
                allowed=("recorded", "illustrative"),
                where=BUILT,
            ),
            "evidence": Column("What the record rests on"),
            **SOURCED,
            **LOADED,
        },
        key=("council_code", "offer_code", "financial_year", "date"),
        sort=("offer_code", "financial_year", "council_code", "date"),
    ),
    Table(
        "loaded_offer_years",
        "",
        {
            "offer_code": Column("Offer", "name", refers="offers.offer_code"),
            "financial_year": FINANCIAL_YEAR,
            "complete": Column("Whether the rows are those of a full extract", "flag"),
        },
        key=("offer_code", "financial_year"),
        sort=("financial_year", "offer_code"),
    ),
    Table(
        "council_grid",
        "reference/council_grid_1km.csv",
        {
            "northing_km": Column("South edge of the run of squares, km", "whole", low=0),
            "easting_km": Column("West edge of the run of squares, km", "whole", low=0),
            "length_km": Column("Squares in the run, west to east", "whole", low=1),
            "council_code": council("Lower-tier council of 2016 the squares lie in"),
        },
        key=("northing_km", "easting_km"),
        written=False,
    ),
    Table(
        "hex_tiles",
        "reference/hex_tiles.csv",
        {
            "council_set": Column("First day of the council set the tile belongs to", "date"),
            "council_code": council(),
            "column": Column("Column of the hexagon, west to east", "whole"),
            "row": Column("Row of the hexagon, south to north", "whole"),
        },
        key=("council_set", "council_code"),
        written=False,
    ),
)
