"""Write the map layers: one GeoJSON file per layer and an index of them.

The maps are drawn with a plain projection (plotly's equirectangular), so coordinates are not
longitude and latitude: they are the National Grid scaled to small figures near zero, where that
projection distorts nothing that can be seen:

    x = (easting − 325,000) / 100,000      y = (northing − 330,000) / 100,000

Hex layers are scaled into the same box.
"""

from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from dashboard.geography import boundaries as shapes
from dashboard.geography.index import INDEX_FILE
from dashboard.geography.lattice import CORNER_UNIT, corners
from dashboard.geography.sets import CouncilSet, council_sets

ORIGIN = np.array([325_000.0, 330_000.0])
UNIT = 100_000.0
DECIMALS = 3
_ROUNDS = 5  # one is enough for official boundaries; mending can move a corner off the steps again

_LAYOUT_COMMAND = "python -m dashboard.geography.hexes"


def write_layers(
    councils: pd.DataFrame,
    council_lineage: pd.DataFrame,
    grid: pd.DataFrame,
    hex_tiles: pd.DataFrame,
    folder: Path,
    boundaries: gpd.GeoDataFrame | None = None,
) -> dict:
    """Write every layer to `folder` and return the index, which is also written there.

    `councils`: council_code, short_name, tier, region, county_code, start_date, end_date.
    `council_lineage`: council_code, successor_code, date. `grid`: see `grid_boundaries`.
    `hex_tiles`: council_set, council_code, column, row. `boundaries`, when given, are official
    ones of every district and single-tier council of one council set (see `fitting_set`), indexed
    by council code, in any coordinate system.

    What a set is drawn from: the official boundaries, if they are those of the set itself, or of
    an earlier one whose councils the lineage leads to the set's; otherwise the grid. Councils are
    only ever joined, never cut up, so boundaries of 2023 cannot give the districts of 2016.

    Every layer has the same extent, so that changing layer or year does not move the map. Hexes
    keep to the box of the grid, whatever else is drawn.

    Layers: `regions`; and for each council set `lower-<set>`, `upper-<set>`, `hex-<set>` and
    `hex-regions-<set>` (the outline of each region over the hexes). A feature's `id` is the
    council's code or the region's name; `properties.name` is what a reader sees,
    `properties.place` a point inside it for a label.

    Raises ValueError when lineage, boundaries or hex tiles do not fit the councils.
    """
    folder.mkdir(parents=True, exist_ok=True)
    sets = council_sets(councils)
    own = shapes.simplify(shapes.grid_boundaries(grid))
    official = None if boundaries is None else _Official(boundaries, sets)
    names = councils.set_index("council_code")["short_name"]
    box = _scaled(own).total_bounds
    lattice = _Lattice(hex_tiles, box)
    extent = [float(edge) for edge in np.round(_whole(box, official), DECIMALS)]
    rows = []
    for council_set in sets:
        drawn_from = own
        if official is not None and official.serves(council_set, council_lineage):
            drawn_from = official.base
        lower = shapes.lower_tier(drawn_from, council_lineage, council_set)
        if council_set is sets[-1]:
            regions = _scaled(shapes.regions(lower, council_set))
            _write(folder, "regions", regions)
            rows.append(_row("regions", "regions", sets[0].first_year, None, extent))
        drawn = {
            "lower": _scaled(lower),
            "upper": _scaled(shapes.upper_tier(lower, council_set)),
            **lattice.layers(council_set),
        }
        for kind, layer in drawn.items():
            name = f"{kind}-{council_set.name}"
            _write(folder, name, layer, names)
            years = (council_set.first_year, council_set.last_year)
            rows.append(_row(name, kind, *years, extent))
    index = {"layers": rows}
    (folder / INDEX_FILE).write_text(json.dumps(index, indent=1) + "\n", encoding="utf-8")
    return index


class _Official:
    """Official boundaries, simplified, and the council sets that they can draw."""

    def __init__(self, boundaries: gpd.GeoDataFrame, sets: list[CouncilSet]) -> None:
        fitted = shapes.fitting_set(set(boundaries.index), sets)
        codes = fitted.tier("lower", "single")["council_code"]
        missing = sorted(set(codes) - set(boundaries.index))
        if missing:
            raise ValueError(
                f"The boundaries lack {len(missing)} councils: {', '.join(missing[:10])}"
            )
        self.base = _settled(shapes.simplify(boundaries.loc[sorted(codes)]))
        self._from = fitted.first_day

    def serves(self, council_set: CouncilSet, lineage: pd.DataFrame) -> bool:
        """Tell whether every council of the set is one of these, or some of these joined."""
        return council_set.first_day >= self._from and shapes.leads_to(
            self.base.index.tolist(), lineage, council_set
        )


def _settled(base: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the areas with their corners where the rounding of `_write` will put them.

    Rounding can close a creek or turn a strip of land inside out; what that does is put right
    here, while all areas are together. The grid's corners are whole kilometres and need none of it.
    """
    step = UNIT / 10**DECIMALS
    areas = base.geometry.to_numpy()
    for _ in range(_ROUNDS):
        areas = shapely.transform(areas, lambda points: np.round(points / step) * step)
        if shapely.is_valid(areas).all() and shapely.coverage_is_valid(areas):
            break
        mended = shapely.make_valid(areas, method="structure", keep_collapsed=False)
        areas = shapely.coverage_clean(mended, snapping_distance=0)
    return base.set_geometry(areas, crs=base.crs)


def _whole(box: np.ndarray, official: _Official | None) -> np.ndarray:
    """Return the box round everything drawn: official coasts may lie outside that of the grid."""
    if official is None:
        return box
    other = _scaled(official.base).total_bounds
    return np.concatenate([np.minimum(box[:2], other[:2]), np.maximum(box[2:], other[2:])])


class _Lattice:
    """Places hex tiles in the same box as the boundaries, at one scale for every council set."""

    def __init__(self, hex_tiles: pd.DataFrame, box: np.ndarray) -> None:
        self._tiles = hex_tiles
        # Corners are whole numbers on the lattice, so neighbouring hexes share exact points.
        everything = corners(hex_tiles["column"], hex_tiles["row"]).reshape(-1, 2)
        low, high = everything.min(axis=0), everything.max(axis=0)
        shape = np.array(CORNER_UNIT)
        self._step = shape * ((box[2:] - box[:2]) / ((high - low) * shape)).min()
        self._middle = (low + high) / 2
        self._target = (box[:2] + box[2:]) / 2

    def layers(self, council_set: CouncilSet) -> dict[str, gpd.GeoDataFrame]:
        """Return the hexes of a council set and the outlines of its regions."""
        tiles = self._tiles[self._tiles["council_set"].astype(str) == council_set.name]
        differing = set(tiles["council_code"]) ^ set(council_set.codes)
        if differing or tiles["council_code"].duplicated().any():
            raise ValueError(
                f"Hex tiles do not fit the councils of {council_set.name} "
                f"({', '.join(sorted(differing)[:10])}). Recompute them: {_LAYOUT_COMMAND}"
            )
        hexes = gpd.GeoDataFrame(
            geometry=shapely.polygons(corners(tiles["column"], tiles["row"])),
            index=pd.Index(tiles["council_code"]),
        ).sort_index()
        outlines = shapes.regions(hexes, council_set)
        return {"hex": self._placed(hexes), "hex-regions": self._placed(outlines)}

    def _placed(self, shapes_: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        def place(points: np.ndarray) -> np.ndarray:
            return (points - self._middle) * self._step + self._target

        return shapes_.set_geometry(shapely.transform(shapes_.geometry.to_numpy(), place))


def _scaled(shapes_: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return National Grid shapes in the layers' own coordinates."""
    moved = shapely.transform(shapes_.geometry.to_numpy(), lambda points: (points - ORIGIN) / UNIT)
    return gpd.GeoDataFrame(geometry=moved, index=shapes_.index)


def _place(shape: shapely.Geometry) -> list[float]:
    """Return the middle of the largest circle inside a shape: where a label has most room."""
    middle = shapely.get_point(shapely.maximum_inscribed_circle(shape, 0.01), 0)
    return [round(middle.x, DECIMALS), round(middle.y, DECIMALS)]


def _write(
    folder: Path, name: str, layer: gpd.GeoDataFrame, names: pd.Series | None = None
) -> None:
    """Write one layer; `names` holds the name of each area, unless that is its id."""
    # plotly draws with d3-geo, which wants outer rings clockwise: the other way round, a polygon
    # is everything on the globe except the council.
    wound = shapely.orient_polygons(layer.geometry.to_numpy(), exterior_cw=True)
    rounded = shapely.transform(wound, lambda points: np.round(points, DECIMALS))
    features = [
        {
            "type": "Feature",
            "id": key,
            "properties": {
                "name": key if names is None else names.get(key, key),
                "place": _place(shape),
            },
            "geometry": shapely.geometry.mapping(shape),
        }
        for key, shape in zip(layer.index, rounded, strict=True)
    ]
    collection = {"type": "FeatureCollection", "features": features}
    text = json.dumps(collection, ensure_ascii=False, separators=(",", ":"))
    (folder / f"{name}.json").write_text(text, encoding="utf-8")


def _row(
    name: str, kind: str, first_year: str, last_year: str | None, extent: list[float]
) -> dict[str, object]:
    """Return a layer's row of the index: the fields of `index.Layer`."""
    return {
        "name": name,
        "kind": kind,
        "file": f"{name}.json",
        "first_year": first_year,
        "last_year": last_year,
        "extent": extent,
    }
