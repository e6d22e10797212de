"""Illustrative take-up: councils allocated to offers so that every published figure is met.

Full records of which council used which offer are not public. So that a new installation shows
the whole product, councils are chosen by a seeded integer programme. Records stay as they are and
are built upon. An offer and year with no published figure gets nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dashboard.intake.illustrative_figures import InfeasibleFigures
from dashboard.intake.illustrative_year import Year

__all__ = ["COLUMNS", "InfeasibleFigures", "allocate", "offer_closure"]

COLUMNS = [
    "council_code",
    "offer_code",
    "financial_year",
    "date",
    "quantity",
    "basis",
    "evidence",
    "source_title",
    "source_address",
]

# The order of figures must not depend on the order of the rows of the file, or the answer would.
FIGURE_ORDER = ["year", "offer_code", "dimension", "group", "measure", "value", "source_title"]


def offer_closure(offers: pd.Series, offer_parts: pd.DataFrame) -> pd.DataFrame:
    """Follow part-of relations to the end.

    `offers`: every offer code; `offer_parts`: direct relations (`offer_code`, `part_code`).
    Returns `offer_code`, `part_code`, sorted: a record of the part counts for the offer, and every
    offer is a part of itself. Raises ValueError for a code not in `offers` or for a circle.
    """
    direct: dict[str, set[str]] = {str(code): set() for code in offers}
    for offer, part in zip(offer_parts["offer_code"], offer_parts["part_code"], strict=True):
        for code in (offer, part):
            if code not in direct:
                raise ValueError(f"offer_parts names an offer that does not exist: {code}")
        direct[offer].add(part)

    done: dict[str, set[str]] = {}

    def parts_of(code: str, above: tuple[str, ...]) -> set[str]:
        if code in above:
            raise ValueError(f"offer_parts goes in a circle: {' > '.join((*above, code))}")
        if code not in done:
            below = [parts_of(part, (*above, code)) for part in sorted(direct[code])]
            done[code] = {code}.union(*below)
        return done[code]

    rows = [(code, part) for code in sorted(direct) for part in sorted(parts_of(code, ()))]
    return pd.DataFrame(rows, columns=["offer_code", "part_code"], dtype="str")


def allocate(
    published: pd.DataFrame,
    offer_parts_closure: pd.DataFrame,
    council_years: pd.DataFrame,
    recorded: pd.DataFrame,
    deliveries: pd.DataFrame,
    seed: int,
    offer_names: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Choose councils so that all published figures with use `constraint` are met.

    `published`: published take-up; `offer_parts_closure`: see `offer_closure`; `council_years`:
    councils of each financial year with `region`, `authority_type`, `political_control`;
    `recorded`: take-up on record (`council_code`, `offer_code`, `financial_year` and, if there,
    `quantity`); `deliveries`: of use is the number of peer challenges delivered; `offer_names`:
    names of offers for messages. Returns rows of take-up with basis `illustrative` and the columns
    of COLUMNS, ordered by year, offer and council. A council on record for an offer or a part of
    it in that year gets no row for the offer. The same input gives the same rows, whatever the
    order of the rows put in.

    Raises InfeasibleFigures if the figures (with the records) cannot all be met, ValueError if
    there are no councils for a year with a figure.
    """
    wanted = published[published["use"] == "constraint"].sort_values(FIGURE_ORDER)
    parts = {
        str(offer): set(rows["part_code"])
        for offer, rows in offer_parts_closure.groupby("offer_code")
    }
    frames = []
    for year in sorted(set(wanted["year"])):
        councils = council_years[council_years["financial_year"] == year]
        councils = councils.sort_values("council_code", ignore_index=True)
        if councils.empty:
            raise ValueError(f"There are published figures for {year} but no councils")
        rows = wanted[wanted["year"] == year].reset_index(drop=True)
        told = deliveries[(deliveries["year"] == year) & (deliveries["basis"] == "actual")]
        told = told.sort_values(["measure", "value"])
        records = recorded[recorded["financial_year"] == year]
        names = offer_names or {}
        frames.append(Year(year, rows, councils, parts, records, told, names).rows(seed))
    result = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=COLUMNS)
    order = ["financial_year", "offer_code", "council_code"]
    result = result.sort_values(order, ignore_index=True)[COLUMNS]
    text = {name: "str" for name in COLUMNS if name != "quantity"}
    return result.astype({**text, "quantity": "int64"})
