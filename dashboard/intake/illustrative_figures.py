"""Published take-up figures as conditions on which councils take part.

A figure becomes one or more linear conditions `low <= sum(weight * takes_part) <= high`, where
`takes_part` is 0 or 1 for each offer and council. Nothing here solves anything.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

Row = Mapping[Any, Any]
"""One row of a table, as `to_dict("records")` gives it."""

DIMENSIONS = {
    "region": "region",
    "authority_type": "authority_type",
    "political_control": "political_control",
}
DIMENSION_WORDS = {
    "region": "regions",
    "authority_type": "types of council",
    "political_control": "kinds of political control",
}
ALL_OTHER_TYPES = "all other types"
ROUNDING = 1e-9  # keeps 29 / 56 * 56 from falling below 29

# Annex A of the 2016/17 report: finance support went to 20 councils, "in addition to the nine
# councils which undertook a finance peer challenge", so no council counts in both.
NEVER_TOGETHER = {"2016/17": (("finance_support", "finance_peer_challenge"),)}

# A delivery count that says how many times an offer was given in a year: measure -> offer.
DELIVERY_COUNTS = {"peer_challenges_delivered": "peer_challenge"}


class InfeasibleFigures(ValueError):  # noqa: N818 - it is what happened, in words
    """Published figures that cannot all be true together; `figures` holds them in words."""

    def __init__(self, figures: list[str], with_records: bool = False) -> None:
        self.figures = figures
        ending = " given the councils on record" if with_records else ""
        if len(figures) == 1:
            text = f"This published figure cannot be met{ending}: {figures[0]}"
        else:
            text = f"These published figures cannot all be met{ending}: {'; '.join(figures)}"
        super().__init__(text)


@dataclass(frozen=True)
class Condition:
    """`low <= sum over offers of weights[offer] @ takes_part[offer] <= high`.

    Each array in `weights` has one number for each council of the year, in the year's order.
    """

    weights: Mapping[str, np.ndarray]
    low: float = -math.inf
    high: float = math.inf


@dataclass(frozen=True)
class Figure:
    """A published figure in words, with the conditions that make it true."""

    words: str
    conditions: list[Condition] = field(default_factory=list)


def wording(row: Row) -> str:
    """Put one row of published take-up in words, such as `unitary: 52 per cent of councils`."""
    group, value = str(row["group"]), f"{float(str(row['value'])):g}"
    measure, qualifier = row["measure"], str(row["qualifier"])
    hedge = "" if qualifier == "exact" else f"{qualifier} "
    everyone = group == "all"
    if measure in ("rank_highest", "rank_lowest"):
        rank = "highest" if measure == "rank_highest" else "lowest"
        text = f"{rank} of the {DIMENSION_WORDS[str(row['dimension'])]}"
    elif measure == "percent_of_councils":
        text = f"{hedge}{value} per cent of {'all ' if everyone else ''}councils"
    elif measure == "councils_never":
        text = f"{hedge}{value} councils that had never had one"
    else:
        text = f"{hedge}{value} councils"
    return text if everyone else f"{group}: {text}"


def members(councils: pd.DataFrame, row: Row, published: pd.DataFrame) -> np.ndarray:
    """Say which councils of a year belong to the group of a published figure.

    `councils` has one row for each council of the year. "all other types" means every authority
    type with no percentage of its own for the same year and offer in `published`. Returns
    booleans in the order of `councils`. Raises ValueError for a dimension that is not known.
    """
    dimension, group = row["dimension"], row["group"]
    if dimension == "all":
        return np.ones(len(councils), dtype=bool)
    if dimension not in DIMENSIONS:
        raise ValueError(f"{row['offer_code']} {row['year']}: unknown dimension {dimension!r}")
    values = councils[DIMENSIONS[dimension]]
    if dimension == "authority_type" and group == ALL_OTHER_TYPES:
        same = published[
            (published["year"] == row["year"])
            & (published["offer_code"] == row["offer_code"])
            & (published["dimension"] == dimension)
            & (published["measure"] == "percent_of_councils")
        ]
        return ~values.isin(set(same["group"])).to_numpy(dtype=bool)
    return (values == group).fillna(False).to_numpy(dtype=bool)


def allowed_counts(row: Row, councils: int) -> tuple[int, int]:
    """Return the least and the most councils that satisfy a count or percentage.

    `councils` is the size of the group. The first number exceeds the second when no whole number
    of councils will do, as for any percentage of an empty group.
    """
    low, high = float(row["low"]), float(row["high"])
    if row["measure"] == "percent_of_councils":
        if councils == 0:
            return 1, 0
        low, high = low * councils / 100, high * councils / 100
    return math.ceil(low - ROUNDING), math.floor(high + ROUNDING)


def figures_for(
    published: pd.DataFrame, councils: pd.DataFrame, offer_names: Mapping[str, str] | None = None
) -> list[Figure]:
    """Turn the published rows of one year into figures with their conditions.

    `published`: rows of one year (`year`, `offer_code`, `dimension`, `group`, `measure`, `value`,
    `qualifier`, `low`, `high`); `councils`: that year's rows of council_years.
    """
    figures = []
    for row in published.to_dict("records"):
        offer = str(row["offer_code"])
        inside = members(councils, row, published)
        name = (offer_names or {}).get(offer, offer)
        words = f"{name} {row['year']}, {wording(row)}"
        if row["measure"] in ("rank_highest", "rank_lowest"):
            conditions = _rank_conditions(offer, row, councils, inside)
        elif row["measure"] in ("councils", "percent_of_councils"):
            low, high = allowed_counts(row, int(inside.sum()))
            if low > high:
                words += f" (no whole number of {inside.sum()} councils will do)"
            conditions = [Condition({offer: inside.astype(float)}, low, high)]
        else:
            raise ValueError(f"{words}: {row['measure']!r} is no measure the allocation can meet")
        figures.append(Figure(words, conditions))
    return figures


def _rank_conditions(
    offer: str, row: Row, councils: pd.DataFrame, inside: np.ndarray
) -> list[Condition]:
    """Strictly highest (lowest) share: n_a / N_a > n_b / N_b is N_b n_a - N_a n_b >= 1."""
    size = int(inside.sum())
    if size == 0:
        return [Condition({offer: inside.astype(float)}, 1, 0)]
    values = councils[DIMENSIONS[row["dimension"]]]
    sign = 1 if row["measure"] == "rank_highest" else -1
    conditions = []
    for other in sorted(set(values.dropna()) - {str(row["group"])}):
        rival = (values == other).fillna(False).to_numpy(dtype=bool)
        weights = sign * (rival.sum() * inside.astype(float) - size * rival.astype(float))
        conditions.append(Condition({offer: weights}, low=1))
    return conditions
