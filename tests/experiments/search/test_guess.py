"""The first guess of a shop: hours against work, on figures that can be added up by hand."""

import numpy as np

from sim.experiments.plans.goal import Ask
from sim.experiments.search.choices import choices
from sim.experiments.search.program.guess import Fluid
from sim.experiments.seasons.replicate import Counts
from sim.scenario.read import read_text

# One week of 7.5 hours a day; nobody is ill or away. A temp of half speed brings 3.75 hours a day.
SHOP = """# Enough?
weeks = "2026-W47..2026-W48"
edition = "8wh"
[contacts]
questions_per_week = 100
[work]
really_at_work = 1
[absence]
sick_day_chance = 0
sick_week_chance = 0
[people]
Sanne = "mon-fri 09:00-17:00"
[may_change]
temp = { from = 2026-11-23, weeks = 1, max = 3, euro_per_hour = 28, speed = 0.5 }
saturday = { hours = "09:00-13:00", max_people = 1, euro_per_hour = 39 }
"""
HOUR_S = 3600
NONE = ((0.0, 0.0), (0.0, 0.0))  # of the work of two weeks, by two levers


def fluid(*hours: float, target: str = "response", risk: float = 0.4, eases=NONE) -> Fluid:
    """Three seasons, in which so many hours of work come in the second week."""
    load = np.zeros((3, 2, 3), np.int64)
    load[:, 1, 0] = [round(one * HOUR_S) for one in hours]
    asks = [Ask((target,), (week,), risk, 0.0) for week in range(2)]
    every = frozenset(range(2))
    verdicts = np.zeros((3, 2, 1, 7), np.int64)
    counts = Counts(verdicts, load, load)
    return Fluid(choices(read_text(SHOP, "shop.toml")), asks, [every, every], counts, np.array(eases))


def test_a_plan_fails_where_too_much_work_is_more_than_a_day_old():
    """50 hours come, 10 a day, 7.5 are done: by Friday 12.5 are left, 10 of them of that day.

    The 2.5 hours that are too old are within 10% of 50; at 55 hours 17.5 - 11 = 6.5 are not.
    """
    assert fluid(50, 50, 50).failed((0, 0)) == ()
    assert fluid(55, 55, 55).failed((0, 0)) == (1,)
    assert fluid(55, 55, 55).failed((1, 0)) == ()
    assert fluid(85, 85, 85).failed((1, 0)) == (1,)  # 11.25 of 17 hours a day: 28.75 - 17 are too old


def test_it_fails_in_the_share_of_seasons_that_is_not_allowed():
    assert fluid(55, 50, 50).failed((0, 0)) == ()
    assert fluid(55, 55, 50).failed((0, 0)) == (1,)
    assert fluid(55, 55, 50).seen_to_fail((0, 0), 1) == (1,)


def test_a_saturday_works_off_what_friday_left():
    assert fluid(55, 55, 55).failed((0, 1)) == ()  # 6.5 - 4 hours
    assert fluid(62, 62, 62).failed((0, 1)) == (1,)  # 24.5 - 12.4 - 4 hours


def test_the_mail_is_nearer_than_the_share_and_calls_are_not_guessed():
    """2.5 hours are 23 mails of 6.5 minutes; at 47.5 hours 10 - 9.5 = 0.5 hours are less than ten."""
    assert fluid(50, 50, 50, target="mail").failed((0, 0)) == (1,)
    assert fluid(47.5, 47.5, 47.5, target="mail").failed((0, 0)) == ()
    assert fluid(500, 500, 500, target="phone").failed((0, 0)) == ()


def test_what_a_lever_spares_does_not_come():
    """Of 110 hours 44 are left, of which all are done in time, where a Saturday alone would not do."""
    half = fluid(110, 110, 110, eases=((0.0, 0.0), (0.0, 0.6)))
    assert half.failed((0, 0)) == (1,) and half.failed((0, 1)) == ()
