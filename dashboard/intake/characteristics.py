"""What each place is like, and which councils are most like one another.

Councils are compared with councils of their tier that were in being in the same financial year:
for a council that has ended its last one, for all others the last year covered. Figures are those
known by the end of that year, so an ended council is compared as things then were. Some figures are
only published for the councils of today: one that has ended is then given its successor's. Tried on
districts given their county's figures for unemployment and pay instead of their own, that loses
half as much of the overlap with the list of the Office for National Statistics as leaving them out.
Two councils with such a figure are not compared in it.
"""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from dashboard.statistics.similarity import distances, nearest, squared_gaps

SIMILAR = 20
"""How many similar councils each council is given."""

PERIODS = 3
"""Latest periods averaged: surveys of one area and one year are rough."""

INDICATORS = {
    "claimant_rate": "ELS_CLAIMANT",
    "weekly_pay": "ELS_PAY",
    "adult_obesity": "ELS_OBESITY",
    "new_homes": "ELS_NETADD1000",
}

WORDS = {
    "population": "population",
    "density": "density",
    "place": "location",
    "claimant_rate": "unemployment",
    "weekly_pay": "pay",
    "adult_obesity": "adult obesity",
    "new_homes": "house building",
}
"""The characteristics compared, in order, as readers are told of them. Each counts the same."""

CLOSEST = 3
_KM_PER_DEGREE = 111.2
_MIDDLE_OF_ENGLAND = np.radians(52.8)
_END = re.compile(r"(\d{4})(?:-(\d{2}|\d{4}))?")
# Rounded so that another machine's last binary digit makes no other file and no other order.
_DECIMALS = 4


def last_years(council_years: pd.DataFrame) -> pd.Series:
    """Return the last financial year covered of each council, by council_code."""
    return council_years.groupby("council_code")["financial_year"].max()


def council_characteristics(
    councils: pd.DataFrame,
    lineage: pd.DataFrame,
    council_years: pd.DataFrame,
    indicator_values: pd.DataFrame,
) -> pd.DataFrame:
    """Return what is compared: one row for each council and each year in which some are compared.

    Columns: council_code, financial_year, tier, population, density (residents per square
    kilometre), east_km and north_km, and those of INDICATORS: the mean of the last PERIODS periods
    that ended by 31 March of the financial year, as far as the council has them. `estimated` names,
    in words, those that are worked out from figures of the council's successors.
    """
    compared_in = sorted(set(last_years(council_years)))
    rows = council_years[council_years["financial_year"].isin(compared_in)]
    rows = rows[["council_code", "financial_year", "tier"]].join(
        _fixed(councils, lineage), on="council_code"
    )
    estimated = [rows.pop("population_estimated").map({True: WORDS["population"], False: None})]
    for name, indicator in INDICATORS.items():
        values = indicator_values[indicator_values["indicator_code"] == indicator]
        own = {year: _latest(values, year) for year in compared_in}
        filled = {year: with_successors(known, lineage) for year, known in own.items()}
        key = ["financial_year", "council_code"]
        rows = rows.join(pd.concat(filled, names=key[:1]).rename(name), on=key)
        stood_in = ~pd.MultiIndex.from_frame(rows[key]).isin(pd.concat(own, names=key[:1]).index)
        estimated.append(pd.Series(WORDS[name], rows.index).where(stood_in & rows[name].notna()))
    rows["estimated"] = [
        ", ".join(word for word in words if isinstance(word, str)) or None
        for words in zip(*estimated, strict=True)
    ]
    return rows.sort_values(["financial_year", "council_code"], ignore_index=True)


def with_successors(values: pd.Series, lineage: pd.DataFrame) -> pd.Series:
    """Return `values` by council_code, and for councils without one the mean of their successors'.

    A successor that has ended itself stands in with what its own successors have.
    """
    after = lineage.groupby("council_code")["successor_code"].agg(list).to_dict()
    known = values.to_dict()

    def of(code: str) -> float | None:
        if code in known:
            return known[code]
        found = [value for value in map(of, after.get(code, [])) if value is not None]
        return round(sum(found) / len(found), 2) if found else None

    filled = {code: of(code) for code in [*known, *(code for code in after if code not in known)]}
    return pd.Series(filled, dtype="float64").dropna().rename_axis("council_code")


def similar_councils(
    characteristics: pd.DataFrame, council_years: pd.DataFrame, count: int = SIMILAR
) -> pd.DataFrame:
    """Return the `count` councils most like each one, as far as there are as many of its tier.

    Columns: council_code, similar_code, position (1 is the most alike), distance (1 is that of an
    average pair of the tier), financial_year, km_apart, closest_in and differs_in (in words,
    differs_in null where nothing is further apart than in an average pair) and compared_on.
    Equally distant councils go by their codes.
    """
    last = last_years(council_years)
    found = [
        _similar(part.reset_index(drop=True), last, year, count)
        for (year, _), part in characteristics.groupby(["financial_year", "tier"], sort=True)
    ]
    return pd.concat(found, ignore_index=True).sort_values(
        ["council_code", "position"], ignore_index=True
    )


def population(councils: pd.DataFrame, lineage: pd.DataFrame) -> pd.DataFrame:
    """Return the residents in 2020 of each council, by council_code, and whether estimated.

    Councils that had ended by then have no published figure: the successor's is shared out among
    the lower-tier and single-tier councils it took over, by their electors of 2016, and a county
    has what its districts add up to.
    """
    table = councils.set_index("council_code")
    known = table["population_2020"].astype("float64")
    counties = table["authority_type"] == "county"
    electors = table["electorate_2016"].astype("float64")
    parts = lineage[~lineage["council_code"].map(counties)]
    share = parts["council_code"].map(electors)
    share = share / share.groupby(parts["successor_code"]).transform("sum")
    shared = (parts["successor_code"].map(known) * share).groupby(parts["council_code"]).sum()
    by_ground = known.fillna(shared.reindex(known.index))
    of_districts = by_ground.groupby(table["county_code"]).sum()
    everywhere = by_ground.fillna(of_districts.reindex(known.index))
    return pd.DataFrame({"population": everywhere.round(), "population_estimated": known.isna()})


def _fixed(councils: pd.DataFrame, lineage: pd.DataFrame) -> pd.DataFrame:
    table = councils.set_index("council_code")
    found = population(councils, lineage)
    found["density"] = found["population"] / table["area_km2"]
    found["east_km"] = table["longitude"] * _KM_PER_DEGREE * np.cos(_MIDDLE_OF_ENGLAND)
    found["north_km"] = table["latitude"] * _KM_PER_DEGREE
    found["population"] = found["population"].astype("Int64")
    return found.round({"density": 1, "east_km": 1, "north_km": 1})


def _end_year(period: str) -> tuple[int, bool]:
    """The year in which a period ends, and whether it is a calendar year or a span of them."""
    match = _END.fullmatch(period)
    if match is None:
        raise ValueError(f"Not a period: {period!r}.")
    first, second = match.groups()
    if second is None or len(second) == 4:
        return int(second or first), True
    return int(first) + 1, False


def _latest(values: pd.DataFrame, financial_year: str) -> pd.Series:
    """The mean by council of the last periods that had ended by 31 March of the year."""
    march = int(financial_year[:4]) + 1
    ended = []
    for period in values["period"].unique():
        year, calendar = _end_year(period)
        if (year < march) if calendar else (year <= march):
            ended.append((year, period))
    latest = [period for _, period in sorted(ended)[-PERIODS:]]
    chosen = values[values["period"].isin(latest)]
    return chosen.groupby("council_code", observed=True)["value"].mean().round(2)


def _similar(part: pd.DataFrame, last: pd.Series, year: str, count: int) -> pd.DataFrame:
    """The similar councils of those rows of `part`, one tier in one year, whose last year it is."""
    measured = _measured(part)
    squared = {name: squared_gaps(values) for name, values in measured.items()}
    for name in INDICATORS:
        # Two stand-ins, often of one and the same area, do not tell how alike the two are.
        stood_in = part["estimated"].str.contains(WORDS[name]).fillna(False).to_numpy(dtype=bool)
        squared[name][np.ix_(stood_in, stood_in)] = np.nan
    found = distances(list(squared.values())).round(_DECIMALS)
    mine = np.flatnonzero(part["council_code"].map(last) == year)
    order = nearest(found[mine], count)
    rows, places = np.nonzero(np.isfinite(np.take_along_axis(found[mine], order, axis=1)))
    one, other = mine[rows], order[rows, places]
    table = pd.DataFrame({name: np.sqrt(gaps[one, other]) for name, gaps in squared.items()})
    ground = measured["place"][one] - measured["place"][other]
    codes = part["council_code"]
    return pd.DataFrame(
        {
            "council_code": codes.iloc[one].to_numpy(),
            "similar_code": codes.iloc[other].to_numpy(),
            "position": places + 1,
            "distance": found[one, other],
            "financial_year": year,
            "km_apart": np.hypot(ground[:, 0], ground[:, 1]).round(),
            "closest_in": [_closest(row) for row in table.to_dict("records")],
            "differs_in": [_furthest(row) for row in table.to_dict("records")],
            "compared_on": table.notna().sum(axis=1),
        }
    )


def _measured(part: pd.DataFrame) -> dict[str, np.ndarray]:
    """The values to compare; a council twice the size is as far as one half the size."""
    table = part.astype({"population": "float64"})
    place = table[["east_km", "north_km"]].to_numpy()
    logs = {name: np.log(table[name].to_numpy()) for name in ("population", "density")}
    others = {name: table[name].to_numpy() for name in INDICATORS}
    return {**logs, "place": place, **others}


def _known(gaps: dict[str, float]) -> list[tuple[float, str]]:
    return sorted(
        (round(gap, _DECIMALS), WORDS[name]) for name, gap in gaps.items() if pd.notna(gap)
    )


def _closest(gaps: dict[str, float]) -> str:
    return ", ".join(word for _, word in _known(gaps)[:CLOSEST])


def _furthest(gaps: dict[str, float]) -> str | None:
    gap, word = _known(gaps)[-1]
    return word if gap > 1 else None
