"""Words on the strips of one council's figures."""

from __future__ import annotations

import re
import textwrap

import pandas as pd

from dashboard.wording import MISSING, counted

# Characters of two lines of a name on a phone, and of three.
TWO_LINES, THREE_LINES = 82, 120


def plain_number(value: float) -> str:
    """Three figures or so, thousands separated: `1,648`, `55.3`, `7.29`, `0.4`."""
    if pd.isna(value):
        return MISSING
    decimals = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    text = f"{value:,.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def figure_words(value: float, unit: str) -> str:
    """A figure with its unit where that is short: `24.1%`, `£1,648`, `63.2 years`."""
    number = plain_number(value)
    if unit.startswith("%"):
        return f"{number}%"
    if unit.startswith("£"):
        return f"£{number}{unit.removeprefix('£')}"
    if unit.startswith("Rate per"):
        # “Rate per 1000 live births” as “per 1000 live births”.
        return f"{number} {unit.removeprefix('Rate ')}"
    if re.match("years|kg|per |households|dwellings|Tonnes", unit):
        return f"{number} {unit[0].lower()}{unit[1:]}"
    return number


def short_name(name: str) -> str:
    """A name of two lines, rarely three; what a long one has in brackets is in the table."""
    if len(name) > TWO_LINES:
        name = re.sub(r"\s*\([^()]*\)$", "", name)
    return textwrap.shorten(name, THREE_LINES, placeholder=" …")


def detail(row: dict) -> str:
    """`24.1% in 2023-24, worsened from 20.3% in 2020-21`; a grade by its word."""
    if isinstance(row["grade"], str):
        words = f"{row['grade']} in {row['period']}"
        if isinstance(row["direction"], str):
            words += f": {_since(row['direction'])} {row['earlier_period']}"
        return words
    words = f"{figure_words(row['value'], row['unit'])} in {row['period']}"
    if not isinstance(row["direction"], str):
        return words
    earlier = plain_number(row["earlier_value"])
    earlier += "%" if row["unit"].startswith("%") else ""
    return f"{words}, {row['direction']} from {earlier} in {row['earlier_period']}"


def _since(direction: str) -> str:
    return {"same grade": "the same as in"}.get(direction, f"{direction} since")


def caption(drawn: int, all_of_them: int, council: str) -> str:
    """What is drawn and how it was chosen."""
    if not drawn:
        return f"No indicator of {council} is at either end; the table has them all."
    if drawn == all_of_them:
        return f"Every indicator of {council} is drawn."
    return (
        f"{drawn} of {counted(all_of_them, 'indicator')} drawn: those furthest out, recent ones "
        "first. The table has them all."
    )


def hover(row: dict) -> str:
    """Everything about a figure, for the pointer."""
    lines = [f"<b>{'<br>'.join(textwrap.wrap(row['indicator'], 60))}</b>", detail(row)]
    lines.append(f"{row['unit']}; {_side(row['polarity'])}")
    if pd.notna(row["median"]):
        low, middle, high = (
            plain_number(row[name]) for name in ("lower_quartile", "median", "upper_quartile")
        )
        lines.append(
            f"{counted(row['similar_with_figure'], 'similar council')}: median {middle}, "
            f"middle half {low} to {high}"
        )
        lines.append(row["quarter"].capitalize())
    elif isinstance(row["similar_grades"], str):
        lines.append(f"Similar councils: {row['similar_grades']}")
    return "<br>".join(lines)


def _side(polarity: str) -> str:
    return "neither side is better" if polarity == "neither" else polarity
