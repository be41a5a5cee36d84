"""Each rule that decides a tie is planted wrong once, and the comparison of the engines sees it."""

import pytest

from sim.demand.work import NOBODY
from sim.operation.contract import COMES, LOOKS, PATIENCE_ENDS, STAFF_CHANGES, WORK_ENDS
from sim.operation.reference.engine import Desk

from .comparison import sees


def swapped(*kinds):
    """Let two kinds of event change places inside an instant."""
    other = dict(zip(kinds, reversed(kinds), strict=True))
    return {"moment": lambda desk, at, kind, number: Desk.moment(desk, at, other.get(kind, kind), number)}


def last_number_first(kind):
    """Turn the order of equal kinds round; an end and a beginning at one instant stay in order."""

    def moment(desk, at, which, number):
        turned = 2**30 - (number ^ (which == STAFF_CHANGES))
        return Desk.moment(desk, at, which, turned if which == kind else number)

    return {"moment": moment}


def asked(key):
    return {"asked": lambda desk, person: key(*Desk.asked(desk, person))}


def last_row_first(desk, person, only_interrupting):
    open_to = [
        (*place, row)
        for line, queue in enumerate(desk.queues)
        if queue and (desk.rules.interrupts[line] or not only_interrupting) and desk.may_take(person, line)
        for *place, row in [desk.best_of(line)]
    ]
    return max(open_to, key=lambda place: (-place[0], -place[1], place[2]))[2] if open_to else NOBODY


def new_work_first(desk, person):
    row = desk.best_waiting(person, only_interrupting=False)
    return person.held if row == NOBODY else row


def interrupts_before_asking_the_free(desk):
    while desk.somebody_is_interrupted() or desk.somebody_free_takes():
        pass


def settles_without_interrupting(desk):
    while desk.somebody_free_takes():
        pass


PLANTED = {
    "staff changes before work ends": swapped(WORK_ENDS, STAFF_CHANGES),
    "the desk looks before staff changes": swapped(STAFF_CHANGES, LOOKS),
    "customers come before the desk looks": swapped(LOOKS, COMES),
    "patience ends before customers come": swapped(COMES, PATIENCE_ENDS),
    "the last person's work ends first": last_number_first(WORK_ENDS),
    "the last stretch changes first": last_number_first(STAFF_CHANGES),
    "the last row comes first": last_number_first(COMES),
    "the last row's patience ends first": last_number_first(PATIENCE_ENDS),
    "the roster does not say who is asked first": asked(lambda said, since, number: (since, number)),
    "the shortest idle is asked first": asked(lambda said, since, number: (said, -since, number)),
    "idle time does not count": asked(lambda said, since, number: (said, number)),
    "the last person is asked first": asked(lambda said, since, number: (said, since, -number)),
    "the last row is taken first": {"best_waiting": last_row_first},
    "new work goes before work taken up again": {"best_for": new_work_first},
    "held work goes before a call": {
        "best_for": lambda desk, person: Desk.best_for(desk, person) if person.held == NOBODY else person.held
    },
    "somebody is interrupted although others are free": {"settle": interrupts_before_asking_the_free},
    "nobody is interrupted": {"settle": settles_without_interrupting},
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_seen(fault):
    assert sees(type("FaultyDesk", (Desk,), PLANTED[fault]))
