"""The desk looks at itself now and then; people do something else, or stay on, while too much waits."""

from dataclasses import replace

import pytest

from sim.deadline import NEVER
from sim.demand.work import MAIL
from sim.operation.contract import OLDEST
from sim.staffing.roster import FINISH

from ..desk import ALL, MAILS, PHONE, Duty, call, curves, mail, per_line, reaction

HELPS_OUT = Duty(0, 999, does=PHONE, reaction=0, does_then=MAILS)


def test_who_takes_calls_helps_with_mail_while_two_wait(tell):
    rows = [mail(0, 10), mail(0, 10), mail(25, 10)]
    told = tell(rows, [HELPS_OUT], reactions=reaction([10, 20, 30], above=1))

    assert told.spells == [(0, 0, 10, 20), (1, 0, 20, 30)]  # ends at 20, with the second mail in hand
    assert told.outcomes[2] == ("open", NEVER)  # one that waits is not more than one


def test_the_desk_reacts_when_it_looks_and_not_before(tell):
    told = tell([mail(11, 10)], [HELPS_OUT], reactions=reaction([10, 20], above=0))

    assert told.spells == [(0, 0, 20, 30)]


def test_a_desk_that_looks_as_somebody_comes_does_not_see_them(tell):
    told = tell([mail(10, 10)], [HELPS_OUT], reactions=reaction([10, 20], above=0))

    assert told.spells == [(0, 0, 20, 30)]


def test_does_then_takes_the_place_of_does(tell):
    told = tell([mail(0, 10), call(12, 10)], [HELPS_OUT], reactions=reaction([10], above=0))

    assert told.spells == [(0, 0, 10, 20)]  # no look ends it: the call waits


@pytest.mark.parametrize(("below", "served"), [(1, 2), (0, 3)])
def test_a_reaction_goes_on_until_few_enough_wait(tell, below, served):
    """At 10 three wait; at 20 one does: no more than 1, but more than 0."""
    looks = reaction([10, 20, 30, 40], above=2, below=below)
    told = tell([mail(0, 10)] * 3, [HELPS_OUT], reactions=looks)

    assert told.spells == [(0, 0, 10, 20), (1, 0, 20, 30), (2, 0, 30, 40)][:served]


def test_between_the_two_limits_a_reaction_does_not_begin(tell):
    told = tell([mail(0, 10)] * 2, [HELPS_OUT], reactions=reaction([10, 20], above=2, below=0))

    assert told.spells == []


def test_only_the_lines_of_the_reaction_count(tell):
    duty = Duty(0, 999, does=MAILS, reaction=0, does_then=ALL)
    told = tell([call(0, 50)], [duty], reactions=reaction([10, 20], above=0, lines=1 << MAIL))

    assert told.spells == []


def test_work_in_hand_does_not_wait(tell):
    told = tell(
        [mail(0, 100), mail(5, 10)],
        [Duty(0, 999), Duty(0, 999, person=1, does=PHONE, reaction=0, does_then=MAILS)],
        reactions=reaction([4, 6], above=0),
    )

    assert told.spells == [(0, 0, 0, 100), (1, 1, 6, 16)]


def test_a_reaction_lets_a_waiting_call_interrupt(tell):
    told = tell(
        [mail(0, 100), call(30, 20)],
        [Duty(0, 500, does=MAILS, reaction=0, does_then=ALL)],
        interrupts=True,
        reactions=reaction([40], above=0),
    )

    assert told.spells == [(0, 0, 0, 40), (1, 0, 40, 60), (0, 0, 60, 120)]


def test_who_names_no_reaction_does_not_react(tell):
    duties = [Duty(0, 999, does=PHONE, does_then=MAILS), replace(HELPS_OUT, person=1)]
    told = tell([mail(0, 10)] * 2, duties, reactions=reaction([5], above=0))

    assert told.spells == [(0, 1, 5, 15), (1, 1, 15, 25)]


# How old the oldest is


@pytest.mark.parametrize(("look", "spells"), [(25, []), (26, [(0, 0, 26, 36)])])
def test_a_mail_must_be_older_than_the_limit(tell, look, spells):
    looks = reaction([look], above=20, measure=OLDEST)

    assert tell([mail(5, 10)], [HELPS_OUT], reactions=looks).spells == spells


def test_the_oldest_that_waits_counts_and_not_the_first_in_line(tell):
    looks = reaction([26], above=20, measure=OLDEST)
    told = tell([mail(5, 10, key=50), mail(24, 10)], [HELPS_OUT], reactions=looks)

    assert [row for row, *_ in told.spells] == [1, 0]  # begun because row 0 is 21 seconds old


@pytest.mark.parametrize(("look", "spells"), [(160, []), (161, [(0, 0, 161, 171)])])
def test_no_mail_grows_old_while_the_clock_stands_still(tell, look, spells):
    """It came at 40, the clock stood still from 50 to 150: at 160 it is 20 seconds old."""
    office = curves([(0, 0, 1), (50, 50, 0), (150, 50, 1)])
    looks = reaction([look], above=20, measure=OLDEST, clock=3)

    assert tell([mail(40, 10)], [HELPS_OUT], reactions=looks, curves=office).spells == spells


def test_when_nobody_waits_the_oldest_is_of_no_age(tell):
    looks = reaction([30, 40, 50], above=20, below=0, measure=OLDEST)
    told = tell([mail(0, 10), mail(45, 10)], [HELPS_OUT], reactions=looks)

    assert told.spells == [(0, 0, 30, 40)]  # over at 40; a mail of five seconds begins no other


# Overtime

STAYS_ON = Duty(0, 100, reaction=0, off_then=150)


def test_who_would_go_off_stays_on_while_too_much_waits(tell):
    rows = [mail(0, 95), mail(80, 30), mail(120, 20), mail(150, 1)]
    told = tell(rows, [STAYS_ON], reactions=reaction([90], above=0))

    assert told.spells == [(0, 0, 0, 95), (1, 0, 95, 125), (2, 0, 125, 145)]
    assert told.outcomes[3] == ("open", NEVER)


@pytest.mark.parametrize(
    ("looks", "last"), [([50], ("served", 115)), ([50, 99], ("open", NEVER)), ([], None)]
)
def test_there_is_overtime_only_if_the_reaction_is_on_at_the_end(tell, looks, last):
    """At 50 one waits, at 99 nobody does."""
    told = tell([mail(0, 60), mail(40, 39), mail(105, 10)], [STAYS_ON], reactions=reaction(looks, above=0))

    assert told.outcomes[2] == (last or ("open", NEVER))


def test_a_reaction_that_ends_sends_nobody_home(tell):
    told = tell(
        [mail(0, 60), mail(40, 39), mail(120, 10)], [STAYS_ON], reactions=reaction([50, 110], above=0)
    )

    assert told.outcomes[2] == ("served", 130)


@pytest.mark.parametrize(("look", "outcome"), [(99, ("served", 109)), (100, ("open", NEVER))])
def test_who_goes_off_does_so_before_the_desk_looks(tell, look, outcome):
    duty = Duty(0, 100, does=PHONE, reaction=0, does_then=MAILS, off_then=150)
    told = tell([mail(95, 10)], [duty], reactions=reaction([look], above=0))

    assert told.outcomes == [outcome]


def test_work_in_hand_is_put_down_at_the_end_of_overtime(tell):
    duties = [STAYS_ON, Duty(160, 999, person=1)]
    told = tell([mail(0, 95), mail(80, 100)], duties, reactions=reaction([90], above=0))

    assert told.spells[1:] == [(1, 0, 95, 150), (1, 1, 160, 205)]


def test_who_finishes_what_is_in_hand_does_so_after_overtime(tell):
    duty = Duty(0, 100, reaction=0, off_then=150, stop=FINISH)
    told = tell([mail(0, 95), mail(80, 100)], [duty], reactions=reaction([90], above=0))

    assert told.spells[1:] == [(1, 0, 95, 195)]


def test_the_guard_counts_to_the_end_of_overtime_once_that_is_known(tell):
    told = tell(
        [mail(0, 70), mail(60, 5), mail(85, 5)],
        [STAYS_ON],
        reactions=reaction([65], above=0),
        guard=per_line({MAIL: 20}),
    )

    assert told.spells == [(0, 0, 0, 70), (1, 0, 70, 75), (2, 0, 100, 105)]


def test_without_a_later_end_a_reaction_changes_only_what_is_done(tell):
    duty = Duty(0, 100, does=PHONE, reaction=0, does_then=MAILS)
    told = tell([mail(0, 10), mail(105, 10)], [duty], reactions=reaction([90], above=0))

    assert told.outcomes == [("served", 100), ("open", NEVER)]
