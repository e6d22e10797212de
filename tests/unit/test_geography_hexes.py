"""The hex map as kept in data/reference, and the computation behind it."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
import pytest

from dashboard.geography.hexes import REFERENCE, layout, read_reference
from dashboard.geography.lattice import Lattice, corners, pieces
from dashboard.geography.sets import council_sets

COUNCILS, LINEAGE, GRID = read_reference(REFERENCE)
SETS = {council_set.name: council_set for council_set in council_sets(COUNCILS)}
TILES = pd.read_csv(REFERENCE / "hex_tiles.csv").merge(
    COUNCILS[["council_code", "short_name", "authority_type", "region", "tier", "county_code"]]
)
LATTICE = Lattice(TILES["column"].max() + 3, TILES["row"].max() + 5)

every_set = pytest.mark.parametrize("name", list(SETS))


def tiles(name: str) -> pd.DataFrame:
    """The tiles of a set, with the number of the cell, one in from the edge of a lattice."""
    own = TILES[TILES["council_set"] == name]
    # Two rows up, so that odd rows stay odd.
    cell = (own["row"] + 2) * LATTICE.columns + own["column"] + 1
    return own.assign(cell=cell).set_index("short_name")


def steps(own: pd.DataFrame, one: str, other: str) -> int:
    return int(LATTICE.distance[own.loc[one, "cell"], own.loc[other, "cell"]])


def test_there_is_a_layout_for_each_set_and_no_other():
    assert set(TILES["council_set"]) == set(SETS)


@every_set
def test_every_council_has_one_tile_and_no_two_share_a_cell(name):
    own = tiles(name)
    assert sorted(own["council_code"]) == SETS[name].codes
    assert own["cell"].is_unique


@every_set
def test_every_region_is_in_one_piece(name):
    for region, own in tiles(name).groupby("region"):
        assert pieces(set(own["cell"]), LATTICE.neighbours) == 1, region


@every_set
def test_every_county_is_in_one_piece_with_its_districts(name):
    own = tiles(name)
    county = own["council_code"].where(own["tier"] == "upper", own["county_code"])
    for code, members in own[county.notna()].groupby(county):
        assert pieces(set(members["cell"]), LATTICE.neighbours) == 1, code


@every_set
def test_the_map_has_no_hole(name):
    empty = set(range(len(LATTICE.neighbours))) - set(tiles(name)["cell"])
    assert pieces(empty, LATTICE.neighbours) == 1


@every_set
def test_the_ends_of_england_are_where_readers_look_for_them(name):
    own = tiles(name)
    east = own["column"] + own["row"] % 2 / 2
    assert own.loc["Northumberland", "row"] == own["row"].max()
    assert east["Isles of Scilly"] == east.min()
    assert own.loc["Isles of Scilly", "row"] <= own.loc["Cornwall", "row"]
    assert steps(own, "Isles of Scilly", "Cornwall") == 1
    kent = own.loc["Kent"]
    assert east["Kent"] > east.quantile(0.9)
    assert kent["row"] < own["row"].quantile(0.35)


@every_set
def test_the_middle_of_london_is_in_the_middle(name):
    own = tiles(name)
    london = own[own["region"] == "London"]
    inside = {
        borough
        for borough, cell in london["cell"].items()
        if set(LATTICE.neighbours[cell]) <= set(london["cell"])
    }
    assert {"City of London", "Westminster", "Camden", "Islington", "Southwark"} <= inside
    outer = {"Enfield", "Havering", "Bromley", "Croydon", "Sutton", "Hillingdon"}
    assert not outer & inside


@every_set
def test_districts_are_near_their_county(name):
    own = tiles(name).set_index("council_code")
    districts = own[own["tier"] == "lower"]
    near = LATTICE.distance[districts["cell"], own.loc[districts["county_code"], "cell"]]
    assert near.max() <= 6
    assert pd.Series(near).median() <= 2


def test_councils_that_remain_stay_in_or_near_their_place():
    for earlier, later in pairwise(SETS):
        one, other = (tiles(name).set_index("council_code")["cell"] for name in (earlier, later))
        both = pd.concat([one, other], axis=1, join="inner", keys=["cell", "cell_later"])
        moved = LATTICE.distance[both["cell"], both["cell_later"]]
        assert (moved == 0).mean() > 0.6, later
        assert moved.max() <= 4, later


def test_neighbouring_hexes_share_two_corners_and_others_do_not():
    lattice = Lattice(5, 5)
    outline = [set(map(tuple, six)) for six in corners(lattice.column, lattice.row).tolist()]
    for one, touching in enumerate(lattice.neighbours):
        for other in range(len(outline)):
            shared = len(outline[one] & outline[other]) if one != other else 0
            assert (shared == 2) == (other in touching)


def test_the_same_input_gives_the_same_tiles():
    few = COUNCILS["region"].isin(["North East", "Yorkshire and the Humber"])
    councils = COUNCILS[few]
    grid = GRID[GRID["council_code"].isin(councils["council_code"])].reset_index(drop=True)
    first, second = (layout(councils, LINEAGE, grid, moves=3000) for _ in range(2))
    pd.testing.assert_frame_equal(first, second)
    assert not first.duplicated(["council_set", "column", "row"]).any()
    other = layout(councils, LINEAGE, grid, moves=3000, seed=2)
    assert not first.equals(other)
