"""Push places apart until every council has the room of one hex tile.

A density-equalising map by the flow-based method of Gastner, Seguy and More (2018), "Fast
flow-based algorithm for creating density-equalizing map projections", PNAS 115(10): councils
crowded together flow outwards until the number of tiles per area is the same everywhere. The sea
is given the mean density, so it neither swells nor shrinks and the coast keeps its character.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.fft import dctn, idctn
from scipy.ndimage import gaussian_filter, map_coordinates

Array = NDArray[np.floating]

_CELL = 2.0  # km: side of the squares on which the flow is computed
_SEA = 120.0  # km of sea around the land, so that the edge does not hold the flow back
_BLUR = 2.0  # km: evens out the density where two councils meet
_STEPS = 40


def equalise(places: Array, tiles: Array) -> Array:
    """Return where each place flows to, shape (n, 2), in km.

    `places` are the centres of the 1 km squares of land, shape (n, 2), in km; `tiles` is the
    number of hex tiles each square has to make room for (a council's tiles ÷ its squares). The
    total area is kept, so one tile ends up with the area of the land ÷ the number of tiles.
    """
    corner = places.min(axis=0) - _SEA
    size = np.ceil((places.max(axis=0) + _SEA - corner) / _CELL).astype(int)
    where = (places - corner) / _CELL - 0.5
    density = _density(where, tiles, (size[1], size[0]))
    flow = _flow(density)

    def velocity(at: Array, time: float) -> Array:
        sampled = [
            map_coordinates(field, [at[:, 1], at[:, 0]], order=1, mode="nearest")
            for field in (*flow, density)
        ]
        # Density moves evenly from what it is at time 0 to the mean, which is 1, at time 1.
        return np.column_stack(sampled[:2]) / ((1 - time) * sampled[2] + time)[:, None]

    step = 1 / _STEPS
    for number in range(_STEPS):
        time = number * step
        midway = where + velocity(where, time) * step / 2
        where = where + velocity(midway, time + step / 2) * step
    return corner + (where + 0.5) * _CELL


def _density(where: Array, tiles: Array, shape: tuple[int, int]) -> Array:
    """Return tiles per square of the flow grid, as a multiple of the mean; sea has the mean."""
    near = np.round(where).astype(int)
    square = near[:, 1] * shape[1] + near[:, 0]
    count = int(np.prod(shape))

    def blurred(weights: Array) -> Array:
        total = np.bincount(square, weights=weights, minlength=count).reshape(shape)
        return gaussian_filter(total.astype(float), _BLUR / _CELL)

    mean = tiles.sum() / len(tiles) * _CELL**2
    land = np.clip(blurred(np.full(len(tiles), 1 / _CELL**2)), 0, 1)
    density = blurred(tiles) + (1 - land) * mean
    return density / density.mean()


def _flow(density: Array) -> tuple[Array, Array]:
    """Return the flow east and north that evens `density` out: the gradient of its potential.

    The potential solves Poisson's equation with no flow over the edge (a cosine transform).
    """
    excess = dctn(density - density.mean(), type=2)
    north, east = (2 - 2 * np.cos(np.pi * np.arange(size) / size) for size in density.shape)
    waves = north[:, None] + east
    waves[0, 0] = 1
    potential = idctn(-excess / waves, type=2)
    upwards, rightwards = np.gradient(potential)
    return rightwards, upwards
