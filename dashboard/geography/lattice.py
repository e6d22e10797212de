"""The hexagonal lattice: where the cell of a column and row lies and which cells it touches.

Hexes stand on a point. Odd rows are shifted half a hex to the east; rows count northwards and
columns eastwards from 0 (the layout known as "odd-r").
"""

from __future__ import annotations

import math
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

ROW_HEIGHT = math.sqrt(3) / 2
"""Distance between rows when neighbouring hexes in a row are 1 apart."""

# Corners and centres fall on a lattice of half hex widths and quarter hex heights, so in those
# units they are whole numbers and neighbours share exactly the same corner points.
_CORNERS = np.array([(0, 2), (1, 1), (1, -1), (0, -2), (-1, -1), (-1, 1)])
CORNER_UNIT = (1 / 2, ROW_HEIGHT / 3)
"""Size of one corner unit, east and north, when neighbouring hexes in a row are 1 apart."""


def corners(column: ArrayLike, row: ArrayLike) -> NDArray[np.int64]:
    """Return the six corners of each hex, shape (n, 6, 2), clockwise from the top.

    In whole corner units: see CORNER_UNIT.
    """
    column, row = np.asarray(column, dtype=np.int64), np.asarray(row, dtype=np.int64)
    centre = np.stack([2 * column + row % 2, 3 * row], axis=-1)
    return centre[..., None, :] + _CORNERS


class Lattice:
    """A block of `columns` × `rows` hexes; cell number = row × columns + column."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns = columns
        self.rows = rows
        self.row, self.column = (part.ravel() for part in np.mgrid[0:rows, 0:columns])

    @cached_property
    def centres(self) -> NDArray[np.float64]:
        """Centre of each cell, shape (cells, 2); neighbours are 1 apart."""
        return np.column_stack([self.column + (self.row % 2) / 2, self.row * ROW_HEIGHT])

    @cached_property
    def distance(self) -> NDArray[np.int64]:
        """Steps from each cell to each other cell, shape (cells, cells)."""
        axial = self.column - self.row // 2
        across = axial[:, None] - axial
        up = self.row[:, None] - self.row
        return (np.abs(across) + np.abs(across + up) + np.abs(up)) // 2

    @cached_property
    def neighbours(self) -> list[list[int]]:
        """Cells touching each cell: six, or fewer on the edge of the block."""
        return [np.flatnonzero(steps == 1).tolist() for steps in self.distance]


def pieces(cells: set[int], neighbours: list[list[int]]) -> int:
    """Return the number of connected pieces that `cells` form."""
    left, count = set(cells), 0
    while left:
        count += 1
        reached = [left.pop()]
        while reached:
            for cell in neighbours[reached.pop()]:
                if cell in left:
                    left.remove(cell)
                    reached.append(cell)
    return count
