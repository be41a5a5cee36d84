"""A median and how sure it is, by the order of what was seen alone."""

from math import sqrt

import numpy as np

from sim.calibrate.estimates.shares import TAIL

LEAST = 20


def median_of(values: np.ndarray) -> tuple[float, float, float] | None:
    """Return the median of float64[n] and its 90% range; None for fewer than 20.

    The ends are order statistics, whatever the law of the values (David and Nagaraja, Order Statistics, 2003,
    7.1), with the normal approximation to the binomial.
    """
    from scipy.stats import norm

    n = len(values)
    if n < LEAST:
        return None
    ordered = np.sort(values)
    half = float(norm.ppf(1 - TAIL)) * sqrt(n) / 2
    low, high = int(n / 2 - half), int(n / 2 + half)
    return float(np.median(ordered)), float(ordered[low]), float(ordered[min(high, n - 1)])
