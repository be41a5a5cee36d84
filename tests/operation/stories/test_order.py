"""Who is served first, and by whom."""

import pytest

from sim.demand.work import MAIL
from sim.operation.contract import BY_KEY, NEWEST_FIRST

from ..desk import MAILS, PHONE, Duty, call, curves, mail, per_line


def test_the_oldest_mail_goes_first(tell):
    told = tell([mail(5, 10), mail(0, 10)], [Duty(20, 100)])

    assert told.spells == [(1, 0, 20, 30), (0, 0, 30, 40)]


def test_a_call_goes_before_a_mail_that_waits_longer(tell):
    told = tell([mail(0, 10), call(5, 10)], [Duty(20, 100)])

    assert told.spells == [(1, 0, 20, 30), (0, 0, 30, 40)]


def test_of_two_mails_of_one_instant_the_lower_row_goes_first(tell):
    told = tell([mail(0, 10), mail(0, 10)], [Duty(20, 100)])

    assert [row for row, *_ in told.spells] == [0, 1]


def test_newest_first_takes_the_last_mail(tell):
    told = tell([mail(0, 10), mail(5, 10)], [Duty(20, 100)], order=NEWEST_FIRST)

    assert [row for row, *_ in told.spells] == [1, 0]


def test_by_key_the_lower_key_goes_first(tell):
    told = tell([mail(0, 10, key=8), mail(5, 10, key=3)], [Duty(20, 100)], order=BY_KEY)

    assert [row for row, *_ in told.spells] == [1, 0]


def test_whoever_is_free_longest_is_asked_first(tell):
    told = tell([mail(0, 10), mail(0, 5), mail(20, 1)], [Duty(0, 99), Duty(0, 99, person=1)])

    assert told.spells == [(0, 0, 0, 10), (1, 1, 0, 5), (2, 1, 20, 21)]  # person 1 is free since 5


def test_who_came_on_duty_last_is_free_shortest(tell):
    told = tell([mail(10, 1)], [Duty(5, 99), Duty(0, 99, person=1)])

    assert told.spells == [(0, 1, 10, 11)]


def test_the_roster_may_name_who_is_asked_first(tell):
    told = tell([mail(0, 10), mail(20, 1)], [Duty(0, 99, asked=1), Duty(5, 99, person=1, asked=0)])

    assert told.spells == [(0, 0, 0, 10), (1, 1, 20, 21)]


def test_nobody_takes_what_they_do_not_do(tell):
    told = tell([mail(0, 10), call(0, 10)], [Duty(0, 99, does=PHONE), Duty(50, 99, person=1, does=MAILS)])

    assert told.spells == [(1, 0, 0, 10), (0, 1, 50, 60)]


# Work that can still be in time goes before work that is late

DUE = 3  # a curve: a hundred seconds after it came
IN_TIME_FIRST = {
    "order": DUE,
    "late_rank": per_line({MAIL: 50}),
    "curves": curves([(0, 100, 1)]),
}


@pytest.mark.parametrize(("on", "first"), [(100, 0), (101, 1)])
def test_at_the_very_second_of_its_deadline_a_mail_is_in_time_and_one_second_after_it_is_late(
    tell, on, first
):
    told = tell([mail(0, 10), mail(50, 10)], [Duty(on, 999)], **IN_TIME_FIRST)

    assert told.spells == [(first, 0, on, on + 10), (1 - first, 0, on + 10, on + 20)]


def test_among_late_mails_the_first_deadline_goes_first(tell):
    told = tell([mail(50, 10), mail(0, 10)], [Duty(160, 999)], **IN_TIME_FIRST)

    assert [row for row, *_ in told.spells] == [1, 0]


def test_a_mail_that_turns_late_while_it_waits_is_overtaken(tell):
    told = tell([mail(0, 60), mail(10, 60), mail(90, 60)], [Duty(0, 999)], **IN_TIME_FIRST)

    assert [row for row, *_ in told.spells] == [0, 1, 2]  # at 60 row 1 is in time until 110

    told = tell([mail(0, 111), mail(10, 60), mail(90, 60)], [Duty(0, 999)], **IN_TIME_FIRST)

    assert [row for row, *_ in told.spells] == [0, 2, 1]


@pytest.mark.parametrize(("on", "first"), [(100, 1), (101, 0)])
def test_late_mails_may_go_before_calls(tell, on, first):
    rules = IN_TIME_FIRST | {"late_rank": per_line({MAIL: -1})}
    told = tell([mail(0, 10), call(50, 10)], [Duty(on, 999)], **rules)

    assert told.spells[0] == (first, 0, on, on + 10)


def test_a_late_mail_that_is_handed_over_is_late_still(tell):
    told = tell([mail(0, 50), mail(80, 10)], [Duty(90, 110), Duty(110, 999, person=1)], **IN_TIME_FIRST)

    assert told.spells == [(0, 0, 90, 110), (1, 1, 110, 120), (0, 1, 120, 150)]


@pytest.mark.parametrize(("on", "first"), [(99, 0), (100, 1)])
def test_a_deadline_may_leap_over_a_night(tell, on, first):
    """Who comes at 69 must be answered by 99; the shop closes at 100, so who comes at 70 has until 200."""
    rules = IN_TIME_FIRST | {"curves": curves([(0, 30, 1), (70, 200, 1)])}
    told = tell([mail(69, 10), mail(70, 10)], [Duty(on, 999)], **rules)

    assert told.spells[0] == (first, 0, on, on + 10)


def test_keys_move_deadlines(tell):
    told = tell([mail(0, 10, key=100), mail(20, 10, key=30)], [Duty(30, 999)])

    assert [row for row, *_ in told.spells] == [1, 0]  # due at 100 and at 50
