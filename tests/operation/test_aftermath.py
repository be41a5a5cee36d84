"""What an engine's log means: calls, questions and the cases that answered calls make."""

import numpy as np
import pytest

from sim.deadline import NEVER
from sim.demand.orders import Sales
from sim.demand.work import LOST_CALL
from sim.draws import Streams
from sim.norms.log import Items, Parcels, Returns, Reviews
from sim.operation.aftermath import began, event_log
from sim.operation.simulate import simulate
from sim.scenario.schema import Scenario

from .desk import Duty, Row, call, mail, roster_of, rules_of, run, work_of

OUTCOMES = ("answered", "abandoned", "busy", "voicemail", "menu")  # as the log codes them
NOTHING_SOLD = Sales(Items(), Parcels(), Returns(), Reviews())


@pytest.fixture
def tell():
    """Run rows and stretches and write down what happened; `orders` switches surveys on."""

    def told(rows, duties, until=10_000, orders=None):
        given = {
            "weeks": "2026-W47",
            "contacts": {"questions_per_week": 1},
            "people": {"Sanne": "mon 09:00-17:00"},
        }
        scenario = Scenario.model_validate(given | ({"orders": orders} if orders else {}))
        work = work_of(rows)
        log = simulate(work, roster_of(duties), rules_of(), until)
        return event_log(scenario, work, log, NOTHING_SOLD, Streams(1, 0))

    return told


def test_work_that_was_interrupted_began_when_it_began_first():
    rows, duties = [mail(0, 100), call(30, 20)], [Duty(0, 500)]

    log = run("kernel", rows, duties, interrupts=True).log

    assert began(log).tolist() == [0, 30]


def test_an_answered_call_makes_a_case_answered_when_it_is_picked_up(tell):
    log = tell([call(10, 60, patience=36)], [Duty(20, 500)])

    assert (log.calls.attempted_at, log.calls.answered_at, log.calls.ended_at) == (10, 20, 80)
    assert (log.cases.arrived_at, log.cases.answered_at, log.cases.closed_at) == (10, 20, 80)


def test_a_call_that_nobody_answers_makes_no_case(tell):
    log = tell([call(10, 60, patience=36), call(10, 60, patience=20), Row(11, LOST_CALL, 60, patience=3)], [])

    assert [OUTCOMES[code] for code in log.calls.outcome] == ["voicemail", "abandoned", "abandoned"]
    assert log.calls.ended_at.tolist() == [46, 30, 14]
    assert len(log.cases.arrived_at) == 0


def test_a_question_is_answered_when_the_answer_is_sent(tell):
    log = tell([mail(10, 60)], [Duty(20, 500)])

    assert (log.cases.arrived_at, log.cases.answered_at, log.cases.closed_at) == (10, 80, 80)


def test_a_second_mail_is_a_question_of_its_own_answered_together(tell):
    log = tell([mail(10, 60), mail(15, 60, about=0)], [Duty(20, 500)])

    assert log.cases.arrived_at.tolist() == [10, 15]
    assert log.cases.answered_at.tolist() == [80, 80]


def test_an_open_question_was_never_answered_and_one_that_never_came_is_no_case(tell):
    log = tell([mail(10, 60), mail(700, 60, about=0), mail(900, 60)], [Duty(20, 500)], until=950)

    assert log.cases.arrived_at.tolist() == [10, 900]
    assert log.cases.answered_at.tolist() == [80, NEVER]


def test_cases_and_calls_stand_in_order_of_arrival(tell):
    log = tell([mail(30, 5), call(20, 5, patience=36), mail(10, 5)], [Duty(0, 500)])

    assert log.cases.arrived_at.tolist() == [10, 20, 30]


def test_the_stated_share_of_answered_customers_grades_the_contact(tell):
    rows = [mail(at, 0) for at in range(4000)] + [mail(9_500, 100)]
    log = tell(rows, [Duty(0, 5000)], orders={"items_per_week": 1, "survey_share": 0.1, "survey_grade": 8})

    assert abs(len(log.surveys.grade) - 400) < 4 * np.sqrt(360)
    assert abs(log.surveys.grade.mean() - 8) < 4 * np.sqrt(1.6 / len(log.surveys.grade))
    assert (log.surveys.closed_at != NEVER).all()
