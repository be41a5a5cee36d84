"""What customers think of the shop afterwards: surveys after a contact, and reviews of those who asked.

Who grades, and with which luck, was drawn before the run; how long the answer took is known only now.
"""

import numpy as np

from sim.deadline import NEVER, local_days
from sim.demand.marks import Marks
from sim.demand.orders import Reviewers, Sales
from sim.demand.orders.tables import BEST_GRADE, WORST_GRADE
from sim.draws import grades
from sim.norms.log import Cases, Reviews, Surveys
from sim.norms.measures.contacts import PHONE
from sim.scenario.customers.deliveries import by_week, highest
from sim.scenario.schema import Scenario
from sim.scenario.values.days import ZONE

WORST_SURVEY, BEST_SURVEY = 0, 10
FAR = np.iinfo(np.int64).max  # the instant of what never happened, where the earliest is wanted


def surveys(scenario: Scenario, cases: Cases, marks: Marks, begins: np.ndarray) -> Surveys:
    """Let a share of the customers grade the contact; a wait takes points off the mean of their grade.

    The marks of a case are those of the row that it `begins` with (int64[cases]), the customer's: another
    plan closes other cases, not other surveys.
    """
    if scenario.orders is None:
        return Surveys()
    mark = marks.answers_survey[begins]
    may = np.flatnonzero((cases.closed_at != NEVER) & (mark < highest(scenario.orders, "survey_share")))
    days = local_days(cases.closed_at[may], ZONE)
    answers = mark[may] < by_week(scenario.orders, "survey_share", days)
    rows = may[answers]
    mean = by_week(scenario.orders, "survey_grade", days[answers]) - _points_for_waiting(
        scenario, cases, rows
    )
    mark = marks.grades_it[begins[rows]]
    grade = grades(mark, np.maximum(mean, WORST_SURVEY), WORST_SURVEY, BEST_SURVEY)
    return Surveys(case_id=cases.case_id[rows], closed_at=cases.closed_at[rows], grade=grade)


def _points_for_waiting(scenario: Scenario, cases: Cases, rows: np.ndarray) -> np.ndarray:
    """Take points for each full hour of the norm's clock, of a call for each full minute: float64[rows]."""
    orders = scenario.orders
    assert orders is not None
    points = np.zeros(len(rows))
    arrived_at, answered_at = cases.arrived_at[rows], cases.answered_at[rows]
    answered_at = np.where(answered_at == NEVER, cases.closed_at[rows], answered_at)  # closed unanswered
    phoned = cases.channel[rows] == PHONE
    points[phoned] = orders.survey_points_per_minute_ringing * ((answered_at - arrived_at)[phoned] // 60)
    if orders.survey_points_per_hour:
        worked_s = scenario.judged.clock.hours.elapsed(arrived_at[~phoned], answered_at[~phoned])
        points[~phoned] = orders.survey_points_per_hour * (worked_s // 3600)
    return points


def reviews(scenario: Scenario, sales: Sales, cases: Cases, customer: np.ndarray) -> Reviews:
    """Add the reviews of customers who asked to those of the others; `customer` is int64[cases]."""
    if sales.caused is None:
        return sales.reviews
    who = sales.caused.reviewers
    answered_at = _first_answer(cases, customer, who.customer)
    mean = who.mean - _points_for_the_answer(scenario, who, answered_at)
    grade = grades(who.mark, np.maximum(mean, WORST_GRADE), WORST_GRADE, BEST_GRADE)
    return Reviews(
        given_at=np.concatenate([sales.reviews.given_at, who.given_at]),
        grade=np.concatenate([sales.reviews.grade, grade]),
    )


def _points_for_the_answer(scenario: Scenario, who: Reviewers, answered_at: np.ndarray) -> np.ndarray:
    """Take points for an answer after its deadline, or missing then, and for one that did not help.

    A review knows only what happened before it was given.
    """
    questions = scenario.order_questions
    assert questions is not None
    due = scenario.judged.clock.due(who.asked_at)
    late = (due < who.given_at) & (answered_at > due)
    unhelpful = who.unhelpful & (answered_at <= who.given_at)
    return np.asarray(questions.late_answer_points * late + questions.unhelpful_points * unhelpful)


def _first_answer(cases: Cases, customer: np.ndarray, who: np.ndarray) -> np.ndarray:
    """Find the first answer to each customer of `who`, whichever of the cases got it; FAR without one."""
    first = np.full(max(customer.max(initial=-1), who.max(initial=-1)) + 1, FAR)
    answered = cases.answered_at != NEVER
    np.minimum.at(first, customer[answered], cases.answered_at[answered])
    return np.asarray(first[who])
