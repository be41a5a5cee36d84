"""How a day falls into its slots: recovered from series whose law is known."""

import numpy as np
import pytest

from sim.calibrate.arrivals.within import Within, within
from sim.calibrate.counted import Counted
from sim.draws import Streams

from ..backtest.shops import PROFILE, shop

MONDAY = 20_458


def strayed(days: int, seed: int, sd: float, memory: float, mean: float) -> Counted:
    """Many slots a day of one profile, whose logs are an AR(1) by numpy."""
    rng = np.random.default_rng(seed)
    slots = np.empty((days, 24))
    slots[:, 0] = rng.standard_normal(days)
    for slot in range(1, 24):
        slots[:, slot] = memory * slots[:, slot - 1] + (1 - memory**2) ** 0.5 * rng.standard_normal(days)
    counts = rng.poisson(mean * np.exp(sd * slots))
    return Counted(MONDAY + np.arange(days), counts, 0, 1800)


def test_the_profile_is_found():
    found = within(shop(weeks=30, seed=1, mean=20_000))
    np.testing.assert_allclose(found.profiles[:5], np.tile(PROFILE, (5, 1)), rtol=0.01)
    np.testing.assert_allclose(found.profiles.sum(axis=1), 1)


def test_poisson_counts_stray_no_further_than_poisson():
    """Where chance alone makes 0.14, less than a third of it is taken for more than chance."""
    assert within(strayed(days=200, seed=1, sd=0.0, memory=0.0, mean=50)).sd < 0.14 / 3


@pytest.mark.parametrize("mean", [60, 2000])
def test_spread_and_memory_of_half_hours_are_found_beneath_the_poisson_noise(mean):
    found = within(strayed(days=400, seed=2, sd=0.10, memory=0.5, mean=mean))
    assert found.sd == pytest.approx(0.10, rel=0.05)
    assert found.memory == pytest.approx(0.5, abs=0.101)


def test_few_arrivals_of_a_weekday_take_the_profile_of_all():
    """One Saturday of 20 arrivals, half of them in one slot, is not believed to be its law."""
    counts = shop(weeks=10, seed=3, mean=5000)
    saturday = Counted(
        np.append(counts.days, counts.days[-1] + 1), np.vstack([counts.counts, [1, 2, 5, 10, 2]]), 0, 1800
    )
    assert within(saturday).profiles[5] == pytest.approx(PROFILE, abs=0.03)


def test_drawn_shares_add_up_and_stray_as_fitted():
    law = Within(np.full((7, 48), 1 / 48), shared=0.1, memory=0.6, alone=0.05)
    drawn = law.draw(np.zeros(3, int), 2000, Streams(1, 0))
    np.testing.assert_allclose(drawn.sum(axis=2), 1)
    logs = np.log(drawn * 48)
    off = logs - logs.mean(axis=2, keepdims=True)
    # the mean of 48 such slots has variance (0.1**2 * 4 - 0.1**2 * 0.2) / 48 + 0.05**2 / 48, taken off each
    taken = (0.1**2 * 4 + 0.05**2) / 48
    assert off.var() == pytest.approx(0.1**2 + 0.05**2 - taken, rel=0.03)
    assert (off[..., 1:] * off[..., :-1]).mean() == pytest.approx(0.6 * 0.1**2 - taken, rel=0.05)


def test_days_that_are_one_slot_have_nothing_within():
    found = within(Counted(MONDAY + np.arange(20), np.full((20, 1), 50), 0, 86_400))
    assert found.sd == 0 and (found.profiles == 1).all()


def test_a_weekday_of_its_own_is_told_after_one_week_where_nothing_comes_at_night():
    """The 480 calls of one weekday come in the evening, as a tenth of those of the others do.

    Where slots without any call hid that, all slots of all days were said to stray by 160%.
    """
    day, evening = np.zeros(48), np.zeros(48)
    day[16:38], day[38:46], evening[38:46] = 40.0, 12.0, 60.0
    counts = Counted(MONDAY + np.arange(5), np.random.default_rng(3).poisson([day] * 4 + [evening]), 0, 1800)

    told = within(counts)

    np.testing.assert_allclose(told.profiles[4][38:46], 1 / 8, rtol=0.35)
    assert told.profiles[4][16:38].sum() < 0.1
    assert told.sd < 0.15
