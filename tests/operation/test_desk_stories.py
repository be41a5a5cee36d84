"""One situation a test, worked out by hand, told by both engines; instants are small numbers of seconds."""

from functools import partial

import pytest

from sim.deadline import NEVER
from sim.operation.contract import BY_KEY, NEWEST_FIRST, OLDEST_FIRST
from sim.operation.simulate import ENGINES
from sim.staffing.roster import FINISH, HAND_OVER, KEEP

from .desk import MAILS, PHONE, Duty, call, mail, run

SERVED_IF, LEFT_IF = (lambda row: (row, -1)), (lambda row: (-1, row))


@pytest.fixture(params=ENGINES)
def tell(request):
    """Run rows and stretches on one engine, then the same on the other."""
    return partial(run, request.param)


# Who comes first


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


# Interruption


def test_a_call_interrupts_a_mail_which_resumes_with_what_was_left(tell):
    told = tell([mail(0, 100), call(30, 20)], [Duty(0, 500)], interrupts=True)

    assert told.spells == [(0, 0, 0, 30), (1, 0, 30, 50), (0, 0, 50, 120)]


def test_a_call_does_not_interrupt_unless_the_rules_say_so(tell):
    told = tell([mail(0, 100), call(30, 20)], [Duty(0, 500)])

    assert told.spells == [(0, 0, 0, 100), (1, 0, 100, 120)]


def test_a_call_goes_to_who_is_free_before_it_interrupts(tell):
    told = tell([mail(0, 100), call(30, 20)], [Duty(0, 500), Duty(0, 500, person=1)], interrupts=True)

    assert told.spells == [(0, 0, 0, 100), (1, 1, 30, 50)]


def test_the_mail_begun_first_is_interrupted_first(tell):
    told = tell(
        [mail(10, 100), mail(5, 100), call(30, 20)], [Duty(0, 500), Duty(0, 500, person=1)], interrupts=True
    )

    assert (2, 0, 30, 50) in told.spells  # person 0 was asked first, at 5


def test_a_call_never_interrupts_a_call(tell):
    told = tell([call(0, 100), call(30, 20)], [Duty(0, 500)], interrupts=True)

    assert told.spells == [(0, 0, 0, 100), (1, 0, 100, 120)]


def test_a_waiting_call_goes_before_the_interrupted_mail(tell):
    told = tell([mail(0, 100), call(30, 20), call(40, 20)], [Duty(0, 500)], interrupts=True)

    assert told.spells == [(0, 0, 0, 30), (1, 0, 30, 50), (2, 0, 50, 70), (0, 0, 70, 140)]


def test_the_interrupted_mail_goes_before_an_older_one(tell):
    told = tell(
        [mail(0, 100), mail(1, 10), call(30, 20)], [Duty(0, 500)], interrupts=True, order=NEWEST_FIRST
    )

    assert told.spells[2:] == [(0, 0, 50, 120), (1, 0, 120, 130)]


def test_an_interrupted_mail_stays_with_its_person_though_others_are_free(tell):
    duties = [Duty(0, 500), Duty(40, 500, person=1, does=MAILS)]
    told = tell([mail(0, 100), call(30, 20)], duties, interrupts=True)

    assert told.spells == [(0, 0, 0, 30), (1, 0, 30, 50), (0, 0, 50, 120)]


# Coming and going


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


# Patience


def test_a_caller_gives_up_when_patience_ends(tell):
    told = tell([call(0, 10, patience=20), call(0, 10, patience=30)], [Duty(25, 99)])

    assert told.outcomes == [("left", 20), ("served", 35)]


def test_patience_that_ends_as_somebody_comes_on_duty_is_just_enough(tell):
    told = tell([call(0, 10, patience=20)], [Duty(20, 99)])

    assert told.outcomes == [("served", 30)]


def test_patience_that_ends_as_a_colleague_gets_free_is_just_enough(tell):
    told = tell([call(0, 20), call(0, 10, patience=20)], [Duty(0, 99)])

    assert told.outcomes == [("served", 20), ("served", 30)]


def test_no_patience_is_enough_when_somebody_is_free(tell):
    told = tell([call(0, 10, patience=0), call(0, 10, patience=0)], [Duty(0, 99)])

    assert told.outcomes == [("served", 10), ("left", 0)]


def test_patience_does_not_end_while_being_helped(tell):
    told = tell([call(0, 100, patience=20)], [Duty(0, 500)])

    assert told.outcomes == [("served", 100)]


# What one row sets off


def test_a_redial_comes_after_its_pause_and_only_when_the_first_attempt_failed(tell):
    rows = [call(0, 10, patience=20, then=LEFT_IF(1), wait=(0, 15)), call(NEVER, 10)]

    assert tell(rows, [Duty(30, 99)]).spells == [(1, 0, 35, 45)]
    assert tell(rows, [Duty(0, 99)]).outcomes == [("served", 10), ("unseen", NEVER)]


def test_a_reply_comes_after_the_answer_was_sent(tell):
    rows = [mail(0, 10, then=SERVED_IF(1), wait=(25, 0)), mail(NEVER, 10)]

    assert tell(rows, [Duty(0, 99)]).spells == [(0, 0, 0, 10), (1, 0, 35, 45)]


def test_a_second_mail_does_not_come_when_the_first_was_answered(tell):
    told = tell([mail(0, 10), mail(50, 10, about=0)], [Duty(0, 99)])

    assert told.outcomes == [("served", 10), ("unseen", NEVER)]
    assert told.log.came.tolist() == [0, NEVER]


def test_a_second_mail_comes_while_the_first_is_in_hand(tell):
    told = tell([mail(0, 100), mail(50, 10, about=0)], [Duty(0, 500)])

    assert told.outcomes == [("served", 100), ("moot", 100)]  # and is answered with it


@pytest.mark.parametrize(
    ("order", "outcomes"), [(OLDEST_FIRST, ["served", "moot"]), (NEWEST_FIRST, ["moot", "served"])]
)
def test_two_mails_of_one_customer_are_answered_together(tell, order, outcomes):
    told = tell([mail(0, 10), mail(5, 10, about=0)], [Duty(20, 99)], order=order)

    assert told.outcomes == [(outcome, 30) for outcome in outcomes]
    assert len(told.spells) == 1


def test_a_question_answered_with_the_second_mail_brings_its_reply_all_the_same(tell):
    rows = [mail(0, 10, then=SERVED_IF(2)), mail(5, 10, about=0), mail(NEVER, 10)]

    told = tell(rows, [Duty(20, 99)], order=NEWEST_FIRST).outcomes

    assert told == [("moot", 30), ("served", 30), ("served", 40)]


def test_two_who_work_on_both_mails_of_a_customer_each_finish(tell):
    duties = [Duty(0, 500), Duty(0, 500, person=1)]
    told = tell([mail(0, 100), mail(50, 10, about=0)], duties)

    assert told.outcomes == [("served", 100), ("served", 60)]


# The end


def test_the_end_cuts_work_in_hand(tell):
    told = tell([mail(0, 100), mail(0, 10)], [Duty(0, 500)], until=60)

    assert told.spells == [(0, 0, 0, 60)]
    assert told.outcomes == [("open", NEVER), ("open", NEVER)]


def test_what_happens_at_the_end_itself_is_not_seen(tell):
    told = tell([mail(0, 60), mail(60, 10)], [Duty(0, 500)], until=60)

    assert told.outcomes == [("open", NEVER), ("unseen", NEVER)]


def test_a_shop_without_people_serves_nobody(tell):
    assert tell([mail(0, 10), call(0, 10, patience=5)], []).outcomes == [("open", NEVER), ("left", 5)]


def test_a_shop_without_customers_has_nothing_to_tell(tell):
    assert tell([], [Duty(0, 99)]).spells == []


def test_backlog_waits_for_the_morning(tell):
    told = tell([mail(0, 10), mail(45, 10)], [Duty(0, 5), Duty(40, 90), Duty(0, 3, person=1)])

    assert told.spells == [(0, 0, 0, 5), (0, 0, 40, 45), (1, 0, 45, 55)]
