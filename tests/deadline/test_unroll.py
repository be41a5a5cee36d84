"""All days of a plan at once, against the definition, which takes them one by one."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from sim.deadline import OpeningHours, reference
from sim.deadline.instants import wall

from .calendars import ZONES, daily, random_shop, random_slots


def assert_unrolled_as_defined(hours):
    known = reference.openings(hours._plan)
    assert list(zip(hours.opens.tolist(), hours.closes.tolist(), strict=True)) == list(known.intervals)
    assert hours.horizon == (known.first, known.last)


@pytest.mark.property
@pytest.mark.parametrize("seed", range(5))
def test_random_shops_near_clock_changes_open_as_defined(seed):
    rng = np.random.default_rng(seed)
    for _ in range(300):
        assert_unrolled_as_defined(random_shop(rng))


@pytest.mark.property
@pytest.mark.parametrize("zone", [*ZONES, "America/Nuuk", "Africa/El_Aaiun", "UTC"])
def test_every_clock_change_from_1990_to_2037_is_unrolled_as_defined(zone):
    rng = np.random.default_rng(8)
    for slots in (["00:00-24:00"], ["00:00-02:30", "02:45-03:00", "23:30-24:00"], random_slots(rng)):
        weekly = daily(*slots)
        assert_unrolled_as_defined(
            OpeningHours(weekly, timezone=zone, first=date(1989, 12, 1), last=date(2038, 1, 31))
        )


@pytest.mark.parametrize("change", [date(2026, 3, 29), date(2026, 10, 25), date(2026, 7, 1)])
@pytest.mark.parametrize("offset", [-1, 0, 1])
def test_a_calendar_may_begin_or_end_next_to_a_clock_change(change, offset):
    day = change + timedelta(offset)
    for first, last in ((day, day), (day, day + timedelta(9)), (day - timedelta(9), day)):
        assert_unrolled_as_defined(OpeningHours(daily("00:00-24:00"), first=first, last=last))


@pytest.mark.parametrize(
    ("zone", "first", "last"),
    [
        ("America/Nuuk", date(2024, 3, 28), date(2024, 3, 30)),  # 23:00 to 24:00 is skipped on the last date
        ("America/Toronto", date(1919, 3, 31), date(1919, 4, 2)),  # 00:00 to 00:30 is skipped on the first
    ],
)
def test_what_a_clock_change_moves_beyond_the_horizon_is_cut_off_as_defined(zone, first, last):
    weekly = daily("00:30-00:50", "09:00-17:00", "23:00-23:40")
    hours = OpeningHours(weekly, timezone=zone, first=first, last=last)
    assert hours.opens.size == 3 * 3 - 1
    assert_unrolled_as_defined(hours)


def test_dates_next_to_the_horizon_are_ignored():
    first, last = date(2026, 3, 2), date(2026, 3, 6)
    beside = [first - timedelta(1), last + timedelta(1)]
    hours = OpeningHours(daily("09:00-17:00"), first=first, last=last, holidays=beside)
    assert hours.opens.size == 5
    assert_unrolled_as_defined(hours)


def test_slots_that_overlap_within_and_across_days_are_merged_as_defined():
    weekly = daily("20:00-24:00", "00:00-09:00", "08:00-10:00", "08:15-08:30", "10:00-11:00")
    assert_unrolled_as_defined(OpeningHours(weekly, first=date(2026, 3, 1), last=date(2026, 4, 30)))


@pytest.mark.parametrize("zone", [*ZONES, "Europe/London", "America/Nuuk"])
def test_midnights_are_those_of_every_date_alone(zone):
    first, last = date(1990, 1, 1), date(2038, 12, 31)
    days = [first + timedelta(day) for day in range((last - first).days + 2)]
    expected = [wall.to_utc(day, 0, ZoneInfo(zone)) for day in days]
    assert wall.midnights(first, last, ZoneInfo(zone)).tolist() == expected
