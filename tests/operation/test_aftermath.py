"""What an engine's log means: calls, questions and the cases that answered calls make."""

from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from sim.deadline import NEVER
from sim.demand.marks import HANGS_UP, TO_VOICEMAIL, Journeys, Marks
from sim.demand.orders import Sales
from sim.demand.work import CALL, LOST_CALL, MAIL, Work
from sim.norms.log import Items, Parcels, Returns, Reviews, Surveys
from sim.operation.aftermath import event_log
from sim.operation.cases import Told
from sim.operation.contract import MOOT, NEWEST_FIRST, SERVED, EngineLog
from sim.operation.simulate import simulate
from sim.scenario.schema import Scenario

from .desk import Duty, Row, call, mail, roster_of, rules_of, run, work_of

OUTCOMES = ("answered", "abandoned", "busy", "voicemail", "menu")  # as the log codes them
NOTHING = MappingProxyType({})
NOTHING_SOLD = Sales(Items(), Parcels(), Returns(), Reviews())


@pytest.fixture
def tell():
    """Run rows and stretches and write down what happened."""

    def told(rows, duties, until=10_000, contacts=NOTHING, **marks):
        given = {
            "weeks": "2026-W47",
            "contacts": {"questions_per_week": 1, **contacts},
            "people": {"Sanne": "mon 09:00-17:00"},
        }
        scenario = Scenario.model_validate(given)
        work = work_of(rows)
        log = simulate(work, roster_of(duties), rules_of(), until)
        marks = replace(Marks.plain(len(work)), **{name: np.array(column) for name, column in marks.items()})
        return event_log(scenario, Journeys(work, marks), log, NOTHING_SOLD, until)

    return told


def test_work_that_was_interrupted_began_when_it_began_first():
    rows, duties = [mail(0, 100), call(30, 20)], [Duty(0, 500)]

    log = run("kernel", rows, duties, interrupts=True).log

    work = work_of(rows)
    assert Told(Journeys(work, Marks.plain(len(work))), log).began.tolist() == [0, 30]


def test_an_answered_call_makes_a_case_answered_when_it_is_picked_up(tell):
    log = tell([call(10, 60, patience=36)], [Duty(20, 500)])

    assert (log.calls.attempted_at, log.calls.answered_at, log.calls.ended_at) == (10, 20, 80)
    assert (log.cases.arrived_at, log.cases.answered_at, log.cases.closed_at) == (10, 20, 80)


def test_a_call_that_nobody_answers_makes_no_case(tell):
    rows = [call(10, 60, patience=36), call(10, 60, patience=20), Row(11, LOST_CALL, 60, patience=3)]

    log = tell(rows, [], gone=[TO_VOICEMAIL, HANGS_UP, HANGS_UP])

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


# Surveys

LATE = 2**40
ORDERS = {"items_per_week": 1, "survey_share": 0.1, "survey_grade": 8}


def surveyed(journeys: Journeys, log: EngineLog, orders: dict) -> Surveys:
    given = {
        "contacts": {"questions_per_week": 1},
        "people": {"Sanne": "mon 09:00-17:00"},
        "weeks": "2026-W47",
    }
    scenario = Scenario.model_validate(given | {"orders": orders})
    return event_log(scenario, journeys, log, NOTHING_SOLD, LATE).surveys


def with_marks(rows: list[Row]) -> Journeys:
    work = work_of(rows)
    survey = np.random.default_rng(5).random((len(work), 2))
    return Journeys(work, replace(Marks.plain(len(work)), survey=survey))


def test_the_stated_share_of_answered_customers_grades_the_contact():
    journeys = with_marks([mail(at, 0) for at in range(4000)] + [mail(9_500, 100)])
    log = simulate(journeys.work, roster_of([Duty(0, 5000)]), rules_of(), 10_000)

    surveys = surveyed(journeys, log, ORDERS)

    assert abs(len(surveys.grade) - 400) < 4 * np.sqrt(360)
    assert abs(surveys.grade.mean() - 8) < 4 * np.sqrt(1.6 / len(surveys.grade))
    assert (surveys.closed_at != NEVER).all() and 4000 not in surveys.case_id


def test_another_work_order_or_roster_leaves_each_questions_survey_as_it_was():
    rows = [mail(10 * at, 40, about=at - 1 if at % 7 == 6 else -1) for at in range(1000)]
    rows += [call(100 * at, 30, patience=25) for at in range(100)]
    journeys = with_marks(rows)
    plans = [
        ([Duty(0, 9_000)], {}),
        ([Duty(0, 9_000)], {"order": NEWEST_FIRST}),
        ([Duty(0, 9_000), Duty(50, 700, 1)], {}),
    ]

    told = [survey_of_each(journeys, duties, rules) for duties, rules in plans]

    oldest_first, newest_first, more_people = told
    assert len({frozenset(one) for one in told}) == 3  # each plan closes other questions
    for other in (newest_first, more_people):
        both = oldest_first.keys() & other.keys()
        assert len(both) > 50 and {oldest_first[row] is None for row in both} == {False, True}
        assert all(oldest_first[row] == other[row] for row in both)


def survey_of_each(journeys: Journeys, duties: list[Duty], rules: dict) -> dict[int, int | None]:
    """The grade of each question that is closed, by its row; None of a customer who gives none."""
    log = simulate(journeys.work, roster_of(duties), rules_of(**rules), 10_000)
    surveys = surveyed(journeys, log, ORDERS | {"survey_share": 0.5})
    rows = case_rows(journeys.work, log)
    graded = dict(zip(rows[surveys.case_id].tolist(), surveys.grade.tolist(), strict=True))
    return {row: graded.get(row) for row in rows.tolist() if log.outcome[row] in (SERVED, MOOT)}


def case_rows(work: Work, log: EngineLog) -> np.ndarray:
    """The row of each case, in order of arrival: mails that came, and calls that somebody picked up."""
    picked_up = np.isin(np.arange(len(work)), log.spell_row)
    asked = (work.line == MAIL) | ((work.line == CALL) & picked_up)
    rows = np.flatnonzero(asked & (log.came != NEVER)).tolist()
    return np.array(sorted(rows, key=lambda row: (log.came[row], row)))


def test_a_week_may_have_another_share_and_grade_of_surveys():
    monday = int(datetime(2026, 11, 16, tzinfo=ZoneInfo("Europe/Amsterdam")).timestamp())
    last, first = monday - 1, monday  # closed in the last second of W46 and in the first of W47
    journeys = with_marks([mail(last, 0) for _ in range(500)] + [mail(first, 0) for _ in range(500)])
    log = simulate(journeys.work, roster_of([Duty(last, first + 9)]), rules_of(), first + 10)

    surveys = surveyed(journeys, log, ORDERS | {"week": {"2026-W47": {"survey_share": 1, "survey_grade": 0}}})
    plain = surveyed(journeys, log, ORDERS)

    in_week = surveys.closed_at >= monday
    assert in_week.sum() == 500 and set(surveys.grade[in_week].tolist()) == {0}
    assert surveys.grade[~in_week].tolist() == plain.grade[plain.closed_at < monday].tolist()
