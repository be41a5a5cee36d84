"""The calls of a week to come: days, times of day and numbers as planned."""

import numpy as np
import pytest

from sim.calibrate.backtest.volume import LEAST_TIMES, MOST_TIMES, Plan, drawn_calls, plan_of
from sim.deadline import local_days
from sim.deadline.instants.wall import local_seconds
from sim.staffing.intervals import lined_up

from ..phone.logs import MONDAY_9, by_hand

ZONE = "Europe/Amsterdam"
MONDAY = MONDAY_9 // 86_400


def test_a_plan_adds_up_the_hours_of_all_people_by_their_local_day():
    """Two on Monday, of whom one begins at half past midnight on the wall, which is Sunday in UTC."""
    late = MONDAY_9 - 9 * 3600 + 1800
    line = lined_up([np.array([[MONDAY_9, MONDAY_9 + 7200]]), np.array([[late, late + 3600]])])

    told = plan_of(line, ZONE)

    assert (told.day.tolist(), told.hours.tolist()) == ([MONDAY], [3.0])


def test_a_day_is_compared_with_its_weekday_of_late_and_newer_ones_weigh_more():
    """Mondays of 10 hours four weeks before, and 20 a week before: half of a weight, and 0.84 of one."""
    days = np.array([MONDAY - 28, MONDAY - 7, MONDAY - 6, MONDAY, MONDAY + 2])
    plan = Plan(days, np.array([10.0, 20.0, 99.0, 15.0, 7.0]))

    young = 0.5**0.25
    usual = (10 * 0.5 + 20 * young) / (0.5 + young)
    assert plan.times_usual(plan.of_week(MONDAY)) == pytest.approx([15 / usual, 1.0])  # no Wednesday before


def test_a_plan_speaks_for_half_to_one_and_a_half_times_the_usual_calls():
    plan = Plan(np.array([MONDAY - 7, MONDAY - 6, MONDAY, MONDAY + 1]), np.array([10.0, 10.0, 1.0, 90.0]))

    assert plan.times_usual(plan.of_week(MONDAY)).tolist() == [LEAST_TIMES, MOST_TIMES]


def past_calls(weeks: int):
    """Mondays to Thursdays, a call every minute of an hour from 10:00."""
    at = [
        86_400 * (7 * week + day) + 3600 + 60 * minute
        for week in range(weeks)
        for day in range(4)
        for minute in range(60)
    ]
    return by_hand(*[(one, "answered", 0, 60) for one in at])


def test_calls_come_on_planned_days_at_their_time_of_day_and_as_many_as_planned():
    before, monday = past_calls(weeks=4), MONDAY + 28
    days = np.concatenate([MONDAY + 7 * week + np.arange(4) for week in range(5)])
    hours = np.full(20, 8.0)
    hours[16] = 4.0  # half of the people on the Monday to come
    plan = Plan(days[:-1], hours[:-1])  # and nobody on the Thursday

    drawn = list(drawn_calls(before, plan, monday, ZONE, plays=20))

    assert len(drawn) == 20
    counts = np.array([np.bincount(local_days(at, ZONE) - monday, minlength=7) for at in drawn])
    assert counts[:, 3:].sum() == 0
    assert counts[:, 0].mean() == pytest.approx(30, abs=6)
    assert counts[:, 1:3].mean() == pytest.approx(60, abs=8)
    second = np.concatenate([local_seconds(at, ZONE) % 86_400 for at in drawn])
    assert (second.min() // 1800, second.max() // 1800) == (20, 21)
    assert all((np.diff(at) >= 0).all() for at in drawn)
