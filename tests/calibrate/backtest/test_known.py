"""Which weeks counts by interval tell whole: a hole is no closed day."""

from datetime import date

import numpy as np

from sim.calibrate.backtest.known import known
from sim.calibrate.counted import Counted
from sim.deadline import day_number

MONDAY = day_number(date(2026, 1, 12))
TUESDAY, LAST_FRIDAY = MONDAY + 15, MONDAY + 39


def counts(missing: tuple[int, ...] = (), zero: tuple[int, ...] = (), a_log: bool = False) -> Counted:
    """Six weeks of 10, 20, .. 50 on Mondays to Fridays; a `zero` day has a row of 0, a `missing` one none."""
    days = np.array([MONDAY + 7 * week + day for week in range(6) for day in range(5)])
    open_ones = days[~np.isin(days, [*missing, *zero])]
    told = None if a_log else np.unique([*open_ones.tolist(), *zero])
    return Counted(open_ones, 10 * (1 + (open_ones - MONDAY) % 7)[:, None], 9 * 3600, 1800, told)


def test_the_week_of_a_day_without_a_row_is_left_out():
    told = known(counts(missing=(TUESDAY,)), "NL")

    assert told.unknown.tolist() == [TUESDAY]
    assert np.unique(told.counts.mondays - MONDAY).tolist() == [0, 7, 21, 28, 35]
    assert told.counts.totals.sum() == 5 * 150


def test_a_row_of_0_and_a_public_holiday_are_closed_days():
    easter_monday = day_number(date(2026, 4, 6))
    shift = easter_monday - MONDAY
    moved = counts(missing=(MONDAY + 14,))
    at_easter = Counted(moved.days + shift - 14, moved.counts, 9 * 3600, 1800, moved.told + shift - 14)

    assert not len(known(counts(zero=(TUESDAY,)), "NL").unknown)
    assert not len(known(at_easter, "NL").unknown)
    assert known(at_easter, "none").unknown.tolist() == [easter_monday]


def test_the_end_of_a_file_within_a_day_is_a_hole_too():
    """30, and not 50, on the last Friday are more than half of what it has; 20 are not."""
    more, less = counts(), counts()
    more.counts[-1], less.counts[-1] = 30, 20

    assert not len(known(more, "NL").unknown)
    assert known(less, "NL").unknown.tolist() == [LAST_FRIDAY]


def test_a_weekday_without_any_row_is_named_and_counts_as_closed():
    no_tuesdays = counts(missing=tuple(MONDAY + 7 * week + 1 for week in range(6)))

    told = known(no_tuesdays, "NL")

    assert told.shut == (1, 5, 6) and not len(told.unknown)
    assert len(told.counts.days) == 24


def test_a_log_tells_of_every_day():
    told = known(counts(missing=(TUESDAY,), a_log=True), "NL")

    assert told.shut == () and not len(told.unknown) and len(told.counts.days) == 29


def test_of_a_file_with_a_hole_in_every_week_no_week_is_whole():
    """Of each week one of Tuesday to Friday is missing, another one than in the week before."""
    told = known(counts(missing=tuple(MONDAY + 7 * week + 1 + week % 4 for week in range(6))), "NL")

    assert len(told.unknown) == 6 and not len(told.counts.whole_weeks())
