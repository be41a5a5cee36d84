"""Whole weeks, the level of a normal one, and how far a week is off its forecast."""

from datetime import date

import numpy as np
import pytest

from sim.calibrate.estimates.weeks import Weeks, busyness, by_week, feasts, level
from sim.calibrate.fitted import Fitted, Untold, fact, too_few
from sim.deadline import day_number

MONDAY = day_number(date(2026, 1, 12))


def weeks(counts, first: int = MONDAY) -> Weeks:
    return Weeks(first + 7 * np.arange(len(counts)), np.array(counts))


def test_broken_weeks_at_both_ends_are_left_out():
    """From a Wednesday to a Thursday: the two weeks between them are whole."""
    days = np.arange(MONDAY + 2, MONDAY + 25)
    found = by_week(days)
    assert found.mondays.tolist() == [MONDAY + 7, MONDAY + 14] and found.counts.tolist() == [7, 7]


def test_a_shop_that_is_shut_at_weekends_has_a_whole_last_week_on_friday():
    assert by_week(np.arange(MONDAY, MONDAY + 5)).counts.tolist() == [5]
    assert by_week(np.arange(MONDAY, MONDAY + 4)).counts.tolist() == []


def test_rows_may_stand_for_several():
    days = np.array([MONDAY, MONDAY + 4])
    assert by_week(days, np.array([3, 9])).counts.tolist() == [12]


def test_no_days_are_no_weeks():
    assert len(by_week(np.zeros(0, int)).mondays) == 0


def test_the_end_of_the_year_is_no_normal_time():
    """2026 has 53 weeks: 46 begins on 9 November, week 2 of 2027 on 11 January."""
    mondays = [date(2026, 11, 2), date(2026, 11, 9), date(2026, 12, 28), date(2027, 1, 4), date(2027, 1, 11)]
    assert feasts(np.array([day_number(one) for one in mondays])).tolist() == [False, True, True, True, False]


def test_a_nearly_empty_week_is_a_gap_and_no_quiet_week():
    assert weeks([100, 110, 3, 90]).held.tolist() == [True, True, False, True]
    told = level("x", weeks([100, 110, 3, 90, 100]), "questions")
    assert isinstance(told, Fitted) and told.value == 100


def test_the_level_is_that_of_the_latest_quarter():
    told = level("x", weeks([500] * 6 + [100] * 13), "questions")
    assert isinstance(told, Fitted) and (told.value, told.low, told.high) == (100, 100, 100)
    assert told.rests_on == fact("normal_weeks", n=13, what="questions", first="2026-W09", last="2026-W21")


def test_too_few_weeks_are_told_by_number():
    told = level("x", weeks([100, 110, 90]), "questions")
    assert told == Untold("x", fact("few_weeks", whole=3, n=3, least=4))


def test_nine_levels_in_ten_hold_the_truth():
    rng = np.random.default_rng(2)
    fits = [level("x", weeks(rng.poisson(300 * rng.gamma(100, 0.01, 13))), "q") for _ in range(400)]
    held = np.mean([one.low <= 300 <= one.high for one in fits])
    assert 0.86 <= held <= 0.94


@pytest.mark.parametrize("sd", [0.06, 0.15])
def test_how_far_weeks_are_off_their_forecast_is_found(sd):
    """Independent gamma weeks of a known sd, Poisson counts of 900; holiday weeks are never near."""
    rng = np.random.default_rng(3)
    drawn = [rng.poisson(900 * rng.gamma(sd**-2, sd**2, 30)) for _ in range(300)]
    fits = [busyness("x", weeks(one), "q") for one in drawn]
    assert np.mean([one.value for one in fits]) == pytest.approx(sd, rel=0.08)
    assert 0.84 <= np.mean([one.low <= sd <= one.high for one in fits]) <= 0.96


def test_weeks_that_only_chance_moves_have_no_busyness_of_their_own():
    """All alike: less than Poisson would move them."""
    told = busyness("x", weeks([100] * 20), "questions")
    assert told == Untold("x", fact("weeks_by_chance", n=16, what="questions"))


def test_a_forecast_needs_the_four_weeks_just_before():
    gap = Weeks(MONDAY + 7 * np.array([0, 1, 2, 4, 5, 6, 8, 9, 10]), np.full(9, 100))
    told = busyness("x", gap, "questions")
    assert told == Untold("x", too_few(fact("forecast_weeks", n=0, before=4), 8))
