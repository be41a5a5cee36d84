import doctest
from datetime import date

import numpy as np
import pytest

from sim.deadline import Boundary, week_from_label
from sim.norms.editions.clock import clock
from sim.norms.editions.edition import edition
from sim.norms.standing import strikes
from sim.norms.standing.strikes import consequence, decided_at, final_at, in_window
from tests.norms.logs import at

NORM = edition("8wh").strikes
WEEK = 7


@pytest.mark.parametrize(
    ("week", "wednesday"),
    [
        ("2026-W48", "2026-12-16 00:00"),
        ("2026-W53", "2027-01-20 00:00"),
        ("2026-W10", "2026-03-25 00:00"),
        ("2026-W11", "2026-04-01 00:00"),  # summer time has begun
    ],
)
def test_a_week_is_final_on_the_first_wednesday_after_two_full_weeks(week: str, wednesday: str):
    assert final_at(week_from_label(week), NORM, "Europe/Amsterdam") == at(wednesday)


def test_a_strike_stays_for_22_final_weeks_and_leaves_with_the_next():
    weeks = np.arange(30) * WEEK
    assert in_window(weeks, [0], NORM).tolist() == [1] * 22 + [0] * 8


def test_the_window_crosses_a_year_of_53_weeks():
    first, last = week_from_label("2026-W37"), week_from_label("2027-W05")
    assert (last - first) // WEEK + 1 == 22


def test_a_week_given_twice_is_one_strike():
    assert in_window(np.array([7]), [0, 0, 7, 7], NORM).tolist() == [2]


def test_strikes_after_a_week_do_not_count_in_it():
    assert in_window(np.array([7]), [14], NORM).tolist() == [0]


def test_what_each_level_leads_to():
    levels = {level: consequence(level, NORM) for level in range(1, 9)}
    assert consequence(0, NORM) == ""
    assert levels == {
        **dict.fromkeys((1, 2, 3, 4), "mail"),
        5: "temporary closure",
        6: "mail",
        7: "permanent closure",
        8: "permanent closure",
    }


@pytest.mark.parametrize(
    ("name", "boundary", "last_due"),
    [
        ("8wh", "close", "2026-11-30 17:00"),
        ("8wh", "next_open", "2026-12-01 09:00"),
        ("24h-2021", "close", "2026-11-30 23:59:59"),
    ],
)
def test_a_week_is_decided_when_a_question_of_sunday_night_falls_due(
    name: str, boundary: Boundary, last_due: str
):
    ticking = clock(edition(name), (), date(2026, 1, 1), date(2026, 12, 31))
    decided = decided_at(np.array([week_from_label("2026-W48")]), ticking, boundary, "Europe/Amsterdam")
    assert decided.tolist() == [at(last_due)]


def test_the_examples_in_the_text_hold():
    assert doctest.testmod(strikes).failed == 0
