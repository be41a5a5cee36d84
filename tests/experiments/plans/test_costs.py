"""What a plan costs: worked out by hand."""

import pytest

from sim.experiments.plans.costs import euro
from sim.experiments.seasons.replicate import season_counts, stack
from tests.experiments.shops import TINY, tiny

MEASURE = """
[may_change.measures."quick replies"]
set = ["work.minutes_per_mail=8"]
euro = 600
euro_per_week = 50
"""
PAID_EURO = (5 + 4) * 7.5 * 2 * 28  # two people, lunch unpaid, two weeks


def cost(*changes: tuple[str, str]) -> float:
    shop = tiny(*changes, text=TINY + MEASURE)
    return euro(shop, stack([season_counts(shop, 1, 0)]))


def test_a_measure_costs_nothing_until_it_is_taken():
    assert cost() == pytest.approx(PAID_EURO)


def test_a_measure_that_is_taken_costs_its_price_once_and_that_of_each_week():
    taken = cost(("minutes_per_mail = 9", "minutes_per_mail = 8"), ("euro = 600", "euro = 600\ntaken = true"))
    assert taken == pytest.approx(PAID_EURO + 600 + 2 * 50)
