"""Coverage of averages, counted in experiments."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.stats import t

from sim.experiments.estimates.confidence import Average, average_share, difference

from .processes import LateShares, Process

SEED = 1  # taken once, never changed for the look of a table

Interval = Callable[[np.ndarray], Average]


@dataclass(frozen=True)
class Coverage:
    """Of all experiments, the shares whose interval holds the truth, lies below it and lies above it."""

    held: float
    below: float
    above: float


@dataclass(frozen=True)
class Cell:
    """A process seen n times an experiment."""

    process: Process
    n: int

    def coverage(self, experiments: int, interval: Interval | None = None) -> Coverage:
        """Count with the interval of the product, or another one; the same draws for each."""
        take = interval or (average_share if isinstance(self.process, LateShares) else difference)
        rng = np.random.default_rng([SEED, self.n, *map(ord, repr(self.process))])
        drawn, truth = self.process.draw(rng, (experiments, self.n)), self.process.truth
        found = [take(values) for values in drawn]
        below, above = (np.mean([side(one) for one in found]) for side in _sides(truth))
        return Coverage(float(1 - below - above), float(below), float(above))


def student(values: np.ndarray) -> Average:
    """The plain interval, to compare with."""
    n, mean = len(values), float(values.mean())
    reach = float(t.ppf(0.975, n - 1)) * float(values.std(ddof=1)) / n**0.5
    return Average(mean, mean - reach, mean + reach)


def _sides(truth: float) -> tuple[Callable[[Average], bool], Callable[[Average], bool]]:
    return lambda one: one.high < truth, lambda one: one.low > truth
