"""Work orders in words become ranks, curves and keys; both engines share them, so they are tested alone."""

from datetime import datetime
from typing import get_args
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from sim.demand.work import (
    CALL,
    CALL_BACK,
    CARE,
    FOLLOW_UP,
    KINDS,
    LINES,
    LOST_CALL,
    MAIL,
    NOBODY,
)
from sim.experiments.seasons.replicate import season_log
from sim.experiments.seasons.shop import Shop
from sim.operation.contract import MOOT, OLDEST_FIRST, SERVED, Rules
from sim.operation.rules.policy import CALLS, PHONE, QUESTION_ORDERS, QUESTIONS, keyed, rules_of
from sim.operation.simulate import ENGINES, simulate
from sim.scenario.read import read_text
from sim.scenario.schema import Scenario
from sim.scenario.values.figures import Order

from .desk import Duty, Row, Told, mail, roster_of, work_of

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MINUTE_S = 60


def shop(calls: dict | None = None, **work: object) -> Scenario:
    return Scenario.model_validate(
        {
            "weeks": "2026-W47",
            "contacts": {"questions_per_week": 1},
            "people": {"Sanne": "mon 09:00-17:00", "Mehmet": "mon 09:00-17:00"},
            "calls": calls or {},
            "work": work,
        }
    )


def rules(**work: object) -> Rules:
    return rules_of(shop(**work))


def at(day: int, hour: int, minute: int = 0) -> int:
    """An instant of November 2026; the 13th is a Friday, the 16th the Monday of the season's week."""
    return int(datetime(2026, 11, day, hour, minute, tzinfo=AMSTERDAM).timestamp())


# Which question goes first: one person, on duty from Monday 11:00, finds these five. In brackets when each is
# due by the norm, and an answer to an answer when twice the time of a first answer has passed.
FIVE = {
    "A": mail(at(13, 10), 30 * MINUTE_S),  # Friday 10:00 (Monday 10:00: too late already)
    "B": Row(at(13, 9), FOLLOW_UP, 10 * MINUTE_S),  # Friday 9:00 (Monday 17:00)
    "C": mail(at(16, 8), 20 * MINUTE_S),  # Monday 8:00 (Monday 17:00)
    "D": mail(at(13, 16), 40 * MINUTE_S),  # Friday 16:00 (Monday 16:00)
    "E": Row(at(16, 9, 30), FOLLOW_UP, 5 * MINUTE_S),  # Monday 9:30 (Wednesday 9:30)
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("order", "answered"),
    [
        ("oldest first", "B A D C E"),
        ("first answers first", "A D C B E"),
        ("nearest deadline", "A D B C E"),  # B before C: due together, and B stands before it in the table
        ("still in time first", "D C B A E"),  # what cannot be late any more waits by age
        ("newest first", "E C D A B"),
        ("easiest first", "E B C A D"),
    ],
)
def test_questions_go_in_the_order_written(engine, order, answered):
    scenario = shop(order=order)
    work = keyed(scenario, work_of(list(FIVE.values())))

    log = simulate(work, roster_of([Duty(at(16, 11), at(16, 17))]), rules_of(scenario), at(17, 0), engine)

    assert " ".join("ABCDE"[row] for row, *_ in Told(log).spells) == answered


def test_every_order_that_a_file_may_name_is_known():
    assert set(get_args(Order)) == set(QUESTION_ORDERS)


def test_a_question_is_late_once_its_deadline_lies_before_now():
    """Two questions due at 16:00 and 16:30, one person from 16:00 on: the first is in time to the second."""
    scenario = shop(order="still in time first")
    rows = [mail(at(13, 16), 1), mail(at(13, 16, 30), 1)]
    first = [
        Told(simulate(work_of(rows), roster_of([Duty(begins, at(16, 18))]), rules_of(scenario), at(17, 0)))
        .spells[0][0]
        for begins in (at(16, 16), at(16, 16) + 1)
    ]  # fmt: skip

    assert first == [0, 1]


def test_the_hours_of_an_answer_to_an_answer_are_those_of_the_file():
    """B came on Friday 9:00: within 9 working hours it is due on Monday 10:00, with A, which stands first."""
    scenario = shop(order="nearest deadline", follow_up_within_hours=9)
    work, staff = work_of(list(FIVE.values())), roster_of([Duty(at(16, 11), at(16, 17))])

    spells = Told(simulate(work, staff, rules_of(scenario), at(17, 0))).spells

    assert [row for row, *_ in spells][:3] == [0, 1, 3]


SEASON = """
weeks = "2026-W48..2026-W49"
[contacts]
questions_per_week = 400
follow_up_share = {follow_ups}
mails_again_share = 0
[work]
order = "{order}"
[people]
Sanne = "mon-fri 09:00-17:00"
Mehmet = "mon-thu 09:00-17:00"
"""


def answered_at(order: str, follow_ups: float) -> list[int]:
    text = SEASON.format(order=order, follow_ups=follow_ups)
    return season_log(Shop(read_text(text, "shop.toml").scenario), 1, 0).cases.answered_at.tolist()


def test_among_first_questions_nearest_deadline_and_oldest_first_are_the_same_order():
    """One allowance: whoever asks later is due no earlier, and who are due together go by age."""
    assert answered_at("nearest deadline", 0) == answered_at("oldest first", 0)
    assert answered_at("nearest deadline", 0.3) != answered_at("oldest first", 0.3)
    assert answered_at("newest first", 0) != answered_at("oldest first", 0)


def test_the_easiest_question_is_the_one_of_least_work_and_calls_keep_their_place():
    work = work_of([mail(0, 70), Row(0, CALL, 50), Row(0, FOLLOW_UP, 60), Row(0, CALL_BACK, 40)])

    assert keyed(shop(order="easiest first"), work).key.tolist() == [70, 0, 60, 0]
    assert keyed(shop(order="oldest first"), work).key.tolist() == [0, 0, 0, 0]


# A customer mails on Saturday 10:00 and, unanswered, again on Sunday 12:00; another on Saturday 11:00. All is
# due on Monday 17:00, and two people begin on it at 9:00.
MAILS = [
    mail(at(14, 10), 30 * MINUTE_S),
    mail(at(15, 12), 30 * MINUTE_S, about=0),
    mail(at(14, 11), 30 * MINUTE_S),
]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("order", ["nearest deadline", "still in time first", "oldest first"])
def test_nobody_answers_a_second_mail_while_a_colleague_answers_the_first(engine, order):
    scenario, staff = shop(order=order), [Duty(at(16, 9), at(16, 17), person) for person in (0, 1)]

    log = simulate(keyed(scenario, work_of(MAILS)), roster_of(staff), rules_of(scenario), at(17, 0), engine)

    assert log.outcome.tolist() == [SERVED, MOOT, SERVED]


# What goes before questions


@pytest.mark.parametrize("order", QUESTION_ORDERS)
def test_calls_go_before_calls_back_and_these_before_questions_the_oldest_first(order):
    told = rules(order=order)

    questions = [MAIL, FOLLOW_UP, CARE]
    assert told.rank[CALL] < told.rank[CALL_BACK] < min(told.rank[questions])
    assert told.curve[[CALL, CALL_BACK]].tolist() == [OLDEST_FIRST, OLDEST_FIRST]
    told.check()


@pytest.mark.parametrize("interrupts", [True, False])
def test_only_calls_interrupt_and_only_if_the_scenario_says_so(interrupts):
    told = rules(phone_interrupts_mail=interrupts)

    assert told.interrupts.tolist() == [line % KINDS == CALL and interrupts for line in range(LINES)]
    assert told.yields[[MAIL, FOLLOW_UP, CARE]].all() and not told.yields[[CALL, CALL_BACK]].any()
    told.check()


def test_an_interruption_costs_what_the_file_says():
    assert rules(minutes_lost_by_interruption=1.5).resume_cost[[MAIL, FOLLOW_UP, CARE, CALL]].tolist() == [
        *(90, 90, 90),
        0,
    ]
    assert not rules().resume_cost.any()


def test_people_are_kept_free_of_questions_for_calls():
    told = rules(keep_free_for_calls=1)

    assert told.reserve[[MAIL, FOLLOW_UP, CARE]].tolist() == [1, 1, 1]
    assert not told.reserve[[CALL, CALL_BACK]].any()
    assert told.kept_for == CALLS == 1 << CALL | 1 << CALL + KINDS


def test_who_rings_takes_a_line_and_who_is_called_back_does_not():
    told = rules(calls={"lines": 3})

    assert told.trunk[[CALL, LOST_CALL, CALL_BACK, MAIL]].tolist() == [0, 0, NOBODY, NOBODY]
    assert told.trunk_limit.tolist() == [3]
    assert (rules().trunk == NOBODY).all() and not len(rules().trunk_limit)


def test_the_phone_is_offered_in_its_hours():
    told = rules(calls={"open": "mon 10:00-12:00"})

    assert told.offered.tolist() == [line % KINDS in (CALL, LOST_CALL) for line in range(LINES)]
    assert [at(16, 10), at(16, 12)] in told.hours.tolist()
    assert (np.diff(told.hours) == 2 * 3600).all()


def test_nobody_is_asked_to_take_a_call_that_is_lost_at_once():
    assert not (PHONE | QUESTIONS | CALLS) >> LOST_CALL & 1
