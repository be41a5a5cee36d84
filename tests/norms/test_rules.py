"""Ties: what is exactly at the norm conforms, and no float decides it."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from sim.norms.editions.edition import edition
from sim.norms.editions.reading import read_as
from sim.norms.measures import Counts
from sim.norms.options import DEFAULTS, Options
from sim.norms.rules import Rule, rules

OLD, NEW = rules(edition("8wh"), DEFAULTS), rules(edition("2026-min-target"), DEFAULTS)


def counts(good: int, bad: int, pending: int = 0, total: int | None = None) -> Counts:
    numbers = (good, bad, pending, good + bad + pending if total is None else total)
    return Counts(*(np.array([number]) for number in numbers))


def verdict(rule: Rule, told: Counts) -> tuple[bool, bool]:
    return bool(rule.missed(told)[0]), bool(rule.strikes(told)[0])


@pytest.mark.parametrize("hundreds", [1, 3, 7, 10**6, 10**9])
def test_exactly_93_percent_on_time_conforms_at_any_size(hundreds: int):
    assert verdict(OLD["on_time"], counts(93 * hundreds, 7 * hundreds)) == (False, False)
    assert verdict(OLD["on_time"], counts(93 * hundreds - 1, 7 * hundreds + 1)) == (True, True)


@pytest.mark.parametrize("fifties", [1, 3, 11, 10**7])
def test_exactly_2_percent_cancelled_conforms_at_any_size(fifties: int):
    assert verdict(OLD["cancellations"], counts(49 * fifties, fifties)) == (False, False)
    assert verdict(OLD["cancellations"], counts(49 * fifties - 1, fifties + 1))[0]


@pytest.mark.parametrize("tens", [1, 3, 7, 123456789])
def test_exactly_90_percent_in_time_conforms_at_any_size(tens: int):
    assert verdict(NEW["response"], counts(9 * tens, tens)) == (False, False)
    assert verdict(NEW["response"], counts(9 * tens - 1, tens + 1))[0]


def test_a_float_would_have_missed_the_tie():
    assert not 1 - 7 / 100 >= 0.93
    assert verdict(OLD["on_time"], counts(93, 7)) == (False, False)


@pytest.mark.parametrize(("late", "mail"), [(9, False), (10, True), (11, True)])
def test_the_mail_comes_at_ten_late_whatever_the_share(late: int, mail: bool):
    assert OLD["response"].mails(counts(10_000, late)).tolist() == [mail]


def test_pending_ones_are_in_the_total_only():
    told = counts(9, 1, pending=90)
    assert told.judged.tolist() == [10]
    assert OLD["response"].share(told).tolist() == [0.9]
    assert verdict(OLD["response"], told) == (False, False)


def test_nothing_judged_is_no_verdict_and_no_share():
    told = counts(0, 0, pending=5)
    assert OLD["response"].judged(told).tolist() == [False]
    assert OLD["response"].share(told).tolist() == [0.0]
    assert verdict(OLD["response"], told) == (False, False)


@pytest.mark.parametrize(
    ("promoters", "detractors", "missed"), [(16, 10, True), (17, 7, False), (15, 5, False)]
)
def test_nps_is_promoters_less_detractors_of_all_answers(promoters: int, detractors: int, missed: bool):
    """25% of 40 is 10: 16 - 10 misses it, 17 - 7 is it."""
    assert verdict(NEW["nps"], counts(promoters, detractors, total=40))[0] is missed


def test_reviews_average_the_grades():
    assert verdict(OLD["reviews"], counts(40, 0, total=5)) == (False, False)
    assert verdict(OLD["reviews"], counts(39, 0, total=5)) == (True, False)
    assert OLD["reviews"].share(counts(39, 0, total=5)).tolist() == [7.8]


def test_there_can_be_more_questions_than_items():
    rule = rules(edition("8wh"), Options(questions_norm=Fraction("0.15")))["questions"]
    assert verdict(rule, counts(0, 30, total=10)) == (True, False)
    assert rule.share(counts(0, 30, total=10)).tolist() == [3.0]


def test_a_norm_that_strikes_nowhere_never_strikes():
    disaster = counts(0, 1000)
    for norm in ("phone", "questions", "track_and_trace", "reviews", "returns", "nps"):
        assert not OLD[norm].strikes(disaster)[0], norm


# What each edition asks, typed from norms/README.md, section 1

STRICT = Options(questions_norm=Fraction(7, 100), returns_norm=Fraction(4, 100))
MAIL_ONLY = Rule(Fraction(9, 10), mail_from=10, strike_from=10)
EIGHT_HOURS = {
    "response": MAIL_ONLY,
    "phone": Rule(Fraction(9, 10), strike_from=0),
    "questions": Rule(Fraction(7, 100), at_least=False, mail_when_missed=True),
    "on_time": Rule(Fraction(93, 100), strike_level=Fraction(93, 100), strike_from=3),
    "cancellations": Rule(Fraction(2, 100), at_least=False, strike_level=Fraction(2, 100), strike_from=3),
    "track_and_trace": Rule(Fraction(1), strike_from=0),
    "reviews": Rule(Fraction(8), strike_from=0),
    "returns": Rule(Fraction(4, 100), at_least=False, mail_when_missed=True),
    "nps": Rule(Fraction(10, 100), net=True, enough=25, strike_from=0),
}
SEED = EIGHT_HOURS | {
    "response": Rule(Fraction(9, 10)),
    "questions": Rule(Fraction(5, 100), at_least=False, mail_when_missed=True),
    "returns": Rule(Fraction(4, 100), at_least=False, mail_when_missed=True),
}
WEEKDAYS = EIGHT_HOURS | {
    "response": replace(MAIL_ONLY, strike_level=Fraction(9, 10)),
    "track_and_trace": Rule(Fraction(98, 100), strike_from=0),
}
NEWEST = WEEKDAYS | {"nps": Rule(Fraction(25, 100), net=True, enough=25, strike_from=0)}


@pytest.mark.parametrize(
    ("name", "asked"),
    [("24h-2021", SEED), ("8wh", EIGHT_HOURS), ("24h-weekday", WEEKDAYS), ("2026-min-target", NEWEST)],
)
def test_each_norm_asks_what_the_page_says(name: str, asked: dict[str, Rule]):
    assert rules(edition(name), STRICT) == asked


def test_a_personal_norm_that_was_not_given_asks_nothing():
    assert OLD["questions"] == Rule(None, at_least=False, mail_when_missed=True)
    assert not OLD["questions"].mails(counts(0, 1000)).any()


@pytest.mark.parametrize(
    ("changed", "norm", "rule"),
    [
        (
            {"phone.strike": "true"},
            "phone",
            Rule(Fraction(9, 10), strike_level=Fraction(9, 10), strike_from=0),
        ),
        (
            {"track_and_trace.strike": "true", "track_and_trace.conforms_means": "min"},
            "track_and_trace",
            Rule(Fraction(9, 10), strike_level=Fraction(9, 10), strike_from=0),
        ),
        ({"reviews.strike": "true"}, "reviews", Rule(Fraction(8), strike_level=Fraction(8), strike_from=0)),
        (
            {"nps.strike": "true"},
            "nps",
            Rule(Fraction(1, 4), net=True, enough=25, strike_level=Fraction(1, 4), strike_from=0),
        ),
        (
            {"questions.strike": "true", "questions.mail": "false"},
            "questions",
            Rule(Fraction(7, 100), at_least=False, strike_level=Fraction(7, 100)),
        ),
        (
            {"on_time.compare": "<=", "on_time.strike": "false"},
            "on_time",
            Rule(Fraction(93, 100), tie_conforms=False, strike_from=3),
        ),
        (
            {
                "cancellations.compare": ">=",
                "cancellations.strike": "false",
                "cancellations.min_cancelled": "5",
            },
            "cancellations",
            Rule(Fraction(2, 100), at_least=False, tie_conforms=False, strike_from=5),
        ),
    ],
    ids=lambda given: ", ".join(given) if isinstance(given, dict) else None,
)
def test_another_reading_asks_something_else(changed: dict[str, str], norm: str, rule: Rule):
    assert rules(read_as(edition("2026-min-target"), changed), STRICT)[norm] == rule


def test_on_time_may_conform_and_strike_by_minimum_or_target():
    newest, aim, least = edition("2026-min-target"), Fraction(93, 100), Fraction(90, 100)
    as_published = rules(newest, DEFAULTS)["on_time"]
    by_minimum = rules(read_as(newest, {"on_time.conforms_means": "min"}), DEFAULTS)["on_time"]
    struck = rules(read_as(newest, {"on_time.strike_below": "min"}), DEFAULTS)["on_time"]
    assert (as_published.level, as_published.strike_level) == (aim, aim)
    assert (by_minimum.level, by_minimum.strike_level) == (least, aim)
    assert (struck.level, struck.strike_level) == (aim, least)


def test_a_norm_of_returns_that_was_not_given_is_the_stated_one_and_only_a_personal_one_can_be():
    stated = Rule(Fraction(5, 100), at_least=False, mail_when_missed=True)
    assert OLD["returns"] == stated
    assert rules(read_as(edition("8wh"), {"returns.personal": "false"}), STRICT)["returns"] == stated


# One rule, at its edges


def test_enough_is_enough_and_one_is_judged():
    few = Rule(Fraction(1, 2), enough=25)
    assert [few.judged(counts(number, 0))[0] for number in (24, 25)] == [False, True]
    assert Rule(Fraction(1, 2)).share(counts(1, 0)).tolist() == [1.0]


def test_a_week_without_any_has_a_share_of_nothing_beside_one_that_has():
    told = Counts(*(np.array(each) for each in ([0, 1], [5, 3], [2, 0], [2, 4])))
    assert Rule(Fraction(1, 2)).share(told).tolist() == [0.0, 0.25]
    assert Rule(Fraction(1, 2), at_least=False).share(told).tolist() == [0.0, 0.75]


def test_a_mail_for_a_missed_norm_comes_only_where_it_is_missed():
    mailed = Rule(Fraction(1, 2), mail_when_missed=True)
    assert [mailed.mails(counts(good, 10 - good))[0] for good in (4, 5)] == [True, False]
    assert not Rule(Fraction(1, 2)).mails(counts(4, 6))[0]


def test_a_strike_needs_its_number_of_bad_ones():
    three = Rule(Fraction(9, 10), strike_level=Fraction(9, 10), strike_from=3)
    assert [three.strikes(counts(10, bad))[0] for bad in (2, 3)] == [False, True]


@pytest.mark.parametrize(("tie_conforms", "missed"), [(True, False), (False, True)])
def test_a_tie_conforms_or_does_not(tie_conforms: bool, missed: bool):
    rule = Rule(Fraction(1, 2), tie_conforms=tie_conforms)
    assert [rule.missed(counts(good, 10 - good))[0] for good in (4, 5, 6)] == [True, missed, False]
