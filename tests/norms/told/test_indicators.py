"""The shape of norms/README.md, section 3.1."""

import json

from sim.norms import NEVER, EventLog, Options, exact, judge, judge_by
from sim.norms.log import Cases
from sim.norms.options import DEFAULTS
from sim.norms.told.indicators import indicators
from tests.norms.logs import at, day, items, log, questions

NAMES = {
    "CANCELLATIONS",
    "FULFILMENT",
    "PHONE_AVAILABILITY",
    "RESPONSE_TIME",
    "CASE_ITEM_RATIO",
    "TRACK_AND_TRACE",
    "RETURNS",
    "REVIEWS",
}


def told(of: EventLog, week: str = "2026-W47", options: Options = DEFAULTS) -> dict[str, dict]:
    answer = indicators(judge_by(of, "8wh", "NL", options=options), week)
    return {one["name"]: one for one in answer["performanceIndicators"]}


def test_the_eight_names_and_two_types():
    types = {name: one["type"] for name, one in told(log()).items()}
    assert types == dict.fromkeys(NAMES, "PERCENTAGE") | {"REVIEWS": "AVERAGE"}


def test_a_minimum_counts_the_good_ones():
    assert told(log(late=1, total=5))["RESPONSE_TIME"]["details"] == {
        "period": {"week": "47", "year": "2026"},
        "score": {"conforms": False, "numerator": 4, "denominator": 5, "value": 0.8, "distanceToNorm": 0.1},
        "norm": {"condition": ">=", "value": 0.9},
    }


def test_a_maximum_counts_the_bad_ones_and_the_distance_is_absolute():
    both = EventLog(cases=questions(0, 3), items=items(0, 100))
    cancelled = told(both)["CANCELLATIONS"]["details"]
    assert cancelled["score"] == {
        "conforms": True,
        "numerator": 0,
        "denominator": 100,
        "value": 0.0,
        "distanceToNorm": 0.02,
    }
    assert cancelled["norm"] == {"condition": "<=", "value": 0.02}


def test_a_score_that_there_is_not_is_left_out():
    details = told(log())["PHONE_AVAILABILITY"]["details"]
    assert details == {"period": {"week": "47", "year": "2026"}, "norm": {"condition": ">=", "value": 0.9}}


def test_a_personal_norm_that_was_not_given_has_no_value():
    assert told(log())["CASE_ITEM_RATIO"]["details"]["norm"] == {"condition": "<=", "value": None}
    given = told(log(), options=Options(questions_norm=exact("0.07")))["CASE_ITEM_RATIO"]["details"]
    assert given["norm"] == {"condition": "<=", "value": 0.07}


def test_week_and_year_are_iso_strings_of_two_and_four_digits():
    """1 January 2027 lies in week 53 of 2026."""
    period = told(log(arrived="2027-01-01 10:00"), "2026-W53")["RESPONSE_TIME"]["details"]["period"]
    assert period == {"week": "53", "year": "2026"}
    early = told(log(arrived="2027-01-05 10:00"), "2027-W01")["RESPONSE_TIME"]["details"]["period"]
    assert early == {"week": "01", "year": "2027"}


def test_it_is_json():
    answer = indicators(judge(log(), "8wh", "NL"), "2026-W47")
    assert json.loads(json.dumps(answer, allow_nan=False)) == answer


def test_a_week_may_be_the_day_of_its_monday():
    judged = judge(log(late=1, total=5), "8wh", "NL")
    assert indicators(judged, day("2026-11-16")) == indicators(judged, "2026-W47")


def test_what_is_still_pending_is_not_in_the_denominator():
    came = at("2026-11-17 10:00")
    waiting = EventLog(cases=Cases(arrived_at=[came] * 2, answered_at=[came, NEVER]))
    answer = indicators(judge(waiting, "8wh", "NL", at("2026-11-17 11:00")), "2026-W47")
    (response,) = (one for one in answer["performanceIndicators"] if one["name"] == "RESPONSE_TIME")
    assert (response["details"]["score"]["numerator"], response["details"]["score"]["denominator"]) == (1, 1)


def test_only_the_week_asked_for_is_counted():
    arrived = [at("2026-11-10 10:00"), at("2026-11-17 10:00"), at("2026-11-17 10:00")]
    weeks = EventLog(cases=Cases(arrived_at=arrived, answered_at=arrived))
    asked = (told(weeks, week)["RESPONSE_TIME"]["details"]["score"] for week in ("2026-W46", "2026-W47"))
    assert [score["denominator"] for score in asked] == [1, 2]
