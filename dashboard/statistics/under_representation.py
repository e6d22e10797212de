"""Which groups of councils took part less than chance explains: an exact test, then Holm's step.

The councils of England that took part are a fixed number, as if drawn from all of them without
replacement; a group's share of that draw is hypergeometric. The distribution is summed here from
scipy's log-gamma function, since scipy.stats takes most of a second to load; the tests hold it
against `scipy.stats.hypergeom`.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.special import gammaln

# The chance that any group at all is flagged when there is nothing to find.
FAMILY_ERROR = 0.05
CHANCE_RANGE = (0.025, 0.975)
BELOW, WITHIN, UNKNOWN = "below chance", "within chance", "cannot judge"


def hypergeometric_cdf(total: int, drawn: int, sizes: np.ndarray) -> np.ndarray:
    """P(X ≤ x) for x = 0 … max(sizes), one row for each group.

    Args:
        total: councils in all.
        drawn: councils that took part, 0 … `total`.
        sizes: councils of each group, shape (k,), each 0 … `total`.

    Returns:
        Shape (k, max(sizes) + 1); rows end in 1.
    """
    sizes = np.asarray(sizes, dtype=int)[:, None]
    x = np.arange(int(sizes.max(initial=0)) + 1)[None, :]
    possible = (x <= sizes) & (x <= drawn) & (drawn - x <= total - sizes)

    def log_ways(n: np.ndarray | int, k: np.ndarray | int) -> np.ndarray:
        n, k = np.asarray(n, float), np.asarray(k, float)
        return gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)

    inside = np.where(possible, x, np.minimum(sizes, drawn))
    with np.errstate(invalid="ignore"):
        logs = log_ways(sizes, inside) + log_ways(total - sizes, drawn - inside)
    weights = np.where(possible, np.exp(logs - log_ways(total, drawn)), 0.0)
    return np.minimum(np.cumsum(weights, axis=1), 1.0)


def holm(p_values: np.ndarray) -> np.ndarray:
    """Holm's step-down adjusted p-values, shape (k,), in the order given.

    Source: Holm (1979), Scandinavian Journal of Statistics 6:65–70. Valid whatever the comparisons
    have to do with one another, which groups that overlap need.
    """
    p = np.asarray(p_values, dtype=float)
    order = np.argsort(p, kind="stable")
    stepped = np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1))
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(stepped, 1.0)
    return adjusted


def compare_groups(groups: pd.DataFrame, total: int, drawn: int) -> pd.DataFrame:
    """Add the one-sided exact test to groups of councils.

    Args:
        groups: `councils`, `taking_part` and `same_councils`, equal for groups made of the same
            councils, which are one comparison and not two.
        total: councils in all.
        drawn: councils in all that took part.

    Returns:
        `groups` with `expected`, `chance_low` and `chance_high` (councils; the middle 95% of
        draws), `p_value` (as few or fewer by chance), `adjusted_p` (Holm) and `flag`.
    """
    sizes = groups["councils"].to_numpy(int)
    took = groups["taking_part"].to_numpy(int)
    cdf = hypergeometric_cdf(total, drawn, sizes)
    low, high = ((cdf < bound - 1e-12).sum(axis=1) for bound in CHANCE_RANGE)
    p = cdf[np.arange(len(groups)), took] if len(groups) else np.array([])
    first = ~groups["same_councils"].duplicated().to_numpy()
    by_councils = dict(zip(groups["same_councils"][first], holm(p[first]), strict=True))
    adjusted = groups["same_councils"].map(by_councils).to_numpy(float)
    return groups.assign(
        expected=sizes * drawn / total if total else np.nan,
        chance_low=low.astype(float),
        chance_high=high.astype(float),
        p_value=p,
        adjusted_p=adjusted,
        flag=np.where(adjusted < FAMILY_ERROR, BELOW, WITHIN).astype(object),
    )


def cannot_judge(groups: pd.DataFrame) -> pd.DataFrame:
    """The columns of `compare_groups` where records are not complete: nothing can be said."""
    names = ("expected", "chance_low", "chance_high", "p_value", "adjusted_p")
    flag = pd.Series(UNKNOWN, groups.index, dtype=object)
    return groups.assign(**dict.fromkeys(names, np.nan), flag=flag)
