"""A warehouse small enough to count by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from dashboard.warehouse import Snapshot

YEAR = "2016/17"
# What a query of take-up binds where the reader has chosen nothing but an offer.
ASKED = {
    **dict.fromkeys(["region", "patch", "type", "control", "council", "theme"]),
    "year": YEAR,
    "offer": ["whole"],
    "records": "all",
    "map": "regions",
    "tier": "lower",
}


def council_years(rows: list[tuple]) -> pd.DataFrame:
    """Rows of (council_code, region, authority_type, control[, financial_year])."""
    tiers = {"county": "upper", "district": "lower"}
    return pd.DataFrame(
        [
            {
                "council_code": code,
                "financial_year": rest[0] if rest else YEAR,
                "council": f"Council {code}",
                "authority_type": kind,
                "tier": tiers.get(kind, "single"),
                "region": region,
                "patch": f"Patch of {region}",
                "county_code": None,
                "political_control": control,
            }
            for code, region, kind, control, *rest in rows
        ]
    )


def take_up(rows: list[tuple]) -> pd.DataFrame:
    """Rows of (council_code, offer_code, financial_year, basis[, quantity])."""
    return pd.DataFrame(
        [
            {
                "council_code": code,
                "offer_code": offer,
                "financial_year": year,
                "date": None,
                "quantity": rest[0] if rest else 1,
                "basis": basis,
                "evidence": "by hand",
                "source": "s1",
            }
            for code, offer, year, basis, *rest in rows
        ]
    ).astype({"date": "str"})


def published(rows: list[tuple]) -> pd.DataFrame:
    """Rows of (year, offer_code, dimension, group, measure, value, use)."""
    names = ["year", "offer_code", "dimension", "group", "measure", "value", "use"]
    frame = pd.DataFrame(rows, columns=names)
    return frame.assign(qualifier="exact", source="s1", note=None)


def political_control(rows: list[tuple]) -> pd.DataFrame:
    """Rows of (council_code, year, control group[, seats by party])."""
    parties = ["con", "lab", "ld", "green", "ukip", "reform", "other"]
    names = ["council_code", "year", "control", "control_group", *parties]
    table = [
        [code, year, control, control, *({**dict.fromkeys(parties), **dict(*seats)}.values())]
        for code, year, control, *seats in rows
    ]
    text = {"council_code": "str", "control": "str", "control_group": "str"}
    whole = dict.fromkeys(["year", *parties], "Int64")
    frame = pd.DataFrame(table, columns=names).astype(text | whole)
    return frame.assign(
        seats_total=frame[parties].sum(axis="columns"),
        note=pd.Series(dtype="str"),
        source="s1",
    )


SAVINGS_COLUMNS = {
    "claim": "",
    "year": YEAR,
    "programme_area": "Total",
    "estimated_saving_gbp_million": 0.0,
    "qualifier": "exact",
    "scheme": "Improvement offer",
    "scope": "part",
    "kind": "savings",
    "how_firm": "estimate",
    "period": YEAR,
    "first_year": YEAR,
    "last_year": YEAR,
    "who_says": "By hand",
    "basis": "estimate",
    "note": None,
    "quote": None,
    "source": "s1",
}


def savings(rows: list[dict]) -> pd.DataFrame:
    """Claims of savings: what a row leaves out is as in SAVINGS_COLUMNS."""
    frame = pd.DataFrame([{**SAVINGS_COLUMNS, **row} for row in rows], columns=[*SAVINGS_COLUMNS])
    text = {name: "str" for name in SAVINGS_COLUMNS if name != "estimated_saving_gbp_million"}
    return frame.astype({**text, "estimated_saving_gbp_million": float})


def claim_links(rows: list[tuple]) -> pd.DataFrame:
    """Rows of (claim, relation, other)."""
    frame = pd.DataFrame(rows, columns=["claim", "relation", "other"]).astype("str")
    return frame.assign(reason="By hand.")


def claim_kinds(adds: dict[str, bool]) -> pd.DataFrame:
    """Kinds of money, and whether a total may add them."""
    frame = pd.DataFrame({"kind": pd.Series([*adds], dtype="str"), "adds": [*adds.values()]})
    return frame.astype({"adds": bool}).assign(means="By hand", reason="By hand")


# Tables of published figures: column -> what a row has that leaves it out.
PUBLISHED_FIGURES: dict[str, dict[str, object]] = {
    "deliveries": {
        "year": YEAR,
        "measure": "peer_challenges_delivered",
        "value": 0.0,
        "unit": "count",
        "basis": "actual",
        "qualifier": "exact",
    },
    "funding": {"year": YEAR, "item": "sli_grant", "gbp_million": 0.0, "qualifier": "exact"},
    "perceptions": {
        "survey_year": YEAR,
        "audience": "leaders",
        "statement": "LGA support has a positive impact on their authority",
        "percent": 0.0,
        "qualifier": "exact",
    },
    "polling": {
        "round": 1,
        "field_month": None,
        "question": "council_satisfaction",
        "measure": "net_positive",
        "percent": 0.0,
        "sample_size": None,
        "service_question": False,
    },
    "polling_rounds": {"round": 1, "field_month": None, "sample_size": None},
    "indicators_basket": {
        "report_year": 2017,
        "period": None,
        "theme": "all",
        "number_of_indicators": None,
        "percent_improved": 0.0,
        "percent_unchanged": None,
        "percent_worsened": None,
        "qualifier": "exact",
    },
}
_NUMBERS = {"value", "gbp_million", "percent", "percent_improved", "percent_unchanged"}
_NUMBERS |= {"percent_worsened"}
_WHOLE = {"round", "sample_size", "report_year", "number_of_indicators"}


def published_figures(table: str, rows: list[dict]) -> pd.DataFrame:
    """Rows of a table of published figures: what one leaves out is as in PUBLISHED_FIGURES."""
    given = {**PUBLISHED_FIGURES[table], "note": None, "source": "s1"}
    frame = pd.DataFrame([{**given, **row} for row in rows], columns=[*given])
    kinds = {
        name: "float" if name in _NUMBERS else "Int64" if name in _WHOLE else "str"
        for name in given
        if name != "service_question"
    }
    return frame.astype({**kinds, **dict.fromkeys({"service_question"} & {*given}, bool)})


# Columns that shared definitions name, of tables that a test may leave out or give in part.
NAMED_COLUMNS = {
    "councils": {
        **dict.fromkeys(
            ("council_code", "code_2025", "short_name", "authority_type", "region"), "str"
        ),
        **dict.fromkeys(("start_date", "end_date"), "datetime64[us]"),
    },
    "indicator_values": {
        **dict.fromkeys(("indicator_code", "council_code", "period"), "str"),
        "value": "float",
    },
    "indicators": dict.fromkeys(
        ("indicator_code", "indicator_name", "theme", "unit", "polarity", "source", "licence"),
        "str",
    ),
    "loaded_offer_years": {
        **dict.fromkeys(("offer_code", "financial_year"), "str"),
        "complete": "bool",
    },
    "similar_councils": dict.fromkeys(("council_code", "similar_code"), "str"),
    "adviser_patches": dict.fromkeys(("council_code", "patch"), "str"),
}


def _with_named_columns(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    kinds = NAMED_COLUMNS.get(name, {})
    missing = {column: kind for column, kind in kinds.items() if column not in frame}
    empty = {column: pd.Series(None, frame.index, dtype=kind) for column, kind in missing.items()}
    return frame.assign(**empty)


def write_small(folder: Path, tables: dict[str, pd.DataFrame]) -> Snapshot:
    """Write the tables (and whatever else a snapshot needs) and open them.

    Offers are two, `whole` with its part `part`, and `other`, unless given.
    """
    defaults = {
        "offers": pd.DataFrame(
            {
                "offer_code": ["whole", "part", "other"],
                "name": ["Whole", "Part", "Other"],
                "theme": ["Theme A", "Theme A", "Theme B"],
            }
        ),
        "offer_parts": pd.DataFrame(
            {
                "offer_code": ["whole", "whole", "part", "other"],
                "part_code": ["whole", "part", "part", "other"],
            }
        ),
        "sources": pd.DataFrame({"source": ["s1"], "title": ["By hand"], "address": [None]}),
        "council_lineage": pd.DataFrame(columns=["council_code", "successor_code"], dtype="str"),
        "political_control": political_control([]),
        "published_take_up": published(
            [(YEAR, "whole", "all", "all", "councils", 1, "constraint")]
        ),
        "savings": savings([]),
        **dict.fromkeys(NAMED_COLUMNS, pd.DataFrame()),
        "claim_links": claim_links([]),
        "claim_kinds": claim_kinds({}),
        **{name: published_figures(name, []) for name in PUBLISHED_FIGURES},
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in {**defaults, **tables}.items():
        whole = _with_named_columns(name, frame)
        whole.to_parquet(folder / f"{name}.parquet", index=False)
    (folder / "geometry").mkdir(exist_ok=True)
    (folder / "geometry" / "layers.json").write_text('{"layers": []}')
    (folder / "about.json").write_text(json.dumps({"data_date": "2017-03-31", "tables": {}}))
    return Snapshot(folder)
