"""What arrivals say of a scenario's figures: near the truth where it is known, and untold where it is not."""

import numpy as np
import pytest

from sim.calibrate.arrivals.figures import figures
from sim.calibrate.counted import Counted
from sim.calibrate.fitted import Fitted, Profile, Untold

from ..backtest.shops import MONDAY, PROFILE, WEEKDAY, shop


def by_key(counts: Counted, **options) -> dict[str, Fitted | Profile | Untold]:
    return {one.key: one for one in figures(counts, **options)}


def test_level_and_busyness_hold_the_truth_in_their_range():
    told = by_key(shop(weeks=40, seed=3, mean=20_000, week=0.05, day=0.04))
    week = 20_000 * WEEKDAY.sum()
    for key, truth in (("questions_per_week", week), ("week_busyness_sd", 0.05), ("day_busyness_sd", 0.04)):
        found = told[f"contacts.{key}"]
        assert isinstance(found, Fitted) and found.low < truth < found.high, found
        assert found.low < found.value < found.high
        assert "200 days, 2026-W02 to 2026-W41" in found.rests_on


def test_the_level_has_the_key_that_is_asked_for():
    assert "orders.items_per_week" in by_key(shop(weeks=8, seed=3), level="orders.items_per_week")


def test_the_level_is_that_of_now():
    counts = shop(weeks=30, seed=3, mean=20_000, week=0.02)
    grown = Counted(counts.days, counts.counts * np.where(counts.days < MONDAY + 105, 1, 2)[:, None], 0, 1800)
    assert by_key(grown)["contacts.questions_per_week"].value == pytest.approx(
        2 * 20_000 * WEEKDAY.sum(), rel=0.1
    )


def test_the_hours_of_a_week_are_weights_of_a_thousand():
    """Slots from 09:00: two of nine o'clock, two of ten, one of eleven."""
    told = by_key(shop(weeks=30, seed=3, mean=20_000))
    monday, saturday = told["contacts.by_hour.mon"].weights, told["contacts.by_hour.sat"].weights
    assert len(monday) == 24 and set(saturday) == {0.0}
    hours = np.array([PROFILE[:2].sum(), PROFILE[2:4].sum(), PROFILE[4]]) * WEEKDAY[0] / WEEKDAY.sum() * 1000
    assert monday[9:12] == pytest.approx(hours, rel=0.03)
    assert sum(monday[:9] + monday[12:]) == 0


def test_what_follows_a_holiday_is_fitted_where_there_was_one():
    counts = shop(weeks=30, seed=3, mean=20_000)
    holidays = MONDAY + 7 * np.array([5, 10, 15, 20, 25])
    busy = np.where(np.isin(counts.days, holidays + 1)[:, None], counts.counts * 5 // 4, counts.counts)
    kept = Counted(counts.days, busy, counts.opens_s, 1800).kept(~np.isin(counts.days, holidays))
    found = by_key(kept)["contacts.after_holiday"]
    assert found.value == pytest.approx(1.25, rel=0.06) and found.rests_on.startswith("5 first open days")
    assert isinstance(by_key(counts)["contacts.after_holiday"], Untold)


def test_counts_by_day_do_not_tell_the_hours():
    days = shop(weeks=8, seed=3)
    told = by_key(Counted(days.days, days.totals[:, None], 0, 86_400))
    assert told["contacts.by_hour"] == Untold("contacts.by_hour", "the counts are by day or by several hours")


def test_too_few_weeks_tell_nothing_and_say_why():
    told = figures(shop(weeks=3, seed=3))
    assert len(told) == 5 and all(isinstance(one, Untold) for one in told)
    assert told[0].reason == "3 weeks of arrivals; it takes 4"
