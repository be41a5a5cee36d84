"""Shares out of weekly counts: by hand, and against many simulated shops whose share is known."""

import numpy as np
import pytest

from sim.calibrate.estimates.shares import share_of

SHOPS = 400


def weeks_of(share: float, spread: float, rng: np.random.Generator, weeks: int = 20, pieces: int = 800):
    """Draw counts of beta-binomial weeks whose own share has a relative sd of `spread`."""
    rho = spread**2 * share / (1 - share)
    size = 1 / rho - 1
    return rng.binomial(pieces, rng.beta(share * size, (1 - share) * size, weeks)), np.full(weeks, pieces)


def test_weeks_are_added_up_and_empty_ones_say_nothing():
    found = share_of(np.array([2, 0, 4]), np.array([10, 0, 20]))
    assert (found.value, found.weeks) == (0.2, 2)


def test_weeks_without_any_are_an_error():
    with pytest.raises(ValueError, match="no week"):
        share_of(np.zeros(3, int), np.zeros(3, int))


def test_weeks_that_are_all_alike_have_no_spread_and_the_range_of_chance():
    """Jeffreys by hand: 90% of Beta(10.5, 90.5), of which R's qbeta gives 0.0603 and 0.1573."""
    found = share_of(np.full(5, 2), np.full(5, 20))
    assert found.spread == 0
    assert (found.low, found.high) == (pytest.approx(0.0603, abs=2e-3), pytest.approx(0.1573, abs=3e-3))


@pytest.mark.parametrize("count", [0, 50])
def test_a_share_of_nothing_or_all_stays_a_share(count):
    found = share_of(np.array([count]), np.array([50]))
    assert 0 <= found.low <= found.value <= found.high <= 1


@pytest.mark.parametrize(("share", "spread"), [(0.05, 0.5), (0.3, 0.1), (0.02, 0.2)])
def test_nine_ranges_in_ten_hold_the_truth_and_the_spread_is_found(share, spread):
    rng = np.random.default_rng(1)
    found = [share_of(*weeks_of(share, spread, rng)) for _ in range(SHOPS)]
    held = np.mean([one.low <= share <= one.high for one in found])
    assert 0.84 <= held <= 0.96
    assert np.mean([one.spread for one in found]) == pytest.approx(spread, rel=0.12)
