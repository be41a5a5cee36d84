"""The Gaussian parts of days against second methods, and what is known of them after days were seen."""

from datetime import date
from math import exp

import numpy as np
import pytest
from scipy.stats import beta, multivariate_normal

from sim.calibrate.arrivals.busyness import Busyness, Seen, likeliest, posterior, seen_days
from sim.calibrate.arrivals.frame import RUSH, frame
from sim.deadline import day_number
from sim.draws import Streams

from ..backtest.shops import MONDAY, shop

PARTS = Busyness(level=0.03, month=0.0, week=0.05, day=0.04, alone=0.02, memory=0.5)
DAYS = np.array([MONDAY, MONDAY + 1, MONDAY + 7])
NONE = DAYS[:0]


def test_the_covariance_of_three_days_by_hand():
    """Two days of the first week, neighbours, and one a week later, which is one step of the level on."""
    first, later = 0.05**2 + 0.04**2 + 0.02**2, 0.03**2 + 0.05**2 + 0.04**2 + 0.02**2
    neighbours, apart, next_one = 0.05**2 + 0.04**2 / 2, 0.04**2 / 4, 0.04**2 / 2
    expected = [[first, neighbours, apart], [neighbours, first, next_one], [apart, next_one, later]]
    np.testing.assert_allclose(PARTS.covariance(frame(DAYS, NONE)), expected)


def test_days_at_the_same_place_of_two_months_share_their_luck():
    """31 January and 31 March lie a day before a turn, 3 March two days after one: three days off."""
    ends = np.array(
        [day_number(date(2026, 1, 31)), day_number(date(2026, 3, 3)), day_number(date(2026, 3, 31))]
    )
    found = Busyness(0.0, 0.1, 0.0, 0.0, 0.0, 0.0).covariance(frame(ends, NONE))
    near = 0.01 * exp(-(3**2) / (2 * 3**2))
    np.testing.assert_allclose(found, [[0.01, near, 0.01], [near, 0.01, near], [0.01, near, 0.01]])


def test_the_spread_of_weeks_and_of_days_is_that_of_their_parts():
    assert PARTS.of_week == pytest.approx((0.03**2 + 0.05**2) ** 0.5)
    assert PARTS.of_day == pytest.approx((0.04**2 + 0.02**2) ** 0.5)


def test_the_loss_is_the_normal_density_and_that_of_the_point():
    days = frame(DAYS, NONE)
    seen = Seen(days, 0.0, np.array([0.1, -0.2, 0.05]), np.array([0.01, 0.02, 0.03]))
    losses = []
    for z in (np.zeros(6), np.array([0.5, -1, 0.3, 2, -0.4, 1])):
        covariance = Busyness.of(z).covariance(days) + days.doubt + np.diag(seen.noise)
        density = multivariate_normal(np.zeros(3), covariance).logpdf(seen.response)
        losses.append(seen.loss(z) + density + multivariate_normal(np.zeros(6)).logpdf(z))
    assert losses[0] == pytest.approx(losses[1])  # the same constant


def test_days_to_come_are_conditioned_on_days_seen_as_a_joint_normal_law_is():
    """By precision matrices, where the code goes by covariances."""
    days = frame(DAYS, np.array([MONDAY + 8, MONDAY + 9]))
    seen = Seen(frame(DAYS, NONE), 5.0, np.array([0.1, -0.2, 0.05]), np.array([0.01, 0.02, 0.03]))
    joint = PARTS.covariance(days) + days.doubt
    precision = np.linalg.inv(joint)
    precision[:3, :3] += np.diag(1 / seen.noise)
    covariance = np.linalg.inv(precision)
    mean = 5.0 + covariance[:, :3] @ (seen.response / seen.noise)
    found = seen.log_means(PARTS, days)
    np.testing.assert_allclose(found[0], mean, atol=1e-9)
    np.testing.assert_allclose(found[1], covariance, atol=1e-9)


def test_few_arrivals_a_day_are_not_taken_for_few_in_the_mean():
    """Three a day for 20 weeks: the means add up to what came, which those of log counts would not."""
    counts = shop(weeks=20, seed=5, mean=3)
    seen = seen_days(frame(counts.days, NONE), counts.totals)
    means, _ = seen.log_means(Busyness.of(np.zeros(6)), seen.frame)
    assert np.exp(means).mean() == pytest.approx(counts.totals.mean(), rel=0.05)


def test_ninety_percent_ranges_hold_the_true_spread_of_weeks_and_days():
    """40 shops of 20 weeks; a range that holds in 90% holds in 30 or fewer of 40 once in 300 times."""
    held = np.zeros(2, int)
    for seed in range(40):
        counts = shop(weeks=20, seed=seed, mean=20_000, week=0.05, day=0.04)
        seen = seen_days(frame(counts.days, NONE), counts.totals)
        drawn = [(one.of_week, one.of_day) for one in posterior(seen, 50, Streams(seed, 0))]
        low, high = np.quantile(drawn, [0.05, 0.95], axis=0)
        held += (low <= [0.05, 0.04]) & (high >= [0.05, 0.04])
    assert (held > 30).all()
    assert beta.ppf(0.995, held + 1, 40 - held).min() > 0.9  # nor is 90% beyond what 99% confidence allows


def test_the_likeliest_point_comes_near_the_truth_where_much_is_seen():
    counts = shop(weeks=50, seed=2, mean=50_000, week=0.06, day=0.03)
    seen = seen_days(frame(counts.days, NONE), counts.totals)
    best = Busyness.of(likeliest(seen))
    assert best.of_week == pytest.approx(0.06, rel=0.25) and best.of_day == pytest.approx(0.03, rel=0.2)


def test_a_rush_is_expected_before_any_was_seen():
    counts = shop(weeks=6, seed=1, mean=50_000)
    seen = seen_days(frame(counts.days, NONE), counts.totals)
    after = frame(counts.days, MONDAY + np.array([43]))  # the Tuesday after a closed Monday
    plain = frame(counts.days, MONDAY + np.array([42, 43]))
    still = Busyness(0.001, 0.001, 0.001, 0.001, 0.001, 0.0)
    rush = seen.log_means(still, after)[0][-1] - seen.log_means(still, plain)[0][-1]
    assert rush == pytest.approx(RUSH, abs=1e-6)
