"""The project's own boundaries against the official ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.geography.compare import overlap, own_boundaries, read_official
from dashboard.geography.hexes import REFERENCE, read_reference

COMPARE = Path(__file__).parents[3] / "shared" / "compare"

# Councils so small or so drawn out that 1 km squares cannot follow them closely.
HARD_TO_DRAW = {
    "E06000053": 0.27,  # Isles of Scilly
    "E09000001": 0.53,  # City of London
    "E07000053": 0.54,  # Weymouth and Portland
    "E09000020": 0.61,  # Kensington and Chelsea
}


def compare(name: str):
    official = COMPARE / name
    if not official.exists():
        pytest.skip(f"NOT CHECKED against official boundaries: ../shared/compare/{name} is absent")
    found = overlap(own_boundaries(*read_reference(REFERENCE)), read_official(official))
    print(f"{name}: {len(found)} areas, median {found.median():.3f}, worst {found.iloc[0]:.3f}")
    return found


def test_councils_of_2016_match_the_official_boundaries():
    found = compare("lad_england_2016.geojson")
    assert len(found) == 326
    assert found.median() > 0.89
    assert found.drop(list(HARD_TO_DRAW)).min() > 0.66
    for code, least in HARD_TO_DRAW.items():
        assert found[code] > least, code


def test_regions_match_the_official_boundaries():
    found = compare("regions_england.geojson")
    assert len(found) == 9
    assert found.median() > 0.975
    assert found.min() > 0.955
