"""Means that never fall, beside the regression of a library and by hand."""

import numpy as np
import pytest
from scipy.optimize import isotonic_regression

from sim.experiments.morning.rising import mean_between, pools_before


def between(values: np.ndarray, weights: np.ndarray, place: int, value: float) -> float:
    """The mean at a point put before the one at a place."""
    after = pools_before(-values[::-1], weights[::-1])[::-1]
    return mean_between(pools_before(values, weights)[place], value, after[place])


def test_a_point_is_pooled_with_those_that_would_fall():
    """1 before and 0 behind pool with a half in between; a heavy 0 draws their mean down."""
    values, weights = np.array([0.0, 1.0, 0.0, 1.0]), np.ones(4)
    assert between(values, weights, 2, 0.5) == 0.5
    assert between(values, np.array([1.0, 1.0, 3.0, 1.0]), 2, 0.5) == pytest.approx(1.5 / 5)
    assert between(values, weights, 0, 0.5) == pytest.approx(0.5 / 2)  # the first 0 comes down to it
    assert between(values, weights, 4, 2.0) == 2.0
    assert between(np.empty(0), np.empty(0), 0, 0.5) == 0.5


def test_every_place_has_the_mean_of_the_whole_regression():
    draws = np.random.default_rng(5)
    for n in (1, 2, 3, 10, 60):
        values, weights = draws.integers(0, 2, n).astype(float), draws.uniform(0.2, 1, n)
        for place in range(n + 1):
            points = np.insert(values, place, 0.5), np.insert(weights, place, 1.0)
            whole = isotonic_regression(points[0], weights=points[1]).x[place]
            assert between(values, weights, place, 0.5) == pytest.approx(whole, abs=1e-12)
