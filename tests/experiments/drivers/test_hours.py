"""Which half-hours are worth most, at desks whose answer is plain."""

import numpy as np
import pytest

from sim.deadline.weekly import WeeklySlot
from sim.experiments.drivers.hours import HalfHour, Hours, half_hours, worth_of_hours
from sim.experiments.plans.goal import Goal
from sim.experiments.seasons.sweep import Sweep
from sim.report.drivers.table import hours_table

from ..shops import tiny

WED, HOUR = 2, 3600
GAP = """weeks = "2026-W38..2026-W39"
edition = "8wh"
holidays = "NL"
[contacts]
questions_per_week = 400
phone_share = 0.9
follow_up_share = 0
[calls]
open = "mon-fri 09:00-17:00"
hangs_up_at_once_share = 0
[work]
really_at_work = 1
[absence]
sick_day_chance = 0
sick_week_chance = 0
[people.Desk]
hours = "mon tue thu fri 09:00-17:00, wed 09:00-12:00, wed 12:30-17:00"
count = 8
lunch_minutes = 0
euro_per_hour = 30
"""


@pytest.fixture(scope="module")
def gap() -> Hours:
    """Eight people, of whom none is there on Wednesday from 12:00 to 12:30, when the phone is open."""
    return worth_of_hours(tiny(text=GAP), Goal(("phone",)), Sweep(), 6)


def test_one_more_person_is_worth_most_in_the_one_half_hour_that_nobody_covers(gap):
    means = {(cell.slot.weekday, cell.slot.opens): cell.change.mean for cell in gap.cells}
    short = means.pop((WED, 12 * HOUR))
    assert short > 1 and all(abs(other) < short / 10 for other in means.values())


def test_a_half_hour_costs_its_hours_at_the_price_of_the_desk(gap):
    """Two weeks of half an hour at 30 euro."""
    assert [cell.euro for cell in gap.cells] == pytest.approx([30.0] * len(gap.cells))


def test_where_the_phone_is_open_a_half_hour_counts_though_nobody_works(gap):
    assert len(gap.cells) == 5 * 16
    nights = tiny(('09:00-17:00"\nhangs', '08:45-17:00"\nhangs'), text=GAP)
    assert half_hours(nights.scenario)[0] == WeeklySlot(0, 8 * HOUR + 1800, 9 * HOUR)


def cells(*spared: float, euro: float = 10.0) -> Hours:
    """Half-hours of Monday from 09:00 on, that spare about so much in each of many seasons."""
    luck = np.tile([-0.01, 0.01], 50)
    made = [
        HalfHour(WeeklySlot(0, 9 * HOUR + 1800 * n, 9 * HOUR + 1800 * (n + 1)), euro, one + luck, 0 * luck)
        for n, one in enumerate(spared)
    ]
    return Hours(tuple(made), len(luck))


def test_blocks_are_four_half_hours_on_end_that_do_not_overlap_the_best_first():
    """Of 1 1 1 1 3 3 3 3 the average of the last four is best, then that of the first four."""
    blocks = cells(1, 1, 1, 1, 3, 3, 3, 3).best()
    assert [(one.slot.text, round(one.spared.mean, 9)) for one in blocks] == [
        ("11:00-13:00", 3.0),
        ("09:00-11:00", 1.0),
    ]


def test_a_block_that_may_be_chance_is_not_named():
    assert cells(0, 0, 0, 0).best() == []
    assert cells(-1, -1, -1, -1).best() == []


def test_the_table_divides_by_the_price_and_leaves_open_what_is_not_known():
    """Five answers for ten euro are 0.5 a euro; missed weeks that never differ have no interval."""
    [row] = hours_table(cells(5)).to_pylist()
    assert (row["day"], row["hours"], row["spared_a_euro"]) == ("Mon", "09:00-09:30", 0.5)
    assert row["weeks_spared"] == 0 and row["weeks_spared_low"] is None
    assert row["beyond_chance"]
