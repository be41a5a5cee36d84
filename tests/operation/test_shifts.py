"""What the work order asks of people on duty, told in small rosters and in a season of the same customers."""

import numpy as np
import pytest

from sim.demand.work import CALL
from sim.operation.policy import CALLS, QUESTIONS
from sim.operation.shifts import on_the_phone, without_new_mail
from sim.operation.simulate import ENGINES, simulate
from sim.staffing.roster import HAND_OVER, KEEP, Roster

from .desk import ALL, Duty, Told, call, mail, roster_of, rules_of, work_of


def stretches(roster: Roster) -> list[tuple[int, int, int, int]]:
    """Stretches as (person, on, off, stop)."""
    return list(
        zip(*(column.tolist() for column in (roster.person, roster.on, roster.off, roster.stop)), strict=True)
    )


def shifts(*planned: tuple[int, int]) -> list[np.ndarray]:
    """The shifts of one person."""
    return [np.array(planned)]


def told(engine: str, rows: list, roster: Roster, **rules: object) -> list[tuple[int, int, int, int]]:
    roster.check()
    return Told(simulate(work_of(rows), roster, rules_of(**rules), 10_000, engine)).spells


def test_a_stretch_is_cut_at_instants_inside_it_and_only_its_last_piece_ends_the_shift():
    roster = roster_of([Duty(0, 100), Duty(50, 150, person=1)])

    pieces = roster.cut(np.array([0, 0, 0, 1, 1]), np.array([60, 30, 100, 40, 150]))

    assert stretches(pieces) == [
        (0, 0, 30, KEEP), (0, 30, 60, KEEP), (0, 60, 100, HAND_OVER), (1, 50, 150, HAND_OVER),
    ]  # fmt: skip
    pieces.check()


def test_a_roster_of_nobody_is_cut_into_nothing():
    nobody = roster_of([])

    assert len(without_new_mail(nobody, [], 60)) == len(on_the_phone(nobody, np.array([[0, 9]]), 3)) == 0


@pytest.mark.parametrize("engine", ENGINES)
def test_work_in_hand_at_a_cut_goes_on_with_its_person(engine):
    roster = roster_of([Duty(0, 100), Duty(0, 100, person=1)]).cut(np.array([0]), np.array([30]))

    spells = told(engine, [mail(10, 50), call(20, 50), mail(25, 10)], roster)

    assert spells == [(0, 0, 10, 30), (1, 1, 20, 70), (0, 0, 30, 60), (2, 0, 60, 70)]


@pytest.mark.parametrize("engine", ENGINES)
def test_nobody_begins_a_mail_in_the_last_minutes_but_one_that_was_begun_is_finished(engine):
    roster = without_new_mail(roster_of([Duty(0, 100)]), shifts((0, 100)), 30)

    spells = told(engine, [mail(60, 20), mail(65, 5), call(85, 5)], roster)

    assert spells == [(0, 0, 60, 70), (0, 0, 70, 80), (2, 0, 85, 90)]


def test_the_last_minutes_are_those_of_the_shift_whatever_breaks_and_time_away_cut_it_into():
    """Person 0 goes for a break at 20 and is away from 80 to 90; person 1 comes for less than that."""
    duties = [Duty(0, 20), Duty(25, 80, stop=KEEP), Duty(90, 100), Duty(205, 220, person=1)]
    roster = without_new_mail(roster_of(duties), [*shifts((0, 100)), *shifts((205, 220))], 30)

    columns = zip(roster.on.tolist(), roster.off.tolist(), roster.does.tolist(), strict=True)
    assert [(on, off, bool(does & QUESTIONS)) for on, off, does in columns] == [
        (0, 20, True), (25, 70, True), (70, 80, False), (90, 100, False), (205, 220, False),
    ]  # fmt: skip
    assert all(does >> CALL & 1 for does in roster.does.tolist())
    assert roster.stop.tolist() == [HAND_OVER, KEEP, KEEP, HAND_OVER, HAND_OVER]


def test_who_stays_longer_in_a_reaction_begins_mails_until_then():
    stays = roster_of([Duty(0, 100, reaction=0, does_then=ALL, off_then=160)])
    roster = without_new_mail(stays, shifts((0, 100)), 30)

    assert roster.does_then.tolist() == [ALL, ALL] and roster.off_then.tolist() == [70, 160]


@pytest.mark.parametrize("engine", ENGINES)
def test_one_is_kept_free_while_the_phone_is_offered_and_not_after_the_last_caller_has_rung(engine):
    """Two people; the phone is offered from 50 to 100 and rings for 10 s at most.

    From 60 on one mail at a time; that of 100 waits until the call ends at 104; from 110 on none is kept.
    """
    both = roster_of([Duty(0, 500), Duty(0, 500, person=1)])
    roster = on_the_phone(both, np.array([[50, 100]]), 10)
    questions = ~(np.arange(len(rules_of().rank)) == CALL)
    rows = [
        mail(0, 10),
        mail(0, 10),
        mail(60, 20),
        mail(60, 20),
        mail(60, 20),
        call(99, 5),
        mail(105, 30),
        mail(105, 30),
    ]

    spells = told(engine, rows, roster, reserve=1 * questions, kept_for=CALLS)

    began = {row: begins for row, _, begins, _ in reversed(spells)}
    assert [began[row] for row in range(8)] == [0, 0, 60, 80, 104, 99, 110, 124]
    assert not any(
        does & CALLS
        for does, on in zip(roster.does.tolist(), roster.on.tolist(), strict=True)
        if on in (0, 110)
    )
