"""What arrivals say of a scenario's figures: near the truth where it is known, and untold where it is not."""

import numpy as np
import pytest

from sim.calibrate.arrivals.figures import figures
from sim.calibrate.counted import Counted
from sim.calibrate.fitted import Fitted, Untold

from ..backtest.shops import MONDAY, shop


def by_key(counts: Counted) -> dict[str, Fitted | Untold]:
    return {one.key: one for one in figures(counts, "calls")}


def test_the_spread_of_weeks_and_days_lies_in_its_range():
    told = by_key(shop(weeks=30, seed=4, mean=20_000, week=0.05, day=0.04))
    for key, truth in (("week_busyness_sd", 0.05), ("day_busyness_sd", 0.04)):
        found = told[f"contacts.{key}"]
        assert isinstance(found, Fitted) and found.low < truth < found.high, found
        assert found.low < found.value < found.high
        assert found.rests_on == "150 open days of calls, by a model of weeks and days"


def test_what_follows_a_holiday_is_fitted_where_there_was_one():
    counts = shop(weeks=30, seed=3, mean=20_000)
    holidays = MONDAY + 7 * np.array([5, 10, 15, 20, 25])
    busy = np.where(np.isin(counts.days, holidays + 1)[:, None], counts.counts * 5 // 4, counts.counts)
    kept = Counted(counts.days, busy, counts.opens_s, 1800).kept(~np.isin(counts.days, holidays))
    found = by_key(kept)["contacts.after_holiday"]
    assert isinstance(found, Fitted) and found.value == pytest.approx(1.25, rel=0.06)
    assert found.rests_on == "5 first open days of calls after a holiday"
    assert found.low < 1.15 and found.high > 1.35  # the next holiday is one of its own
    assert isinstance(by_key(counts)["contacts.after_holiday"], Untold)


def test_too_few_weeks_tell_nothing_and_say_why():
    told = figures(shop(weeks=7, seed=3), "calls")
    assert len(told) == 3 and all(isinstance(one, Untold) for one in told)
    assert told[0].reason == "7 normal weeks of calls by the day; it takes 8"
