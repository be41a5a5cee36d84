"""A normal week from the weeks before, against closed forms."""

import numpy as np
import pytest
from scipy import stats

from sim.calibrate.called.learned.level import normal_week
from sim.calibrate.called.replay.week import Volume


def test_equal_weeks_are_the_normal_week():
    found = normal_week([Volume(800.0, 200.0)] * 6, week_sd=0.06, day_sd=0.03)

    assert found.contacts.value == pytest.approx(1000.0)
    assert found.phone_share.value == pytest.approx(0.2, abs=0.001)
    assert found.spread.value < 0.06


def test_one_week_has_the_spread_of_the_scenario_and_a_range_of_its_own():
    found = normal_week([Volume(800.0, 200.0)], week_sd=0.06, day_sd=0.03)

    of_a_count = np.sqrt(0.06**2 + 1 / 1000 + 0.03**2 / 5)
    half = stats.t(3).ppf(0.95) * of_a_count
    assert found.spread.value == pytest.approx(0.06)
    squares, others = 3 * of_a_count**2, 1 / 1000 + 0.03**2 / 5
    high, low = stats.invgamma(1.5, scale=squares / 2).ppf([0.95, 0.05])  # of the variance
    assert found.spread.high == pytest.approx(np.sqrt(high - others))
    assert found.spread.low == pytest.approx(np.sqrt(max(low - others, 0)))
    assert found.contacts.high == pytest.approx(1000 * np.exp(half))
    assert found.contacts.low == pytest.approx(1000 * np.exp(-half))


def test_callers_are_a_beta_posterior_of_what_one_week_counted():
    found = normal_week([Volume(800.0, 200.0)], week_sd=0.06, day_sd=0.03).phone_share

    assert (found.low, found.value, found.high) == pytest.approx(stats.beta(201, 801).ppf([0.05, 0.5, 0.95]))


def test_a_recent_week_counts_for_more():
    rising = [Volume(float(100 * week), 0.0) for week in range(5, 11)]

    up, down = (normal_week(one, 0.06, 0.03).contacts.value for one in (rising, rising[::-1]))

    assert up > 780 > down


def test_weeks_that_differ_more_make_wider_ranges():
    calm = normal_week([Volume(1000.0, 0.0), Volume(1010.0, 0.0)] * 4, 0.06, 0.03)
    wild = normal_week([Volume(700.0, 0.0), Volume(1430.0, 0.0)] * 4, 0.06, 0.03)

    assert wild.spread.value > 0.3 > 0.06 > calm.spread.value
    assert wild.contacts.high / wild.contacts.low > calm.contacts.high / calm.contacts.low


def test_the_range_holds_the_level_in_nine_cases_of_ten():
    random = np.random.default_rng(1)
    held = 0
    for _ in range(400):
        weeks = 1000 * np.exp(random.normal(0, 0.08, 8))
        level = normal_week([Volume(float(one), 0.0) for one in weeks], 0.06, 0.03).contacts
        held += level.low <= 1000 <= level.high
    assert 0.85 <= held / 400 <= 0.95
