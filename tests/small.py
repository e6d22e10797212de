"""A warehouse small enough to count by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from dashboard.warehouse import Snapshot

YEAR = "2016/17"


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
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in {**defaults, **tables}.items():
        frame.to_parquet(folder / f"{name}.parquet", index=False)
    (folder / "geometry").mkdir(exist_ok=True)
    (folder / "geometry" / "layers.json").write_text('{"layers": []}')
    (folder / "about.json").write_text(json.dumps({"data_date": "2017-03-31", "tables": {}}))
    return Snapshot(folder)
