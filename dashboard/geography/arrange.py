"""Arrange councils on hexagonal cells: assign them, then improve the drawing by seeded moves.

The first arrangement is the assignment with the least total squared distance (scipy's
`linear_sum_assignment`). It is improved by simulated annealing (Kirkpatrick and others, 1983):
a council is moved to an empty cell or swapped with another, better drawings are kept, and worse
ones are kept with a chance that falls to nothing.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from dashboard.geography.lattice import Lattice, pieces

EMPTY = -1
_KEEP = 0.3  # a cell held before is used in preference to one with this much more land
_COLD = 0.1
WARM = 1.2
"""How large a rise in cost is still readily taken at the start; at the end it is _COLD."""
Link = tuple[int, int, float, tuple[float, float] | None]
"""Two councils that should lie side by side, how much that matters, and the direction from the
first to the second as a unit vector (None where direction does not matter)."""


@dataclass(frozen=True)
class Weights:
    """What a flaw of the drawing costs. Chosen by eye; only their ratios matter."""

    away: float = 0.15  # per squared hex between a council and its place
    apart: float = 0.5  # neighbours not side by side, per step between them to the power 1.3
    turned: float = 0.9  # neighbours in the wrong direction: 1 − cosine of the angle
    region_edge: float = 1.0  # a side shared by two regions
    county_edge: float = 0.35  # a side between a county's council and another of its region
    coast: float = 0.2  # a side with nothing beyond, for a council on the edge of England
    inland: float = 0.5  # the same for a council that is not
    at_sea: float = 2.0  # a tile on a cell that is all sea
    pieces: float = 8.0  # each piece of a region or county beyond the first
    lakes: float = 20.0  # each group of empty cells with tiles all round it
    moved: float = 0.2  # per step from the cell held in the set before
    inlet: tuple[float, ...] = (0, 0, 0, 0.2, 0.6, 2, 8)  # an empty cell, by tiles around it


@dataclass(frozen=True)
class Puzzle:
    """What is to be arranged: `n` councils on the cells of `lattice`.

    `places` (n, 2): where each council would like to lie, in the lattice's units. `land` (cells,):
    how many tiles' worth of land each cell covers, about 1 inland and 0 at sea. `regions`,
    `counties` (n): a number for each, county 0 meaning none. `links`: the pairs that should lie
    side by side. `before` (n): the cell held in the set before, or EMPTY. `on_edge` (n): whether
    the council lies on the coast or the Welsh or Scottish border.
    """

    lattice: Lattice
    places: NDArray[np.floating]
    land: NDArray[np.floating]
    regions: list[int]
    counties: list[int]
    links: list[Link]
    before: list[int]
    on_edge: list[bool]
    weights: Weights = field(default_factory=Weights)

    def cell_costs(self) -> NDArray[np.float64]:
        """Return what each council costs on each cell by itself, shape (n, cells)."""
        offsets = self.places[:, None, :] - self.lattice.centres[None]
        costs = self.weights.away * (offsets**2).sum(axis=2)
        costs += self.weights.at_sea * (1 - np.minimum(self.land, 1))
        for council, cell in enumerate(self.before):
            if cell != EMPTY:
                costs[council] += self.weights.moved * self.lattice.distance[cell]
        return costs


def assign(puzzle: Puzzle) -> list[int]:
    """Return a cell for each council: as many cells as councils, at the least total cost.

    The cells used are those with the most land in and around them, and those held before rather
    than others: so the room that merged councils leave is filled, no tile stands out alone, and
    the outline stays much as it was.
    """
    around = [puzzle.land[near].mean() for near in puzzle.lattice.neighbours]
    score = 0.6 * puzzle.land + 0.4 * np.array(around)
    score[[cell for cell in puzzle.before if cell != EMPTY]] += _KEEP
    used = np.sort(np.argsort(-score, kind="stable")[: len(puzzle.places)])
    return used[linear_sum_assignment(puzzle.cell_costs()[:, used])[1]].tolist()


def improve(
    puzzle: Puzzle, cells: list[int], moves: int, warm: float = WARM, seed: int = 0
) -> list[int]:
    """Return the cells after trying `moves` seeded moves; the same input gives the same cells."""
    board = _Board(puzzle, cells)
    chance = random.Random(seed)
    for number in range(moves):
        move = board.propose(chance)
        if move is not None:
            heat = warm * (_COLD / warm) ** (number / moves)
            board.try_move(*move, allowed=-heat * math.log(1 - chance.random()))
    return board.cells


class _Board:
    """The cells, who is on them, and what each change would cost."""

    def __init__(self, puzzle: Puzzle, cells: list[int]) -> None:
        lattice, weights = puzzle.lattice, puzzle.weights
        self.weights = weights
        self.regions, self.counties = puzzle.regions, puzzle.counties
        self.neighbours = lattice.neighbours
        self.open = [weights.coast if edge else weights.inland for edge in puzzle.on_edge]
        self.rim = {cell for cell, touching in enumerate(self.neighbours) if len(touching) < 6}
        self.cells = list(cells)
        self.held = [EMPTY] * len(self.neighbours)
        for council, cell in enumerate(cells):
            self.held[cell] = council
        # Plain lists: indexing them one at a time is several times faster than numpy arrays.
        self.cell_costs = puzzle.cell_costs().tolist()
        steps = np.clip(lattice.distance - 1, 0, 6).astype(float)
        self.apart = (weights.apart * steps**1.3).tolist()
        towards = lattice.centres[None] - lattice.centres[:, None]
        towards /= np.maximum(np.hypot(towards[..., 0], towards[..., 1]), 1e-9)[..., None]
        self.east, self.north = towards[..., 0].tolist(), towards[..., 1].tolist()
        self.links: list[list[tuple[int, float, float, float, float]]] = [[] for _ in cells]
        for one, other, weight, direction in puzzle.links:
            turned = weight * weights.turned if direction else 0.0
            east, north = direction or (0.0, 0.0)
            link = (weight, turned, turned * east, turned * north)
            self.links[one].append((other, *link))
            self.links[other].append((one, weight, turned, -turned * east, -turned * north))
        self.excess = self._pieces(set(self.regions), set(self.counties) - {0}, sea=True)

    def propose(self, chance: random.Random) -> tuple[int, int] | None:
        """Return a council and a cell near it or near one of its neighbours, or None."""
        council = chance.randrange(len(self.cells))
        cell = self.cells[council]
        which = chance.random()
        if which < 0.6:
            beside = cell
        elif which < 0.8:
            beside = chance.choice(self.neighbours[cell])
        else:
            beside = self.cells[chance.choice(self.links[council])[0]]
        target = chance.choice(self.neighbours[beside])
        if target == cell or target in self.rim:
            return None
        if self.held[target] == EMPTY and not any(
            self.held[near] != EMPTY for near in self.neighbours[target] if near != cell
        ):
            return None
        return council, target

    def try_move(self, council: int, target: int, allowed: float) -> None:
        """Move a council to a cell, swapping if it is held, unless that costs more than allowed."""
        source, other = self.cells[council], self.held[target]
        alike = other != EMPTY and self._group(council) == self._group(other)
        before = self._cost(council, other, source, target, alike)
        self._place(council, target, other, source)
        rise = self._cost(council, other, source, target, alike) - before
        if not alike and rise <= allowed + self.excess:
            moved = [council] if other == EMPTY else [council, other]
            regions = {self.regions[each] for each in moved}
            counties = {self.counties[each] for each in moved} - {0}
            now = self._pieces(regions, counties, sea=other == EMPTY)
            self._place(council, source, other, target)
            was = self._pieces(regions, counties, sea=other == EMPTY)
            rise += now - was
            if rise <= allowed:
                self._place(council, target, other, source)
                self.excess += now - was
        elif rise > allowed:
            self._place(council, source, other, target)

    def _group(self, council: int) -> tuple[int, int]:
        return self.regions[council], self.counties[council]

    def _place(self, council: int, cell: int, other: int, other_cell: int) -> None:
        self.held[other_cell] = other
        self.held[cell] = council
        self.cells[council] = cell
        if other != EMPTY:
            self.cells[other] = other_cell

    def _cost(self, council: int, other: int, source: int, target: int, alike: bool) -> float:
        """Return the part of the drawing's cost that the move can change."""
        cost = self._council_cost(council, EMPTY)
        if other != EMPTY:
            cost += self._council_cost(other, council)
        return cost if alike else cost + self._edges((source, target))

    def _council_cost(self, council: int, leaving_out: int) -> float:
        cell = self.cells[council]
        cost, apart = self.cell_costs[council][cell], self.apart[cell]
        east, north = self.east[cell], self.north[cell]
        for other, weight, turned, to_east, to_north in self.links[council]:
            if other != leaving_out:
                there = self.cells[other]
                cost += weight * apart[there] + turned
                cost -= to_east * east[there] + to_north * north[there]
        return cost

    def _edges(self, cells: tuple[int, int]) -> float:
        """Return the cost of the sides of two cells and of the empty cells in and around them."""
        cost = 0.0
        around = set(cells)
        for cell in cells:
            council = self.held[cell]
            for near in self.neighbours[cell]:
                around.add(near)
                if near not in cells or near > cell:
                    cost += self._side(council, self.held[near])
        for cell in around:
            if self.held[cell] == EMPTY:
                near = sum(self.held[touching] != EMPTY for touching in self.neighbours[cell])
                cost += self.weights.inlet[near]
        return cost

    def _side(self, one: int, other: int) -> float:
        if one == EMPTY or other == EMPTY:
            return 0.0 if one == other else self.open[max(one, other)]
        if self.regions[one] != self.regions[other]:
            return self.weights.region_edge
        return 0.0 if self.counties[one] == self.counties[other] else self.weights.county_edge

    def _pieces(self, regions: Iterable[int], counties: Iterable[int], sea: bool) -> float:
        """Return the cost of the pieces regions, counties and the sea are in beyond one each."""
        count = 0
        for labels, wanted in ((self.regions, regions), (self.counties, counties)):
            for label in wanted:
                held = {cell for cell, own in zip(self.cells, labels, strict=True) if own == label}
                count += pieces(held, self.neighbours) - 1
        cost = self.weights.pieces * count
        if sea:
            empty = {cell for cell, council in enumerate(self.held) if council == EMPTY}
            cost += self.weights.lakes * (pieces(empty, self.neighbours) - 1)
        return cost
