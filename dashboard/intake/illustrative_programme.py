"""The integer programme behind the illustrative allocation, solved by HiGHS through scipy.

Unknowns: one 0 or 1 for each offer and council. HiGHS starts from a fixed
seed and is given no limit of time, so the same input gives the same answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import coo_array

from dashboard.intake.illustrative_figures import Condition, Figure, InfeasibleFigures

# Cost of one council more or fewer than a target, and the range of the random preferences that
# choose between councils. Targets come first: every preference is smaller than one step.
STEP = 1.0
PREFERENCE = 0.3
# How good is good enough. Figures hold exactly whatever these say; only the nearness to targets
# depends on them. A limit of nodes, unlike one of time, stops at the same place on every machine.
GAP = 0.03
NODES = 20
INFEASIBLE = 2


class Target(NamedTuple):
    """A number of councils that a group should come near, and how much it matters.

    `members`: booleans for each council; `weight`: 1 for an ordinary group.
    """

    offer: str
    members: np.ndarray
    number: float
    weight: float


class Programme:
    """Take-up of linked offers by the councils of one year, as a mixed integer programme.

    `offers`: the offers solved together; `pinned`: for each offer, booleans saying which councils
    are on record and so take part; `links`: conditions that always hold.
    """

    def __init__(
        self,
        offers: Sequence[str],
        pinned: Mapping[str, np.ndarray],
        links: Iterable[Condition],
    ) -> None:
        self.offers = list(offers)
        self.pinned = np.concatenate([pinned[offer] for offer in self.offers]).astype(float)
        self.size = len(self.pinned) // len(self.offers)
        self.links = list(links)

    def _solve(
        self,
        conditions: Sequence[Condition],
        pinned: np.ndarray,
        targets: Sequence[Target] = (),
        preferences: np.ndarray | None = None,
    ) -> OptimizeResult | None:
        """Solve; None when the conditions cannot all hold."""
        if any(c.low > c.high for c in conditions):
            return None
        choices = len(self.pinned)
        unknowns = choices + len(targets)
        rows: list[np.ndarray] = []
        columns: list[np.ndarray] = []
        values: list[np.ndarray] = []
        lows: list[float] = []
        highs: list[float] = []

        def add(indices: np.ndarray, weights: np.ndarray, low: float, high: float) -> None:
            keep = weights != 0
            rows.append(np.full(int(keep.sum()), len(lows)))
            columns.append(indices[keep])
            values.append(weights[keep])
            lows.append(low)
            highs.append(high)

        for condition in conditions:
            offers = list(condition.weights)
            add(
                np.concatenate([self._of(offer) for offer in offers]),
                np.concatenate([condition.weights[offer] for offer in offers]),
                condition.low,
                condition.high,
            )
        for n, target in enumerate(targets):
            indices = np.append(self._of(target.offer), choices + n)
            inside = target.members.astype(float)
            add(indices, np.append(inside, 1.0), target.number, np.inf)
            add(indices, np.append(inside, -1.0), -np.inf, target.number)

        cost = np.zeros(unknowns)
        if preferences is not None:
            cost[:choices] = -PREFERENCE * preferences
        cost[choices:] = [STEP * target.weight for target in targets]
        upper = np.ones(unknowns)
        upper[choices:] = self.size
        kinds = np.zeros(unknowns)
        kinds[:choices] = 1
        constraints: list[LinearConstraint] = []
        if lows:
            matrix = coo_array(
                (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))),
                shape=(len(lows), unknowns),
            ).tocsr()
            constraints = [LinearConstraint(matrix, lows, highs)]
        bounds = Bounds(np.concatenate([pinned, np.zeros(unknowns - choices)]), upper)
        for limit in (NODES, None):
            options = {"mip_rel_gap": GAP} | ({"node_limit": limit} if limit else {})
            result = milp(
                cost, integrality=kinds, bounds=bounds, constraints=constraints, options=options
            )
            if result.status == INFEASIBLE:
                return None
            if result.x is not None:
                return result
        raise RuntimeError(f"The solver gave no answer: {result.message}")

    def _of(self, offer: str) -> np.ndarray:
        """Positions of an offer's unknowns."""
        return self.offers.index(offer) * self.size + np.arange(self.size)

    def solve(
        self,
        figures: Sequence[Figure],
        targets: Sequence[Target],
        preferences: np.ndarray,
    ) -> dict[str, np.ndarray]:
        """Choose councils so that every figure holds and groups come near their targets.

        `preferences`: a number from 0 to 1 for each offer and council, which decides between
        councils that serve equally well. Returns booleans for each offer. Raises
        InfeasibleFigures naming a smallest set of figures that clash.
        """
        conditions = self.links + [c for figure in figures for c in figure.conditions]
        result = self._solve(conditions, self.pinned, targets, preferences)
        if result is None:
            raise self._clash(figures)
        chosen = np.round(result.x[: len(self.pinned)]).astype(bool)
        return {offer: chosen[self._of(offer)] for offer in self.offers}

    def _clash(self, figures: Sequence[Figure]) -> InfeasibleFigures:
        """Find a smallest clashing set: leave out each figure in turn if the rest still clash.

        This is the deletion filter (Chinneck and Dravnieks 1991). No figure can be taken out of
        the result without the clash going away.
        """

        def clashes(chosen: Sequence[Figure], pinned: np.ndarray) -> bool:
            conditions = self.links + [c for figure in chosen for c in figure.conditions]
            return self._solve(conditions, pinned) is None

        kept = list(figures)
        for figure in figures:
            rest = [other for other in kept if other is not figure]
            if clashes(rest, self.pinned):
                kept = rest
        nobody = np.zeros_like(self.pinned)
        return InfeasibleFigures([figure.words for figure in kept], not clashes(kept, nobody))
