"""The model as a whole: its draws are coherent, seeded, and hold what they promise on series of known law."""

import numpy as np
import pytest
from scipy.stats import binom

from sim.calibrate.arrivals.model import DRAWS, fit, forecast
from sim.calibrate.backtest.baselines import poisson_around_mean
from sim.calibrate.backtest.rolling import rolling, scores, to_call
from sim.draws import Streams

from ..backtest.shops import MONDAY, WEEKDAY, shop

NEXT = MONDAY + 7 * 12 + np.arange(5)


def test_the_same_seed_draws_the_same_weeks_and_another_others():
    counts = shop(weeks=12, seed=1, week=0.05)
    first, again, other = (forecast(counts, NEXT, Streams(seed, 0)) for seed in (1, 1, 2))
    assert first.shape == (DRAWS, 5, 5) and first.dtype == np.int64
    assert (first == again).all() and (first != other).any()


def test_the_middle_of_the_draws_is_the_weekday_times_the_level():
    counts = shop(weeks=12, seed=1, mean=20_000)
    days = np.median(forecast(counts, NEXT, Streams(1, 0)).sum(axis=2), axis=0)
    np.testing.assert_allclose(days, 20_000 * WEEKDAY, rtol=0.03)


def test_weeks_stray_further_than_days_by_themselves_would():
    """Luck that a week shares: the spread of its total is well above that of five independent days."""
    counts = shop(weeks=30, seed=1, mean=20_000, week=0.10, day=0.02)
    days = forecast(counts, MONDAY + 7 * 30 + np.arange(5), Streams(1, 0)).sum(axis=2)
    assert days.sum(axis=1).std() > 1.5 * days.var(axis=0).sum() ** 0.5


def test_a_level_that_moved_is_followed():
    counts = shop(weeks=20, seed=1, mean=20_000, week=0.02, level=0.0)
    moved = counts.counts.copy()
    moved[50:] = moved[50:] * 3 // 2  # half as many more since ten weeks
    late = type(counts)(counts.days, moved, counts.opens_s, counts.slot_s)
    week = np.median(forecast(late, MONDAY + 7 * 20 + np.arange(5), Streams(1, 0)).sum(axis=(1, 2)))
    assert week == pytest.approx(1.5 * 20_000 * WEEKDAY.sum(), rel=0.06)


def test_bands_hold_what_they_promise_on_shops_of_known_law():
    """Four shops, eight weeks each. Of 32 weeks whose bands hold in 90%, fewer than 25 hold once in 100 times
    by the binomial law; half-hours come in dozens that share a week's luck."""
    calls = []
    for seed in range(4):
        counts = shop(24, seed, 20_000, level=0.02, week=0.04, day=0.04, slot=0.05, memory=0.6)
        calls += rolling(counts, to_call(counts, 8), forecast, seed=1)
    found = scores(calls)
    assert binom.cdf(24, 32, 0.9) < 0.012
    assert found["week"].inside_90 * 32 >= 25
    assert 0.83 <= found["day"].inside_90 <= 0.97 and 0.85 <= found["slot"].inside_90 <= 0.95
    assert 0.36 <= found["day"].inside_50 <= 0.64


def test_where_only_chance_is_at_work_it_loses_little_against_the_law_itself():
    counts = shop(weeks=16, seed=4, mean=400)
    mondays = to_call(counts, 10)
    own, law = (scores(rolling(counts, mondays, model, 1)) for model in (forecast, poisson_around_mean))
    assert own["slot"].pinball < 1.05 * law["slot"].pinball


def test_a_tiny_shop_is_called_too():
    counts = shop(weeks=10, seed=2, mean=3)
    drawn = forecast(counts, MONDAY + 70 + np.arange(5), Streams(1, 0)).sum(axis=2)
    assert 2 < drawn.mean() < 4 and drawn.min() == 0


def test_a_year_of_days_is_as_far_as_it_looks_back():
    assert len(fit(shop(weeks=60, seed=1), Streams(1, 0)).seen.frame.days) == 260
