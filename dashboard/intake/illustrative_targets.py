"""What the groups with no published figure should come near, so that the result looks likely.

Published figures are conditions and always hold. Everything else about an allocation is free, and
a solver left alone goes to extremes. So each remaining group gets a target: the rate its mix of
authority types suggests, moved by chance about as much as a random draw of councils would be.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard.intake.illustrative_figures import DIMENSIONS, members

# How far above (below) the overall rate a region called highest (lowest) is placed, as a share.
LEAD = 0.3
# Share of the spread of a random draw that targets are given.
SPREAD = 0.7
# A group the source says something about holds its target this much harder than the others.
FIRM = 3.0


def group_targets(
    published: pd.DataFrame, councils: pd.DataFrame, rng: np.random.Generator
) -> list[tuple[np.ndarray, float, float]]:
    """Return (members, target number taking part, weight) for the groups of one offer and year.

    `published`: the rows of one offer and year; `councils`: that year's councils; `rng`: decides
    how far each target is from its expected number. A group with a published percentage aims at
    the nearest whole number of councils. Members are booleans in the order of `councils`; targets
    are whole numbers of councils.
    """
    rates = _expected_rates(published, councils)
    total = rates.sum()
    targets: dict[bytes, tuple[np.ndarray, float, float]] = {}
    for dimension, column in DIMENSIONS.items():
        known = published[published["dimension"] == dimension]
        fixed, free = 0.0, []
        for group in sorted(set(councils[column].dropna())):
            inside = (councils[column] == group).to_numpy(dtype=bool)
            stated = _stated_rate(known[known["group"] == group])
            if stated is None:
                free.append((inside, bool((known["group"] == group).any())))
            else:
                fixed += stated * inside.sum()
                aim = float(np.round(stated * inside.sum()))
                targets[inside.tobytes()] = (inside, aim, FIRM)
        rest = sum(rates[inside].sum() for inside, _ in free)
        scale = max(total - fixed, 0.0) / rest if rest else 0.0
        for inside, ranked in free:
            size = inside.sum()
            share = min(rates[inside].mean() * scale, 1.0)
            spread = SPREAD * np.sqrt(size * share * (1 - share))
            # A group called highest or lowest keeps its lead: chance does not eat into it.
            chance = 0.0 if ranked else float(np.clip(rng.normal(), -1.5, 1.5))
            target = float(np.clip(np.round(size * share + chance * spread), 0, size))
            # London the region and London boroughs the type are one set: the first target stands.
            targets.setdefault(inside.tobytes(), (inside, target, FIRM if ranked else 1.0))
    return list(targets.values())


def _stated_rate(rows: pd.DataFrame) -> float | None:
    """First percentage among `rows`, as a share of one; None if there is none.

    The middle of the range where the source hedges, since "just below 50" is not 50.
    """
    rates = rows[rows["measure"] == "percent_of_councils"]
    if rates.empty:
        return None
    first = rates.iloc[0]
    exact = first["qualifier"] == "exact"
    return float(first["value"] if exact else (first["low"] + first["high"]) / 2) / 100


def _expected_rates(published: pd.DataFrame, councils: pd.DataFrame) -> np.ndarray:
    """Each council's chance of taking part, from its type and from regions called extreme."""
    size = len(councils)
    overall = published[published["dimension"] == "all"]
    counts = overall[overall["measure"] == "councils"]
    total = float((counts["low"] + counts["high"]).iloc[0] / 2) if len(counts) else None
    if total is None and (share := _stated_rate(overall)) is not None:
        total = share * size

    rates = np.full(size, np.nan)
    types = published[
        (published["dimension"] == "authority_type")
        & (published["measure"] == "percent_of_councils")
    ]
    for row in types.to_dict("records"):
        rates[members(councils, row, published)] = (row["low"] + row["high"]) / 200
    unknown = np.isnan(rates)
    if unknown.any():
        if total is not None:
            rates[unknown] = (total - np.nansum(rates)) / unknown.sum()
        else:
            rates[unknown] = 0.5 if unknown.all() else np.nanmean(rates)
    rates = np.clip(rates, 0.0, 1.0)

    regions, overall_rate = councils["region"].to_numpy(), rates.mean()
    ranked = published[
        (published["dimension"] == "region")
        & published["measure"].isin(["rank_highest", "rank_lowest"])
    ]
    for row in ranked.to_dict("records"):
        inside = regions == row["group"]
        if not inside.any():
            continue
        own = rates[inside].mean()
        if row["measure"] == "rank_highest":
            wanted = max(own, overall_rate * (1 + LEAD))
        else:
            wanted = min(own, overall_rate * (1 - LEAD))
        if own > 0:
            rates[inside] = np.clip(rates[inside] * wanted / own, 0.0, 1.0)
    return rates
