"""What an order by work leaves open is harder than what comes, and the list knows by how much."""

import numpy as np
import pytest
from scipy.stats import lognorm

from sim.deadline import NEVER
from sim.demand.draft import Draft, finished
from sim.demand.work import MAIL
from sim.experiments.morning.left_over import as_left_over, longer_than, shares_left
from sim.norms.log import Cases
from sim.scenario.customers.contacts import Contacts
from sim.scenario.read import read_text

HOUR_S = 3600
NOW = 100 * HOUR_S
NOBODY_TWICE = Contacts(questions_per_week=0, mails_again_share=0)


def log(left: str, hours_ago: float = 50, **columns) -> Cases:
    """Questions that came a minute apart, "o" open and "a" answered ten minutes later."""
    at = NOW - round(hours_ago * HOUR_S) + 60 * np.arange(len(left))
    answered = np.where(np.array(list(left)) == "a", at + 600, NEVER)
    return Cases(case_id=np.arange(len(left)), arrived_at=at, answered_at=answered, **columns)


def test_of_those_who_came_with_a_question_its_share_is_open():
    """An open one among four who were answered counts half: a tenth; who came after them could not be."""
    assert shares_left(log("oaaaaooo"), NOW, NOBODY_TWICE).tolist() == [0.1, 1, 1, 1]
    assert shares_left(log("aaaaoaaaao"), NOW, NOBODY_TWICE).tolist() == [0.1, 1]
    assert shares_left(log("oaaooaa"), NOW, NOBODY_TWICE) == pytest.approx([0.5 / 3, 1.5 / 4, 1.5 / 4])


def test_a_log_of_open_questions_alone_tells_nothing():
    assert shares_left(log("ooo"), NOW, NOBODY_TWICE).tolist() == [1, 1, 1]


def test_who_was_answered_before_writing_again_counts_for_the_share_that_would_not_have():
    """Of four who were answered in time two would not have: half a question of three is open."""
    half = Contacts(questions_per_week=0, mails_again_share=0.5, mails_again_after_hours=1)

    assert shares_left(log("oaaaa"), NOW, half).tolist() == [0.5 / (1 + 4 * 0.5)]
    every = Contacts(questions_per_week=0, mails_again_share=1, mails_again_after_hours=1)
    assert shares_left(log("oaaaa"), NOW, every).tolist() == [1]


def test_where_everybody_would_write_again_a_fresh_question_alone_tells_nothing():
    every = Contacts(questions_per_week=0, mails_again_share=1, mails_again_after_hours=2)
    assert shares_left(log("o", hours_ago=1), NOW, every).tolist() == [1]


def test_a_question_about_an_order_that_was_asked_about_twice_tells_nothing():
    """Its second mail is easy, and takes the first one along."""
    orders = np.array(["1", "2", "3", "3", "4"])

    assert shares_left(log("oaaaa", order_id=orders), NOW, NOBODY_TWICE) == pytest.approx([0.5 / 3])


SHOP = """weeks = "2026-W49"
[contacts]
questions_per_week = 100
[work]
minutes_per_mail = 6
minutes_per_follow_up = 4
mail_spread = 0.8
order = "easiest first"
[people]
Sanne = "mon-fri 09:00-17:00"
"""
SPREAD = 0.8


def law(minutes: float):
    return lognorm(SPREAD, scale=60 * minutes * np.exp(-(SPREAD**2) / 2))


def test_a_share_of_all_questions_takes_longer_than_that():
    scenario = read_text(SHOP, "shop.toml").scenario

    shares = np.array([0.02, 0.5, 0.9])
    assert np.exp(longer_than(scenario, shares)) == pytest.approx(law(6).isf(shares), rel=0.001)


def test_topics_that_take_longer_are_left_over_first():
    scenario = read_text(
        SHOP + "[topics.return]\nshare = 0.25\nminutes = 18\n[topics.delivery]\nshare = 0.75\n", "shop.toml"
    ).scenario
    [limit] = np.exp(longer_than(scenario, np.array([0.1])))

    assert 0.25 * law(18).sf(limit) + 0.75 * law(6).sf(limit) == pytest.approx(0.1, rel=0.01)


def test_what_is_left_over_takes_as_long_as_the_hardest_of_its_share():
    """The middle one of the hardest tenth takes longer than 95% of all do; a fresh one is left as it is."""
    scenario = read_text(SHOP, "shop.toml").scenario
    draft, middle = Draft(), round(law(6).median())
    draft.add(np.arange(3), comes=np.arange(3), line=MAIL, work=np.array([middle, middle, middle]))
    journeys = finished([draft])
    seconds = as_left_over(scenario, journeys, np.array([0, 2]), np.array([0.1, 1.0]))

    assert seconds == pytest.approx([law(6).ppf(0.95), middle, middle], rel=0.005)


def test_a_second_mail_is_left_over_by_its_own_time():
    """It takes four minutes on average, and waits as it takes longer than nine tenths of all first mails."""
    scenario = read_text(SHOP, "shop.toml").scenario
    draft, middle = Draft(), round(law(4).median())
    first = draft.add(np.array([0]), comes=0, line=MAIL, work=100)
    draft.add(np.array([1]), comes=1, line=MAIL, work=middle, about=first)
    seconds = as_left_over(scenario, finished([draft]), np.array([1]), np.array([0.1]))
    least = law(4).cdf(law(6).isf(0.1))

    assert seconds[1] == pytest.approx(law(4).ppf(least + (1 - least) / 2), rel=0.005)


def test_where_all_take_the_same_time_nothing_is_harder():
    scenario = read_text(SHOP.replace("mail_spread = 0.8", "mail_spread = 0"), "shop.toml").scenario
    draft = Draft()
    draft.add(np.arange(2), comes=np.arange(2), line=MAIL, work=np.array([360, 360]))

    assert as_left_over(scenario, finished([draft]), np.arange(2), np.array([0.1, 1.0])).tolist() == [
        360,
        360,
    ]
