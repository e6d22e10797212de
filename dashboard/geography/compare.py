"""Compare the project's own boundaries with official ones.

    python -m dashboard.geography.compare OFFICIAL.geojson

prints how far the two overlap: for each area, the ground they share as a share of the ground
either covers (intersection over union), measured on the British National Grid.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import geopandas as gpd
import pandas as pd

from dashboard.geography import boundaries as shapes
from dashboard.geography.hexes import REFERENCE, read_reference
from dashboard.geography.sets import council_sets


def overlap(own: gpd.GeoDataFrame, official: gpd.GeoDataFrame) -> pd.Series:
    """Return intersection over union, 0 to 1, for the areas in both, worst first.

    Both are indexed by the same codes or names, in any coordinate system. Raises ValueError when
    they share no area.
    """
    shared = own.index.intersection(official.index)
    if shared.empty:
        raise ValueError("The two sets of boundaries share no code or name.")
    one = own.geometry.loc[shared].to_crs(shapes.NATIONAL_GRID)
    other = official.geometry.loc[shared].to_crs(shapes.NATIONAL_GRID).make_valid()
    return (one.intersection(other).area / one.union(other).area).sort_values()


def read_official(path: Path) -> gpd.GeoDataFrame:
    """Return official boundaries indexed by region name or, for councils, by GSS code.

    The file needs columns gss_code and name. Raises ValueError when it lacks them.
    """
    official = gpd.read_file(path)
    if not {"gss_code", "name"} <= set(official.columns):
        raise ValueError(f"{path.name} needs columns gss_code and name.")
    regional = official["gss_code"].str.startswith("E12")
    # Official files write "Yorkshire and The Humber".
    names = official["name"].str.replace(" The ", " the ")
    return official.set_index(official["gss_code"].mask(regional, names))


def own_boundaries(
    councils: pd.DataFrame, lineage: pd.DataFrame, grid: pd.DataFrame
) -> gpd.GeoDataFrame:
    """Return every area the project can draw: councils of every set, counties and regions."""
    base = shapes.simplify(shapes.grid_boundaries(grid))
    areas = []
    for council_set in council_sets(councils):
        lower = shapes.lower_tier(base, lineage, council_set)
        areas += [lower, shapes.upper_tier(lower, council_set), shapes.regions(lower, council_set)]
    every = pd.concat(areas)
    return every[~every.index.duplicated()]


def main() -> None:
    """Print the median and worst overlap with the official boundaries of a file."""
    parser = argparse.ArgumentParser(description="Compare boundaries with official ones.")
    parser.add_argument("official", type=Path, help="GeoJSON with gss_code and name")
    parser.add_argument("--reference", type=Path, default=REFERENCE, help="folder of the tables")
    options = parser.parse_args()
    found = overlap(
        own_boundaries(*read_reference(options.reference)), read_official(options.official)
    )
    print(f"{len(found)} areas, median overlap {found.median():.1%}")
    print("worst: " + ", ".join(f"{code} {share:.1%}" for code, share in found.head(5).items()))


if __name__ == "__main__":
    main()
