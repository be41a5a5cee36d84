"""Each week is called from what was known on its eve: nothing later moves a forecast."""

from dataclasses import replace

import numpy as np
import pytest

from sim.calibrate.arrivals.model import forecast
from sim.calibrate.backtest.baselines import poisson_around_last, poisson_around_mean
from sim.calibrate.backtest.rolling import Forecaster, rolling, scores, summed, to_call
from sim.calibrate.counted import Counted

from .shops import MONDAY, shop


def moved_by_what_came_later(model: Forecaster, counts: Counted, monday: int) -> bool:
    """Tell whether the call of a week is another one when that week and all later ones are other."""
    later = counts.days >= monday
    other = replace(counts, counts=np.where(later[:, None], 3 * counts.counts + 7, counts.counts))
    one, two = (rolling(series, [monday], model, seed=1)[0].bands for series in (counts, other))
    return any((one[level] != two[level]).any() for level in one)


@pytest.mark.parametrize("model", [forecast, poisson_around_mean, poisson_around_last])
def test_no_forecaster_peeks(model):
    counts = shop(weeks=9, seed=1, week=0.05)
    assert not any(moved_by_what_came_later(model, counts, MONDAY + 7 * week) for week in (5, 8))


def test_a_forecaster_that_peeks_is_found(monkeypatch):
    """The planted fault: what is known on the eve holds the week itself."""
    counts = shop(weeks=9, seed=1)
    honest = Counted.before
    monkeypatch.setattr(Counted, "before", lambda self, day: honest(self, day + 7))
    assert moved_by_what_came_later(poisson_around_mean, counts, MONDAY + 7 * 5)
    assert moved_by_what_came_later(forecast, counts, MONDAY + 7 * 5)


def test_a_week_is_called_the_same_whatever_else_is_called():
    counts = shop(weeks=9, seed=1)
    alone, beside = (
        rolling(counts, mondays, poisson_around_mean, 1)[-1]
        for mondays in ([MONDAY + 56], [MONDAY + 49, MONDAY + 56])
    )
    assert (alone.bands["slot"] == beside.bands["slot"]).all()


def test_the_levels_are_sums_of_the_same_draws():
    counts = np.arange(24).reshape(2, 3, 4)  # two draws of three days with four slots
    assert summed(counts, "slot").tolist() == [list(range(12)), list(range(12, 24))]
    assert summed(counts, "day").tolist() == [[6, 22, 38], [54, 70, 86]]
    assert summed(counts, "week").tolist() == [[66], [210]]


def test_a_forecaster_that_knows_the_law_holds_what_it_promises():
    """150 weeks of Poisson counts by their own mean: 90% within three standard errors, by simulation."""
    counts = shop(weeks=200, seed=3, mean=5000)
    found = scores(rolling(counts, to_call(counts, 150), poisson_around_mean, 1))
    assert (
        found["slot"].number == 3750 and abs(found["slot"].inside_90 - 0.9) < 3 * (0.09 / 3750) ** 0.5 + 0.005
    )
    assert abs(found["week"].inside_90 - 0.9) < 3 * (0.09 / 150) ** 0.5
    assert abs(found["day"].inside_50 - 0.5) < 3 * (0.25 / 750) ** 0.5 + 0.01


def test_the_last_weeks_are_called_that_have_four_before_them():
    counts = shop(weeks=10, seed=1)
    assert to_call(counts, 3) == [MONDAY + 7 * week for week in (7, 8, 9)]
    assert to_call(counts, 50) == [MONDAY + 7 * week for week in range(4, 10)]
    with pytest.raises(ValueError, match="7 whole weeks"):
        to_call(counts.before(MONDAY + 50), 3)  # the eighth week has one day


def test_a_closed_day_is_not_called():
    counts = shop(weeks=9, seed=1)
    open_days = counts.kept(counts.days != MONDAY + 7 * 8)
    [called] = rolling(open_days, [MONDAY + 56], poisson_around_last, 1)
    assert called.days.tolist() == [MONDAY + 57 + day for day in range(4)]
    assert called.bands["day"].shape == (4, 4) and called.bands["slot"].shape == (20, 4)


def test_how_far_a_week_is_off_is_a_share_of_what_came():
    counts = shop(weeks=9, seed=1)

    def always(past, days, streams):
        return np.full((5, len(days), 5), 100)

    [called] = rolling(counts, [MONDAY + 56], always, 1)
    came = int(counts.counts[-5:].sum())
    assert called.off == pytest.approx(abs(2500 - came) / came) and not called.inside
