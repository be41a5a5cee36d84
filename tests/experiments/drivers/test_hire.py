"""Hire by: a temp before the peak helps, one after it does not, and the notice is counted back in days."""

from datetime import date

import pytest

from sim.experiments.drivers.hire import Hire, Start, starts_of
from sim.experiments.estimates.confidence import Difference
from sim.experiments.plans.goal import Goal
from sim.experiments.seasons.sweep import Sweep
from sim.scenario.people.offers import TempOffer

from ..shops import tiny

BUSY = """weeks = "2026-W37..2026-W40"
edition = "8wh"
holidays = "NL"
[contacts]
questions_per_week = 60
phone_share = 0
week_busyness_sd = 0
[peaks]
"2026-W38" = [4, 4.2, 4.4]
[work]
minutes_per_mail = 9
[absence]
sick_day_chance = 0
sick_week_chance = 0
[people]
Sanne = "mon-fri 09:00-17:00"
"""
OFFER = TempOffer.model_validate({"from": date(2026, 9, 7), "weeks": 2, "max": 1, "euro_per_hour": 20})


@pytest.fixture(scope="module")
def busy() -> Hire:
    """One person for whom week 38 is nearly twice too much, and every other week is light."""
    return Hire(starts_of(tiny(text=BUSY), OFFER, Goal(), Sweep(), 12), 14)


def test_a_temp_in_the_peak_helps_and_one_after_it_helps_nothing(busy):
    """The work left of week 38 is done within week 39; who begins in week 40 finds nothing late."""
    assert [one.first_day for one in busy.starts] == [date(2026, 9, day) for day in (7, 14, 21, 28)]
    assert busy.starts[1].spared.low > 0
    assert busy.starts[3].spared.mean == 0
    assert busy.last is not None and busy.last.first_day < date(2026, 9, 28)


def test_a_temp_costs_the_hours_of_the_weeks_that_are_left(busy):
    """Two weeks of five days of seven and a half paid hours at 20 euro; from the last Monday on only one."""
    assert [one.euro for one in busy.starts] == pytest.approx([1500, 1500, 1500, 750])


def test_the_last_day_to_decide_lies_the_notice_before_the_last_useful_first_day():
    surely, perhaps = Difference(9, 1, 20), Difference(9, -1, 20)
    days = [date(2026, 9, 7), date(2026, 9, 14), date(2026, 9, 21)]
    starts = [Start(day, 10, one) for day, one in zip(days, (surely, surely, perhaps), strict=True)]
    two, none = Hire(tuple(starts), 14), Hire(tuple(starts[2:]), 14)
    assert two.last is not None and two.decide_by(two.last) == date(2026, 8, 31)
    assert none.last is None


def test_a_temp_pays_as_long_as_what_is_surely_spared_is_worth_more_than_the_price():
    """From the second Monday on 2 late answers fewer for sure, for 10 euro: each must be worth over 5."""
    spared = (Difference(9, 4, 20), Difference(5, 2, 9), Difference(9, -1, 20))
    days = [date(2026, 9, 7), date(2026, 9, 14), date(2026, 9, 21)]
    starts = tuple(Start(day, 10, one) for day, one in zip(days, spared, strict=True))
    last = {each: Hire(starts, 14, each).last_paying for each in (None, 2.5, 5, 5.1)}
    assert last == {None: None, 2.5: None, 5: starts[0], 5.1: starts[1]}
