"""Callers who find every trunk taken, or the phone closed."""

import numpy as np
import pytest

from sim.deadline import NEVER
from sim.demand.work import CALL, MAIL, NOBODY

from ..desk import Duty, call, mail, per_line

# Busy: a row occupies a trunk while it waits and while it is worked on


def trunks(number: int, *lines: int) -> dict[str, np.ndarray]:
    return {"trunk": per_line(dict.fromkeys(lines or [CALL], 0), NOBODY), "trunk_limit": np.array([number])}


def test_a_call_is_refused_while_another_speaks(tell):
    told = tell([call(0, 10), call(5, 10)], [Duty(0, 99)], **trunks(1))

    assert told.outcomes == [("served", 10), ("busy", 5)]
    assert told.spells == [(0, 0, 0, 10)]


def test_a_call_is_refused_while_another_waits(tell):
    told = tell([call(0, 10), call(5, 10)], [], **trunks(1))

    assert told.outcomes == [("open", NEVER), ("busy", 5)]


def test_the_last_trunk_is_taken_too(tell):
    told = tell([call(0, 10), call(1, 10), call(2, 10)], [], **trunks(2))

    assert told.outcomes == [("open", NEVER), ("open", NEVER), ("busy", 2)]


def test_a_trunk_is_free_at_the_second_a_call_ends(tell):
    told = tell([call(0, 10), call(9, 5), call(10, 5)], [Duty(0, 99)], **trunks(1))

    assert told.outcomes == [("served", 10), ("busy", 9), ("served", 15)]


def test_a_trunk_is_free_one_second_after_somebody_hangs_up(tell):
    rows = [call(0, 10, patience=20), call(20, 10), call(21, 10)]
    told = tell(rows, [Duty(30, 99)], **trunks(1))

    assert told.outcomes == [("left", 20), ("busy", 20), ("served", 40)]  # who comes goes before who leaves


def test_a_call_that_is_answered_with_another_frees_its_trunk(tell):
    rows = [call(0, 10), call(2, 10, about=0), call(9, 5), call(10, 5), call(10, 5)]
    told = tell(rows, [Duty(0, 99)], **trunks(2))

    assert told.outcomes == [("served", 10), ("moot", 10), ("busy", 9), ("served", 15), ("served", 20)]


def test_a_call_handed_back_keeps_its_trunk(tell):
    duties, stops = [Duty(0, 30), Duty(60, 500)], per_line({}, True)
    told = tell([call(0, 100), call(40, 10)], duties, stops=stops, **trunks(1))

    assert told.outcomes == [("served", 130), ("busy", 40)]


def test_an_interrupted_mail_keeps_its_trunk(tell):
    rows = [mail(0, 100), call(30, 20), mail(40, 10)]
    told = tell(rows, [Duty(0, 500)], interrupts=True, **trunks(1, MAIL))

    assert told.outcomes == [("served", 120), ("served", 50), ("busy", 40)]


def test_a_refused_call_takes_no_trunk_from_the_next(tell):
    told = tell([call(0, 10), call(5, 10), call(12, 10)], [Duty(0, 99)], **trunks(1))

    assert [outcome for outcome, _ in told.outcomes] == ["served", "busy", "served"]


def test_lines_may_share_a_trunk_and_others_have_none(tell):
    rows = [mail(0, 10), call(1, 10)]

    assert tell(rows, [], **trunks(1, CALL, MAIL)).outcomes == [("open", NEVER), ("busy", 1)]
    assert tell(rows, [], **trunks(0)).outcomes == [("open", NEVER), ("busy", 1)]
    assert tell(rows, [], **trunks(1)).outcomes == [("open", NEVER), ("open", NEVER)]


def test_who_finds_it_busy_tries_again(tell):
    rows = [call(0, 10), call(5, 10, then=(-1, -1, 2), wait=(0, 0, 7)), call(NEVER, 10)]
    told = tell(rows, [Duty(0, 99)], **trunks(1))

    assert told.outcomes == [("served", 10), ("busy", 5), ("served", 22)]


# Closed


def open_at(*hours: tuple[int, int]) -> dict[str, np.ndarray]:
    return {"offered": per_line({CALL: True}, False), "hours": np.array(hours).reshape(-1, 2)}


def test_the_phone_is_offered_from_the_second_it_opens_until_the_second_it_closes(tell):
    rows = [call(9, 1), call(10, 1), call(19, 1), call(20, 1)]
    told = tell(rows, [Duty(0, 99)], **open_at((10, 20)))

    assert told.outcomes == [("closed", 9), ("served", 11), ("served", 20), ("closed", 20)]


def test_hours_that_touch_are_one(tell):
    told = tell([call(19, 1), call(20, 1)], [Duty(0, 99)], **open_at((10, 20), (20, 30)))

    assert told.outcomes == [("served", 20), ("served", 21)]


def test_mail_comes_at_any_hour(tell):
    assert tell([mail(5, 1)], [Duty(0, 99)], **open_at((10, 20))).outcomes == [("served", 6)]


def test_who_waits_as_the_phone_closes_is_helped(tell):
    assert tell([call(5, 10)], [Duty(30, 99)], **open_at((0, 10))).outcomes == [("served", 40)]


def test_without_hours_the_phone_is_always_closed(tell):
    assert tell([call(5, 10)], [Duty(0, 99)], **open_at()).outcomes == [("closed", 5)]


@pytest.mark.parametrize(("comes", "outcome"), [(5, "closed"), (10, "busy")])
def test_a_closed_phone_is_never_busy(tell, comes, outcome):
    told = tell([call(comes, 10)], [Duty(0, 99)], **open_at((10, 20)), **trunks(0))

    assert told.outcomes == [(outcome, comes)]


def test_who_finds_the_phone_closed_mails(tell):
    rows = [call(5, 10, then=(-1, -1, -1, 1), wait=(0, 0, 0, 40)), mail(NEVER, 10)]
    told = tell(rows, [Duty(0, 99)], **open_at())

    assert told.outcomes == [("closed", 5), ("served", 55)]
