"""What customers ask of the desk about their orders, as rows of work, and which of them review the shop."""

from dataclasses import dataclass

import numpy as np

from sim.demand.draft import Draft
from sim.demand.orders.asking import LATE, ON_TIME, Asking
from sim.demand.orders.days import OrderDays
from sim.demand.phone.calls import call_journeys
from sim.demand.questions.asked import question_journeys
from sim.scenario.customers.deliveries import by_week
from sim.scenario.customers.order_questions import OrderQuestions


@dataclass(frozen=True)
class Reviewers:
    """Customers who asked and will review the shop; every column has one entry a reviewer.

    The grade waits for the answer: how late it came is not known before the run.
    """

    customer: np.ndarray  # int64[r], of the rows of work
    asked_at: np.ndarray  # int64[r], instant of the question
    given_at: np.ndarray  # int64[r], instant of the review
    mean: np.ndarray  # float64[r], mean grade of a customer without a complaint about the answer
    unhelpful: np.ndarray  # bool[r], the answer, when it comes, will not help
    mark: np.ndarray  # float64[r], in [0, 1): which grade of the law with that mean


@dataclass(frozen=True)
class Caused:
    """What orders set off at the desk."""

    drafts: tuple[Draft, Draft]  # of those who write, and of those who call
    reviewers: Reviewers


def caused(days: OrderDays, questions: OrderQuestions, asking: Asking) -> Caused:
    """Turn customers who ask into rows of work: those who write, then those who call."""
    writing = question_journeys(days.scenario, days.season, asking.writing)
    calling = call_journeys(days.scenario, days.season, asking.calling)
    return Caused((writing, calling), _reviewers(days, questions, asking))


def _reviewers(days: OrderDays, questions: OrderQuestions, asking: Asking) -> Reviewers:
    """Draw who of the customers whose item came reviews the shop, as long after it as all others do."""
    course, orders, place, who = days.course, days.orders, asking.place, asking.arrivals
    late = asking.cause == LATE
    lag = course.review_lag.drawn(who.draw("reviews after"))
    on = np.where(late, course.late_reviewed_on[place, lag], course.reviewed_on[place, lag])
    reviews = (late | (asking.cause == ON_TIME)) & (
        who.draw("reviews") < by_week(orders, "reviewed_share", on)
    )
    mean = np.where(late, by_week(orders, "grade_late", on), by_week(orders, "grade_on_time", on))
    unhelpful = who.some("is not helped", questions.unhelpful_share)
    columns = (who.at, days.noon(on), mean, unhelpful, who.draw("grade"))
    return Reviewers(np.flatnonzero(reviews), *(column[reviews] for column in columns))
