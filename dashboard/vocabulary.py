"""What an address may say, read from the data."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from dashboard.selection import Vocabulary, slug

Run = Callable[[str], pd.DataFrame]

# Keys of the address in words.
KEY_LABELS = {
    "year": "Financial year",
    "theme": "Theme",
    "offer": "Offer",
    "region": "Region",
    "patch": "Adviser patch",
    "type": "Authority type",
    "control": "Political control",
    "records": "Records",
    "council": "Council",
    "indicator": "Indicator",
    "compare": "Compared with",
    "map": "Map of",
    "tier": "Two-tier areas as",
    "as_at": "Counted to",
    "base": "From",
    "latest": "To",
    "cut": "Unchanged up to",
}
# Choices that are ours, not the data's: value -> words.
CHOICES = {
    "records": {"all": "All", "recorded": "Recorded only"},
    "map": {"regions": "Regions", "councils": "Councils", "hex": "Hexes"},
    "tier": {"lower": "Districts", "upper": "Counties"},
    # These stand before the years.
    "latest": {"newest": "Newest of each"},
    # Percent of the mean in the base year.
    "cut": {"0": "0%", "1": "1%", "2": "2%", "5": "5%", "10": "10%"},
    # These stand before the councils that may be compared with one by one.
    "compare": {
        "england": "England",
        "region": "The council's region",
        "type": "Councils of its type",
        "similar": "Similar councils",
    },
}
ANY_OFFER = "any_offer"
DEFAULTS = {
    "offer": "peer_challenge",
    "records": "all",
    "map": "regions",
    "tier": "lower",
    "indicator": "WASTE_RECYC",
    "compare": "england",
    "latest": "newest",
    "cut": "1",
}
# A base year serves where at least this share of the indicators with a better side have a figure.
ENOUGH = 0.5


def read_vocabulary(run: Run) -> Vocabulary:
    """Build the vocabulary from `queries/vocabulary.sql` and `queries/default-year.sql`."""
    found = run("vocabulary")
    values: dict[str, dict[str, str]] = {}
    labels: dict[str, dict[str, str]] = {}
    for key, rows in found.groupby("key", sort=False):
        values[str(key)] = {slug(value): value for value in rows["value"]}
        labels[str(key)] = dict(zip(rows["value"], map(sentence_case, rows["label"]), strict=True))
    for row in found.dropna(subset=["other_code"]).itertuples():
        values[row.key][slug(row.other_code)] = row.value
    years = run("indicator-years")
    values["base"] = values["latest"] = {slug(year): year for year in years["financial_year"]}
    for key, words in CHOICES.items():
        values[key] = {slug(value): value for value in words} | values.get(key, {})
        labels[key] = words | labels.get(key, {})
    # On indicators a year is a period as its source writes it, also one that no offer has; a year
    # across two is written the same everywhere.
    periods = run("indicator-periods")["period"]
    written = periods.str.replace(r"^(\d{4})-(\d{2})$", r"\1/\2", regex=True)
    values["year"] |= {slug(p): p for p in written if slug(p) not in values["year"]}
    offers = found[(found["key"] == "offer") & (found["value"] != ANY_OFFER)]
    by_theme = {str(theme): tuple(rows["value"]) for theme, rows in offers.groupby("theme")}
    indicators = found[found["key"] == "indicator"].groupby("theme")["value"]
    year = run("default-year")["financial_year"].iloc[0]
    newest = next(iter(values["year"].values()))
    enough = years.loc[years["share"] >= ENOUGH, "financial_year"].tolist()
    return Vocabulary(
        in_use=frozenset(found.loc[found["in_use"], "value"]),
        values=values,
        labels=labels,
        defaults={
            "year": year if isinstance(year, str) else newest,
            **({"base": enough[-1]} if enough else {}),
            **DEFAULTS,
        },
        offers_by_theme=by_theme,
        indicators_by_theme={str(theme): tuple(codes) for theme, codes in indicators},
    )


def sentence_case(text: str) -> str:
    """The text with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]
