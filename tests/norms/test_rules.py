"""Ties: what is exactly at the norm conforms, and no float decides it."""

from fractions import Fraction

import numpy as np
import pytest

from sim.norms.edition import edition
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
