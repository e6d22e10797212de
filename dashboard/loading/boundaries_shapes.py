"""The ground of a file of boundaries: where it lies, whether it is whole, how much is drawn."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import shapely
from numpy.typing import NDArray

from dashboard.geography.boundaries import NATIONAL_GRID
from dashboard.loading.model import LoadError
from dashboard.wording import counted

FAR = 10_000.0
"""Metres. The register's place of every council lies within its official boundary; an area this
far from it belongs to another council."""
_NEAR = 50_000.0  # metres between a council's place and the middle of its area, at most
_MOST = 0.8  # share of the areas that must lie near their councils for a system to be the right one
OVERLAP = 0.01
"""The share of an area that may be in another as well: edges drawn apart. It is given to one."""
GAPS = 0.01
"""The share of the ground that gaps between areas may make up: boundaries that end at high water
leave tidal rivers and harbours out, about 0.2% of England. A council that is missing is found by
its code."""
_SLIVER = 200.0  # metres: a gap narrower than this belongs to a neighbour
_THIN = 100.0  # metres: detail dropped; drawing the maps drops fifteen times as much
_ISLET = 250_000.0  # square metres: too small to be seen on a map of England
_POLYGONS = (3, 6)
_COLLECTION = 7

Shapes = NDArray[np.object_]


@dataclass(frozen=True)
class Placed:
    """Areas on the National Grid, in the order of the file.

    `shapes`: valid polygons, None where there is no ground. `given`: as read. `away`: metres
    from the place where the register has the council, nan where there is no council.
    """

    given: Shapes
    shapes: Shapes
    away: NDArray[np.float64]
    notes: list[str]


@dataclass(frozen=True)
class Coverage:
    """Areas that share their edges; what was wrong before that.

    `overlaps`: position of an area, of the other that has part of it too, and how great a share.
    `gaps`: in words, empty when there are none to speak of.
    """

    shapes: Shapes
    overlaps: list[tuple[int, int, float]]
    gaps: str
    notes: list[str]


def on_national_grid(
    areas: gpd.GeoDataFrame, codes: list[str | None], councils: pd.DataFrame
) -> Placed:
    """Bring the areas to the National Grid, whichever way their coordinates are written.

    The places of the councils in the register decide: first the system that the file states, then
    the same with east and north swapped, then the National Grid and longitude and latitude.
    Raises LoadError when the areas are points or lines, or lie near their councils in none.
    """
    given: Shapes = shapely.force_2d(areas.geometry.to_numpy())
    kinds = shapely.get_type_id(given)
    if not np.isin(kinds, (*_POLYGONS, _COLLECTION)).any():
        what = "lines" if np.isin(kinds, (1, 2, 5)).any() else "points"
        if (kinds == -1).all():
            raise LoadError("The areas have no shapes that can be read.")
        raise LoadError(f"The file holds {what}, not areas. Load the boundaries as polygons.")
    places = _places(codes, councils)
    stated = None if areas.crs is None else areas.crs.to_string()
    system, swapped = _system(given, places, stated)
    notes = []
    if swapped:
        notes.append("Coordinates were the wrong way round (north before east) and were swapped.")
    if system != stated:
        named = pyproj.CRS(system).name
        notes.append(
            f"The file {'states no' if stated is None else 'states another'} coordinate system; "
            f"going by where the areas lie, it is {named} ({system})."
        )
    usable = np.isin(kinds, (*_POLYGONS, _COLLECTION)) & _finite(given)
    moved = _moved(_only(given, usable), system, swapped)
    moved = _only(moved, _finite(moved))
    crossing = int((~shapely.is_valid(moved) & ~shapely.is_missing(moved)).sum())
    if crossing:
        notes.append(
            f"{counted(crossing, 'area')} had edges that cross themselves and "
            f"{'was' if crossing == 1 else 'were'} mended."
        )
    shapes = np.array([_ground(shape) for shape in moved], dtype=object)
    return Placed(given, shapes, shapely.distance(shapes, places), notes)


def nothing_drawn(shape: shapely.Geometry | None) -> str:
    """Say why a shape is no area."""
    if shape is None:
        return "The area has no shape that can be read."
    if shape.is_empty:
        return "The shape of the area is empty."
    kind = int(shapely.get_type_id(shape))
    if kind in (0, 4):
        return "This is a point, not an area."
    if kind in (1, 2, 5):
        return "This is a line, not an area."
    return "The shape has no ground inside it, or a corner that is nowhere."


def _places(codes: list[str | None], councils: pd.DataFrame) -> Shapes:
    """Return the register's place of each area's council on the National Grid, or None."""
    points = gpd.points_from_xy(councils["longitude"], councils["latitude"], crs="EPSG:4326")
    by_code = dict(zip(councils.index, points.to_crs(NATIONAL_GRID), strict=True))
    return np.array([by_code.get(code) if code else None for code in codes], dtype=object)


def _only(shapes: Shapes, wanted: NDArray[np.bool_]) -> Shapes:
    """Return the shapes, None in place of those not wanted."""
    own = shapes.copy()
    own[~wanted] = None
    return own


def _finite(shapes: Shapes) -> NDArray[np.bool_]:
    return np.isfinite(shapely.bounds(shapes)).all(axis=1)


def _swap(points: NDArray[np.float64]) -> NDArray[np.float64]:
    return points[:, ::-1]


def _system(given: Shapes, places: Shapes, stated: str | None) -> tuple[str, bool]:
    """Return the system in which the areas lie where their councils are, and whether swapped."""
    box = shapely.bounds(given)
    middles = shapely.points((box[:, 0] + box[:, 2]) / 2, (box[:, 1] + box[:, 3]) / 2)
    counted_in = np.isfinite(box).all(axis=1) & ~shapely.is_missing(places)
    middles, places = middles[counted_in], places[counted_in]
    systems = [*([stated] if stated else []), NATIONAL_GRID, "EPSG:4326"]
    for system in systems:
        for swapped in (False, True):
            try:
                moved = _moved(middles, system, swapped)
            except pyproj.exceptions.ProjError:
                continue
            if len(moved) and (shapely.distance(moved, places) < _NEAR).mean() >= _MOST:
                return system, swapped
    raise LoadError(
        "The areas do not lie where England's councils are, so the coordinates or the codes are "
        "wrong. Save the file again in the British National Grid (EPSG:27700) or in longitude "
        "and latitude (EPSG:4326)."
    )


def _moved(shapes: Shapes, system: str, swapped: bool) -> Shapes:
    own = shapely.transform(shapes, _swap) if swapped else shapes
    # Finer grids of differences may be fetched from the internet: not here, and not needed.
    pyproj.network.set_network_enabled(active=False)
    return gpd.GeoSeries(own, crs=system).to_crs(NATIONAL_GRID).to_numpy()


def _ground(shape: shapely.Geometry | None) -> shapely.Geometry | None:
    """Return the valid polygons of a shape, or None when it has no ground."""
    if shape is None or shape.is_empty:
        return None
    if shapely.get_type_id(shape) == _COLLECTION:
        parts = [part for part in shape.geoms if shapely.get_type_id(part) in _POLYGONS]
        shape = shapely.union_all([shapely.make_valid(part) for part in parts])
    mended = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    return mended if mended.area > 0 else None


def as_coverage(shapes: Shapes) -> Coverage:
    """Make edges shared, and drop corners under 100 m, which no map of England shows.

    Slivers of overlap and of gap go to one of the areas beside them.
    """
    notes: list[str] = []
    clean, overlaps = shapes, []
    if not shapely.coverage_is_valid(shapes):
        clean = shapely.coverage_clean(shapes, gap_width=_SLIVER)
        before = shapely.area(shapes)
        change = shapely.area(clean) - before
        for one in np.flatnonzero(-change > before * OVERLAP):
            shared = shapely.area(shapely.intersection(shapes[one], shapes))
            shared[one] = 0
            other = int(shared.argmax())
            overlaps.append((int(one), other, float(shared[other] / before[one])))
        moved = np.abs(change).sum() / 1e6
        if moved >= 0.05:
            notes.append(
                "Edges of neighbours that did not quite meet were joined, which changed areas by "
                f"{moved:,.1f} square kilometres in all."
            )
    light = shapely.coverage_simplify(clean, _THIN)
    islands = shapely.get_parts(shapely.union_all(light))
    outer = shapely.polygons(shapely.get_exterior_ring(islands))
    holes = float(shapely.area(outer).sum() - shapely.area(islands).sum())
    gaps = ""
    if holes > GAPS * shapely.area(islands).sum():
        gaps = (
            "Ground between the areas that is in none of them: "
            f"{holes / 1e6:,.0f} square kilometres."
        )
    elif holes >= 1e6:
        notes.append(
            "Water or other ground between the areas that is in none of them: "
            f"{counted(round(holes / 1e6), 'square kilometre')}."
        )
    return Coverage(light, overlaps, gaps, notes)


def without_islets(shapes: Shapes) -> tuple[Shapes, list[str]]:
    """Drop islets of less than 0.25 square kilometres; say how many there were.

    `shapes` share their edges, and so do those returned. An area keeps its largest part.
    """
    islands = shapely.get_parts(shapely.union_all(shapes))
    small = shapely.STRtree(islands[shapely.area(islands) < _ISLET])
    kept, dropped = [], 0
    for shape in shapes:
        parts = shapely.get_parts(shape)
        # Only what stands in the sea by itself: a small part beside another council must stay.
        alone = np.zeros(len(parts), dtype=bool)
        alone[small.query(shapely.point_on_surface(parts), predicate="within")[0]] = True
        alone[shapely.area(parts).argmax()] = False
        dropped += int(alone.sum())
        left = parts[~alone]
        kept.append(left[0] if len(left) == 1 else shapely.multipolygons(left))
    notes = [f"{counted(dropped, 'islet')} too small to be seen left out."] if dropped else []
    return np.array(kept, dtype=object), notes
