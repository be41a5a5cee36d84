"""What the work order asks of people on duty, told in small rosters and in a season of the same customers."""

import numpy as np
import pytest

from sim.demand.work import CALL, CARE, FOLLOW_UP, KINDS, MAIL
from sim.operation.contract import Rules
from sim.operation.rules.policy import CALLS
from sim.operation.rules.policy import rules_of as scenario_rules
from sim.operation.rules.shifts import on_the_phone
from sim.operation.simulate import ENGINES, simulate
from sim.scenario.schema import Scenario
from sim.staffing.roster import HAND_OVER, KEEP, Roster

from .desk import Duty, Told, call, mail, roster_of, rules_of, work_of


def stretches(roster: Roster) -> list[tuple[int, int, int, int]]:
    """Stretches as (person, on, off, stop)."""
    return list(
        zip(*(column.tolist() for column in (roster.person, roster.on, roster.off, roster.stop)), strict=True)
    )


def rules_of_scenario(**tables: object) -> Rules:
    given = {"weeks": "2026-W47", "contacts": {"questions_per_week": 100}, "people": {"A": "mon 09:00-17:00"}}
    return scenario_rules(Scenario.model_validate(given | tables))


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

    assert len(on_the_phone(nobody, np.array([[0, 9]]), 3)) == 0


@pytest.mark.parametrize("engine", ENGINES)
def test_work_in_hand_at_a_cut_goes_on_with_its_person(engine):
    roster = roster_of([Duty(0, 100), Duty(0, 100, person=1)]).cut(np.array([0]), np.array([30]))

    spells = told(engine, [mail(10, 50), call(20, 50), mail(25, 10)], roster)

    assert spells == [(0, 0, 10, 30), (1, 1, 20, 70), (0, 0, 30, 60), (2, 0, 60, 70)]


@pytest.mark.parametrize("engine", ENGINES)
def test_nobody_begins_a_mail_in_the_last_minutes_of_a_shift_but_before_a_break(engine):
    """Away from 80 to 90 of a shift of 100, the last 30 of which have no new mail but may have calls."""
    roster = roster_of([Duty(0, 20, home=100), Duty(25, 80, stop=KEEP, home=100), Duty(90, 100)])
    rows = [mail(15, 5), mail(60, 15), mail(65, 5), mail(71, 5), call(92, 5)]
    rules = rules_of_scenario(work={"no_new_mail_before_end_minutes": 0.5})

    spells = told(engine, rows, roster, guard=rules.guard[: len(rules_of().rank)])

    assert spells == [(0, 0, 15, 20), (1, 0, 60, 75), (4, 0, 92, 97)]


def test_the_minutes_before_the_end_are_for_what_is_written():
    guard = rules_of_scenario(work={"no_new_mail_before_end_minutes": 15}).guard

    assert guard.tolist() == [
        900 * (kind in (MAIL, FOLLOW_UP, CARE)) for kind in (*range(KINDS), *range(KINDS))
    ]


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
