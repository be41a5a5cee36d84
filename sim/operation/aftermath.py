"""What an engine's log means to the shop: the event log, in the form that a real export has."""

import numpy as np

from sim.deadline import NEVER, local_days
from sim.demand.orders import Sales, by_week
from sim.demand.work import ANSWERS, CALL, GRADE, LOST_CALL, MAIL, Work
from sim.draws import grades
from sim.norms.log import Calls, Cases, EventLog, Surveys
from sim.operation.contract import LEFT, MOOT, SERVED, UNSEEN, EngineLog
from sim.scenario.days import ZONE
from sim.scenario.orders import Orders
from sim.scenario.schema import Scenario

WORST_GRADE, BEST_GRADE = 0, 10  # of a survey


def event_log(scenario: Scenario, work: Work, log: EngineLog, sales: Sales) -> EventLog:
    """Write down what happened as the norm engine reads it: questions, calls, sales, surveys.

    A call that was answered makes a case of its own, answered and closed as it ends (K14, S).
    """
    calls, answered_calls = _calls(scenario, work, log)
    asked = _asked(work, log, answered_calls)
    cases = _cases(work, log, asked)
    return EventLog(
        cases=cases,
        calls=calls,
        items=sales.items,
        parcels=sales.parcels,
        returns=sales.returns,
        reviews=sales.reviews,
        surveys=_surveys(scenario.orders, cases, work.survey[asked]),
    )


def began(log: EngineLog) -> np.ndarray:
    """Say when work on each row first began: int64[n], NEVER if it did not."""
    first = np.full(len(log.came), NEVER)
    first[log.spell_row[::-1]] = log.spell_began[::-1]  # of several spells the earliest stays
    return first


def _calls(scenario: Scenario, work: Work, log: EngineLog) -> tuple[Calls, np.ndarray]:
    """Write the attempts in order, and give the rows of the answered ones, each of which makes a case."""
    rows = _in_order(np.isin(work.line, (CALL, LOST_CALL)), log)
    answered_at = began(log)[rows]
    answered = answered_at != NEVER
    rang = work.patience[rows] == round(scenario.work.rings_before_voicemail_s)
    voicemail = rang & (log.outcome[rows] == LEFT) & (work.line[rows] == CALL)
    words = np.select([answered, voicemail], ["answered", "voicemail"], "abandoned")
    table = Calls(
        attempted_at=log.came[rows], answered_at=answered_at, ended_at=log.left[rows], outcome=words
    )
    return table, rows[answered]


def _asked(work: Work, log: EngineLog, answered_calls: np.ndarray) -> np.ndarray:
    """List the rows that make a case, in order of arrival; a second mail is a question of its own."""
    rows = np.concatenate([_in_order(work.line == MAIL, log), answered_calls])
    return np.asarray(rows[np.lexsort((rows, log.came[rows]))])


def _cases(work: Work, log: EngineLog, rows: np.ndarray) -> Cases:
    """Write the questions that rows made."""
    phoned = work.line[rows] == CALL
    answered = np.isin(log.outcome[rows], (SERVED, MOOT))
    answered_at = np.where(phoned, began(log)[rows], np.where(answered, log.left[rows], NEVER))
    closed_at = np.where(answered, log.left[rows], NEVER)
    channel = np.where(phoned, "phone", "mail")
    return Cases(channel=channel, arrived_at=log.came[rows], answered_at=answered_at, closed_at=closed_at)


def _surveys(orders: Orders | None, cases: Cases, marks: np.ndarray) -> Surveys:
    """Let a share of the customers grade the contact; how the grade depends on the wait is not known.

    `marks` (float64[cases, 2]) are the customers': another plan closes other cases, not other surveys.
    """
    if orders is None:
        return Surveys()
    closed = np.flatnonzero(cases.closed_at != NEVER)
    days = local_days(cases.closed_at[closed], ZONE)
    answers = marks[closed, ANSWERS] < by_week(orders, "survey_share", days)
    rows, mean = closed[answers], by_week(orders, "survey_grade", days[answers])
    grade = grades(marks[rows, GRADE], mean, WORST_GRADE, BEST_GRADE)
    return Surveys(case_id=cases.case_id[rows], closed_at=cases.closed_at[rows], grade=grade)


def _in_order(which: np.ndarray, log: EngineLog) -> np.ndarray:
    """List the marked rows that came, in order of arrival."""
    rows = np.flatnonzero(which & (log.outcome != UNSEEN))
    return np.asarray(rows[np.lexsort((rows, log.came[rows]))])
