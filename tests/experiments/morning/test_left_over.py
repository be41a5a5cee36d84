"""What an order by work leaves open is harder than what comes, and the list knows it."""

from dataclasses import replace
from datetime import datetime

import numpy as np

from sim.experiments.morning.left_over import ALIKE, LeftOver, left_over
from tests.experiments.shops import TINY, tiny

from .desks import instant

TUESDAY = instant(datetime(2026, 12, 1, 8, 45))
BUSY = ("questions_per_week = 240", "questions_per_week = 300")


def test_one_about_as_old_is_chosen():
    pool = LeftOver.of(np.arange(100), 10 * np.arange(100))
    ages, u = np.array([0, 50, 50, 99, 500]), np.array([0.0, 0.0, 0.999, 0.999, 0.0])

    assert pool.like(ages, u).tolist() == [0, 400, 590, 990, 800]  # of ALIKE: 0-19, 40-59, 80-99
    assert ALIKE == 20


def test_of_fewer_than_that_any_is():
    assert LeftOver.of(np.array([5, 1]), np.array([50, 10])).like(
        np.array([0, 9]), np.array([0.0, 0.6])
    ).tolist() == [10, 50]


def test_the_easiest_first_leaves_the_hardest_and_other_orders_ask_for_none():
    shop = tiny(BUSY, text=TINY.partition("[orders]")[0])
    scenario = shop.scenario
    easiest = scenario.work.model_copy(update={"order": "easiest first"})

    pools = left_over(replace(shop, scenario=scenario.model_copy(update={"work": easiest})), TUESDAY)

    assert left_over(shop, TUESDAY) is None
    assert pools is not None
    first, _ = pools
    assert np.median(first.work) > 1.2 * 60 * scenario.work.minutes_per_mail
    young, old = np.array_split(first.work, 2)
    assert np.median(old) > np.median(young)
