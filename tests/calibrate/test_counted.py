"""Arrivals counted by slot: hours and closed days are found, none is made up."""

import numpy as np

from sim.calibrate.counted import Counted, counted

MONDAY = 20_458
DAY_S = 86_400


def of(*arrivals: tuple[int, str, int]) -> Counted:
    """Count so many at a time of a day after the Monday, by half-hour."""
    clock = [3600 * int(time[:2]) + 60 * int(time[3:]) for _, time, _ in arrivals]
    at = [(MONDAY + day) * DAY_S + second for (day, _, _), second in zip(arrivals, clock, strict=True)]
    return counted(np.array(at), np.array([number for *_, number in arrivals]), 1800)


def test_slots_run_from_the_first_to_the_last_in_which_anybody_came():
    found = of((0, "09:05", 10), (0, "09:29", 1), (0, "10:30", 4), (1, "09:30", 20))
    assert (found.opens_s, found.slot_s) == (9 * 3600, 1800)
    assert found.counts.tolist() == [[11, 0, 0, 4], [0, 20, 0, 0]]


def test_zeros_at_the_edges_of_the_day_open_no_slot():
    found = of((0, "08:00", 0), (0, "09:00", 10), (0, "20:00", 0))
    assert found.counts.tolist() == [[10]]


def test_a_day_without_arrivals_is_closed_where_its_weekday_has_many():
    busy = [(7 * week + day, "09:00", 30) for week in range(4) for day in (0, 1) if (week, day) != (2, 1)]
    assert of(*busy).days.tolist() == [
        MONDAY + 7 * week + day for week in range(4) for day in (0, 1) if (week, day) != (2, 1)
    ]


def test_a_day_without_arrivals_may_be_a_quiet_one_in_a_small_shop():
    quiet = [(7 * week + day, "09:00", 2) for week in range(4) for day in (0, 1) if (week, day) != (2, 1)]
    found = of(*quiet)
    assert found.days.tolist() == [MONDAY + 7 * week + day for week in range(4) for day in (0, 1)]
    assert found.totals.tolist() == [2, 2, 2, 2, 2, 0, 2, 2]


def test_a_week_is_whole_from_its_first_to_its_last_open_weekday():
    days = [day for day in range(21) if day % 7 < 5]
    weeks = [MONDAY, MONDAY + 7, MONDAY + 14]
    assert of(*((day, "09:00", 30) for day in days)).whole_weeks().tolist() == weeks
    assert of(*((day, "09:00", 30) for day in days[1:])).whole_weeks().tolist() == weeks[1:]
    assert of(*((day, "09:00", 30) for day in days[:-1])).whole_weeks().tolist() == weeks[:-1]


def test_what_was_known_on_the_eve_holds_nothing_of_the_day():
    found = of(*((day, "09:00", 30) for day in range(5)))
    assert found.before(MONDAY + 3).days.tolist() == [MONDAY, MONDAY + 1, MONDAY + 2]
