"""How far weeks and days stray, of shops that were drawn to stray so far."""

import numpy as np
import pytest

from sim.calibrate.counted import Counted
from sim.calibrate.estimates.luck import DAY_SD, WEEK_SD, busyness_of
from sim.calibrate.estimates.weeks import by_week
from sim.calibrate.fitted import Untold, fact, too_few
from sim.deadline import week_from_label

FIRST = week_from_label("2026-W10")


def told_of(counts: np.ndarray):
    days = FIRST + np.arange(len(counts))
    return busyness_of(Counted(days, counts[:, None], 0, 86_400), by_week(days, counts), "questions")


def test_both_are_found_and_mostly_held():
    """500 a day, weeks of 6% and days of 3.3%, ten shops of 15 weeks."""
    rng = np.random.default_rng(1)
    found = []
    for _ in range(10):
        week = np.repeat(rng.gamma(0.06**-2, 0.06**2, 15), 7)
        found.append(told_of(rng.poisson(500 * week * rng.gamma(0.033**-2, 0.033**2, 105))))
    weeks, days = ([one[place] for one in found] for place in (0, 1))
    assert {one.key for one in weeks} == {WEEK_SD} and {one.key for one in days} == {DAY_SD}
    assert np.mean([one.value for one in weeks]) == pytest.approx(0.06, rel=0.2)
    assert np.mean([one.value for one in days]) == pytest.approx(0.033, rel=0.25)
    assert np.mean([one.low <= 0.06 <= one.high for one in weeks]) >= 0.7
    assert np.mean([one.low <= 0.033 <= one.high for one in days]) >= 0.7


def test_a_broken_last_week_moves_nothing():
    counts = np.random.default_rng(2).poisson(500, 7 * 12)
    assert told_of(np.append(counts, [500, 20])) == told_of(counts)


def test_few_weeks_tell_nothing():
    seven = too_few(fact("weeks_by_day", n=7, what="questions"), 8)
    assert [one.reason for one in told_of(np.full(7 * 7, 100)) if isinstance(one, Untold)] == [seven, seven]
