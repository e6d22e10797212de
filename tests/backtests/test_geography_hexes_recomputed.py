"""The hex tiles kept in data/reference are the ones the command computes."""

from __future__ import annotations

import os

import pandas as pd
import pytest

from dashboard.geography.hexes import REFERENCE, layout, read_reference


@pytest.mark.skipif(
    "RECOMPUTE_HEX_TILES" not in os.environ,
    reason="NOT RECOMPUTED: takes about a minute. Set RECOMPUTE_HEX_TILES=1 to run it",
)
def test_recomputing_gives_the_tiles_that_are_kept():
    kept = pd.read_csv(REFERENCE / "hex_tiles.csv")
    pd.testing.assert_frame_equal(layout(*read_reference(REFERENCE)), kept, check_dtype=False)
