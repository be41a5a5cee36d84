"""Work that is not begun: shortly before going off, or so that others stay free for calls."""

import pytest

from sim.deadline import NEVER
from sim.demand.work import CALL, MAIL

from ..desk import MAILS, PHONE, Duty, call, mail, per_line

# A guard: no new work of a line within so many seconds before going off

GUARD = {"guard": per_line({CALL: 10})}


@pytest.mark.parametrize(("comes", "taken"), [(90, 90), (91, 120)])
def test_at_exactly_the_guard_a_call_may_be_taken_and_one_second_later_not(tell, comes, taken):
    told = tell([call(comes, 5)], [Duty(0, 100), Duty(120, 200)], **GUARD)

    assert told.spells == [(0, 0, taken, taken + 5)]


def test_the_guard_looks_at_the_end_of_the_shift_and_not_at_the_next_break(tell):
    duties = [Duty(0, 100, home=300), Duty(120, 200, home=300), Duty(220, 300)]
    told = tell([call(95, 5), call(195, 5), call(291, 5)], duties, **GUARD)

    assert told.spells == [(0, 0, 95, 100), (1, 0, 195, 200)]


def test_the_guard_of_calls_does_not_keep_anybody_from_mail(tell):
    told = tell([call(95, 5), mail(96, 3)], [Duty(0, 100)], **GUARD)

    assert told.spells == [(1, 0, 96, 99)]
    assert told.outcomes == [("open", NEVER), ("served", 99)]


def test_the_guard_looks_at_the_stretch_of_each_person(tell):
    told = tell([call(95, 5)], [Duty(0, 100), Duty(50, 200, person=1)], **GUARD)

    assert told.spells == [(0, 1, 95, 100)]


@pytest.mark.parametrize(("comes", "spells"), [(90, 3), (91, 1)])
def test_nobody_is_interrupted_within_the_guard(tell, comes, spells):
    told = tell([mail(50, 45), call(comes, 3)], [Duty(0, 100)], interrupts=True, **GUARD)

    assert len(told.spells) == spells


def test_interrupted_work_is_taken_up_again_within_the_guard(tell):
    told = tell([mail(0, 60), call(55, 10)], [Duty(0, 80)], interrupts=True, guard=per_line({MAIL: 50}))

    assert told.spells == [(0, 0, 0, 55), (1, 0, 55, 65), (0, 0, 65, 70)]


# A reserve: so many who take calls must stay free when one of them takes a mail

RESERVE = {"reserve": per_line({MAIL: 1}), "kept_for": PHONE}


def test_the_last_who_takes_calls_takes_no_mail(tell):
    told = tell([mail(0, 10), mail(0, 10)], [Duty(0, 99), Duty(0, 99, person=1)], **RESERVE)

    assert told.spells == [(0, 0, 0, 10), (1, 1, 10, 20)]


def test_who_takes_no_calls_is_not_bound_and_does_not_count(tell):
    told = tell([mail(0, 10), mail(0, 10)], [Duty(0, 99), Duty(0, 99, person=1, does=MAILS)], **RESERVE)

    assert told.spells == [(0, 1, 0, 10), (1, 1, 10, 20)]


def test_the_reserve_takes_calls(tell):
    told = tell([mail(0, 10), call(1, 10)], [Duty(0, 99), Duty(0, 99, person=1)], **RESERVE)

    assert told.spells == [(0, 0, 0, 10), (1, 1, 1, 11)]


def test_who_speaks_is_no_reserve(tell):
    told = tell([call(0, 20), mail(1, 10)], [Duty(0, 99), Duty(0, 99, person=1)], **RESERVE)

    assert told.spells == [(0, 0, 0, 20), (1, 1, 20, 30)]  # person 1 is free longest


def test_who_goes_off_is_no_reserve(tell):
    told = tell([mail(10, 10)], [Duty(0, 10), Duty(0, 99, person=1)], **RESERVE)

    assert told.outcomes == [("open", NEVER)]


def test_who_is_away_is_no_reserve_until_they_come(tell):
    told = tell([mail(0, 10)], [Duty(0, 99), Duty(30, 99, person=1)], **RESERVE)

    assert told.spells == [(0, 0, 30, 40)]


def test_two_may_have_to_stay_free(tell):
    duties = [Duty(0, 99, person=person) for person in range(3)]
    told = tell([mail(0, 10), mail(0, 10)], duties, **RESERVE | {"reserve": per_line({MAIL: 2})})

    assert told.spells == [(0, 0, 0, 10), (1, 1, 10, 20)]


def test_people_may_be_kept_for_another_line(tell):
    rules = {"reserve": per_line({CALL: 1}), "kept_for": 1 << MAIL}
    told = tell([call(0, 10)], [Duty(0, 99), Duty(0, 99, person=1, does=PHONE)], **rules)

    assert told.spells == [(0, 1, 0, 10)]  # person 0 would leave nobody for mail
