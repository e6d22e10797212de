"""Contracts of the claims of savings: each claim, what sort of money it is, and which overlap.

The overlap rule is data: `claim_links` says which claim gives way to which (of two that hold the
same money only the second is counted), and `claim_kinds` which sorts of money a total may add.
The rules here refuse claims that would be counted twice because nobody said that they overlap.
"""

from __future__ import annotations

import pandas as pd

from dashboard.intake.declare import LOADED, NOTE, SOURCED, Column, Rule, Table, earlier, optional

QUALIFIERS = ("exact", "over", "at least", "about", "almost", "just below", "up to")
CLAIM_BASES = ("actual", "estimate", "forecast", "target", "to-date")
QUALIFIER = Column("How firmly the source states the figure", allowed=QUALIFIERS)
CLAIM_YEAR = Column("Financial year (2016/17) or period the source states")
QUOTE = optional("The source's own words")

SCOPES = ("whole", "area", "part")
FIRMNESS = ("audited", "external evaluation", "estimate", "stated", "forecast", "commitment")
CONTRADICTS = "contradicts"
OVERLAPS = ("part of", "same figure", "same money", "same years")


def gives_way(links: pd.DataFrame) -> dict[str, set[str]]:
    """Return the claims that each claim gives way to, directly or by way of others.

    `links` holds `claim`, `relation` and `other`; a contradiction alone gives way to nothing. A
    claim that is found among its own marks a circle.
    """
    direct: dict[str, set[str]] = {}
    overlaps = links[links["relation"] != CONTRADICTS]
    for claim, other in zip(overlaps["claim"], overlaps["other"], strict=True):
        direct.setdefault(claim, set()).add(other)
    found = {}
    for claim in direct:
        reached: set[str] = set()
        ahead = [claim]
        while ahead:
            new = direct.get(ahead.pop(), set()) - reached
            reached |= new
            ahead += new
        found[claim] = reached
    return found


def _in_a_circle(rows: pd.DataFrame, _: dict[str, pd.DataFrame]) -> pd.Series:
    reached = gives_way(rows)
    return rows["claim"].map(lambda claim: claim in reached.get(claim, ()))


def _counted_twice(rows: pd.DataFrame, tables: dict[str, pd.DataFrame]) -> pd.Series:
    """Tell which claims would be added to another of the same money.

    That is so when a total for the whole offer is counted and another claim of the year with it,
    or when two are counted for one programme and year.
    """
    kinds = tables["claim_kinds"]
    adds = rows["kind"].isin(kinds.loc[kinds["adds"] == "true", "kind"])
    group = ["first_year", "scheme"]
    adding = rows[adds & (rows["first_year"] == rows["last_year"])]
    reached = gives_way(tables["claim_links"])
    together = adding.groupby(group)["claim"].agg(set)
    alone = [
        not (reached.get(claim, set()) & together[year, scheme])
        for claim, year, scheme in zip(
            adding["claim"], adding["first_year"], adding["scheme"], strict=True
        )
    ]
    counted = adding[pd.Series(alone, index=adding.index, dtype=bool)]
    whole = (counted["scope"] == "whole").groupby([counted[name] for name in group])
    with_a_whole = whole.transform("any") & (whole.transform("size") > 1)
    repeated = counted.duplicated([*group, "programme_area"], keep=False)
    return pd.Series(rows.index.isin(counted.index[with_a_whole | repeated]), index=rows.index)


SAVINGS = (
    Table(
        "savings",
        "published/savings*.csv",
        {
            "claim": Column("The claim: one amount in one source", "name"),
            "year": CLAIM_YEAR,
            "programme_area": Column("Programme area, as the source names it"),
            "estimated_saving_gbp_million": Column("Saving, £ million", "number", low=0),
            "qualifier": QUALIFIER,
            "scheme": Column("What the money was saved by; never added across schemes"),
            "scope": Column("How much of the scheme the amount is for", allowed=SCOPES),
            "kind": Column("What sort of money it is", refers="claim_kinds.kind"),
            "how_firm": Column("What stands behind the amount", allowed=FIRMNESS),
            "period": Column("The time the amount is for, in words"),
            "first_year": optional("First financial year the amount is for", "financial year"),
            "last_year": Column(
                "Last financial year the amount is for, or the one in which it was given",
                "financial year",
            ),
            "who_says": Column("Who makes the claim"),
            "basis": Column("Standing of the figure", allowed=CLAIM_BASES),
            "note": NOTE,
            "quote": QUOTE,
            **SOURCED,
            **LOADED,
        },
        key=("claim",),
        rules=(
            Rule(
                "last_year",
                "the last year is before the first.",
                earlier("first_year", "last_year"),
            ),
            Rule(
                "claim",
                "a total would count this claim twice: claim_links.csv does not say which claim "
                "of the same year and programme, or of the whole offer, it overlaps with.",
                _counted_twice,
            ),
        ),
    ),
    Table(
        "claim_links",
        "published/claim_links.csv",
        {
            "claim": Column("The claim that gives way", "name", refers="savings.claim"),
            "relation": Column(
                "How it overlaps with the other, or that they contradict each other",
                allowed=(*OVERLAPS, CONTRADICTS),
            ),
            "other": Column("The claim that is counted in its place", "name"),
            "reason": Column("Why we say so"),
        },
        key=("claim", "relation", "other"),
        rules=(
            Rule(
                "other",
                "is not a claim in the table savings.",
                lambda rows, tables: ~rows["other"].isin(tables["savings"]["claim"]),
            ),
            Rule("claim", "the claim gives way to itself, by way of others.", _in_a_circle),
        ),
    ),
    Table(
        "claim_kinds",
        "published/claim_kinds.csv",
        {
            "kind": Column("Sort of money"),
            "means": Column("What it means"),
            "adds": Column("Whether a total of savings may add it", "flag"),
            "reason": Column("Why, or why not"),
        },
        key=("kind",),
    ),
)
