"""One financial year of the illustrative allocation: what is solved together, and its rows."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

import numpy as np
import pandas as pd

from dashboard.intake.illustrative_figures import (
    DELIVERY_COUNTS,
    NEVER_TOGETHER,
    Condition,
    Figure,
    InfeasibleFigures,
    figures_for,
    wording,
)
from dashboard.intake.illustrative_programme import Programme, Target
from dashboard.intake.illustrative_targets import group_targets

# How much of a council's preference for an offer carries over to an offer that shares a part.
ALIKE = 0.75


class Year:
    """One financial year's figures, councils and records, and the rows allocated from them.

    `published`: the year's figures; `councils`: its councils, in order of code; `parts`: for each
    offer the offers that count towards it; `recorded`: the year's take-up on record;
    `deliveries`: the year's delivery counts; `names`: names of offers for messages.
    """

    def __init__(
        self,
        year: str,
        published: pd.DataFrame,
        councils: pd.DataFrame,
        parts: Mapping[str, set[str]],
        recorded: pd.DataFrame,
        deliveries: pd.DataFrame,
        names: Mapping[str, str],
    ) -> None:
        self.year, self.published, self.councils = year, published, councils
        self.parts, self.deliveries, self.names = parts, deliveries, names
        self.codes = councils["council_code"]
        self.recorded = recorded[recorded["council_code"].isin(set(self.codes))]
        self.offers = sorted(set(published["offer_code"]))
        for offer in self.offers:
            if offer not in parts:
                raise ValueError(f"There is a published figure for an unknown offer: {offer}")
        self.pinned = {offer: self._on_record(offer) for offer in self.offers}

    def _on_record(self, offer: str) -> np.ndarray:
        """Booleans: councils with a record of the offer, or of a part of it, this year."""
        records = self.recorded[self.recorded["offer_code"].isin(self.parts[offer])]
        return self.codes.isin(set(records["council_code"])).to_numpy()

    def _own(self, offer: str) -> pd.DataFrame:
        return self.published[self.published["offer_code"] == offer].reset_index(drop=True)

    def _universal(self, offer: str) -> bool:
        """Whether the figures say no more than that every council takes part."""
        own = self._own(offer)
        return bool(((own["dimension"] == "all") & (own["low"] == 100)).all()) and set(
            own["measure"]
        ) == {"percent_of_councils"}

    def _components(self) -> list[list[str]]:
        """Offers that must be solved together, because one is a part of another or excludes it."""
        offers = [offer for offer in self.offers if not self._universal(offer)]
        group = {offer: {offer} for offer in offers}
        together = [(a, b) for a in offers for b in offers if a != b and b in self.parts[a]]
        together += [p for p in NEVER_TOGETHER.get(self.year, ()) if set(p) <= set(offers)]
        for a, b in together:
            joined = group[a] | group[b]
            for offer in joined:
                group[offer] = joined
        return [list(found) for found in sorted({tuple(sorted(g)) for g in group.values()})]

    def rows(self, seed: int) -> pd.DataFrame:
        """Allocate every offer of the year."""
        frames = []
        for offer in self.offers:
            if self._universal(offer):
                frames.append(self._write(offer, ~self.pinned[offer]))
        for component in self._components():
            # A stream of chance for each component: a new figure elsewhere moves nothing here.
            key = zlib.crc32(f"{self.year} {' '.join(component)}".encode())
            frames.append(self._component(component, np.random.default_rng([seed, key])))
        return pd.concat(frames, ignore_index=True)

    def _component(self, offers: list[str], rng: np.random.Generator) -> pd.DataFrame:
        figures, totals = self._figures(offers)
        targets = [
            Target(offer, *target)
            for offer in offers
            for target in group_targets(self._own(offer), self.councils, rng)
        ]
        preferences = self._preferences(offers, rng)
        programme = Programme(offers, self.pinned, self._links(offers))
        chosen = programme.solve(figures, targets, preferences)
        frames = []
        for offer in offers:
            # Where a part is shown, the part's own row already counts for the wider offer.
            shown = chosen[offer] & ~self.pinned[offer]
            for part in self._inner(offer, offers):
                shown &= ~chosen[part]
            frames.append(self._write(offer, shown))
        rows = pd.concat(frames, ignore_index=True)
        for offer, total in totals.items():
            self._raise_quantities(rows, offer, total, rng)
        return rows

    def _preferences(self, offers: list[str], rng: np.random.Generator) -> np.ndarray:
        """Draw a number from 0 to 1 for each offer and council.

        Offers that share a part, as peer challenges and "challenge or follow-up visit" do, draw
        much the same numbers, because they are often one and the same event in a council.
        """
        drawn: dict[str, np.ndarray] = {}
        for offer in offers:
            fresh = rng.random(len(self.councils))
            alike = [other for other in drawn if self.parts[other] & self.parts[offer]]
            drawn[offer] = ALIKE * drawn[alike[0]] + (1 - ALIKE) * fresh if alike else fresh
        return np.concatenate([drawn[offer] for offer in offers])

    def _inner(self, offer: str, offers: list[str]) -> list[str]:
        return [part for part in offers if part != offer and part in self.parts[offer]]

    def _links(self, offers: list[str]) -> list[Condition]:
        """Taking part in a part is taking part in the whole; some offers exclude each other."""
        links = []
        unit = np.eye(len(self.councils))
        for offer in offers:
            for part in self._inner(offer, offers):
                links += [Condition({offer: one, part: -one}, low=0) for one in unit]
        for a, b in NEVER_TOGETHER.get(self.year, ()):
            if a in offers and b in offers:
                free = ~(self.pinned[a] & self.pinned[b])
                links += [Condition({a: one, b: one}, high=1) for one in unit[free]]
        return links

    def _figures(self, offers: list[str]) -> tuple[list[Figure], dict[str, int]]:
        """Figures of these offers, and how many times in all each was delivered, where known."""
        own = self.published[self.published["offer_code"].isin(offers)].reset_index(drop=True)
        figures = figures_for(own, self.councils, self.names)
        totals = {}
        for measure, offer in DELIVERY_COUNTS.items():
            told = self.deliveries[
                (self.deliveries["measure"] == measure) & (self.deliveries["qualifier"] == "exact")
            ]
            if offer in offers and len(told):
                total = int(told["value"].iloc[0])
                already = self._quantity_on_record(offer)
                # Each council without a record needs one delivery, and so does each part that a
                # council on record is given on top of its record.
                free = ~self.pinned[offer]
                weights = {offer: free.astype(float)}
                weights |= {
                    part: (~free & ~self.pinned[part]).astype(float)
                    for part in self._inner(offer, offers)
                }
                words = f"{self.names.get(offer, offer)} {self.year}, {total} delivered in all"
                if already:
                    words += f" ({already} on record)"
                figures.append(Figure(words, [Condition(weights, high=total - already)]))
                totals[offer] = total
        return figures, totals

    def _quantity_on_record(self, offer: str) -> int:
        records = self.recorded[self.recorded["offer_code"].isin(self.parts[offer])]
        return int(records["quantity"].sum()) if "quantity" in records else len(records)

    def _raise_quantities(
        self, rows: pd.DataFrame, offer: str, total: int, rng: np.random.Generator
    ) -> None:
        """Let some councils have more than one, so that quantities add up to the total."""
        counting = rows.index[rows["offer_code"].isin(self.parts[offer])]
        missing = total - self._quantity_on_record(offer) - int(rows["quantity"][counting].sum())
        able = rows.index[rows["offer_code"] == offer]
        if missing > 0 and able.empty:
            raise InfeasibleFigures(
                [f"{self.names.get(offer, offer)} {self.year}, {total} delivered in all"], True
            )
        while missing > 0:
            again = rng.choice(able.to_numpy(), size=min(missing, len(able)), replace=False)
            rows.loc[again, "quantity"] += 1
            missing -= len(again)

    def _write(self, offer: str, shown: np.ndarray) -> pd.DataFrame:
        own = self._own(offer)
        said = "; ".join(wording(row) for row in own.to_dict("records"))
        if self._universal(offer):
            why = f"The published figure for {self.year} is {said}."
        else:
            why = (
                f"Councils were chosen by chance so that take-up in {self.year} meets the "
                f"published figures: {said}."
            )
        first = own.iloc[0]
        return pd.DataFrame(
            {
                "council_code": self.codes[shown].to_numpy(),
                "offer_code": offer,
                "financial_year": self.year,
                "date": None,
                "quantity": 1,
                "basis": "illustrative",
                "evidence": f"Illustrative, not a record of this council. {why}",
                "source_title": first["source_title"],
                "source_address": first["source_address"],
            }
        )
