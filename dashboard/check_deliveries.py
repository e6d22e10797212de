"""Published deliveries (councils helped, challenges delivered) against the rows of take-up.

A delivery that counts councils is compared as a row of published take-up is; one that counts how
often an offer was given is compared with the quantities. The rest (money, people, visits) cannot
be borne out by records of which council took up which offer, and each row says so.
"""

from __future__ import annotations

import re

import pandas as pd

from dashboard.intake.illustrative_figures import DELIVERY_COUNTS, Row
from dashboard.recount import (
    AGREES,
    DIFFERS,
    FINANCIAL_YEAR,
    NOT_COMPARABLE,
    Recount,
    contradiction,
)
from dashboard.statistics.claims import bounds

NOT_COUNTED = "not counted"
MET = "The records and the illustrative rows, added up, meet this figure."
PARTIAL = "What is on record for this year is a part of the whole."
STANDINGS = {
    "target": "A target, not what was delivered.",
    "forecast": "A forecast, not what was delivered.",
    "estimate": "An estimate made by the source.",
}
START_OF_YEAR = re.compile(r"start of (\d{4})/\d{2}")
HALF = 0.5  # a whole per cent is rounded from half a per cent on either side


def compare_deliveries(
    recount: Recount, deliveries: pd.DataFrame, measures: pd.DataFrame | None
) -> list[dict[str, object]]:
    """Return one row, as `dashboard.check.compare` describes it, for each row of `deliveries`."""
    if measures is None:
        return []
    told = deliveries.merge(measures, on="measure", how="left", validate="m:1")
    return [_compare(recount, row) for row in told.to_dict("records")]


def _compare(recount: Recount, told: Row) -> dict[str, object]:
    if pd.isna(told["offer_code"]) or told["basis"] in ("target", "forecast"):
        return _not_counted(told)
    made = _times(recount, told) if told["counts"] == "deliveries" else _councils(recount, told)
    return {**made, "measure": told["measure"], "wording": in_words(told)}


def in_words(told: Row) -> str:
    """Put a delivery in words, such as `Councillors trained: over 800`."""
    hedge = "" if told["qualifier"] == "exact" else f"{told['qualifier']} "
    return f"{told['label']}: {hedge}{amount(float(told['value']), str(told['unit']))}"


def amount(value: float, unit: str) -> str:
    """Put a published value in words: `£13.2 million`, `£1.34 billion`, `70%`, `2,500`."""
    if unit == "gbp_million" and value >= 1000:
        return f"£{value / 1000:g} billion"
    if unit == "gbp_million" and value < 1:
        return f"£{value * 1_000_000:,.0f}"
    number = f"{value:,.10g}"
    if unit == "gbp_million":
        return f"£{number} million"
    return {"percent": f"{number}%", "gbp": f"£{number}"}.get(unit, number)


def _not_counted(told: Row) -> dict[str, object]:
    if told["basis"] in ("target", "forecast"):
        reason = STANDINGS[str(told["basis"])]
    elif str(told["unit"]).startswith("gbp"):
        reason = (
            "An amount of money. The records hold which council took up which offer, not amounts."
        )
    else:
        reason = (
            "The records hold which council took up which offer, and when. They do not count this."
        )
    offer = "" if pd.isna(told["offer_code"]) else str(told["offer_code"])
    return _row(told, offer, NOT_COUNTED, float("nan"), NOT_COMPARABLE, reason)


def _times(recount: Recount, told: Row) -> dict[str, object]:
    """Compare with how many times an offer was given: the quantities of its rows."""
    offer, year, value = str(told["offer_code"]), str(told["year"]), float(told["value"])
    if not FINANCIAL_YEAR.fullmatch(year) or year not in recount.councils:
        reason = "Not for one financial year that the records cover."
        return _row(told, offer, "not used", float("nan"), NOT_COMPARABLE, reason)
    rows = recount.records(offer)
    here = set(recount.councils[year]["council_code"])
    rows = rows[(rows["financial_year"] == year) & rows["council_code"].isin(here)]
    computed = float(rows["quantity"].sum())
    if told["basis"] == "to-date":
        return _row(told, offer, "not used", computed, NOT_COMPARABLE, _part_of_year(computed))
    exact = told["qualifier"] == "exact"
    if recount.is_met(offer, year) and exact and told["measure"] in DELIVERY_COUNTS:
        within = AGREES if computed == value else DIFFERS
        reason = "Quantities on record and illustrative quantities, added up."
        return _row(told, offer, "constraint", computed, within, reason)
    within, said = contradiction("councils", computed, value)
    return _row(told, offer, "not used", computed, within, f"{PARTIAL} {said}")


def _councils(recount: Recount, told: Row) -> dict[str, object]:
    """Compare with how many councils took part, as a row of published take-up is compared."""
    offer, counts = str(told["offer_code"]), str(told["counts"])
    year, value = str(told["year"]), float(told["value"])
    if counts == "councils_never" and (match := START_OF_YEAR.fullmatch(year)):
        begins = int(match[1]) - 1
        year = f"{begins}/{(begins + 1) % 100:02d}"
    low, high = bounds(value, str(told["qualifier"]))
    if told["qualifier"] == "exact" and counts == "percent_of_councils":
        low, high = value - HALF, value + HALF
    stated = recount.stated(offer, year, counts, value)
    row = {
        "year": year,
        "offer_code": offer,
        "dimension": "all",
        "group": "all",
        "measure": counts,
        "value": value,
        "qualifier": told["qualifier"],
        "low": stated[0] if stated else low,
        "high": stated[1] if stated else high,
        "use": "compared",
        "reason": "",
    }
    whole_year = told["basis"] != "to-date"
    if counts != "councils_never" and whole_year and recount.is_met(offer, year):
        found = recount.compare_row(row)
        met = found["within"] == AGREES
        return {
            **found,
            "year": told["year"],
            "reason": MET if met else recount.instead(offer, year),
        }
    found = recount.compare_row({**row, "use": "not used"})
    computed, reason = float(str(found["computed"])), str(found["reason"])
    if FINANCIAL_YEAR.fullmatch(year) and not whole_year:
        # A part of the year cannot be contradicted by the whole of it.
        found |= {"within": NOT_COMPARABLE}
        reason = _part_of_year(computed)
    elif pd.isna(computed):
        reason = "Not for a financial year, or up to a date, that the records can be counted for."
    elif FINANCIAL_YEAR.fullmatch(year) and counts != "councils_never":
        reason = f"{PARTIAL} {reason}"
    if told["qualifier"] in ("over", "at least") and found["within"] == DIFFERS:
        # More on record than a floor is no contradiction.
        found |= {"within": NOT_COMPARABLE}
        reason = f"{PARTIAL} On record: {computed:.0f} of {row['qualifier']} {value:g}."
    return {**found, "year": told["year"], "reason": reason}


def _part_of_year(computed: float) -> str:
    return (
        "The source counts up to a date, not over the year, and the councils on record are a part "
        f"of the whole. On record for the year: {computed:.0f}."
    )


def _row(
    told: Row, offer: str, use: str, computed: float, within: str, reason: str
) -> dict[str, object]:
    value = float(told["value"])
    low, high = bounds(value, str(told["qualifier"]))
    return {
        "year": told["year"],
        "offer": offer,
        "group": "all",
        "measure": told["measure"],
        "published": value,
        "wording": in_words(told),
        "computed": computed,
        "difference": computed - value,
        "low": low,
        "high": high,
        "within": within,
        "use": use,
        "reason": reason,
    }
