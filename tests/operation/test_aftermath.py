"""What an engine's log means: calls, questions and the cases that answered calls make."""

from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from sim.deadline import NEVER
from sim.demand.marks import (
    ANSWER,
    HAND_TO_BOL,
    HANGS_UP,
    NO_ANSWER,
    OUTSIDE_REPLY,
    RETURNED,
    TAKEN_OVER,
    TO_VOICEMAIL,
    Journeys,
    Marks,
)
from sim.demand.orders import Sales
from sim.demand.work import CALL, CALL_BACK, FOLLOW_UP, KINDS, LINES, LOST_CALL, MAIL, NOBODY, Work
from sim.norms.log import Cases, Items, Parcels, Returns, Reviews, Surveys
from sim.operation.aftermath.log import event_log
from sim.operation.aftermath.rows import Aftermath
from sim.operation.contract import MOOT, NEWEST_FIRST, SERVED, EngineLog
from sim.operation.simulate import simulate
from sim.scenario.schema import Scenario

from .desk import MAILS, PHONE, Duty, Row, call, mail, roster_of, rules_of, run, work_of

OUTCOMES = ("answered", "abandoned", "busy", "voicemail", "menu")  # as the log codes them
NOTHING = MappingProxyType({})
NOTHING_SOLD = Sales(Items(), Parcels(), Returns(), Reviews())


@pytest.fixture
def tell():
    """Run rows and stretches and write down what happened."""

    def told(rows, duties, until=10_000, contacts=NOTHING, rules=NOTHING, **marks):
        given = {
            "weeks": "2026-W47",
            "contacts": {"questions_per_week": 1, **contacts},
            "people": {"Sanne": "mon 09:00-17:00"},
        }
        scenario = Scenario.model_validate(given)
        work = work_of(rows)
        log = simulate(work, roster_of(duties), rules_of(**rules), until)
        marks = replace(Marks.plain(len(work)), **{name: np.array(column) for name, column in marks.items()})
        return event_log(scenario, Journeys(work, marks), log, NOTHING_SOLD, until)

    return told


def test_work_that_was_interrupted_began_when_it_began_first():
    rows, duties = [mail(0, 100), call(30, 20)], [Duty(0, 500)]

    log = run("kernel", rows, duties, interrupts=True).log

    work = work_of(rows)
    assert Aftermath(Journeys(work, Marks.plain(len(work))), log).began.tolist() == [0, 30]


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


# A question on its way; rows are a case together, and marks say what each of them means

REPLY = FOLLOW_UP
HOUR_S = 3600


def reply(work: int, **more: object) -> Row:
    return Row(NEVER, REPLY, work, **more)


def test_a_call_about_an_open_question_answers_it_when_it_is_picked_up(tell):
    """Nobody does mail; the customer calls at 50, is picked up at 60 and speaks for 30 seconds."""
    rows = [mail(10, 600), call(50, 30, patience=36, about=0)]

    log = tell(rows, [Duty(60, 500, does=PHONE)], case=[0, 0])

    assert log.cases.arrived_at.tolist() == [10]
    assert (log.cases.answered_at, log.cases.closed_at) == (60, 90)
    assert log.calls.case_id.tolist() == [0] and log.calls.answered_at.tolist() == [60]


def test_who_is_answered_by_mail_while_the_call_rings_hangs_up(tell):
    rows = [mail(10, 50), call(30, 30, patience=100, about=0)]

    log = tell(rows, [Duty(20, 500, does=MAILS)], case=[0, 0])

    assert (log.cases.answered_at, len(log.cases)) == (70, 1)
    assert (OUTCOMES[log.calls.outcome[0]], log.calls.ended_at, log.calls.case_id) == ("abandoned", 70, -1)


def test_a_reply_outside_the_account_stops_no_clock_and_the_one_inside_does(tell):
    rows = [mail(10, 20, then=(1,), wait=(100,)), reply(5)]

    log = tell(rows, [Duty(0, 500)], case=[0, 0], done=[OUTSIDE_REPLY, ANSWER])

    assert log.cases.outside_reply_at.tolist() == [30]
    assert (log.cases.answered_at, log.cases.closed_at) == (135, 135)


def test_a_second_mail_is_answered_outside_with_the_first(tell):
    log = tell([mail(10, 60), mail(15, 60, about=0)], [Duty(20, 500)], done=[OUTSIDE_REPLY, ANSWER])

    assert log.cases.outside_reply_at.tolist() == [80, 80]
    assert log.cases.answered_at.tolist() == [NEVER, NEVER]


def test_a_question_cannot_be_closed_before_the_first_contact(tell):
    """Answered outside the account and thanked for inside: the account saw no answer and refuses."""
    rows = [mail(10, 20, then=(1,), wait=(100,)), reply(5)]
    done = [OUTSIDE_REPLY, NO_ANSWER]

    for contacts in (NOTHING, {"waits_for_customer_hours": 0.02}):
        log = tell(rows, [Duty(0, 500)], contacts=contacts, case=[0, 0], done=done)
        assert (log.cases.outside_reply_at, log.cases.answered_at, log.cases.closed_at) == (30, NEVER, NEVER)


def test_an_automatic_reply_is_logged_and_answers_nothing(tell):
    log = tell([mail(10, 20), mail(480, 20)], [Duty(0, 20)], until=500, auto_reply_s=[60, 60])

    assert log.cases.auto_replied_at.tolist() == [70, NEVER]  # the second one goes out after the end
    assert log.cases.answered_at.tolist() == [NEVER, NEVER]


def test_a_question_that_was_noticed_late_arrived_when_it_was_asked(tell):
    log = tell([mail(100, 20), mail(70, 20)], [Duty(0, 500)], noticed_s=[90, 0])

    assert log.cases.arrived_at.tolist() == [10, 70]
    assert log.cases.answered_at.tolist() == [120, 90]


def test_the_marketplace_takes_over_gets_and_gives_back(tell):
    """Nobody has time before 500: one is taken over, a forwarded one returns, one goes to and fro."""
    rows = [mail(10, 20, patience=300), mail(20, 20, patience=400), mail(450, 30, then=(3,), wait=(60,))]
    rows += [Row(NEVER, MAIL, 10)]
    marks = {"case": [0, 1, 2, 2], "gone": [TAKEN_OVER, RETURNED, TAKEN_OVER, HANGS_UP]}

    log = tell(
        rows,
        [Duty(500, 900)],
        done=[ANSWER, ANSWER, HAND_TO_BOL, ANSWER],
        forwarded=[False, True, False, False],
        **marks,
    )

    assert log.cases.taken_over_by_bol_at.tolist() == [310, NEVER, NEVER]
    assert log.cases.returned_at.tolist() == [NEVER, 420, NEVER]
    assert log.cases.handed_to_bol_at.tolist() == [NEVER, NEVER, 530]
    assert log.cases.answered_at.tolist() == [NEVER, NEVER, 600]
    assert log.cases.forwarded_by_bol.tolist() == [0, 1, 0]


CHAIN = [mail(0, 100, then=(1,), wait=(1_000,)), reply(100, then=(2,), wait=(9_000,)), reply(100)]


@pytest.mark.parametrize(
    ("off", "last", "closed_at"),
    [
        (50_000, ANSWER, 10_300 + 3600),  # answered at 100, 1200 and 10300, each later than an hour after
        (50_000, NO_ANSWER, 10_300),  # the last reply says thanks
        (10_250, ANSWER, NEVER),  # the last reply opens the question again, and nobody answers it
        (1_000, ANSWER, NEVER),  # as the first one
    ],
)
def test_an_answered_question_waits_for_its_customer_and_is_opened_again_by_a_reply(
    tell, off, last, closed_at
):
    contacts = {"waits_for_customer_hours": 1}

    log = tell(CHAIN, [Duty(0, off)], 60_000, contacts, case=[0, 0, 0], done=[ANSWER, ANSWER, last])

    assert (log.cases.answered_at, log.cases.closed_at) == (100, closed_at)


def test_what_is_closed_after_the_end_is_not_closed_yet(tell):
    contacts = {"waits_for_customer_hours": 1}

    for until, closed_at in ((3_700, NEVER), (3_701, 3_700)):
        log = tell([mail(0, 100)], [Duty(0, 500)], until, contacts)
        assert log.cases.closed_at.tolist() == [closed_at]


def test_a_call_back_makes_a_case_and_no_attempt(tell):
    rows = [call(10, 30, patience=36, then=(NOBODY, 1), wait=(0, 0)), Row(NEVER, CALL_BACK, 30)]

    log = tell(rows, [Duty(100, 500)], gone=[TO_VOICEMAIL, HANGS_UP])

    assert [OUTCOMES[code] for code in log.calls.outcome] == ["voicemail"]
    assert (log.cases.arrived_at, log.cases.answered_at, log.cases.closed_at) == (46, 100, 130)
    assert [Cases.choices("channel")[code] for code in log.cases.channel] == ["phone"]


def test_an_attempt_at_a_closed_phone_is_none_and_one_that_finds_all_lines_taken_is_busy(tell):
    """One line, open from 100 to 400: closed at 50 and 400, taken at 110, free again at 160."""
    rows = [call(at, 60, patience=36) for at in (50, 100, 110, 160, 400)]
    spoken = np.arange(LINES) % KINDS == CALL
    rules = {"offered": spoken, "hours": np.array([[100, 400]])}
    rules |= {"trunk": np.where(spoken, 0, NOBODY), "trunk_limit": np.array([1])}

    log = tell(rows, [Duty(0, 500)], rules=rules)

    assert log.calls.attempted_at.tolist() == [100, 110, 160]
    assert [OUTCOMES[code] for code in log.calls.outcome] == ["answered", "busy", "answered"]
    assert len(log.cases) == 2


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
    answers, grade = np.random.default_rng(5).random((2, len(work)))
    return Journeys(work, replace(Marks.plain(len(work)), answers_survey=answers, grades_it=grade))


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
