"""Boundaries of councils and regions from the 1 km grid, for any council set.

The grid says which lower-tier council of 2016 each 1 km square of the British National Grid lies
in. The squares are dissolved and simplified once, all together, as a coverage: neighbours keep
one shared edge. Every later council, county and region is a union of those simplified shapes, so
edges agree between layers and between years and no slivers appear.

Geometry is in metres on the British National Grid (EPSG:27700).
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from dashboard.geography.sets import CouncilSet

NATIONAL_GRID = "EPSG:27700"
CELL = 1000.0
TOLERANCE = 1500.0
"""Metres. Drops corners of less than this squared; leaves about 9,000 points for England, which
at national scale cannot be told from the official boundaries and draws quickly."""


def grid_boundaries(grid: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return the unsimplified boundary of every council of the grid, indexed by council_code.

    `grid` has one row per west-to-east run of squares: northing_km, easting_km, length_km (whole
    kilometres, of the run's south-west corner) and council_code.
    """
    west, south = grid["easting_km"] * CELL, grid["northing_km"] * CELL
    boxes = shapely.box(west, south, west + grid["length_km"] * CELL, south + CELL)
    runs = gpd.GeoDataFrame(
        {"council_code": grid["council_code"].to_numpy()}, geometry=boxes, crs=NATIONAL_GRID
    )
    dissolved = runs.dissolve("council_code")
    # A coverage needs a point wherever three councils meet. Edges follow the grid, so a point at
    # every kilometre puts one there.
    dissolved["geometry"] = dissolved.geometry.make_valid().segmentize(CELL)
    return dissolved


def simplify(boundaries: gpd.GeoDataFrame, tolerance: float = TOLERANCE) -> gpd.GeoDataFrame:
    """Return `boundaries` simplified together, so that shared edges stay shared.

    Visvalingam and Whyatt's method over a coverage (GEOS, through shapely). `tolerance` is in
    metres. Edges that do not quite match, as official files have, are made to. Raises ValueError
    when that would change an area by more than a hundredth, as when boundaries overlap.
    """
    shapes = boundaries.geometry.to_crs(NATIONAL_GRID).make_valid().to_numpy()
    if not shapely.coverage_is_valid(shapes):
        given = shapely.area(shapes)
        shapes = shapely.coverage_clean(shapes)
        changed = np.abs(shapely.area(shapes) - given) > given / 100
        if changed.any():
            named = ", ".join(boundaries.index[changed][:10])
            raise ValueError(f"Boundaries overlap or edges do not match: {named}")
    simplified = shapely.coverage_simplify(shapes, tolerance)
    return gpd.GeoDataFrame(geometry=simplified, index=boundaries.index, crs=NATIONAL_GRID)


def successor_on(
    codes: list[str], lineage: pd.DataFrame, council_set: CouncilSet
) -> dict[str, str]:
    """Map each lower-tier council of the grid to the council of `council_set` that holds it now.

    `lineage` has council_code, successor_code, date (the successor's first day). Each district is
    followed on its own: Cumbria, Northamptonshire and Dorset were divided by district.
    Raises ValueError when a council has no successor in the set, or more than one.
    """
    present = set(council_set.codes)
    started = pd.to_datetime(lineage["date"], format="ISO8601") <= pd.Timestamp(
        council_set.first_day
    )
    following: dict[str, set[str]] = {}
    for code, successor in lineage.loc[started, ["council_code", "successor_code"]].to_numpy():
        following.setdefault(code, set()).add(successor)

    def follow(code: str) -> set[str]:
        if code in present:
            return {code}
        return set().union(*(follow(successor) for successor in following.get(code, ())))

    found = {code: follow(code) for code in codes}
    for code, now in found.items():
        if len(now) != 1:
            held = ", ".join(sorted(now)) or "none"
            raise ValueError(
                f"{code} needs one successor among the councils of {council_set.name}; "
                f"the lineage gives {held}."
            )
    return {code: now.pop() for code, now in found.items()}


def leads_to(codes: list[str], lineage: pd.DataFrame, council_set: CouncilSet) -> bool:
    """Tell whether the councils, whole or joined, are the districts and single tier of a set."""
    try:
        now = successor_on(codes, lineage, council_set)
    except ValueError:
        return False
    return set(now.values()) == set(council_set.tier("lower", "single")["council_code"])


def fitting_set(codes: set[str], sets: list[CouncilSet]) -> CouncilSet:
    """Return the earliest set whose districts and single-tier councils are all among `codes`.

    The earliest, since it and every later one can be drawn. When none is whole, the set that
    fits best: fewest councils missing from `codes` or to spare.
    """

    def misfit(council_set: CouncilSet) -> tuple[bool, int]:
        own = set(council_set.tier("lower", "single")["council_code"])
        whole = own <= codes
        return not whole, 0 if whole else len(own ^ codes)

    return min(sets, key=misfit)


def _union(base: gpd.GeoDataFrame, keys: list[str]) -> gpd.GeoDataFrame:
    """Dissolve the coverage `base` by `keys`, one per row."""
    joined = gpd.GeoDataFrame({"key": keys}, geometry=base.geometry.to_numpy(), crs=base.crs)
    return joined.dissolve("key", method="coverage")


def lower_tier(
    base: gpd.GeoDataFrame, lineage: pd.DataFrame, council_set: CouncilSet
) -> gpd.GeoDataFrame:
    """Return districts and single-tier councils of the set, indexed by council_code.

    `base` is the simplified boundaries of the grid's councils. Raises ValueError when a council
    of the set has no ground or a council of the grid no single successor.
    """
    now = successor_on(base.index.tolist(), lineage, council_set)
    shapes = _union(base, [now[code] for code in base.index])
    expected = set(council_set.tier("lower", "single")["council_code"])
    if expected != set(shapes.index):
        differing = ", ".join(sorted(expected ^ set(shapes.index)))
        raise ValueError(f"Councils of {council_set.name} and ground disagree: {differing}")
    return shapes


def upper_tier(lower: gpd.GeoDataFrame, council_set: CouncilSet) -> gpd.GeoDataFrame:
    """Return counties and single-tier councils of the set, indexed by council_code.

    `lower` is the set's lower tier. Raises ValueError when a district's county is not in the set.
    """
    districts = council_set.tier("lower").set_index("council_code")["county_code"]
    counties = set(council_set.tier("upper")["council_code"])
    if counties != set(districts):
        differing = ", ".join(sorted(str(code) for code in counties ^ set(districts)))
        raise ValueError(f"Counties of {council_set.name} and districts disagree: {differing}")
    return _union(lower, [districts.get(code, code) for code in lower.index])


def regions(lower: gpd.GeoDataFrame, council_set: CouncilSet) -> gpd.GeoDataFrame:
    """Return the regions as unions of the set's lower tier, indexed by region name."""
    region = council_set.councils.set_index("council_code")["region"]
    return _union(lower, [region[code] for code in lower.index])
