"""What the calendar says of days, by hand."""

import numpy as np

from sim.calibrate.arrivals.frame import frame, regular

MONDAY = 20_458  # 2026-01-05


def weekdays(weeks: int, without: tuple[int, ...] = ()) -> np.ndarray:
    """Mondays to Fridays, but for some days counted from the first Monday."""
    return np.array([MONDAY + day for day in range(7 * weeks) if day % 7 < 5 and day not in without])


def test_the_first_open_day_after_a_closed_weekday_is_marked_and_an_ordinary_monday_is_not():
    days = weekdays(3, without=(7, 16, 17, 18))  # a Monday; a Wednesday to a Friday
    seen = frame(days, days[:0])
    assert (seen.days[seen.rush] - MONDAY).tolist() == [8]
    later = frame(days, np.array([MONDAY + 21]))
    assert (later.days[later.rush] - MONDAY).tolist() == [8, 21]


def test_weeks_are_numbered_over_a_gap():
    days = np.array([MONDAY, MONDAY + 4, MONDAY + 21])
    assert frame(days, days[:0]).weeks.tolist() == [0, 0, 3]
    assert frame(days, days[:0]).walked.tolist() == [[0, 0, 0], [0, 0, 0], [0, 0, 3]]
    assert frame(days, days[:0]).same_week.tolist() == [[1, 1, 0], [1, 1, 0], [0, 0, 1]]


def test_a_weekday_that_is_open_now_and_then_is_no_regular_one():
    days = np.append(weekdays(4), MONDAY + 5)
    assert regular(np.sort(days)).tolist() == [True] * 5 + [False] * 2
    seen = frame(np.sort(days), days[:0])
    assert not seen.rush.any()  # the other Saturdays were no holidays


def test_days_share_the_doubt_about_their_weekday():
    """Variance 1 of a weekday's effect; 0.1**2 after a holiday, and 0.1**2 that is each holiday's own."""
    days = weekdays(5, without=(7, 14))
    doubt = frame(days, days[:0]).doubt
    assert doubt[0, 0] == 1 and doubt[0, 1] == 0 and doubt[1, 5] == 1  # Tuesdays, one after a holiday
    np.testing.assert_allclose([doubt[5, 5], doubt[5, 9]], [1 + 0.01 + 0.01, 1 + 0.01])


def test_a_shop_that_was_shut_for_more_than_a_week_had_no_holiday():
    days = weekdays(6, without=tuple(range(7, 14)))
    assert not frame(days, days[:0]).rush.any()


def test_a_week_that_is_left_out_was_no_holiday():
    """Open on all days: the third week is not known, and nothing follows it as it follows closed days."""
    days = MONDAY + np.array([day for day in range(35) if day // 7 != 2])
    assert not frame(days, days[:0]).rush.any()
    closed = MONDAY + np.array([day for day in range(35) if not 15 <= day < 22])
    assert (closed[frame(closed, closed[:0]).rush] - MONDAY).tolist() == [22]
