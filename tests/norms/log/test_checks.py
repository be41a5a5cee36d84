"""Every faulty row is told: where, what was given, what is allowed, the way out."""

import numpy as np
import pytest

from sim.norms import NEVER, EventLog
from sim.norms.log import Calls, Cases, Items, Parcels, Reviews, Surveys, check
from tests.norms.logs import at, day
from tests.norms.shops import random_log

TEN = at("2026-11-17 10:00")
WAY_OUT = "; correct the row, or leave it out with --on-fault skip"


def told(**tables: object) -> list[str]:
    said = [str(fault) for fault in check(EventLog(**tables))]
    assert all(line.endswith(WAY_OUT) for line in said)
    return [line.removesuffix(WAY_OUT) for line in said]


def test_a_sound_log_has_no_faults():
    assert check(random_log(np.random.default_rng(1))) == []


def test_a_reply_before_its_arrival():
    assert told(cases=Cases(arrived_at=[TEN, TEN], answered_at=[TEN, TEN - 60])) == [
        "cases: row 2: answered_at: 2026-11-17 08:59:00Z with arrived_at 2026-11-17 09:00:00Z given; "
        "must be at or after arrived_at"
    ]


def test_a_question_that_never_arrived():
    assert told(cases=Cases(arrived_at=[NEVER], answered_at=[TEN])) == [
        "cases: row 1: arrived_at: nothing given; must be an instant from 1990 to 2036"
    ]


def test_an_answer_may_be_missing():
    assert told(cases=Cases(arrived_at=[TEN], answered_at=[NEVER])) == []


def test_an_id_given_twice_is_told_at_its_second_row():
    cases = Cases(case_id=["B", "A", "B", "B"], arrived_at=[TEN] * 4, answered_at=[TEN] * 4)
    assert told(cases=cases) == [
        "cases: row 3: case_id: B a second time given; must be of one row only",
        "cases: row 4: case_id: B a second time given; must be of one row only",
    ]


def test_an_id_that_is_missing():
    cases = Cases(case_id=["A", ""], arrived_at=[TEN] * 2, answered_at=[TEN] * 2)
    assert told(cases=cases) == ["cases: row 2: case_id: nothing given; must be given"]
    numbers = Cases(case_id=[5, -1], arrived_at=[TEN] * 2, answered_at=[TEN] * 2)
    assert told(cases=numbers) == ["cases: row 2: case_id: nothing given; must be given"]


def test_instants_in_milliseconds():
    wrong = Cases(arrived_at=[TEN * 1000], answered_at=[NEVER])
    assert told(cases=wrong) == [
        f"cases: row 1: arrived_at: {TEN * 1000} given; must be an instant from 1990 to 2036"
    ]


@pytest.mark.parametrize(
    ("instant", "given"),
    [
        (-2_528_373_600, "1889-11-17 10:00:00Z"),
        (-62_135_596_800, "0001-01-01 00:00:00Z"),
        (-62_135_596_801, "-62135596801"),
        (253_402_214_400, "9999-12-31 00:00:00Z"),
        (253_402_214_401, "253402214401"),
    ],
)
def test_an_instant_of_another_century_is_told_as_its_date_if_it_has_one(instant: int, given: str):
    wrong = Cases(arrived_at=[instant], answered_at=[NEVER])
    assert told(cases=wrong) == [
        f"cases: row 1: arrived_at: {given} given; must be an instant from 1990 to 2036"
    ]


@pytest.mark.parametrize(
    ("promised", "faults"), [("1990-01-01", 1), ("1990-01-02", 0), ("2036-12-31", 0), ("2037-01-01", 1)]
)
def test_dates_reach_from_1990_to_2036(promised: str, faults: int):
    said = told(items=Items(promised_on=[day(promised)], attempted_at=[NEVER], cancelled_at=[NEVER]))
    assert said == [f"items: row 1: promised_on: {promised} given; must be a date from 1990 to 2036"] * faults


def test_a_call_ended_before_it_was_answered():
    calls = Calls(attempted_at=[TEN], answered_at=[TEN + 30], ended_at=[TEN + 20], outcome=["answered"])
    assert told(calls=calls) == [
        "calls: row 1: ended_at: 2026-11-17 09:00:20Z with answered_at 2026-11-17 09:00:30Z given; "
        "must be at or after answered_at"
    ]


def test_seconds_that_something_took_are_none_below_0():
    waited, handled = "calls: row 1: waited_s: -5", "calls: row 2: handled_s: -9"
    assert told(
        calls=Calls(attempted_at=[TEN] * 2, outcome=["answered"] * 2, waited_s=[-5, 0], handled_s=[0, -9])
    ) == [f"{fault} given; must be 0 seconds or more" for fault in (waited, handled)]


@pytest.mark.parametrize(("code", "given"), [(-1, "nothing"), (5, "5"), (-2, "-2")])
def test_an_outcome_that_there_is_not(code: int, given: str):
    calls = Calls(attempted_at=[TEN], outcome=np.array([code], np.int8))
    assert told(calls=calls) == [
        f"calls: row 1: outcome: {given} given; must be one of answered, abandoned, busy, voicemail, menu"
    ]


@pytest.mark.parametrize(("grade", "faults"), [(0, 1), (1, 0), (10, 0), (11, 1), (-1, 1)])
def test_reviews_grade_from_1_to_10(grade: int, faults: int):
    said = told(reviews=Reviews(given_at=[TEN], grade=[grade]))
    assert said == [f"reviews: row 1: grade: {grade} given; must be a grade from 1 to 10"] * faults


@pytest.mark.parametrize(("grade", "faults"), [(-1, 1), (0, 0), (10, 0), (11, 1)])
def test_surveys_grade_from_0_to_10(grade: int, faults: int):
    said = told(surveys=Surveys(closed_at=[TEN], grade=[grade]))
    assert said == [f"surveys: row 1: grade: {grade} given; must be a grade from 0 to 10"] * faults


def test_a_negative_quantity_and_an_unknown_code():
    parcels = Parcels(shipped_at=[TEN] * 3, has_code=[1, -1, 2], quantity=[-1, 1, 0])
    assert told(parcels=parcels) == [
        "parcels: row 1: quantity: -1 given; must be 0 or more",
        "parcels: row 2: has_code: nothing given; must be 1 or 0",
        "parcels: row 3: has_code: 2 given; must be 1 or 0",
    ]


def test_a_delivery_before_its_order_and_a_promise_that_is_missing():
    items = Items(
        ordered_at=[TEN] * 2,
        promised_on=[NEVER, day("2026-11-18")],
        attempted_at=[TEN, TEN - 1],
        cancelled_at=[NEVER] * 2,
    )
    assert told(items=items) == [
        "items: row 1: promised_on: nothing given; must be a date from 1990 to 2036",
        "items: row 2: attempted_at: 2026-11-17 08:59:59Z with ordered_at 2026-11-17 09:00:00Z given; "
        "must be at or after ordered_at",
    ]


def test_every_fault_of_a_log_is_told_at_once():
    cases = Cases(arrived_at=[TEN] * 1000, answered_at=[TEN - 1] * 1000)
    reviews = Reviews(given_at=[TEN], grade=[0])
    assert len(told(cases=cases, reviews=reviews)) == 1001
