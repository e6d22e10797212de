"""Published take-up against the figures worked out from the rows of take-up.

`compare` works every published figure out again from the rows; `report` prints the result for
`python -m dashboard check`; `unmet` says whether anything that should agree does not.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import pandas as pd

from dashboard.intake.illustrative_figures import (
    DELIVERY_COUNTS,
    DIMENSIONS,
    Row,
    members,
    wording,
)

AGREES, DIFFERS, NOT_COMPARABLE = "agrees", "differs", "not comparable"
COLUMNS = [
    "year",
    "offer",
    "group",
    "measure",
    "published",
    "wording",
    "computed",
    "difference",
    "low",
    "high",
    "within",
    "use",
    "reason",
]
FINANCIAL_YEAR = re.compile(r"\d{4}/\d{2}")
RUNNING_TOTAL = re.compile(r"to (March )?(\d{4})")
CLOSE = 1e-6  # a computed 52.5 and a stored 52.5 are the same number


def compare(
    published: pd.DataFrame,
    take_up: pd.DataFrame,
    offer_parts: pd.DataFrame,
    council_years: pd.DataFrame,
    deliveries: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Work every published figure out from the rows of take-up and set the two side by side.

    Takes the built tables; `offer_parts` is the closure, in which every offer is a part of itself.
    Returns COLUMNS, one row for each row of `published` in its order, then one for each delivery
    count that the rows are meant to add up to. `published`, `computed`, `difference` (computed
    less published), `low` and `high` are in the measure's own unit: councils, per cent, rank
    (1 is first, ties count against) or deliveries. `within` is `agrees` when computed lies from
    low to high, `differs` when it does not or when the records contradict the figure, and
    `not comparable` when the rows cannot bear the figure out; then `reason` says why.
    """
    tables = _Tables(published, take_up, offer_parts, council_years)
    rows = [tables.compare_row(row) for row in published.to_dict("records")]
    if deliveries is not None:
        rows += tables.compare_deliveries(deliveries)
    return pd.DataFrame(rows, columns=COLUMNS)


def unmet(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `compare` that should agree (use `constraint`) and do not."""
    return frame[(frame["use"] == "constraint") & (frame["within"] != AGREES)]


def report(frame: pd.DataFrame) -> str:
    """Return the result of `compare` as plain text: a summary, then one line for each figure."""
    counts = frame["within"].value_counts()
    missed = len(unmet(frame))
    lines = [
        f"{len(frame)} published figures: "
        + ", ".join(f"{counts.get(word, 0)} {_plural(word)}" for word in _PLURALS)
        + ".",
        "Every figure that the rows must meet is met."
        if not missed
        else f"{missed} that the rows must meet {'is' if missed == 1 else 'are'} not met.",
        "",
    ]
    cells = [("Year", "Offer", "Published", "Computed", "Result")]
    cells += [
        (row["year"], row["offer"], row["wording"], _number(row["computed"]), row["within"])
        for row in frame.to_dict("records")
    ]
    widths = [max(len(str(line[n])) for line in cells) for n in range(4)]
    for n, line in enumerate(cells):
        padded = [str(line[i]).ljust(widths[i]) for i in range(3)]
        lines.append("  ".join([*padded, str(line[3]).rjust(widths[3]), str(line[4])]))
        if n == 0:
            lines.append("-" * (sum(widths) + 8 + len(NOT_COMPARABLE)))
        elif line[4] != AGREES:
            lines.append(f"    {frame['reason'].iloc[n - 1]}")
    return "\n".join(lines)


_PLURALS = {AGREES: "agree", DIFFERS: "differ", NOT_COMPARABLE: "not comparable"}


def _plural(word: str) -> str:
    return _PLURALS[word]


def _number(value: float) -> str:
    if pd.isna(value):
        return "-"
    return f"{value:.0f}" if value == round(value) else f"{value:.1f}"


class _Tables:
    """The tables in the form the comparisons need."""

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

    def records(self, offer: str) -> pd.DataFrame:
        return self.take_up[self.take_up["offer_code"].isin(self.parts.get(offer, set()))]

    def taking_part(self, offer: str, year: str) -> set[str]:
        rows = self.records(offer)
        return set(rows.loc[rows["financial_year"] == year, "council_code"])

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
                within, said = _contradiction(measure, computed, value)
                reason = f"{reason} {said}".strip()
            elif not pd.isna(computed):
                within = AGREES if low - CLOSE <= computed <= high + CLOSE else DIFFERS
        elif (match := RUNNING_TOTAL.fullmatch(year)) and measure == "councils":
            month = f"{match[2]}-{'03' if match[1] else '12'}"
            computed = float(len(self.on_record_by(offer, month)))
            within, said = _contradiction(measure, computed, value)
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

    def compare_deliveries(self, deliveries: pd.DataFrame) -> list[dict[str, object]]:
        """Compare how many times an offer was delivered, in years with figures to be met."""
        met = self.published[self.published["use"] == "constraint"]
        rows = []
        for told in deliveries.to_dict("records"):
            offer, year = DELIVERY_COUNTS.get(str(told["measure"]), ""), str(told["year"])
            due = met[(met["offer_code"] == offer) & (met["year"] == year)]
            if due.empty or told["basis"] != "actual" or told["qualifier"] != "exact":
                continue
            records = self.records(offer)
            here = set(self.councils[year]["council_code"]) if year in self.councils else set()
            records = records[
                (records["financial_year"] == year) & records["council_code"].isin(here)
            ]
            value, computed = float(told["value"]), float(records["quantity"].sum())
            rows.append(
                {
                    "year": year,
                    "offer": offer,
                    "group": "all",
                    "measure": told["measure"],
                    "published": value,
                    "wording": f"{value:g} delivered in all",
                    "computed": computed,
                    "difference": computed - value,
                    "low": value,
                    "high": value,
                    "within": AGREES if computed == value else DIFFERS,
                    "use": "constraint",
                    "reason": "Quantities on record and illustrative quantities, added up.",
                }
            )
        return rows


def _contradiction(measure: str, computed: float, value: float) -> tuple[str, str]:
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
