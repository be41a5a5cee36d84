"""Work orders in words become ranks and curves; both engines share them, so they are tested alone."""

import pytest

from sim.demand.work import CALL, FOLLOW_UP, KINDS, LINES, LOST_CALL, MAIL
from sim.operation.contract import NEWEST_FIRST, OLDEST_FIRST
from sim.operation.policy import ORDERS, PHONE, QUESTIONS, rules_of
from sim.scenario.schema import Scenario


def rules(order="oldest first", interrupts=True):
    return rules_of(
        Scenario.model_validate(
            {
                "weeks": "2026-W47",
                "contacts": {"questions_per_week": 1},
                "people": {"Sanne": "mon 09:00-17:00"},
                "work": {"order": order, "phone_interrupts_mail": interrupts},
            }
        )
    )


@pytest.mark.parametrize("order", ORDERS)
def test_calls_go_before_everything_the_oldest_first(order):
    told = rules(order)

    assert told.rank[CALL] < min(told.rank[MAIL], told.rank[FOLLOW_UP])
    assert told.curve[CALL] == OLDEST_FIRST


@pytest.mark.parametrize(
    ("order", "curve", "replies_wait"),
    [
        ("oldest first", OLDEST_FIRST, False),
        ("first answers first", OLDEST_FIRST, True),
        ("newest first", NEWEST_FIRST, False),
    ],
)
def test_questions_go_in_the_order_written(order, curve, replies_wait):
    told = rules(order)

    assert told.curve[[MAIL, FOLLOW_UP]].tolist() == [curve, curve]
    assert (told.rank[FOLLOW_UP] > told.rank[MAIL]) == replies_wait


@pytest.mark.parametrize("interrupts", [True, False])
def test_only_calls_interrupt_and_only_if_the_scenario_says_so(interrupts):
    told = rules(interrupts=interrupts)

    assert told.interrupts.tolist() == [line % KINDS == CALL and interrupts for line in range(LINES)]
    assert told.yields[[MAIL, FOLLOW_UP]].all() and not told.yields[CALL]
    told.check()


def test_nobody_is_asked_to_take_a_call_that_is_lost_at_once():
    assert not (PHONE | QUESTIONS) >> LOST_CALL & 1
