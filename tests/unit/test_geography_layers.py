"""Boundaries and the map layers written from them."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from dashboard.geography import boundaries as shapes
from dashboard.geography.hexes import REFERENCE, read_reference
from dashboard.geography.index import KINDS, layer_for, read_layers
from dashboard.geography.layers import write_layers
from dashboard.geography.sets import council_sets

COUNCILS, LINEAGE, GRID = read_reference(REFERENCE)
HEX_TILES = pd.read_csv(REFERENCE / "hex_tiles.csv")
SETS = {council_set.name: council_set for council_set in council_sets(COUNCILS)}
SQUARE_KM = 1 / 10_000  # in the layers' own coordinates

every_set = pytest.mark.parametrize("name", list(SETS))


@pytest.fixture(scope="module")
def base() -> gpd.GeoDataFrame:
    return shapes.simplify(shapes.grid_boundaries(GRID))


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("geometry")
    write_layers(COUNCILS, LINEAGE, GRID, HEX_TILES, folder)
    return folder


def read(folder: Path, name: str) -> dict[str, shapely.Geometry]:
    collection = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    assert collection["type"] == "FeatureCollection"
    drawn = {f["id"]: shapely.geometry.shape(f["geometry"]) for f in collection["features"]}
    assert len(drawn) == len(collection["features"])
    return drawn


def test_the_grid_is_dissolved_without_losing_or_adding_ground():
    raw = shapes.grid_boundaries(GRID)
    squares = GRID.groupby("council_code")["length_km"].sum()
    assert (raw.area / 1e6).round(6).to_dict() == squares.astype(float).to_dict()


def test_simplified_boundaries_are_light_and_share_their_edges(base):
    assert 8_000 <= base.geometry.count_coordinates().sum() <= 10_500
    assert base.is_valid.all()
    assert not base.is_empty.any()
    assert shapely.coverage_is_valid(base.geometry.to_numpy())


def test_boundaries_that_overlap_are_refused_by_name():
    squares = gpd.GeoDataFrame(
        geometry=[shapely.box(0, 0, 2, 2), shapely.box(1, 0, 3, 2)], index=["A", "B"], crs=27700
    )
    with pytest.raises(ValueError, match=r"Boundaries overlap.*[AB]"):
        shapes.simplify(squares)


@every_set
def test_both_tiers_and_the_regions_cover_the_same_ground_without_slivers(base, name):
    lower = shapes.lower_tier(base, LINEAGE, SETS[name])
    upper = shapes.upper_tier(lower, SETS[name])
    regions = shapes.regions(lower, SETS[name])
    england = shapely.union_all(base.geometry.to_numpy())
    for layer in (lower, upper, regions):
        assert shapely.coverage_is_valid(layer.geometry.to_numpy())
        assert layer.area.sum() == pytest.approx(england.area)
        assert shapely.union_all(layer.geometry.to_numpy()).symmetric_difference(
            england
        ).area == pytest.approx(0, abs=1)


@every_set
def test_every_council_is_drawn_once_in_its_layers(folder, name):
    councils = SETS[name].councils.set_index("council_code")
    tier = councils["tier"]
    drawn = {kind: set(read(folder, f"{kind}-{name}")) for kind in ("lower", "upper", "hex")}
    assert drawn["lower"] == set(tier.index[tier != "upper"])
    assert drawn["upper"] == set(tier.index[tier != "lower"])
    assert drawn["hex"] == drawn["lower"] | drawn["upper"] == set(councils.index)
    assert set(read(folder, f"hex-regions-{name}")) == set(councils["region"])
    assert set(read(folder, "regions")) == set(councils["region"])


def test_cumbria_splits_along_its_districts(folder):
    before, after = read(folder, "lower-2021-04-01"), read(folder, "lower-2023-04-01")
    code = COUNCILS.set_index("short_name")["council_code"]
    cumbria = read(folder, "upper-2021-04-01")[code["Cumbria"]]
    cumberland, westmorland = (
        after[code[name]] for name in ("Cumberland", "Westmorland and Furness")
    )
    districts = [before[code[name]] for name in ("Allerdale", "Carlisle", "Copeland")]
    assert cumberland.symmetric_difference(shapely.union_all(districts)).area < SQUARE_KM
    assert cumberland.intersection(westmorland).area == pytest.approx(0)
    assert cumberland.union(westmorland).symmetric_difference(cumbria).area < SQUARE_KM


@pytest.mark.parametrize("kind", ["lower", "upper", "hex", "hex-regions"])
@every_set
def test_written_layers_have_no_gaps_and_no_overlaps(folder, kind, name):
    drawn = np.array(list(read(folder, f"{kind}-{name}").values()))
    assert shapely.is_valid(drawn).all()
    assert shapely.coverage_is_valid(drawn)


def test_outer_rings_run_clockwise_as_the_map_library_needs(folder):
    for path in folder.glob("*-*.json"):
        for shape in read(folder, path.stem).values():
            for polygon in getattr(shape, "geoms", [shape]):
                assert not polygon.exterior.is_ccw, path.name
                assert all(hole.is_ccw for hole in polygon.interiors), path.name


def test_coordinates_are_the_scaled_national_grid(folder, base):
    code = "E06000053"  # the Isles of Scilly: the westernmost
    west, south, east, north = base.geometry[code].bounds
    drawn = read(folder, "lower-2010-04-01")[code].bounds
    expected = [
        (west - 325e3) / 1e5,
        (south - 330e3) / 1e5,
        (east - 325e3) / 1e5,
        (north - 330e3) / 1e5,
    ]
    assert drawn == pytest.approx(expected, abs=0.0006)


def test_hexes_are_all_one_size_and_lie_in_the_box_of_the_boundaries(folder):
    box = shapely.box(*next(iter(read_layers(folder))).extent)
    drawn = {name: np.array(list(read(folder, f"hex-{name}").values())) for name in SETS}
    sizes = shapely.area(np.concatenate(list(drawn.values())))
    assert sizes == pytest.approx(np.full(len(sizes), sizes[0]), rel=0.03)
    for hexes in drawn.values():
        assert box.buffer(0.001).contains(shapely.union_all(hexes))
    everything = shapely.total_bounds(np.concatenate(list(drawn.values())))
    wide, high = (everything[2:] - everything[:2]) / (np.subtract(box.bounds[2:], box.bounds[:2]))
    assert max(wide, high) == pytest.approx(1, abs=0.01)


def test_the_map_does_not_move_between_layers(folder):
    assert len({layer.extent for layer in read_layers(folder)}) == 1


def test_layers_are_small_enough_to_send(folder):
    for path in folder.glob("*.json"):
        assert len(gzip.compress(path.read_bytes())) <= 150_000, path.name


def test_features_carry_the_name_readers_know(folder):
    features = json.loads((folder / "hex-2023-04-01.json").read_text())["features"]
    names = {feature["id"]: feature["properties"] for feature in features}
    assert names["E06000063"]["name"] == "Cumberland"


@pytest.mark.parametrize("kind", KINDS)
def test_the_index_finds_the_layer_of_every_year(folder, kind):
    layers = read_layers(folder)
    for name, council_set in SETS.items():
        for year in (council_set.first_year, council_set.last_year or "2040/41"):
            layer = layer_for(layers, kind, year)
            assert layer.name == (kind if kind == "regions" else f"{kind}-{name}")
            assert (folder / layer.file).exists()
    with pytest.raises(LookupError, match="2009/10"):
        layer_for(layers, kind, "2009/10")


def test_the_same_input_writes_the_same_bytes(folder, tmp_path):
    write_layers(COUNCILS, LINEAGE, GRID, HEX_TILES, tmp_path)
    for path in folder.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()


def test_tiles_that_do_not_fit_the_councils_are_refused(tmp_path):
    with pytest.raises(ValueError, match=r"E06000001.*dashboard\.geography\.hexes"):
        write_layers(
            COUNCILS, LINEAGE, GRID, HEX_TILES[HEX_TILES["council_code"] != "E06000001"], tmp_path
        )


def test_official_boundaries_take_the_place_of_the_grid(folder, tmp_path):
    official = shapes.grid_boundaries(GRID)
    whole = official.geometry["E06000053"]
    official.loc["E06000053", "geometry"] = shapely.box(*whole.bounds)
    write_layers(COUNCILS, LINEAGE, GRID, HEX_TILES, tmp_path, boundaries=official)
    scilly = read(tmp_path, "lower-2010-04-01")["E06000053"]
    assert scilly.area * 1e10 == pytest.approx(shapely.box(*whole.bounds).area, rel=0.02)
    kent = [read(where, "upper-2010-04-01")["E10000016"] for where in (folder, tmp_path)]
    assert kent[0].equals(kent[1])


def test_official_boundaries_that_lack_a_council_are_refused(tmp_path):
    official = shapes.grid_boundaries(GRID).drop("E06000046")
    with pytest.raises(ValueError, match="lack 1 councils: E06000046"):
        write_layers(COUNCILS, LINEAGE, GRID, HEX_TILES, tmp_path, boundaries=official)


def test_the_index_is_light_to_import():
    code = (
        "import sys, dashboard.geography.index as _;"
        "print({'geopandas', 'shapely', 'scipy', 'pandas'} & {*sys.modules})"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "set()"
