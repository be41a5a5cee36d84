"""What one row sets off, and rows that ask again."""

import numpy as np
import pytest

from sim.deadline import NEVER
from sim.demand.work import CALL, NOBODY
from sim.operation.contract import NEWEST_FIRST, OLDEST_FIRST

from ..desk import Duty, call, mail, per_line

SERVED_IF, LEFT_IF = (lambda row: (row, -1)), (lambda row: (-1, row))


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


@pytest.mark.parametrize(
    ("situation", "outcome", "follower", "came"),
    [
        ({"duties": [Duty(0, 99)]}, ("served", 10), 1, 11),
        ({"duties": []}, ("left", 20), 2, 22),
        ({"duties": [Duty(0, 99)], "trunk_limit": np.array([0])}, ("busy", 0), 3, 3),
        ({"duties": [Duty(0, 99)], "offered": per_line({CALL: True}, False)}, ("closed", 0), 4, 4),
    ],
    ids=["served", "left", "busy", "closed"],
)
def test_each_outcome_sets_off_what_is_written_for_it(tell, situation, outcome, follower, came):
    rows = [call(0, 10, patience=20, then=(1, 2, 3, 4), wait=(1, 2, 3, 4))] + [mail(NEVER, 0)] * 4
    told = tell(rows, trunk=per_line({CALL: 0}, NOBODY), **{"trunk_limit": np.array([9])} | situation)

    assert told.outcomes[0] == outcome
    assert told.log.came.tolist() == [0, *(came if row == follower else NEVER for row in (1, 2, 3, 4))]


def test_two_outcomes_may_set_off_the_same(tell):
    rows = [call(0, 10, patience=20, then=(1, 1), wait=(5, 7)), mail(NEVER, 0)]

    assert tell(rows, [Duty(0, 99)]).log.came.tolist() == [0, 15]
    assert tell(rows, []).log.came.tolist() == [0, 27]


def test_a_mail_that_asks_a_third_time_is_answered_with_the_second(tell):
    told = tell([mail(0, 10), mail(5, 10, about=0), mail(6, 10, about=1)], [Duty(20, 99)])

    assert told.outcomes == [("served", 30), ("moot", 30), ("served", 40)]  # it asked about the second only


def test_who_asks_again_after_an_answer_that_came_with_another_does_not_come(tell):
    told = tell([mail(0, 10), mail(5, 10, about=0), mail(50, 10, about=1)], [Duty(20, 99)])

    assert told.outcomes == [("served", 30), ("moot", 30), ("unseen", NEVER)]


def test_a_call_answers_the_question_it_is_about(tell):
    told = tell([mail(0, 10), call(5, 10, about=0)], [Duty(20, 99)])

    assert told.outcomes == [("moot", 30), ("served", 30)]
