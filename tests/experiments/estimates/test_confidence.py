"""Intervals against scipy, by hand, and by the equations that they solve; tests/coverage covers the rest."""

from fractions import Fraction
from math import comb

import numpy as np
import pytest
from scipy.stats import binomtest, skew, t, ttest_1samp

from sim.experiments.estimates.confidence import average_share, chance, difference, difference_of_chances

SKEWED = np.array([0.0, 0.01, 0.01, 0.02, 0.02, 0.03, 0.05, 0.21])


def happened(k: int, n: int) -> np.ndarray:
    return np.arange(n) < k


@pytest.mark.parametrize(("k", "n"), [(0, 1), (1, 1), (0, 200), (1, 200), (7, 200), (100, 200), (200, 200)])
@pytest.mark.parametrize("together", [1, 8])
def test_the_interval_of_a_chance_is_the_exact_one_of_scipy(k: int, n: int, together: int):
    exact = binomtest(k, n).proportion_ci(confidence_level=1 - 0.05 / together, method="exact")
    found = chance(happened(k, n), together)
    assert found.share == k / n
    assert (found.low, found.high) == pytest.approx((exact.low, exact.high), abs=1e-12)


@pytest.mark.parametrize("true_chance", [0.002, 0.01, 0.05, 0.5, 0.95, 0.99])
@pytest.mark.parametrize("n", [40, 200])
def test_the_interval_of_a_chance_covers_at_least_what_it_says(true_chance: float, n: int):
    """Summed over everything that 200 seasons can show, not simulated."""
    p = Fraction(str(true_chance))
    covered = 0.0
    for k in range(n + 1):
        found = chance(happened(k, n))
        if found.low <= true_chance <= found.high:
            covered += float(comb(n, k) * p**k * (1 - p) ** (n - k))
    assert covered >= 0.95


def test_an_interval_of_two_hundred_seasons_is_narrow_enough_to_decide_by():
    assert chance(happened(0, 200)).high < 0.02
    assert chance(happened(100, 200)).high < 0.58


def hall(values: np.ndarray, mean: float, skewness: float) -> float:
    """Transform Student's statistic at a mean, as Hall writes it (1992, p. 222), to sqrt(n) times its g1."""
    n = len(values)
    w = (values.mean() - mean) / values.std(ddof=1)
    return float(n**0.5 * (w + skewness * w**2 / 3 + skewness**2 * w**3 / 27) + skewness / (6 * n**0.5))


@pytest.mark.parametrize("values", [SKEWED, -SKEWED, SKEWED[:3], SKEWED * 1_000], ids=str)
@pytest.mark.parametrize("together", [1, 3])
def test_the_ends_of_a_difference_transform_to_the_quantiles_of_t(values: np.ndarray, together: int):
    found, n = difference(values, together), len(values)
    quantile = t.ppf(1 - 0.025 / together, n - 1)
    skewness = skew(values, bias=False)
    assert hall(values, found.low, skewness) == pytest.approx(quantile)
    assert hall(values, found.high, skewness) == pytest.approx(-quantile)
    assert found.mean == pytest.approx(values.mean())


@pytest.mark.parametrize("values", [[12.0, 14.0], [1.0, 2.0, 3.0, 9.0, 10.0, 11.0]])
def test_without_skewness_it_is_students_interval(values: list[float]):
    exact, found = ttest_1samp(values, 0).confidence_interval(), difference(np.array(values))
    assert (found.low, found.high) == pytest.approx((exact.low, exact.high))


def test_the_direction_is_known_when_the_interval_leaves_out_nothing():
    """The t of 95% with two pairs is 12.7, and half the spread of (a, b) is |b - a| / 2."""
    assert difference(np.array([12.0, 14.0])).beyond_chance  # 13 ± 12.7
    assert difference(np.array([-12.0, -14.0])).beyond_chance
    assert not difference(np.array([11.0, 13.0])).beyond_chance  # 12 ± 12.7


def test_pairs_that_all_agree_have_the_interval_of_one_more_that_does_not():
    found, taken = difference(np.full(16, 2.0)), np.append(np.full(16, 2.0), 0.0)
    assert found.mean == 2 and found.beyond_chance
    assert hall(taken, found.low, skew(taken, bias=False)) == pytest.approx(t.ppf(0.975, 16))
    assert found.low < 2 < found.high
    assert not difference(np.full(3, 2.0)).beyond_chance  # three are few


@pytest.mark.parametrize("pairs", [[40.0], [0.0] * 16])
def test_pairs_without_a_difference_and_one_alone_do_not_tell_how_sure_they_are(pairs: list[float]):
    found = difference(np.array(pairs))
    assert (found.mean, found.low, found.high) == (pairs[0], -np.inf, np.inf) and not found.beyond_chance


def test_the_ends_of_an_average_share_transform_with_a_lifted_skewness():
    """Of mean m and variance v the skewness of a beta distribution is 2 (1 - 2m) s / (m (1 - m) + v)."""
    few = SKEWED[:5]  # 0, 1, 1, 2 and 2 per cent: leaning to the left, as no rare thing does
    m, v = 0.012, 0.7e-4
    own, beta = skew(few, bias=False), 2 * (1 - 2 * m) * v**0.5 / (m * (1 - m) + v)
    assert own < 0 < beta
    assert hall(few, average_share(few).high, (own + beta) / 2) == pytest.approx(-t.ppf(0.975, 4))


def test_a_sample_more_skewed_than_beta_keeps_its_own_skewness():
    """19 weeks of 10% late and one of 90%: 4.5, where a beta distribution of the same moments has 1.7."""
    one_bad_week = np.array([0.1] * 19 + [0.9])
    assert average_share(one_bad_week).high == pytest.approx(difference(one_bad_week).high)


def test_shares_in_time_have_the_interval_of_shares_too_late_turned_round():
    late, in_time = average_share(SKEWED), average_share(1 - SKEWED)
    assert (in_time.low, in_time.high) == pytest.approx((1 - late.high, 1 - late.low))


def test_a_share_from_minus_one_is_one_from_nothing_stretched():
    one, stretched = average_share(SKEWED), average_share(2 * SKEWED - 1, least=-1)
    assert (stretched.mean, stretched.low, stretched.high) == pytest.approx(
        (2 * one.mean - 1, 2 * one.low - 1, 2 * one.high - 1)
    )


@pytest.mark.parametrize("n", [1, 10, 200])
def test_an_average_of_shares_that_are_all_zero_is_no_point(n: int):
    """Of the next season nothing is known but that its share is at most 1."""
    upper = binomtest(0, n).proportion_ci(method="exact").high
    found = average_share(np.zeros(n))
    assert (found.mean, found.low) == (0, 0) and found.high == pytest.approx(upper)
    assert average_share(np.ones(n)).low == pytest.approx(1 - upper)
    half = average_share(np.full(n, 0.5))
    assert (half.low, half.high) == pytest.approx((0.5 - upper / 2, 0.5 + upper / 2))


def test_an_average_share_stays_a_share():
    found = average_share(np.array([0.0, 0.0, 0.9]))
    assert (found.low, found.high) == (0, 1)


def pairs(gained: int, lost: int, both: int, neither: int) -> tuple[np.ndarray, np.ndarray]:
    sizes = (gained, lost, both, neither)
    return np.repeat([False, True, True, False], sizes), np.repeat([True, False, True, False], sizes)


def test_chances_of_the_same_seasons_are_joined_by_squares():
    """20 gains and 5 losses in 100, each by scipy; the estimates of two cells of one table are correlated by
    minus the root of the product of their odds."""
    found = difference_of_chances(*pairs(20, 5, 30, 45))
    gain, loss = (binomtest(k, 100).proportion_ci(method="exact") for k in (20, 5))
    down, up, between = 0.20 - gain.low, loss.high - 0.05, (0.20 / 0.80 * 0.05 / 0.95) ** 0.5
    assert found.mean == pytest.approx(0.15)
    assert found.low == pytest.approx(0.15 - (down**2 + up**2 + 2 * between * down * up) ** 0.5)
    assert found.beyond_chance


def test_what_a_change_gains_its_opposite_loses():
    one, other = difference_of_chances(*pairs(4, 1, 3, 22)), difference_of_chances(*pairs(1, 4, 3, 22))
    assert (other.low, other.high) == pytest.approx((-one.high, -one.low))


@pytest.mark.parametrize("happens", [True, False])
def test_seasons_that_nothing_changes_leave_a_chance_of_a_difference(happens: bool):
    same = np.full(100, happens)
    found, upper = difference_of_chances(same, same), binomtest(0, 100).proportion_ci(method="exact").high
    assert (found.low, found.high) == pytest.approx((-upper, upper))


def test_a_change_that_never_fails_has_the_interval_of_its_chance():
    found = difference_of_chances(*pairs(100, 0, 0, 0))
    assert found.mean == 1 and found.high == 1 and 0.9 < found.low < 1
