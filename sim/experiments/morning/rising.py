"""Means that never fall, of points in order: isotonic regression, at one place after the other.

Points whose means would fall are pooled, in whatever order (Robertson, Wright and Dykstra, Order Restricted
Statistical Inference, 1988, ch. 1); so all places share what is pooled before them and behind them.
"""

from typing import NamedTuple, Optional

import numpy as np


class Pool(NamedTuple):
    """Points side by side that have one mean, and the pool next to them, further from where one looks."""

    total: float  # of weighted values
    weight: float
    beyond: Optional["Pool"]

    def and_more(self, total: float, weight: float) -> "Pool":
        """Take in others, and each next pool whose mean is as high: the one nearest has the highest."""
        found = Pool(self.total + total, self.weight + weight, self.beyond)
        while (beyond := found.beyond) and not found.is_above(beyond):
            found = Pool(found.total + beyond.total, found.weight + beyond.weight, beyond.beyond)
        return found

    def is_above(self, other: "Pool") -> bool:
        """Tell whether the mean is higher than that of another pool."""
        return self.total * other.weight > other.total * self.weight


def pools_before(values: np.ndarray, weights: np.ndarray) -> list[Pool | None]:
    """Pool the points before each place and before the end, float64[n]: the nearest pool of each, n + 1."""
    nearest: list[Pool | None] = [None]
    for value, weight in zip(values.tolist(), weights.tolist(), strict=True):
        nearest.append(Pool(0.0, 0.0, nearest[-1]).and_more(value * weight, weight))
    return nearest


def mean_between(before: Pool | None, value: float, after: Pool | None) -> float:
    """Return the mean of a point of weight 1 among others, pooled as `pools_before` does.

    Those after it are pooled from their end, their values negated.
    """
    here = Pool(value, 1.0, before).and_more(0.0, 0.0)
    while after and not Pool(-here.total, here.weight, None).is_above(after):
        here, after = here.and_more(-after.total, after.weight), after.beyond
    return here.total / here.weight
