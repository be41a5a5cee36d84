"""People and work by the half-hour, against hand work and the season's own rows."""

import numpy as np
import pytest

from sim.experiments.estimates.coverage import expected_load, half_hours, planned_people
from sim.experiments.seasons.replicate import played
from sim.experiments.seasons.shop import Shop
from sim.operation.contract import CLOSED
from sim.scenario.read import read_text
from tests.experiments.shops import tiny

AUTUMN = """weeks = "2026-W43"
[contacts]
questions_per_week = 1
[people]
A = { hours = "sun 00:00-24:00", lunch_minutes = 0 }
"""


def test_people_are_counted_in_each_half_hour_without_their_breaks():
    """Sanne's lunch is 12:15-12:45, Mehmet's 12:45-13:15; on Friday Sanne is alone."""
    shop = tiny()
    people = planned_people(shop, shop.staff, shop.season.weeks[0]).reshape(7, 48)
    assert people[0, 18:34].tolist() == [2] * 6 + [1.5, 1.0, 1.5] + [2] * 7
    assert people[4, 18:34].tolist() == [1] * 6 + [0.5, 0.5] + [1] * 8
    assert people.sum() == 2 * (5 + 4) * 7.5 and not people[5:].any()


def test_a_day_of_25_hours_has_48_half_hours_that_are_full():
    shop = Shop(read_text(AUTUMN, "x").scenario)
    edges = half_hours(shop, shop.season.weeks[0])
    assert len(edges) == 337 and edges[-1] - edges[-49] == 25 * 3600
    assert planned_people(shop, shop.staff, shop.season.weeks[0])[-48:] == pytest.approx(
        np.ones(48), abs=0.02
    )


def test_the_work_of_a_week_is_that_of_its_rows():
    shop, monday = tiny(), tiny().season.weeks[1]
    load = expected_load(shop, monday, seed=3, seasons=2)
    begin, end = shop.season.week_edges[1:3]
    seconds = 0
    for number in range(2):
        season = played(shop, 3, number)
        came = season.happened.came
        inside = (came >= begin) & (came < end) & (season.happened.outcome != CLOSED)
        seconds += int(season.work.work[inside].sum())
    assert load.sum() * 1800 == pytest.approx(seconds / 2) and load.min() >= 0
