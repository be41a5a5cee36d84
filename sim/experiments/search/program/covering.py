"""The mixed-integer programs: cover requirements by shifts, and the cheapest plan that no cut forbids.

Both are solved by HiGHS (scipy.optimize.milp). The search of `normsim staff` asks for `cheapest` alone.
"""

import os
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp

Levels = tuple[int, ...]  # how much of each lever

GAP = 1e-9  # relative; a plan is the cheapest, not nearly so


@dataclass(frozen=True)
class Requirement:
    """How many people each period needs, and the shift types that may bring them."""

    needed: np.ndarray  # int64[periods]
    covers: np.ndarray  # int64[periods, types], people at work in a period for one of a type
    cost: np.ndarray  # float64[types], of one
    at_most: np.ndarray | None = None  # int64[types]; None: as many as it takes


@dataclass(frozen=True)
class Cover:
    """The cheapest cover."""

    count: np.ndarray  # int64[types]
    cost: float
    bound: float  # what it would cost if people came in fractions: no cover is cheaper


@dataclass(frozen=True)
class Cut:
    """What a failed plan proves: at least one of some levers must be above what it was."""

    levels: Levels
    levers: frozenset[int]  # that can help; without one, nothing suffices

    def forbids(self, levels: Levels) -> bool:
        """Tell whether a plan has no more of any of them."""
        return all(levels[lever] <= self.levels[lever] for lever in self.levers)


@dataclass(frozen=True)
class Prices:
    """What a plan may be: lever by lever what each further step costs, which is never less than 0.

    A lever has as many steps as prices.
    """

    steps: tuple[tuple[float, ...], ...]

    @property
    def most(self) -> Levels:
        """The plan with all that may be had."""
        return tuple(len(prices) for prices in self.steps)

    def cost(self, levels: Levels) -> float:
        """Add up what a plan costs."""
        return sum(sum(prices[:level]) for prices, level in zip(self.steps, levels, strict=True))


def at_level(levels: Levels, lever: int, level: int) -> Levels:
    """Return the same plan with so much of one lever."""
    return (*levels[:lever], level, *levels[lever + 1 :])


def cover(requirement: Requirement) -> Cover | None:
    """Cover the requirement at the lowest cost; None where nothing covers it.

    The set-covering model of Dantzig, Operations Research 2, 1954, p. 339.
    """
    at_most = np.inf if requirement.at_most is None else requirement.at_most
    enough = LinearConstraint(requirement.covers, lb=requirement.needed)
    whole = np.ones(len(requirement.cost))
    bounds = Bounds(0, at_most)
    found, relaxed = (_solved(requirement.cost, kind, bounds, [enough]) for kind in (whole, 0 * whole))
    if found.x is None:
        return None
    return Cover(np.rint(found.x).astype(np.int64), float(found.fun), float(relaxed.fun))


def cheapest(prices: Prices, cuts: Collection[Cut]) -> Levels | None:
    """Return a plan of the lowest cost that no cut forbids; None where they forbid all.

    A lever is a row of yes or no, one a step and each step after the one before, so that "above what it was"
    is a single variable.
    """
    if not any(prices.steps):
        return None if cuts else prices.most
    cost = np.array([price for lever in prices.steps for price in lever])
    begins = np.concatenate([[0], np.cumsum(prices.most)]).tolist()
    in_order = LinearConstraint(_in_order(begins), lb=0)
    raised = LinearConstraint(_raised(begins, cuts), lb=1) if cuts else in_order
    whole = np.ones(len(cost))
    found = _solved(cost, whole, Bounds(0, 1), [in_order, raised])
    if found.x is None:
        return None
    taken = np.rint(found.x).astype(int)
    return tuple(int(taken[begin:end].sum()) for begin, end in pairwise(begins))


def _solved(
    cost: np.ndarray, whole: np.ndarray, bounds: Bounds, constraints: Sequence[LinearConstraint]
) -> OptimizeResult:
    with _silent():
        return milp(cost, integrality=whole, bounds=bounds, constraints=constraints, options=_EXACT)


@contextmanager
def _silent() -> Iterator[None]:
    """Send what is written to file descriptor 1 nowhere: HiGHS says some things there, whatever is asked."""
    sys.stdout.flush()
    kept = os.dup(1)
    try:
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), 1)
            yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


def _in_order(begins: list[int]) -> np.ndarray:
    """Say that no step of a lever is taken without the one before it: float64[pairs or 1, steps]."""
    rows = [{step: 1.0, step + 1: -1.0} for begin, end in pairwise(begins) for step in range(begin, end - 1)]
    return _matrix(rows or [{}], begins[-1])


def _raised(begins: list[int], cuts: Collection[Cut]) -> np.ndarray:
    """Mark the steps of which a cut asks for one at least: float64[cuts, steps]."""
    sizes = np.diff(begins)
    rows = [
        {begins[lever] + cut.levels[lever]: 1.0 for lever in cut.levers if cut.levels[lever] < sizes[lever]}
        for cut in cuts
    ]
    return _matrix(rows, begins[-1])


def _matrix(rows: Sequence[dict[int, float]], columns: int) -> np.ndarray:
    matrix = np.zeros((len(rows), columns))
    for number, row in enumerate(rows):
        for column, value in row.items():
            matrix[number, column] = value
    return matrix


_EXACT = {"mip_rel_gap": GAP}
