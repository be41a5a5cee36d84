"""What customers think afterwards: reviews by lateness and by the answer, surveys by the wait."""

from datetime import datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from sim.deadline import NEVER
from sim.demand.marks import Journeys, Marks
from sim.demand.orders import Reviewers, Sales
from sim.demand.orders.caused import Caused
from sim.norms.log import Cases, Items, Parcels, Returns, Reviews, Surveys
from sim.operation.aftermath.grades import reviews, surveys
from sim.scenario.schema import Scenario

from .desk import work_of

ZONE = ZoneInfo("Europe/Amsterdam")
SIZE = 4000


def at(day: int, hour: int, minute: int = 0) -> int:
    """An instant of November 2026, in which the 23rd is a Monday."""
    return int(datetime(2026, 11, day, hour, minute, tzinfo=ZONE).timestamp())


def scenario(orders: dict | None = None, **questions: float) -> Scenario:
    given = {
        "weeks": "2026-W48",
        "edition": "8wh",
        "contacts": {"questions_per_week": 1},
        "people": {"Sanne": "mon 09:00-17:00"},
        "orders": {"items_per_week": 1} | (orders or {}),
        "order_questions": {"when_late_share": 1} | questions,
    }
    return Scenario.model_validate(given)


def marks(size: int = SIZE) -> np.ndarray:
    return (np.arange(size) + 0.5) / size  # every part of the law once: no luck in the mean


def graded(asked_at, answered_at, given_at, mean=8.8, unhelpful=False, **questions) -> np.ndarray:
    """The grades of many customers with one course: asked, answered (or not) and reviewed then."""
    who = Reviewers(
        customer=np.arange(SIZE),
        asked_at=np.full(SIZE, asked_at),
        given_at=np.full(SIZE, given_at),
        mean=np.full(SIZE, mean),
        unhelpful=np.full(SIZE, unhelpful),
        mark=marks(),
    )
    sold = Sales(Items(), Parcels(), Returns(), Reviews(), Caused(nobody(), who))
    cases = Cases(arrived_at=np.full(SIZE, asked_at), answered_at=np.full(SIZE, answered_at))
    told = reviews(scenario(**questions), sold, cases, np.arange(SIZE))
    assert (told.given_at == given_at).all()
    return told.grade


def nobody() -> Journeys:
    return Journeys(work_of([]), Marks.plain(0))


# Caused on Monday at 10:00 the answer is due on Tuesday at 10:00; the review follows on Friday.
ASKED, DUE, REVIEW = at(23, 10), at(24, 10), at(27, 12)
POINTS = {"late_answer_points": 2, "unhelpful_share": 0.5, "unhelpful_points": 1.5}


@pytest.mark.parametrize(
    ("answered_at", "given_at", "points"),
    [
        (at(23, 12), REVIEW, 0),
        (DUE, REVIEW, 0),  # the second it is due is in time
        (DUE + 1, REVIEW, 2),
        (NEVER, REVIEW, 2),  # not answered at all
        (at(28, 9), REVIEW, 2),  # not yet
        (NEVER, at(24, 9), 0),  # not yet, and not late either when the review is given
        (DUE + 1, at(24, 9), 0),  # late, but only after the review
    ],
)
def test_an_answer_after_its_deadline_takes_points_off_the_review(answered_at, given_at, points):
    grade = graded(ASKED, answered_at, given_at, **POINTS)

    assert grade.mean() == pytest.approx(8.8 - points, abs=0.02)


@pytest.mark.parametrize(
    ("answered_at", "points"),
    [(at(23, 12), 1.5), (DUE + 1, 3.5), (NEVER, 2)],  # an answer that never came cannot fail to help
)
def test_an_answer_that_does_not_help_takes_points_of_its_own(answered_at, points):
    grade = graded(ASKED, answered_at, REVIEW, unhelpful=True, **POINTS)

    assert grade.mean() == pytest.approx(8.8 - points, abs=0.02)


def test_a_late_parcel_and_a_late_answer_add_up_and_no_grade_is_below_the_worst():
    assert graded(ASKED, NEVER, REVIEW, mean=4.6, **POINTS).mean() == pytest.approx(2.6, abs=0.02)
    assert set(graded(ASKED, NEVER, REVIEW, mean=2.5, **POINTS).tolist()) == {1}


def test_a_customer_keeps_the_luck_of_the_grade_under_every_plan():
    soon, late = (graded(ASKED, answered, REVIEW, **POINTS) for answered in (at(23, 12), NEVER))

    assert (late <= soon).all() and (np.diff(soon) >= 0).all()  # marks rise, so do grades


def test_the_first_answer_to_a_customer_counts_whichever_of_the_mails_it_is_to():
    who = Reviewers(*(np.array([one]) for one in (0, ASKED, REVIEW, 10.0, False, 0.5)))
    sold = Sales(Items(), Parcels(), Returns(), Reviews(), Caused(nobody(), who))
    cases = Cases(arrived_at=[ASKED, ASKED + 60, ASKED], answered_at=[NEVER, DUE, DUE - 60])

    found = [
        reviews(scenario(**POINTS), sold, cases, np.array(whose)).grade[0] for whose in ([0, 0, 1], [0, 1, 1])
    ]

    assert found == [10, 8]


# Surveys

SURVEYED = {"survey_share": 1, "survey_grade": 8.0}


def survey(cases: Cases, **orders: float) -> Surveys:
    many = len(cases.arrived_at)
    drawn = SimpleNamespace(answers_survey=np.zeros(many), grades_it=np.resize(marks(), many))
    return surveys(scenario(SURVEYED | orders), cases, drawn, begins=np.arange(many))


@pytest.mark.parametrize(
    ("arrived_at", "answered_at", "hours"),
    [
        (at(23, 10), at(23, 10, 59), 0),
        (at(23, 10), at(23, 12), 2),
        (at(27, 16), at(30, 10), 2),  # from Friday to Monday: the clock of the norm stands still
        (at(28, 3), at(30, 9), 0),
        (at(23, 9), at(24, 9), 8),
    ],
)
def test_each_full_hour_of_the_norms_clock_takes_points_off_a_survey(arrived_at, answered_at, hours):
    cases = Cases(
        arrived_at=np.full(SIZE, arrived_at),
        answered_at=np.full(SIZE, answered_at),
        closed_at=np.full(SIZE, answered_at),
    )

    assert survey(cases).grade.mean() == pytest.approx(8, abs=0.02)
    waited = survey(cases, survey_points_per_hour=0.25).grade
    assert waited.mean() == pytest.approx(8 - 0.25 * hours, abs=0.02)


def test_each_full_minute_of_ringing_takes_points_off_the_survey_of_a_call():
    picked_up = np.repeat(at(23, 10) + np.array([59, 60, 150]), SIZE)
    cases = Cases(
        channel=np.full(3 * SIZE, "phone"),
        arrived_at=np.full(3 * SIZE, at(23, 10)),
        answered_at=picked_up,
        closed_at=picked_up + 100,
    )

    grade = survey(cases, survey_points_per_minute_ringing=1, survey_points_per_hour=5).grade

    assert grade.reshape(3, SIZE).mean(axis=1).tolist() == pytest.approx([8, 7, 6], abs=0.02)


def test_who_was_closed_without_an_answer_waited_until_then():
    cases = Cases(
        arrived_at=np.full(SIZE, at(23, 10)),
        answered_at=np.full(SIZE, NEVER),
        closed_at=np.full(SIZE, at(23, 13)),
    )
    assert survey(cases, survey_points_per_hour=0.5).grade.mean() == pytest.approx(6.5, abs=0.02)


def test_a_wait_without_end_leaves_the_worst_grade_and_the_same_customers():
    cases = Cases(
        arrived_at=np.full(SIZE, at(1, 10)),
        answered_at=np.full(SIZE, at(30, 10)),
        closed_at=np.full(SIZE, at(30, 10)),
    )
    plain, waited = survey(cases), survey(cases, survey_points_per_hour=1)

    assert (plain.case_id == waited.case_id).all() and set(waited.grade.tolist()) == {0}
