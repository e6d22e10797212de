"""Take-up rates: percentages, Wilson intervals and the comparison with England."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pandas as pd

from dashboard.records import as_objects

ROUNDING = 1e-6
Z_95 = NormalDist().inv_cdf(0.975)


def wilson_interval(
    taking_part: np.ndarray, councils: np.ndarray, z: float = Z_95
) -> tuple[np.ndarray, np.ndarray]:
    """Wilson score interval for a proportion, as percentages (0–100).

    Args:
        taking_part: counts n, shape (k,).
        councils: counts N, shape (k,); where N is 0 both bounds are NaN.
        z: normal quantile; 1.96 gives 95 %.

    Source: Wilson (1927), JASA 22:209–212; the form used in English public health profiles.
    """
    n = np.asarray(councils, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        p = np.asarray(taking_part, dtype=float) / n
        centre = p + z**2 / (2 * n)
        half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
        low, high = (centre - half) / (1 + z**2 / n), (centre + half) / (1 + z**2 / n)
    return np.clip(100 * low, 0, 100), np.clip(100 * high, 0, 100)


def rates(
    taking_part: np.ndarray, councils: np.ndarray, complete: np.ndarray
) -> dict[str, np.ndarray]:
    """`percent`, `interval_low` and `interval_high` (0–100) of counts n of N, each of shape (k,).

    Where the records are not `complete` n is only a floor, so no interval is drawn round it (NaN).
    """
    low, high = wilson_interval(taking_part, councils)
    known = np.asarray(complete, dtype=bool)
    with np.errstate(divide="ignore", invalid="ignore"):
        percent = 100 * np.asarray(taking_part, float) / np.asarray(councils, float)
    return {
        "percent": percent,
        "interval_low": np.where(known, low, np.nan),
        "interval_high": np.where(known, high, np.nan),
    }


def add_rates(frame: pd.DataFrame) -> pd.DataFrame:
    """Add the columns of `rates` to counts: `councils` (N), `taking_part` (n) and `complete`."""
    names = ("taking_part", "councils", "complete")
    return frame.assign(**rates(*(frame[name].to_numpy() for name in names)))


def compare_with(frame: pd.DataFrame, reference: int) -> pd.DataFrame:
    """Add `compared_with_england`: higher, lower or similar, by the interval holding the reference.

    `reference` is the place of the row to compare with; it, and rows without an interval, get None.
    """
    words = _against(frame, frame["percent"].array[reference])
    words[reference] = None
    return frame.assign(compared_with_england=as_objects(words, frame))


def compare_each(frame: pd.DataFrame, reference: np.ndarray) -> pd.DataFrame:
    """Add `compared_with_england` as `compare_with` does, each row with its own reference.

    `reference` holds percentages (0–100), one for each row.
    """
    return frame.assign(compared_with_england=as_objects(_against(frame, reference), frame))


def _against(frame: pd.DataFrame, expected: float | np.ndarray) -> np.ndarray:
    """Higher, lower or similar by the interval holding `expected`; None without an interval."""
    low, high = frame["interval_low"].to_numpy(float), frame["interval_high"].to_numpy(float)
    # Where all or none take part a bound equals the reference but for the last binary digit.
    below = np.where(high < expected - ROUNDING, "lower", "similar")
    words = np.where(low > expected + ROUNDING, "higher", below).astype(object)
    words[np.isnan(low)] = None
    return words
