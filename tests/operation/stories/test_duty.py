"""What becomes of work in hand when a stretch ends, and how long work takes."""

import pytest

from sim.deadline import NEVER
from sim.demand.work import CALL
from sim.operation.contract import NEWEST_FIRST, OLDEST_FIRST
from sim.staffing.roster import FINISH, HAND_OVER, KEEP, TO_HEAD, TO_TAIL

from ..desk import MAILS, Duty, call, mail, per_line


def test_a_shift_end_hands_over_what_is_left(tell):
    told = tell([mail(0, 100)], [Duty(0, 30, stop=HAND_OVER), Duty(40, 500, person=1)])

    assert told.spells == [(0, 0, 0, 30), (0, 1, 40, 110)]
    assert told.outcomes == [("served", 110)]


def test_handed_over_work_keeps_its_place_in_the_queue(tell):
    told = tell([mail(0, 100), mail(1, 10)], [Duty(0, 30), Duty(30, 500, person=1)])

    assert [row for row, *_ in told.spells] == [0, 0, 1]


def test_work_in_hand_is_kept_over_a_lunch_break(tell):
    duties = [Duty(0, 30, stop=KEEP), Duty(60, 500), Duty(40, 500, person=1)]
    told = tell([mail(0, 100)], duties)

    assert told.spells == [(0, 0, 0, 30), (0, 0, 60, 130)]


def test_a_mail_may_be_finished_past_the_end_of_a_shift(tell):
    told = tell([mail(0, 100), mail(0, 10)], [Duty(0, 30, stop=FINISH)])

    assert told.spells == [(0, 0, 0, 100)]  # and then no other is begun
    assert told.outcomes == [("served", 100), ("open", NEVER)]


@pytest.mark.parametrize("stop", [FINISH, HAND_OVER, KEEP])
def test_a_call_is_finished_past_the_end_of_a_shift(tell, stop):
    told = tell([call(20, 100)], [Duty(0, 30, stop=stop), Duty(30, 500, person=1)])

    assert told.spells == [(0, 0, 20, 120)]


@pytest.mark.parametrize(("stop", "who"), [(HAND_OVER, 1), (FINISH, 1), (KEEP, 0)])
def test_an_interrupted_mail_waits_for_its_person_only_over_a_break(tell, stop, who):
    duties = [Duty(0, 40, stop=stop), Duty(100, 500), Duty(35, 500, person=1, does=MAILS)]
    told = tell([mail(0, 100), call(30, 20)], duties, interrupts=True)

    began = {1: 40, 0: 100}[who]
    assert told.spells == [(0, 0, 0, 30), (1, 0, 30, 50), (0, who, began, began + 70)]


def test_work_that_ends_as_a_shift_ends_is_served_and_the_next_is_begun_for_no_time(tell):
    told = tell([mail(0, 30), mail(0, 30)], [Duty(0, 30), Duty(50, 500)])

    assert told.spells == [(0, 0, 0, 30), (1, 0, 30, 30), (1, 0, 50, 80)]  # work ends before staff changes


def test_stretches_that_touch_are_one_duty(tell):
    told = tell([mail(0, 100)], [Duty(0, 30, stop=FINISH), Duty(30, 500)])

    assert told.spells == [(0, 0, 0, 100)]


def test_half_the_pace_takes_twice_as_long(tell):
    told = tell([mail(0, 30)], [Duty(0, 500, pace=500)])

    assert told.spells == [(0, 0, 0, 60)]


def test_the_last_fraction_of_a_second_is_worked_to_its_end(tell):
    told = tell([mail(0, 10)], [Duty(0, 500, pace=1300)])  # 7.69 s

    assert told.spells == [(0, 0, 0, 8)]


def test_a_slow_person_leaves_more_to_the_next(tell):
    told = tell([mail(0, 100)], [Duty(0, 30, pace=500), Duty(40, 500, person=1)])

    assert told.spells == [(0, 0, 0, 30), (0, 1, 40, 125)]  # 15 of the 100 were done


def test_work_without_length_is_served_at_once(tell):
    told = tell([mail(5, 0), mail(5, 0)], [Duty(0, 9)])

    assert told.spells == [(0, 0, 5, 5), (1, 0, 5, 5)]


# Put to the head or the tail of the queue


@pytest.mark.parametrize(
    ("stop", "order", "rows"),
    [
        (HAND_OVER, OLDEST_FIRST, [0, 1, 2]),
        (TO_HEAD, OLDEST_FIRST, [0, 1, 2]),
        (TO_TAIL, OLDEST_FIRST, [1, 0, 2]),  # behind who waits already, before who comes later
        (HAND_OVER, NEWEST_FIRST, [2, 1, 0]),
        (TO_HEAD, NEWEST_FIRST, [0, 2, 1]),
    ],
)
def test_work_that_is_put_down_waits_where_its_stretch_says(tell, stop, order, rows):
    duties = [Duty(0, 30, stop=stop), Duty(40, 999, person=1)]
    told = tell([mail(0, 100), mail(29, 10), mail(31, 10)], duties, order=order)

    assert [row for row, *_ in told.spells] == [0, *rows]
    assert (0, 1) in [(row, person) for row, person, *_ in told.spells]


def test_what_was_put_to_the_head_last_stands_before_all(tell):
    duties = [Duty(0, 30, stop=TO_HEAD), Duty(0, 20, person=1, stop=TO_HEAD), Duty(40, 999, person=2)]
    told = tell([mail(0, 100), mail(0, 100)], duties)

    assert told.spells[2:] == [(0, 2, 40, 110), (1, 2, 110, 190)]


def test_work_put_to_the_head_stands_there_when_it_is_handed_over_later(tell):
    duties = [Duty(0, 30, stop=TO_HEAD), Duty(40, 60, person=1), Duty(60, 999, person=2)]
    told = tell([mail(5, 100), mail(0, 1), mail(3, 1)], duties)

    assert told.spells == [
        (1, 0, 0, 1), (2, 0, 3, 4), (0, 0, 5, 30), (0, 1, 40, 60), (0, 2, 60, 115),
    ]  # fmt: skip


# Kept until the next stretch


def test_a_mail_is_kept_while_the_call_in_hand_is_finished(tell):
    duties = [Duty(0, 40, stop=KEEP), Duty(100, 500), Duty(45, 500, person=1)]
    told = tell([mail(0, 100), call(30, 20)], duties, interrupts=True)

    assert told.spells == [(0, 0, 0, 30), (1, 0, 30, 50), (0, 0, 100, 170)]


def test_who_keeps_a_mail_puts_the_call_back(tell):
    """Calls stop with the stretch here, and nobody keeps two."""
    duties = [Duty(0, 40, stop=KEEP), Duty(100, 500), Duty(35, 500, person=1, does=1 << CALL)]
    told = tell([mail(0, 100), call(30, 20)], duties, interrupts=True, stops=per_line({}, True))

    assert told.spells == [(0, 0, 0, 30), (1, 0, 30, 40), (1, 1, 40, 50), (0, 0, 100, 170)]


def test_what_somebody_keeps_who_never_comes_back_stays_open(tell):
    told = tell([mail(0, 100)], [Duty(0, 30, stop=KEEP), Duty(0, 500, person=1)])

    assert told.spells == [(0, 0, 0, 30)]
    assert told.outcomes == [("open", NEVER)]


def test_kept_work_is_taken_up_even_in_a_stretch_that_does_not_do_it(tell):
    told = tell([mail(0, 100)], [Duty(0, 30, stop=KEEP), Duty(40, 500, does=1 << CALL)])

    assert told.spells == [(0, 0, 0, 30), (0, 0, 40, 110)]
