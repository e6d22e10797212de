"""Published figures of take-up, counted again from the rows of take-up."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import pandas as pd

from dashboard.intake.illustrative_figures import DIMENSIONS, Row, members, wording

AGREES, DIFFERS, NOT_COMPARABLE = "agrees", "differs", "not comparable"
FINANCIAL_YEAR = re.compile(r"\d{4}/\d{2}")
RUNNING_TOTAL = re.compile(r"to (March )?(\d{4})")
CLOSE = 1e-6  # a computed 52.5 and a stored 52.5 are the same number


class Recount:
    """The built tables, in the form that counting again needs."""

    def __init__(
        self,
        published: pd.DataFrame,
        take_up: pd.DataFrame,
        offer_parts: pd.DataFrame,
        council_years: pd.DataFrame,
    ) -> None:
        self.published, self.take_up = published, take_up
        self.parts = {
            offer: set(rows["part_code"]) for offer, rows in offer_parts.groupby("offer_code")
        }
        self.councils = {
            year: rows.reset_index(drop=True)
            for year, rows in council_years.groupby("financial_year")
        }
        self._met = {
            key: rows.to_dict("records")
            for key, rows in published[published["use"] == "constraint"].groupby(
                ["offer_code", "year"]
            )
        }
        # Many figures are about the same few offers.
        self._records: dict[str, pd.DataFrame] = {}
        self._taking_part: dict[tuple[str, str], set[str]] = {}

    def records(self, offer: str) -> pd.DataFrame:
        """The rows of the offer and of its parts."""
        if offer not in self._records:
            wanted = self.take_up["offer_code"].isin(self.parts.get(offer, set()))
            self._records[offer] = self.take_up[wanted]
        return self._records[offer]

    def is_met(self, offer: str, year: str) -> bool:
        """Whether illustrative rows complete the records of the offer and year."""
        return (offer, year) in self._met

    def _totals(self, offer: str, year: str) -> list[dict[Any, Any]]:
        return [
            row
            for row in self._met.get((offer, year), ())
            if row["group"] == "all" and row["measure"] in ("councils", "percent_of_councils")
        ]

    def stated(
        self, offer: str, year: str, measure: str, value: float
    ) -> tuple[float, float] | None:
        """The range that published take-up gives to the same figure, where it has it."""
        for row in self._totals(offer, year):
            if row["measure"] == measure and row["value"] == value:
                return float(row["low"]), float(row["high"])
        return None

    def instead(self, offer: str, year: str) -> str:
        """Which published figure the illustrative rows meet, for one that they do not."""
        met = [wording(row) for row in self._totals(offer, year)]
        if not met:
            return "The illustrative rows meet other published figures for this offer and year."
        return f"The illustrative rows meet another published figure for this year: {met[0]}."

    def taking_part(self, offer: str, year: str) -> set[str]:
        """Codes of councils with at least one row of the offer in the year."""
        if (offer, year) not in self._taking_part:
            rows = self.records(offer)
            took = rows.loc[rows["financial_year"] == year, "council_code"]
            self._taking_part[offer, year] = set(took)
        return self._taking_part[offer, year]

    def on_record_by(self, offer: str, month: str) -> set[str]:
        """Councils certain from the records to have used the offer by the end of a month."""
        rows = self.records(offer)
        rows = rows[rows["basis"] == "recorded"]
        by_then = [
            (latest := _latest(date, year)) is not None and latest <= month
            for date, year in zip(rows["date"], rows["financial_year"], strict=True)
        ]
        return set(rows.loc[by_then, "council_code"])

    def compare_row(self, row: Row) -> dict[str, object]:
        """Compare one row of published take-up."""
        year, offer = str(row["year"]), str(row["offer_code"])
        measure, use = str(row["measure"]), str(row["use"])
        value, reason = float(row["value"]), _text(row["reason"])
        low, high = _float(row["low"]), _float(row["high"])
        computed = float("nan")
        within = NOT_COMPARABLE
        if measure == "councils_never":
            computed, within, said = self._never(offer, year, value)
            reason = f"{reason} {said}".strip()
        elif FINANCIAL_YEAR.fullmatch(year) and year in self.councils:
            computed = self._computed(row)
            if use == "not used":
                within, said = contradiction(measure, computed, value)
                reason = f"{reason} {said}".strip()
            elif not pd.isna(computed):
                within = AGREES if low - CLOSE <= computed <= high + CLOSE else DIFFERS
        elif (match := RUNNING_TOTAL.fullmatch(year)) and measure == "councils":
            month = f"{match[2]}-{'03' if match[1] else '12'}"
            computed = float(len(self.on_record_by(offer, month)))
            within, said = contradiction(measure, computed, value)
            reason = f"{reason} {said}".strip()
        return {
            "year": year,
            "offer": offer,
            "group": row["group"],
            "measure": measure,
            "published": value,
            "wording": wording(row),
            "computed": computed,
            "difference": computed - value,
            "low": low,
            "high": high,
            "within": within,
            "use": use,
            "reason": reason,
        }

    def _computed(self, row: Row) -> float:
        """Count, percentage or rank of the group of a published figure; NaN for an empty group."""
        offer, year = str(row["offer_code"]), str(row["year"])
        councils = self.councils[year]
        using = councils["council_code"].isin(self.taking_part(offer, year))
        if row["measure"] in ("rank_highest", "rank_lowest"):
            groups = using.groupby(councils[DIMENSIONS[row["dimension"]]])
            shares = {name: Fraction(int(g.sum()), len(g)) for name, g in groups}
            if row["group"] not in shares:
                return float("nan")
            own = shares.pop(row["group"])
            highest = row["measure"] == "rank_highest"
            return 1.0 + sum(s >= own if highest else s <= own for s in shares.values())
        inside = members(councils, row, self.published)
        count = float(using[inside].sum())
        if row["measure"] == "councils":
            return count
        return 100 * count / inside.sum() if inside.any() else float("nan")

    def _never(self, offer: str, year: str, value: float) -> tuple[float, str, str]:
        """How many councils the records leave without one by the end of the year, at most."""
        if year not in self.councils:
            return float("nan"), NOT_COMPARABLE, ""
        codes = set(self.councils[year]["council_code"])
        end = int(year[:4]) + 1
        had = len(codes & self.on_record_by(offer, f"{end}-03"))
        left = len(codes) - had
        said = (
            f"By 31 March {end}, {had} of {len(codes)} councils are on record as having had one, "
            f"which leaves at most {left} without."
        )
        if left < value:
            return float(left), DIFFERS, f"{said} The records contradict the figure."
        return float(left), NOT_COMPARABLE, f"{said} The records do not contradict the figure."


def contradiction(measure: str, computed: float, value: float) -> tuple[str, str]:
    """A partial record may name fewer councils than a published count, never more."""
    if pd.isna(computed) or measure != "councils":
        return NOT_COMPARABLE, ""
    said = f"On record: {computed:.0f} of {value:g}."
    if computed > value:
        return DIFFERS, f"{said} The records name more councils than the figure."
    return NOT_COMPARABLE, f"{said} The records do not contradict the figure."


def _latest(date: Any, financial_year: Any) -> str | None:
    """Last month (`2018-12`) a record can be from; None when it has no date at all."""
    if not pd.isna(date):
        text = str(date)
        return text[:7] if len(text) >= 7 else f"{text}-12"
    if not pd.isna(financial_year):
        return f"{int(str(financial_year)[:4]) + 1}-03"
    return None


def _float(value: Any) -> float:
    return float("nan") if pd.isna(value) else float(value)


def _text(value: Any) -> str:
    return "" if pd.isna(value) else str(value)
