"""Lines of the report: what was measured, how much it is, and what the design asks for."""

from __future__ import annotations

from statistics import median, quantiles


def say(what: str, value: float, unit: str, target: str = "", decimals: int = 1) -> None:
    """One line of the report."""
    print(f"{what:<58}{value:>10,.{decimals}f} {unit:<6}{target}", flush=True)


def spread(what: str, values: list[float], unit: str, target: str) -> None:
    """Median and 95th percentile of a list of measurements."""
    say(f"{what}, median", median(values), unit, target.split("/")[0])
    say(f"{what}, 95th percentile", quantiles(values, n=20)[-1], unit, target.split("/")[-1])
