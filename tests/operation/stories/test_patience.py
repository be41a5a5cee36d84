"""Callers hang up when their patience ends."""

from sim.demand.work import CALL

from ..desk import Duty, call, per_line


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


# A call may be handed back; what is left of its patience counts on

STOPS = {"stops": per_line({CALL: True}, False)}


def test_a_call_handed_back_keeps_its_patience(tell):
    told = tell([call(0, 100, patience=20)], [Duty(0, 30)], **STOPS)

    assert told.outcomes == [("left", 50)]  # it had not waited yet


def test_the_wait_before_counts(tell):
    told = tell([call(0, 100, patience=20)], [Duty(5, 30)], **STOPS)

    assert told.outcomes == [("left", 45)]  # 5 of the 20 seconds were used


def test_a_call_handed_back_is_helped_if_somebody_comes_as_its_patience_ends(tell):
    told = tell([call(0, 100, patience=20)], [Duty(5, 30), Duty(45, 500, person=1)], **STOPS)

    assert told.spells == [(0, 0, 5, 30), (0, 1, 45, 120)]


def test_a_call_handed_back_twice_waits_no_longer_in_all(tell):
    duties = [Duty(5, 30), Duty(40, 50, person=1)]
    told = tell([call(0, 100, patience=20)], duties, **STOPS)

    assert told.outcomes == [("left", 55)]  # 5, 10 and 5 seconds


def test_a_call_taken_as_its_patience_ended_has_none_left(tell):
    told = tell([call(0, 100, patience=20)], [Duty(20, 30)], **STOPS)

    assert told.outcomes == [("left", 30)]
